import type { Cohort } from '../../domain/registry/cohort.ts';
import type { LeftOut, PeriodLocked } from '../../domain/registry/event.ts';
import type { LearnerKey } from '../../domain/registry/learner-key.ts';
import { type LockingView, lockPeriod as ruleOfLock } from '../../domain/registry/lock-period.ts';
import type { LockingRefusal } from '../../domain/registry/refusal.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { SchoolYear } from '../../domain/time/school-year.ts';
import { closedSet, logEvents } from './log-events.ts';
import type { RegisterContext } from './ports.ts';

export interface LockRequest {
  readonly year: SchoolYear;
  readonly cohort: Cohort;
  /** Shows what the lock would close, or what is missing, and changes nothing. */
  readonly dryRun: boolean;
  /** Locks without the learners that never came, after the date; by whom and why. */
  readonly leftOut?: LeftOut;
}

/** What was closed, or would be. */
export interface LockAnswer {
  readonly lockedAt: Instant;
  /** Null for a dry run. */
  readonly leafIndex: number | null;
  readonly schools: number;
  readonly classes: number;
  readonly enrolled: number;
  readonly inForce: number;
  readonly excused: number;
  readonly classesRoot: string;
}

/** Locks a cohort of a school year for the whole register, with completeness; from then on nothing of it changes. */
export async function lockPeriod(
  { year, cohort, dryRun, leftOut }: LockRequest,
  { store, clock, logKey }: Pick<RegisterContext, 'store' | 'clock' | 'logKey'>,
): Promise<Result<LockAnswer, LockingRefusal>> {
  return store.change(async (tx) => {
    const at = clock.now();
    const view = await tx.lockingView(year);
    const wanted = leftOut === undefined ? { year, cohort } : { year, cohort, leftOut };
    const ruled = ruleOfLock(view, wanted, at);
    if (!ruled.ok) return ruled;
    const event = ruled.value;
    if (dryRun) return ok(answerOf(event, null));
    const leafIndex = tx.frontier.size;
    await tx.append(logEvents(tx.frontier, [event], logKey, at), null);
    await tx.savePeriodLock(event, leafIndex, cohort === 'completed' ? awaitedIn(view) : []);
    return ok(answerOf(event, leafIndex));
  });
}

const awaitedIn = ({ statements }: LockingView): readonly LearnerKey[] =>
  [...statements.values()].flatMap(({ classes }) =>
    classes.flatMap(({ excused }) =>
      excused.flatMap(({ learner, why }) => (why === 'supplementary-cohort' ? [learner] : [])),
    ),
  );

function answerOf(event: PeriodLocked, leafIndex: number | null): LockAnswer {
  const set = closedSet(event.classes);
  if (!set.ok) throw new Error(`lock set: ${set.refusal.code}`);
  const { membershipOf: _, ...totals } = set.value;
  const schools = new Set(event.classes.map(({ school }) => school)).size;
  return { lockedAt: event.at, leafIndex, schools, ...totals };
}
