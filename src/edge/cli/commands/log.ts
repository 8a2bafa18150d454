import { Outage } from '../../../app/outage.ts';
import type { LogCheckReport, StateRefused } from '../../../app/watch-log/check-log.ts';
import { ok, type Result, refuse } from '../../../domain/result.ts';
import { parseVerifierKey, type VerifierKey } from '../../../format/log/key.ts';
import { logSentence } from '../../text/log.ts';
import { stampText } from '../../text/stamp.ts';
import { logFindingSentence, logCommandText as t } from '../../text/watch-log.ts';
import { type Command, type ExitCode, exit, type Io } from '../command.ts';
import { progressLine } from '../progress.ts';
import { type LogArguments, parseLogArguments } from './log-arguments.ts';
import { runStamp, type StampDeps } from './log-stamp.ts';

/** One look at a log. */
export interface LogLook {
  readonly place: string;
  readonly key: VerifierKey;
  readonly witnesses: readonly VerifierKey[];
  readonly state: string | null;
  readonly reading: 'whole' | 'new';
  readonly signal: AbortSignal;
  progress(done: number, total: number): void;
}

export type LogLooked = LogCheckReport | StateRefused | { readonly code: 'state-file-malformed' };

export interface LogDeps extends StampDeps {
  look(request: LogLook): Promise<LogLooked>;
  /** Whether the next look of a follower should read every leaf again. */
  isWholeDue(state: string): Promise<boolean>;
  readText(file: string): Promise<string | undefined>;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  nowMs(): number;
}

/** `hocba log`: a register's log followed from outside; its own heads stamped, their evidence renewed. */
export const logCommand = (deps: LogDeps): Command => ({
  name: 'log',
  summary: t.summary,
  usage: t.usage,
  async run(args, io, signal) {
    const parsed = parseLogArguments(args);
    if (parsed === undefined) {
      const stamped = await runStamp(args, deps, io);
      if (stamped === undefined) io.stderr(`hocba ${t.usage}\n      hocba ${stampText.usage}\n`);
      return stamped ?? exit.usage;
    }
    if (parsed.everySeconds !== null && parsed.state === null) {
      io.stderr(`${t.followNeedsState}\n`);
      return exit.usage;
    }
    const keys = await readKeys(parsed, deps);
    if (!keys.ok) {
      io.stderr(`${keys.refusal}\n`);
      return exit.unreadable;
    }
    const run: Run = { parsed, keys: keys.value, deps, io, signal };
    return parsed.everySeconds === null
      ? lookOnce(run, parsed.reading)
      : follow(run, parsed.everySeconds, parsed.state ?? '');
  },
});

interface Keys {
  readonly key: VerifierKey;
  readonly witnesses: readonly VerifierKey[];
}

interface Run {
  readonly parsed: LogArguments;
  readonly keys: Keys;
  readonly deps: LogDeps;
  readonly io: Io;
  readonly signal: AbortSignal;
}

async function lookOnce(run: Run, reading: 'whole' | 'new'): Promise<ExitCode> {
  const { parsed, keys, deps, io, signal } = run;
  const line = progressLine(io, () => deps.nowMs());
  line.start(t.reading);
  const { place, state } = parsed;
  const looked = await deps.look({
    ...keys,
    place,
    state,
    reading,
    signal,
    progress: (done, total) => line.update(done, total),
  });
  if ('code' in looked) {
    const words = looked.code === 'state-file-malformed' ? t.stateMalformed : t.stateOfAnother;
    io.stderr(`${words(state ?? '')}\n`);
    return exit.unreadable;
  }
  line.finish(t.read(looked.readFrom, looked.size ?? 0));
  return tell(looked, run);
}

function tell(report: LogCheckReport, { parsed, io }: Run): ExitCode {
  const code = codeOf(report);
  if (parsed.json) {
    const findings = report.findings.map((finding) => ({
      ...finding,
      sentence: logFindingSentence(finding),
    }));
    io.stdout(`${JSON.stringify({ ...report, findings, exit: code })}\n`);
    return code;
  }
  const lines = [
    t.seen(report.knownSize, report.size),
    ...report.findings.map((finding) => `  - ${logFindingSentence(finding)}`),
    t.verdicts[code],
  ];
  if (report.evidence !== null) lines.push(t.evidence(report.evidence));
  else if (code === exit.refused) lines.push(t.noEvidence);
  io.stdout(`${lines.join('\n')}\n`);
  return code;
}

function codeOf({ findings }: LogCheckReport): 0 | 1 | 2 {
  if (findings.some(({ outcome }) => outcome === 'failed')) return exit.refused;
  return findings.some(({ outcome }) => outcome === 'undetermined') ? exit.undetermined : exit.done;
}

/** Looks again and again; outages are waited out, a rewritten history ends it. */
async function follow(run: Run, everySeconds: number, state: string): Promise<ExitCode> {
  const { deps, io, signal, parsed } = run;
  let code: ExitCode = exit.undetermined;
  while (!signal.aborted) {
    try {
      const isWhole = parsed.reading === 'whole' && (await deps.isWholeDue(state));
      code = await lookOnce(run, isWhole ? 'whole' : 'new');
    } catch (error) {
      if (!(error instanceof Outage)) throw error;
      io.stderr(`${t.waiting(error.code, everySeconds)}\n`);
      code = exit.tryAgain;
    }
    if (code === exit.refused || code === exit.unreadable) return code;
    await deps.sleep(everySeconds * 1000, signal);
  }
  return code;
}

async function readKeys(
  { key, witnesses }: LogArguments,
  deps: LogDeps,
): Promise<Result<Keys, string>> {
  const own = await keyOf(key, 'ed25519', deps);
  if (!own.ok) return own;
  const others: VerifierKey[] = [];
  for (const text of witnesses) {
    const witness = await keyOf(text, 'cosignature/v1', deps);
    if (!witness.ok) return witness;
    others.push(witness.value);
  }
  return ok({ key: own.value, witnesses: others });
}

async function keyOf(
  given: string,
  kind: VerifierKey['kind'],
  deps: LogDeps,
): Promise<Result<VerifierKey, string>> {
  const direct = parseVerifierKey(given);
  const text = direct.ok ? given : await deps.readText(given);
  if (text === undefined) {
    const why = given.includes('+') && !direct.ok ? logSentence(direct.refusal) : t.keyUnreadable;
    return refuse(t.keyWrong(given, why));
  }
  const read = parseVerifierKey(text.trim());
  if (!read.ok) return refuse(t.keyWrong(given, logSentence(read.refusal)));
  if (read.value.kind === kind) return ok(read.value);
  return refuse(t.keyWrong(given, kind === 'ed25519' ? t.keyNotForLogs : t.keyNotForWitnesses));
}
