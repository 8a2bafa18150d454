import { parseArgs } from 'node:util';
import type { LookUpSample } from '../../../app/demo/job-context.ts';
import type { JobRefusal, JobReport } from '../../../app/demo/run-main-job.ts';
import type { JobObserver, StageReport } from '../../../app/demo/stage.ts';
import type { Mend } from '../../../domain/record/mend.ts';
import type { Result } from '../../../domain/result.ts';
import { demoText as t } from '../../text/demo.ts';
import { mendText, stageText } from '../../text/school.ts';
import { type Command, type ExitCode, exit, type Io } from '../command.ts';
import { progressLine } from '../progress.ts';
import { hanging, wrap } from '../text-layout.ts';

/** What happens while the demo starts and runs. */
export type DemoEvent =
  | { readonly code: string }
  | { readonly code: 'role-says' | 'role-ended'; readonly role: string; readonly text: string };

/** The demo with all its roles running. */
export interface DemoWorld {
  readonly addresses: readonly { readonly what: string; readonly url: string }[];
  runJob(observer: JobObserver, signal: AbortSignal): Promise<Result<JobReport, JobRefusal>>;
  exportTo(directory: string): Promise<DemoExport>;
  /** Ends the roles and the database server. */
  close(): Promise<void>;
}

/** What was written by `--export`. */
export interface DemoExport {
  readonly records: number;
  readonly tiles: number;
  readonly keys: number;
  readonly trust: number;
}

/** The sample schools, a folder of `samples/` each. */
export const sampleSchools = ['tieuhoc', 'thcs', 'thpt', 'gdtx'] as const;
export type SampleName = (typeof sampleSchools)[number];

/** Which school the demo plays. */
export interface DemoChoice {
  readonly school: SampleName;
  /** Only these classes of it; null for all. */
  readonly classes: readonly string[] | null;
}

export interface DemoDeps {
  open(choice: DemoChoice, tell: (event: DemoEvent) => void): Promise<DemoWorld>;
  nowMs(): number;
}

const usage =
  'demo [--school tieuhoc|thcs|thpt|gdtx] [--export THƯ_MỤC] [--classes 6A,7B] [--json]';

/** `hocba demo`: the whole system on this machine, with sample data. */
export const demoCommand = (deps: DemoDeps): Command => ({
  name: 'demo',
  summary: t.summary,
  usage,
  async run(args, io, signal) {
    const asked = parseArguments(args);
    if (asked === undefined) {
      io.stderr(`hocba ${usage}\n`);
      return exit.usage;
    }
    const ended = new AbortController();
    const stop = AbortSignal.any([signal, ended.signal]);
    const startedAt = deps.nowMs();
    io.stderr(`${t.starting}\n`);
    const world = await deps.open(asked, (event) => {
      tell(event, io);
      if (event.code === 'role-ended') ended.abort();
    });
    try {
      const seconds = (): number => (deps.nowMs() - startedAt) / 1000;
      const code = await drive(world, asked, io, stop, seconds);
      return ended.signal.aborted ? exit.tryAgain : code;
    } catch (error) {
      // A role that ended has said so; what broke in its wake is not another matter.
      if (ended.signal.aborted) return exit.tryAgain;
      throw error;
    } finally {
      io.stderr(`${t.stopping}\n`);
      await world.close();
    }
  },
});

interface DemoArguments extends DemoChoice {
  readonly exportTo: string | null;
  readonly json: boolean;
}

function parseArguments(args: readonly string[]): DemoArguments | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        school: { type: 'string' },
        export: { type: 'string' },
        classes: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const classes = values.classes?.split(',').filter((name) => name !== '') ?? null;
    const wanted = values.school ?? 'thcs';
    const school = sampleSchools.find((name) => name === wanted);
    if (school === undefined) return undefined;
    return { school, classes, exportTo: values.export ?? null, json: values.json === true };
  } catch {
    return undefined;
  }
}

async function drive(
  world: DemoWorld,
  { exportTo, json }: DemoArguments,
  io: Io,
  signal: AbortSignal,
  seconds: () => number,
): Promise<ExitCode> {
  const done = await world.runJob(observerOf(io), signal);
  if (!done.ok) {
    io.stderr(`${t.refused(done.refusal)}\n`);
    if (json) io.stdout(`${JSON.stringify({ refusal: done.refusal })}\n`);
    return exit.refused;
  }
  const written = exportTo === null ? null : await world.exportTo(exportTo);
  const { stages, samples } = done.value;
  const total = seconds();
  const addresses = exportTo === null ? world.addresses : [];
  if (json) {
    const facts = { stages, samples, addresses, seconds: total, exported: written };
    io.stdout(`${JSON.stringify(facts)}\n`);
  }
  if (written !== null) {
    io.stderr(`${t.exported(exportTo ?? '', { ...written })}\n`);
    return exit.done;
  }
  io.stderr(`${summary(stages, samples, addresses, total, io.columns)}\n`);
  await aborted(signal);
  return exit.done;
}

/** Under the words of the stage, behind the dot. */
const mendIndent = 17;

/** A bar for each stage; under the check, what was supplied by whom and why. */
function observerOf(io: Io): JobObserver {
  const mends: Mend[] = [];
  const line = progressLine(io, () => performance.now());
  return {
    started: (stage) => line.start(stageText[stage]),
    progress: (_, done, total) => line.update(done, total),
    mended: (mend) => void mends.push(mend),
    finished(report, resumed) {
      if (resumed) line.start(stageText[report.stage]);
      line.finish(t.stageDone(report, resumed));
      for (const mend of mends.splice(0)) {
        const words = t.mend(mendText(mend), mend.by, mend.why);
        io.stderr(`${io.isTty ? hanging(words, mendIndent, io.columns) : words}\n`);
      }
    },
  };
}

function summary(
  stages: readonly StageReport[],
  samples: readonly LookUpSample[],
  addresses: DemoWorld['addresses'],
  seconds: number,
  columns: number,
): string {
  return [
    '',
    ...wrap(t.total(stages, seconds), columns),
    '',
    t.addresses,
    ...addresses.map(({ what, url }) => `  ${t.address(what).padEnd(28)} ${url}`),
    '',
    t.samples,
    ...samples.map(({ code, learner, className, birthDate }) =>
      t.sample(code, learner, className, birthDate),
    ),
    '',
    t.stop,
  ].join('\n');
}

function tell(event: DemoEvent, io: Io): void {
  if ('text' in event) {
    const text = event.code === 'role-ended' ? t.roleEnded(event.role, event.text) : event.text;
    io.stderr(`${text.trimEnd()}\n`);
    return;
  }
  const sentence = t.events[event.code];
  if (sentence !== undefined) io.stderr(`${sentence}\n`);
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
