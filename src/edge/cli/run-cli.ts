import { cliText as t } from '../text/cli.ts';
import { outageText } from '../text/outage.ts';
import type { Command, Io } from './command.ts';
import { exit } from './command.ts';

/** A command that is loaded only when it is asked for: the program starts in a moment. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Command>;
}

/** A failure of the world that passes; `app/outage.ts` has its class. */
interface OutageLike {
  readonly name: 'Outage';
  readonly code: string;
  readonly message: string;
}

const isOutage = (error: unknown): error is OutageLike =>
  error instanceof Error && error.name === 'Outage' && 'code' in error;

/** Exit code of a programming error; the contract's codes say what went wrong outside. */
const softwareError = 70;

/** Runs one command line and answers the exit code. Nothing but results goes to standard output. */
export async function runCli(
  entries: readonly CommandEntry[],
  args: readonly string[],
  io: Io,
  signal: AbortSignal,
  debug: boolean,
): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? io.stderr : io.stdout)(overview(entries));
    return name === undefined ? exit.usage : exit.done;
  }
  const entry = entries.find((candidate) => candidate.name === name);
  if (entry === undefined) {
    io.stderr(`${t.unknown(name)}\n`);
    return exit.usage;
  }
  try {
    const command = await entry.load();
    if (rest.includes('--help') || rest.includes('-h')) {
      io.stdout(`hocba ${command.usage}\n\n${command.summary}\n${t.exitCodes}\n`);
      return exit.done;
    }
    return await command.run(rest, io, signal);
  } catch (error) {
    if (signal.aborted) {
      io.stderr(`${t.stopped}\n`);
      return exit.tryAgain;
    }
    if (isOutage(error)) {
      io.stderr(`${outageSentence(error)}\n`);
      return exit.tryAgain;
    }
    const message = error instanceof Error ? error.message : String(error);
    io.stderr(`${t.bug(message)}\n`);
    if (debug && error instanceof Error) io.stderr(`${error.stack ?? ''}\n`);
    return softwareError;
  }
}

function outageSentence(error: OutageLike): string {
  const fact = factOf(error);
  const known = outageText[error.code];
  if (known === undefined) return t.outage(error.code, fact);
  const [what, remedy] = known;
  return `${what}${fact === '' ? '' : ` (${fact})`}\n${remedy}`;
}

const factOf = ({ message, code }: OutageLike): string =>
  message.startsWith(`${code}: `) ? message.slice(code.length + 2) : '';

function overview(entries: readonly CommandEntry[]): string {
  const width = Math.max(...entries.map(({ name }) => name.length)) + 2;
  const lines = entries.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`);
  return [t.title, '', t.usage, '', t.commands, ...lines, '', t.help, t.exitCodes, ''].join('\n');
}
