import type { PersonalId } from '../../domain/person/identity.ts';
import type { BuildRefusal } from '../../domain/record/build-refusal.ts';
import type { RecordCode } from '../../domain/record/content.ts';
import {
  closeClass as ruleOfClosing,
  reopenClass as ruleOfReopening,
} from '../../domain/record/draft.ts';
import type { RecordEvent } from '../../domain/record/events.ts';
import type { MendedYear } from '../../domain/record/mend-year.ts';
import type { RecordRefusal } from '../../domain/record/refusal.ts';
import type { Slot } from '../../domain/record/slot.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { LearnerYear } from '../../domain/school/yearbook.ts';
import { type ClosingDay, checkLearner, excuseOf, learnersOf } from './check-class.ts';
import { currentRecords } from './current-records.ts';
import { loadYear } from './load-year.ts';
import type { ClassKey, Clock, RecordChange, SchoolStore } from './ports.ts';

export type ClosingRefusal =
  | { readonly code: 'year-not-imported' }
  | {
      readonly code: 'class-not-ready';
      readonly lacking: readonly {
        readonly learner: LearnerYear;
        readonly refusals: readonly BuildRefusal[];
      }[];
    }
  | { readonly code: 'record-not-opened'; readonly learners: readonly LearnerYear[] }
  | RecordRefusal;

/** Chữ ký đã hết hiệu lực by a closing: whose signature over what. */
export interface LostSignature {
  readonly code: RecordCode;
  readonly learner: LearnerYear;
  readonly slot: Slot;
  readonly signer: PersonalId;
  /** As the staff list has them; null for somebody who is no longer there. */
  readonly name: string | null;
}

export interface ClosedClass {
  readonly closed: number;
  readonly withdrawn: readonly LostSignature[];
}

/**
 * Chốt a class: every record that is still a draft gets its bytes. All of them or none: while one learner lacks
 * something and is not excused, nothing of the class is closed. Answers how many were closed now, and the signatures
 * of an earlier closing that no longer cover what the records say.
 */
export async function closeClass(
  key: ClassKey,
  { by, day }: { readonly by: PersonalId; readonly day: ClosingDay },
  { store, clock }: { store: SchoolStore; clock: Clock },
): Promise<Result<ClosedClass, ClosingRefusal>> {
  const year = await loadYear(store, key);
  if (year === undefined) return refuse({ code: 'year-not-imported' });
  const at = clock.now();
  let withdrawn: LostSignature[] = [];
  const closed = await store.changeClass<ClosingRefusal>(key, {}, (records) => {
    withdrawn = [];
    const current = currentRecords(records);
    const changes: RecordChange[] = [];
    const lacking: { learner: LearnerYear; refusals: readonly BuildRefusal[] }[] = [];
    const unopened: LearnerYear[] = [];
    for (const learner of learnersOf(year, key.className)) {
      if (excuseOf(learner, year) !== null) continue;
      const record = current.find(
        ({ state }) => state.state !== 'absent' && state.learner === learner.number,
      );
      if (record === undefined) {
        unopened.push(learner);
        continue;
      }
      if (record.state.state !== 'drafting') continue;
      const check = checkLearner(learner, year, record, day);
      if (check.outcome === 'lacking') lacking.push(check);
      if (check.outcome !== 'ready') continue;
      const { data, sha256, plan } = check.closed;
      const events = ruleOfClosing(record.state, { content: sha256, plan, by, at });
      if (!events.ok) return events;
      changes.push({ code: record.code, version: record.version, events: events.value, data });
      withdrawn.push(...lostIn(events.value, { code: record.code, learner }, year));
    }
    if (unopened.length > 0) return refuse({ code: 'record-not-opened', learners: unopened });
    return lacking.length > 0 ? refuse({ code: 'class-not-ready', lacking }) : ok(changes);
  });
  return closed.ok ? ok({ closed: closed.value.length, withdrawn }) : closed;
}

const lostIn = (
  events: readonly RecordEvent[],
  record: { readonly code: RecordCode; readonly learner: LearnerYear },
  { yearbook }: MendedYear,
): readonly LostSignature[] =>
  events.flatMap((event) => {
    if (event.type !== 'SignatureWithdrawn') return [];
    const { slot, signer } = event;
    const name = yearbook.staff.find(({ personalId }) => personalId === signer)?.name ?? null;
    return [{ ...record, slot, signer, name }];
  });

/** Mở chốt a class, or some of its records, with a reason. Answers how many were reopened. */
export async function reopenClass(
  key: ClassKey,
  request: { readonly by: PersonalId; readonly reason: string; readonly codes?: readonly string[] },
  { store, clock }: { store: SchoolStore; clock: Clock },
): Promise<Result<number, RecordRefusal>> {
  const { by, reason, codes } = request;
  const at = clock.now();
  const reopened = await store.changeClass<RecordRefusal>(key, {}, (records) => {
    const changes: RecordChange[] = [];
    for (const { code, version, state } of currentRecords(records)) {
      if (codes !== undefined && !codes.includes(code)) continue;
      if (codes === undefined && state.state === 'drafting') continue;
      const event = ruleOfReopening(state, { reason, by, at });
      if (!event.ok) return event;
      changes.push({ code, version, events: [event.value] });
    }
    return ok(changes);
  });
  return reopened.ok ? ok(reopened.value.length) : reopened;
}
