import type { RecordEvent } from '../../domain/record/events.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Yearbook } from '../../domain/school/yearbook.ts';
import { assessSchool } from '../school/assess-school.ts';
import { type ClosingRefusal, closeClass } from '../school/close-class.ts';
import { type IssuingRefusal, issueClass } from '../school/issue-class.ts';
import { packageClass } from '../school/package-class.ts';
import type { Attention, ClassKey } from '../school/ports.ts';
import { sealClass } from '../school/seal-class.ts';
import type { SigningRefusal } from '../school/sign-class.ts';
import { type SubmissionRefusal, submitClass } from '../school/submit-class.ts';
import { eachClass } from './class-stage.ts';
import type { Actors, JobContext, LookUpSample } from './job-context.ts';
import { lookUpSamples } from './look-up-samples.ts';
import {
  awaitRegister,
  lockYear,
  type RegisterStageRefusal,
  takeReplies,
} from './register-stages.ts';
import {
  actorsOf,
  checkStage,
  closingDay,
  importStage,
  mendsOf,
  type SchoolStageRefusal,
} from './school-stages.ts';
import { signWholeClass } from './sign-school.ts';
import { registerSigners, type SignerStageRefusal } from './signer-stage.ts';
import { type StageName, type StageReport, stageNames } from './stage.ts';

export type JobRefusal =
  | SchoolStageRefusal
  | ClosingRefusal
  | SigningRefusal
  | IssuingRefusal
  | SubmissionRefusal
  | RegisterStageRefusal
  | SignerStageRefusal
  | { readonly code: 'year-not-imported' }
  | { readonly code: 'look-up-failed'; readonly record: string };

/** What the whole job did. */
export interface JobReport {
  readonly stages: readonly StageReport[];
  readonly samples: readonly LookUpSample[];
}

type EventType = RecordEvent['type'];
type Counts = Readonly<Record<string, number>>;
type Stage = (attention: Attention) => Promise<Result<Counts, JobRefusal>>;

/**
 * Công việc chính: from the school's workbooks to locked records that anyone can look up. Every stage goes on from the
 * state of the records, so a job that was stopped anywhere is taken up again; a stage that was done is not done twice.
 */
export async function runMainJob(context: JobContext): Promise<Result<JobReport, JobRefusal>> {
  const { key, stages, store } = context;
  const known = await stages.stages(key);
  const imported = await runStage('import', importing(context), known, context);
  if (!imported.ok) return imported;
  const stored = await store.year(key);
  if (stored === undefined) return refuse({ code: 'year-not-imported' });
  const { yearbook } = stored;
  const actors = actorsOf(yearbook, context);
  if (!actors.ok) return actors;
  await context.enlist(yearbook);
  const reports = [imported.value];
  const all = { ...schoolStages(yearbook, actors.value, context), ...after(yearbook, context) };
  for (const name of stageNames) {
    if (name === 'import') continue;
    const report = await runStage(name, all[name], known, context);
    if (!report.ok) return report;
    reports.push(report.value);
  }
  return ok({ stages: reports, samples: await lookUpSamples(yearbook, context) });
}

/** Runs a stage that is not done yet, measures it, and keeps that it is done. */
async function runStage(
  name: StageName,
  stage: Stage,
  known: readonly StageReport[],
  { observer, signal, clock, sources, stages, key }: JobContext,
): Promise<Result<StageReport, JobRefusal>> {
  const done = known.find((report) => report.stage === name);
  if (done !== undefined) {
    observer.finished(done, true);
    return ok(done);
  }
  signal.throwIfAborted();
  observer.started(name);
  const from = sources.elapsedMs();
  const progress = (count: number, total: number): void => observer.progress(name, count, total);
  const counts = await stage({ signal, progress });
  if (!counts.ok) return counts;
  const report = {
    stage: name,
    seconds: (sources.elapsedMs() - from) / 1000,
    counts: counts.value,
  };
  await stages.saveStage(key, report, clock.now());
  observer.finished(report, false);
  return ok(report);
}

const importing =
  (context: JobContext): Stage =>
  async (attention) => {
    const done = await importStage(context, attention);
    if (!done.ok) return done;
    const { files, repaired, reported, refused, opened, yearbook } = done.value;
    const learners = yearbook.learners.length;
    return ok({ files, learners, opened, repaired, reported, refused });
  };

/** From the check to the packages: all at the school. */
function schoolStages(
  yearbook: Yearbook,
  { clerk, head }: Actors,
  context: JobContext,
): Readonly<Record<'check' | 'assess' | 'close' | 'sign' | 'seal' | 'issue' | 'package', Stage>> {
  const { sources: ids, profile } = context;
  const environment = 'trial' as const;
  const sender = { name: yearbook.school.name, taxCode: profile.place.taxCode };
  // Counted from the records' lives: an earlier start may have done a part of the stage.
  const total = async (name: string, done: Result<number, JobRefusal>, event: EventType) => {
    if (!done.ok) return done;
    const counts = await context.store.eventCounts(context.key);
    return ok({ [name]: counts.get(event)?.records ?? 0 });
  };
  return {
    async check(attention) {
      const done = await checkStage(yearbook, context, attention);
      if (!done.ok) return done;
      const { learners, ready, excused, warnings, lackedBefore } = done.value;
      const mends = mendsOf(yearbook, context).length;
      const counts = { learners, lackedBefore, mends, ready };
      return ok({ ...counts, excused: excused.length, warnings: warnings.length });
    },
    async assess(attention) {
      const sum = await assessSchool(context.key, context, attention);
      return sum === undefined ? refuse({ code: 'year-not-imported' }) : ok({ ...sum });
    },
    async close(attention) {
      const registered = await registerSigners(context);
      if (!registered.ok) return registered;
      const request = { by: head, day: closingDay(context) };
      const act = async (key: ClassKey) => {
        const done = await closeClass(key, request, context);
        return done.ok ? ok(done.value.closed) : done;
      };
      return total('records', await eachClass(yearbook, attention, act), 'ClassClosed');
    },
    async sign(attention) {
      const act = (key: ClassKey, own: Attention) => signWholeClass(key, context, own);
      const done = await eachClass(yearbook, attention, act);
      return done.ok ? ok({ signatures: await signaturesInForce(context) }) : done;
    },
    async seal(attention) {
      const act = (key: ClassKey, own: Attention) => sealClass(key, clerk, context, own);
      return total('seals', await eachClass(yearbook, attention, act), 'SchoolSealed');
    },
    async issue(attention) {
      const act = (key: ClassKey) => issueClass(key, { by: clerk, environment }, context);
      return total('records', await eachClass(yearbook, attention, act), 'RecordIssued');
    },
    async package(attention) {
      const request = { sender, environment };
      const act = (key: ClassKey) => packageClass(key, request, { ...context, ids });
      return total('records', await eachClass(yearbook, attention, act), 'RecordIssued');
    },
  };
}

/** Signatures of people made and not withdrawn. */
async function signaturesInForce({ store, key }: JobContext): Promise<number> {
  const counts = await store.eventCounts(key);
  const of = (type: EventType): number => counts.get(type)?.events ?? 0;
  const made = of('SubjectSigned') + of('HomeroomSigned') + of('PrincipalSigned');
  return made - of('SignatureWithdrawn');
}

/** From the submission on: with the register. */
function after(
  yearbook: Yearbook,
  context: JobContext,
): Readonly<Record<'submit' | 'verify' | 'register' | 'lock' | 'look-up', Stage>> {
  return {
    async submit(attention) {
      let packages = 0;
      const sent = await eachClass(yearbook, attention, async (key) => {
        const numbers = await submitClass(key, context);
        const held = await context.packages.packages(key);
        packages += held.filter(({ message }) => message !== null).length;
        return numbers.ok ? ok(numbers.value.length) : numbers;
      });
      return sent.ok ? ok({ packages }) : sent;
    },
    async verify(attention) {
      return ok({ records: await awaitRegister(yearbook, context, attention) });
    },
    async register(attention) {
      const taken = await takeReplies(yearbook, context, attention);
      if (!taken.ok) return taken;
      const counts = await context.store.eventCounts(context.key);
      return ok({ records: counts.get('RecordRegistered')?.records ?? 0 });
    },
    async lock({ progress }) {
      const locked = await lockYear(yearbook, context);
      if (!locked.ok) return locked;
      progress(1, 1);
      const { classes, enrolled, inForce, excused } = locked.value;
      return ok({ classes, enrolled, inForce, excused });
    },
    'look-up': async ({ progress }) => {
      const samples = await lookUpSamples(yearbook, context);
      for (const [index, { code }] of samples.entries()) {
        if (!(await context.lookUp(code))) return refuse({ code: 'look-up-failed', record: code });
        progress(index + 1, samples.length);
      }
      return ok({ records: samples.length });
    },
  };
}
