import type { Instant } from '../time/instant.ts';
import type { Cohort } from './cohort.ts';
import type { RecordRecalled, RecordRegistered, RecordReplaced, VersionFacts } from './event.ts';

/** Học bạ trong sổ gốc: the current version of one look-up code, as the fold of its events. */
export type RegisteredRecord = Registered | Recalled;

/** Đang trong sổ. */
export interface Registered extends VersionFacts {
  readonly state: 'registered';
  readonly cohort: Cohort;
  readonly registeredAt: Instant;
  /** Of the log's leaf that says so. */
  readonly leafIndex: number;
}

/** Đã thu hồi: the code stays taken; only its next version can come back. */
export interface Recalled extends VersionFacts {
  readonly state: 'recalled';
  readonly cohort: Cohort;
  readonly registeredAt: Instant;
  readonly leafIndex: number;
  readonly recalledAt: Instant;
}

/** Folds one event about a code into its current state. A RecordReplaced changes nothing yet: the next version follows. */
export function evolve(
  record: RegisteredRecord | undefined,
  event: RecordRegistered | RecordReplaced | RecordRecalled,
  leafIndex: number,
): RegisteredRecord | undefined {
  switch (event.type) {
    case 'RecordRegistered': {
      const { type: _, at, ...facts } = event;
      return { ...facts, state: 'registered', registeredAt: at, leafIndex };
    }
    case 'RecordReplaced':
      return record;
    case 'RecordRecalled':
      return record === undefined
        ? undefined
        : { ...record, state: 'recalled', recalledAt: event.at };
  }
}
