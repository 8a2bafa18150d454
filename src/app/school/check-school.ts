import type { BuildRefusal, BuildWarning } from '../../domain/record/build-refusal.ts';
import type { RecordCode } from '../../domain/record/content.ts';
import type { ExcuseReason } from '../../domain/record/mend.ts';
import type { LearnerYear } from '../../domain/school/yearbook.ts';
import { type ClosingDay, checkLearner, learnersOf } from './check-class.ts';
import { currentRecords } from './current-records.ts';
import { loadYear } from './load-year.ts';
import type { Attention, SchoolStore, YearKey } from './ports.ts';

/** What a check of the whole school found. */
export interface SchoolCheck {
  readonly learners: number;
  readonly ready: number;
  readonly excused: readonly { readonly learner: LearnerYear; readonly reason: ExcuseReason }[];
  readonly lacking: readonly {
    readonly learner: LearnerYear;
    readonly refusals: readonly BuildRefusal[];
  }[];
  readonly warnings: readonly {
    readonly learner: LearnerYear;
    readonly warnings: readonly BuildWarning[];
  }[];
}

/** Kiểm tra: what keeps each learner's record from being closed, and what is only worth a look. Changes nothing. */
export async function checkSchool(
  key: YearKey,
  day: ClosingDay,
  { store }: { store: SchoolStore },
  { signal, progress }: Attention,
): Promise<SchoolCheck | undefined> {
  const year = await loadYear(store, key);
  if (year === undefined) return undefined;
  const total = year.yearbook.learners.length;
  const found = {
    ready: 0,
    excused: [] as SchoolCheck['excused'][number][],
    lacking: [] as SchoolCheck['lacking'][number][],
    warnings: [] as SchoolCheck['warnings'][number][],
  };
  let done = 0;
  for (const { name: className } of year.yearbook.classes) {
    signal.throwIfAborted();
    const records = currentRecords(await store.records({ ...key, className }));
    for (const learner of learnersOf(year, className)) {
      const record = records.find(
        ({ state }) => state.state !== 'absent' && state.learner === learner.number,
      );
      const code = record?.code ?? unopened;
      const check = checkLearner(learner, year, { code, version: record?.version ?? 1 }, day);
      if (check.outcome === 'excused') found.excused.push({ learner, reason: check.reason });
      else if (check.outcome === 'lacking') {
        found.lacking.push({ learner, refusals: check.refusals });
      } else {
        found.ready += 1;
        if (check.warnings.length > 0) found.warnings.push({ learner, warnings: check.warnings });
      }
    }
    done += learnersOf(year, className).length;
    progress(done, total);
  }
  return { learners: total, ...found };
}

/** Stands for a code in the check of a learner whose record is not open yet; nothing of the check is kept. */
const unopened = '0'.repeat(32) as RecordCode;
