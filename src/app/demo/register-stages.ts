import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Yearbook } from '../../domain/school/yearbook.ts';
import { currentRecords } from '../school/current-records.ts';
import { fetchReply, type ReplyRefusal } from '../school/fetch-reply.ts';
import { loadYear } from '../school/load-year.ts';
import type { Attention, RegisterRefusal, SentPackage } from '../school/ports.ts';
import { type EnrolmentRefusal, enrolmentOf, stateEnrolment } from '../school/state-enrolment.ts';
import { eachClass } from './class-stage.ts';
import type { JobContext, LockedPeriod } from './job-context.ts';

export type RegisterStageRefusal =
  | ReplyRefusal
  | EnrolmentRefusal
  | { readonly code: 'records-refused-by-register'; readonly count: number }
  | { readonly code: 'lock-refused'; readonly refusal: { readonly code: string } }
  | { readonly code: 'package-refused'; readonly refusal: RegisterRefusal };

/** How often the register is asked how far it is. */
const askEveryMs = 250;

/** Waits until the register has worked through every package. Answers how many records it judged. */
export async function awaitRegister(
  yearbook: Yearbook,
  { packages, register, sources }: JobContext,
  { signal, progress }: Attention,
): Promise<number> {
  const { school, year, classes } = yearbook;
  const sent: SentPackage[] = [];
  for (const { name: className } of classes) {
    const key = { school: school.code, year, className };
    for (const { id, message } of await packages.packages(key)) {
      if (message !== null) sent.push({ id, message });
    }
  }
  for (;;) {
    signal.throwIfAborted();
    const states = await Promise.all(sent.map((one) => register.progress(one)));
    const done = states.reduce((sum, state) => sum + state.done, 0);
    const total = states.reduce((sum, state) => sum + state.total, 0);
    progress(done, total);
    if (states.every(({ status }) => status === 'answered')) return total;
    await sources.pause(askEveryMs, signal);
  }
}

/** Takes every signed reply into the records' lives. One refused record stops the job: its class is not complete. */
export async function takeReplies(
  yearbook: Yearbook,
  context: JobContext,
  attention: Attention,
): Promise<Result<number, RegisterStageRefusal>> {
  let refused = 0;
  const taken = await eachClass(yearbook, attention, async (key) => {
    const counted = await fetchReply(key, context);
    if (!counted.ok) return counted;
    // Counted from the records' lives: an earlier start may have taken the reply.
    const records = currentRecords(await context.store.records(key));
    refused += records.filter(({ state }) => state.state === 'refused').length;
    return ok(counted.value.registered);
  });
  if (!taken.ok) return taken;
  return refused > 0 ? refuse({ code: 'records-refused-by-register', count: refused }) : taken;
}

/** The school states who belongs to its classes; then the province locks. */
export async function lockYear(
  { school, year }: Yearbook,
  context: JobContext,
): Promise<Result<LockedPeriod, RegisterStageRefusal>> {
  const { taxCode } = context.profile.place;
  const sender = { name: school.name, taxCode };
  const request = { sender, environment: 'trial' as const };
  const stated = await stateEnrolment({ school: school.code, year }, request, {
    ...context,
    ids: context.sources,
  });
  if (!stated.ok) return stated;
  const locked = await context.lockPeriod();
  if (locked.ok) return locked;
  const { refusal } = locked;
  // A start that was stopped right after the lock: what it closed is what the school stated.
  if (refusal.code === 'period-already-locked') return ok(await statedPeriod(context));
  return refuse({ code: 'lock-refused', refusal });
}

async function statedPeriod({ store, key }: JobContext): Promise<LockedPeriod> {
  const year = await loadYear(store, key);
  const classes = year === undefined ? [] : enrolmentOf(year);
  const registered = (await store.eventCounts(key)).get('RecordRegistered')?.records ?? 0;
  return {
    classes: classes.length,
    enrolled: classes.reduce((sum, { enrolled }) => sum + enrolled, 0),
    inForce: registered,
    excused: classes.reduce((sum, { excused }) => sum + excused.length, 0),
  };
}
