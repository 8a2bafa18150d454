import type { RegisteredRecord } from '../../../domain/registry/registered-record.ts';
import type { Difference } from './difference.ts';
import { type Fold, lockKey } from './fold-events.ts';
import type { FsckSource, LockRow, StateRow } from './fsck-source.ts';

const page = 5000;

/** A state as its row must be. */
const rowOf = (record: RegisteredRecord): StateRow => ({
  year: record.year,
  code: record.code,
  version: record.version,
  school: record.school,
  class_name: record.className,
  learner: record.learner,
  cohort: record.cohort,
  state: record.state,
  sha256: record.sha256,
  registered_at: record.registeredAt,
  recalled_at: record.state === 'recalled' ? record.recalledAt : null,
  leaf_index: record.leafIndex,
});

/** The state table is the fold of the events: no row more, none less, none other; one record per learner and year. */
export async function checkStates(
  source: FsckSource,
  { states }: Fold,
): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  const expected = new Map<string, RegisteredRecord>(states);
  const learners = new Set<string>();
  for (let offset = 0; ; ) {
    const rows = await source.states(offset, page);
    if (rows.length === 0) break;
    offset += rows.length;
    for (const row of rows) {
      const state = expected.get(String(row['code']));
      expected.delete(String(row['code']));
      if (state === undefined) differences.push({ code: 'state-unfounded' });
      else differences.push(...compare(row, state));
      const learner = `${row['year']} ${row['learner']}`;
      if (row['state'] !== 'registered') continue;
      if (learners.has(learner)) differences.push({ code: 'learner-twice-in-year' });
      learners.add(learner);
    }
  }
  for (const { leafIndex, sha256 } of expected.values()) {
    differences.push({ code: 'state-missing', leafIndex, sha256 });
  }
  return differences;
}

function compare(row: StateRow, state: RegisteredRecord): readonly Difference[] {
  const differing = Object.entries(rowOf(state)).filter(([name, value]) => row[name] !== value);
  if (differing.length === 0) return [];
  const detail = differing.map(([name]) => name).join(' ');
  return [{ code: 'state-differs', leafIndex: state.leafIndex, sha256: state.sha256, detail }];
}

/** Lock rows are those of the lock events. */
export function checkLocks(rows: readonly LockRow[], { locks }: Fold): readonly Difference[] {
  return rows.flatMap((row): readonly Difference[] => {
    const lock = locks.get(lockKey(row));
    const same = lock?.leafIndex === row.leafIndex && lock.mark.at === row.lockedAt;
    return same ? [] : [{ code: 'lock-differs', leafIndex: row.leafIndex }];
  });
}
