import type { PersonalId } from '../../domain/person/identity.ts';
import type { RecordCode } from '../../domain/record/content.ts';
import { openRecord } from '../../domain/record/draft.ts';
import { absent } from '../../domain/record/record.ts';
import type { RecordRefusal } from '../../domain/record/refusal.ts';
import { type Period, replaceRecord as ruleOfReplacement } from '../../domain/record/register.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { currentRecords } from './current-records.ts';
import type { ClassKey, Clock, SchoolStore } from './ports.ts';

export type ReplacementRefusal = RecordRefusal | { readonly code: 'record-unknown' };

/**
 * Thay thế: opens the next version of a registered record, which then takes the same way as the first: mended, closed,
 * signed, sealed, issued, sent. The old version stays in force until the register has the new one. Answers its number.
 */
export async function openReplacement(
  key: ClassKey,
  request: { readonly code: RecordCode; readonly by: PersonalId; readonly period: Period },
  { store, clock }: { store: SchoolStore; clock: Clock },
): Promise<Result<number, ReplacementRefusal>> {
  const at = clock.now();
  const { code, by, period } = request;
  const opened = await store.changeClass<ReplacementRefusal>(key, {}, (records) => {
    const record = currentRecords(records).find((one) => one.code === code);
    if (record === undefined || record.state.state === 'absent') {
      return refuse({ code: 'record-unknown' });
    }
    const version = record.version + 1;
    const allowed = ruleOfReplacement(record.state, { byVersion: version, at }, period);
    if (!allowed.ok) return allowed;
    const { learner } = record.state;
    const event = openRecord(absent, { ...key, code, version, learner, by, at });
    return event.ok ? ok([{ code, version, events: [event.value] }]) : event;
  });
  return opened.ok ? ok(opened.value[0]?.version ?? 0) : opened;
}
