import { once } from 'node:events';
import { parseArgs } from 'node:util';
import type { PinSource } from '../../../app/signing/pin-source.ts';
import type { SigningService } from '../../../app/signing/ports.ts';
import { createAgent } from '../../agent/create-agent.ts';
import { openPairingDesk, type PairingStore } from '../../agent/pairing.ts';
import { usualAgentPort } from '../../agent/protocol.ts';
import type { BatchEnd } from '../../agent/running-batch.ts';
import { plainLine, type Terminal } from '../../agent/terminal.ts';
import { terminalPinSource } from '../../agent/terminal-pin.ts';
import { agentText as t } from '../../text/agent.ts';
import { outageText } from '../../text/outage.ts';
import { serviceRefusalText } from '../../text/signing-service.ts';
import { type Command, type ExitCode, exit, type Io } from '../command.ts';

export interface AgentDeps {
  /** This window, or undefined where there is none. `interrupted` is told of Ctrl-C while nobody is asked anything. */
  openTerminal(interrupted: () => void): (Terminal & { close(): void }) | undefined;
  /** PKCS #11 modules installed here. */
  modulesHere(): readonly { readonly name: string; readonly file: string }[];
  exists(file: string): boolean;
  /** The folder with the pairing; the usual one when null. */
  pairingStore(home: string | null): PairingStore;
  service(modules: readonly string[], pin: PinSource, asker: string): SigningService;
  /** Binds the port on 127.0.0.1 and answers the address. */
  listen(app: Awaited<ReturnType<typeof createAgent>>, port: number): Promise<string>;
}

/** `hocba agent`: signs with tokens at this machine for one page, while its window is open. */
export const agentCommand = (deps: AgentDeps): Command => ({
  name: 'agent',
  summary: t.summary,
  usage: t.usage,
  async run(args, io, signal) {
    const options = readOptions(args);
    if (options === undefined) {
      io.stderr(`${t.portNotNumber}\nhocba ${t.usage}\n`);
      return exit.usage;
    }
    const absent = options.modules.find((file) => !deps.exists(file));
    if (absent !== undefined) {
      io.stderr(`${t.moduleMissing(absent)}\n`);
      return exit.unreadable;
    }
    const stop = new AbortController();
    const terminal = deps.openTerminal(() => stop.abort());
    if (terminal === undefined) {
      io.stderr(`${t.noTerminal}\n`);
      return exit.usage;
    }
    try {
      return await serve({ deps, options, terminal, io }, AbortSignal.any([signal, stop.signal]));
    } finally {
      terminal.close();
    }
  },
});

interface Options {
  readonly port: number;
  readonly modules: readonly string[];
  readonly pair: boolean;
  readonly home: string | null;
}

interface Serving {
  readonly deps: AgentDeps;
  readonly options: Options;
  readonly terminal: Terminal;
  readonly io: Io;
}

async function serve({ deps, options, terminal }: Serving, signal: AbortSignal): Promise<ExitCode> {
  const here = options.modules.length > 0 ? named(options.modules) : deps.modulesHere();
  const say = (line: string): void => terminal.write(`${line}\n`);
  const desk = await openPairingDesk(deps.pairingStore(options.home), () => performance.now());
  const pin = terminalPinSource(terminal);
  const files = here.map(({ file }) => file);
  const app = await createAgent({
    desk,
    service: (asker) => deps.service(files, pin, asker),
    events: {
      paired: (origin) => say(t.paired(plainLine(origin))),
      batchEnded: ({ signed, items, end }) => say(endText(end, signed, items)),
    },
  });
  try {
    say(t.ready(await deps.listen(app, options.port)));
    say(here.length > 0 ? t.modules(here.map(({ name }) => name)) : t.noModules);
    if (desk.origin === undefined || options.pair) say(t.pairCode(desk.openCode()));
    else say(t.pairedWith(plainLine(desk.origin)));
    say(t.stopHint);
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await app.close();
  }
  return exit.done;
}

const named = (files: readonly string[]) => files.map((file) => ({ name: file, file }));

function endText(end: BatchEnd, signed: number, items: number): string {
  switch (end.kind) {
    case 'done':
      return t.ended(signed, items);
    case 'cancelled':
      return t.cancelled(signed, items);
    case 'refused': {
      const { sentence, remedy } = serviceRefusalText(end.refusal);
      return `${t.ended(signed, items)} ${sentence}\n  ${remedy}`;
    }
    case 'outage': {
      const [what, remedy] = outageText[end.code] ?? [end.code, ''];
      return `${t.ended(signed, items)} ${what} (${end.fact})\n  ${remedy}`;
    }
  }
}

function readOptions(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        module: { type: 'string', multiple: true },
        pair: { type: 'boolean' },
        home: { type: 'string' },
      },
    });
    const { port = String(usualAgentPort), module: modules = [], pair = false, home } = values;
    const number = Number(port);
    if (!/^\d+$/.test(port) || number > 65_535 || (number < 1024 && number !== 0)) return undefined;
    return { port: number, modules, pair, home: home ?? null };
  } catch {
    return undefined;
  }
}
