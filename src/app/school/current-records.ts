import type { LearnerNumber } from '../../domain/person/identity.ts';
import type { StoredRecord } from './ports.ts';

/** Each learner's newest version: the one on which acts work. */
export function currentRecords(records: readonly StoredRecord[]): readonly StoredRecord[] {
  const newest = new Map<LearnerNumber, StoredRecord>();
  for (const record of records) {
    const { state } = record;
    if (state.state === 'absent') continue;
    const known = newest.get(state.learner);
    if (known === undefined || known.version < record.version) newest.set(state.learner, record);
  }
  return [...newest.values()];
}
