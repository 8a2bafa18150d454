import type { ClassKey, ClassRule, RecordChange, RecordTexts } from '../../../app/school/ports.ts';
import type { Result } from '../../../domain/result.ts';
import { type Queryable, query } from '../database.ts';
import { type ClassCache, readRecords } from './read-records.ts';
import { writeChanges } from './write-changes.ts';

/** No gap between check and write: one act at a time on a class, in the caller's transaction. */
export async function applyRule<E>(
  session: Queryable,
  key: ClassKey,
  texts: RecordTexts,
  rule: ClassRule<E>,
  cache: ClassCache,
): Promise<Result<readonly RecordChange[], E>> {
  await lock(session, `${key.school}/${key.year}/${key.className}`);
  const records = await readRecords(session, key, texts, cache);
  const answer = rule(records);
  if (answer.ok) await writeChanges(session, answer.value, records);
  return answer;
}

/** Held until the transaction ends. */
export const lock = (session: Queryable, name: string): Promise<unknown> =>
  query(session, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
