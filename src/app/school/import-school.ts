import type { PersonalId } from '../../domain/person/identity.ts';
import { openRecord } from '../../domain/record/draft.ts';
import { leftSchool } from '../../domain/record/excuse.ts';
import { unmended } from '../../domain/record/mend-year.ts';
import { absent } from '../../domain/record/record.ts';
import { ok } from '../../domain/result.ts';
import type { Yearbook } from '../../domain/school/yearbook.ts';
import { learnersOf } from './check-class.ts';
import type { Attention, Clock, CodeSource, RecordChange, SchoolStore } from './ports.ts';

export interface ImportSchool {
  readonly yearbook: Yearbook;
  readonly by: PersonalId;
}

/** Keeps the year's data and opens a record for every learner who stayed and has none yet. Answers how many it opened. */
export async function importSchool(
  { yearbook, by }: ImportSchool,
  { store, clock, codes }: { store: SchoolStore; clock: Clock; codes: CodeSource },
  { signal, progress }: Attention,
): Promise<number> {
  const at = clock.now();
  await store.saveYear(yearbook, at);
  const { school, year } = yearbook;
  let opened = 0;
  let done = 0;
  for (const { name: className } of yearbook.classes) {
    signal.throwIfAborted();
    const learners = learnersOf(unmended(yearbook), className);
    const key = { school: school.code, year, className };
    const changed = await store.changeClass(key, {}, (records) => {
      const known = new Set(
        records.flatMap(({ state }) => (state.state === 'absent' ? [] : [state.learner])),
      );
      const changes = learners
        .filter((one) => leftSchool(one) === null && !known.has(one.number))
        .map((learner): RecordChange => {
          const identity = { ...key, code: codes.newCode(), version: 1, learner: learner.number };
          const event = openRecord(absent, { ...identity, by, at });
          if (!event.ok) throw new Error(event.refusal.code);
          return { code: identity.code, version: 1, events: [event.value] };
        });
      return ok(changes);
    });
    if (changed.ok) opened += changed.value.length;
    done += learners.length;
    progress(done, yearbook.learners.length);
  }
  return opened;
}
