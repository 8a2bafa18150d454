import type { RecordCode } from '../../../domain/record/content.ts';
import { openPeriod, type Period } from '../../../domain/registry/cohort.ts';
import type {
  ClosedClass,
  RecordRegistered,
  RecordReplaced,
  RegistryEvent,
} from '../../../domain/registry/event.ts';
import type { LearnerKey } from '../../../domain/registry/learner-key.ts';
import { recallRecord } from '../../../domain/registry/recall-record.ts';
import { receiveRecord } from '../../../domain/registry/receive-record.ts';
import {
  evolve,
  type Registered,
  type RegisteredRecord,
} from '../../../domain/registry/registered-record.ts';
import type { SchoolCode } from '../../../domain/school/yearbook.ts';
import type { SchoolYear } from '../../../domain/time/school-year.ts';
import { sameBytes } from '../../../format/log/merkle.ts';
import { closedSet, leafBytes } from '../log-events.ts';
import type { Difference, FsckCode } from './difference.ts';
import type { EventRow, LockRow } from './fsck-source.ts';
import {
  columnsOf,
  type LockMark,
  parseEvent,
  type StoredEvent,
  sameEvent,
} from './parse-event.ts';

/** What all events together say: the only thing that the rest of the store is compared with. */
export interface Fold {
  readonly states: Map<RecordCode, RegisteredRecord>;
  readonly registered: Map<number, RecordRegistered>;
  /** Leaf indices of the events that each message caused. */
  readonly byMessage: Map<number, number[]>;
  readonly locks: Map<string, { readonly mark: LockMark; readonly leafIndex: number }>;
}

export const lockKey = ({ year, cohort }: Pick<LockMark, 'year' | 'cohort'>): string =>
  `${year} ${cohort}`;

/** Replays events from the first one on; every rule is applied again and every leaf made again. */
export class Folder {
  readonly fold: Fold = {
    states: new Map(),
    registered: new Map(),
    byMessage: new Map(),
    locks: new Map(),
  };
  readonly differences: Difference[] = [];
  private readonly standing = new Map<string, Registered>();
  private readonly periods = new Map<SchoolYear, Period>();
  private readonly lockRows: ReadonlyMap<string, LockRow>;
  private replaced: RecordReplaced | undefined;
  private next = 0;

  constructor(locks: readonly LockRow[]) {
    this.lockRows = new Map(locks.map((lock) => [lockKey(lock), lock]));
  }

  add(row: EventRow): void {
    for (; this.next < row.leafIndex; this.next += 1) this.report('event-missing', this.next);
    this.next = row.leafIndex + 1;
    const event = parseEvent(row.payload);
    if (event === undefined) this.report('event-impossible', row.leafIndex, 'unreadable');
    else {
      if (columnsOf(event) !== row.columns)
        this.report('event-impossible', row.leafIndex, 'columns');
      this.apply(event, row);
    }
  }

  private report(code: FsckCode, leafIndex: number, detail?: string): void {
    this.differences.push({ code, leafIndex, ...(detail === undefined ? {} : { detail }) });
  }

  private apply(event: StoredEvent, row: EventRow): void {
    const { leafIndex, message } = row;
    if (message !== null) {
      this.fold.byMessage.set(message, [...(this.fold.byMessage.get(message) ?? []), leafIndex]);
    }
    if (event.type === 'PeriodLocked') {
      this.lock(event, row);
      return;
    }
    this.compareLeaf(event, row);
    this.judge(event, leafIndex);
    const state = evolve(this.fold.states.get(event.code), event, leafIndex);
    if (state === undefined) return;
    this.fold.states.set(state.code, state);
    const key = standingKey(state);
    if (state.state === 'registered') this.standing.set(key, state);
    else this.standing.delete(key);
    if (event.type === 'RecordRegistered') this.fold.registered.set(leafIndex, event);
  }

  private compareLeaf(event: RegistryEvent, { leaf, leafIndex }: EventRow): void {
    if (!sameBytes(leafBytes(event), leaf)) this.report('leaf-differs', leafIndex);
  }

  /** Whether the register's rules allow the event at this point. */
  private judge(event: Exclude<StoredEvent, LockMark>, leafIndex: number): void {
    const current = this.fold.states.get(event.code);
    const period = this.periods.get(event.year) ?? openPeriod;
    const before = this.replaced;
    this.replaced = undefined;
    if (event.type === 'RecordReplaced') {
      this.replaced = event;
      return;
    }
    const ruled =
      event.type === 'RecordRecalled'
        ? recallRecord(current, period, event, event.at)
        : receiveRecord(
            { sameCode: current, sameLearner: this.standing.get(standingKey(event)), period },
            versionOf(event),
            event.at,
          );
    if (!ruled.ok) {
      this.report('event-impossible', leafIndex, ruled.refusal.code);
      return;
    }
    const expected = [ruled.value].flat();
    const found = before === undefined ? [event] : [before, event];
    const same =
      expected.length === found.length &&
      expected.every((one, index) => sameEvent(one, found[index] ?? {}));
    if (!same) this.report('event-impossible', leafIndex, 'not-what-the-rule-gives');
  }

  private lock(mark: LockMark, row: EventRow): void {
    const { leafIndex } = row;
    const stored = this.lockRows.get(lockKey(mark));
    this.fold.locks.set(lockKey(mark), { mark, leafIndex });
    const period = this.periods.get(mark.year) ?? openPeriod;
    if (period.lockedAt[mark.cohort] !== null) {
      this.report('event-impossible', leafIndex, 'period-already-locked');
    }
    const awaited = new Set<LearnerKey>([...period.awaited, ...(stored?.awaited ?? [])]);
    const lockedAt = { ...period.lockedAt, [mark.cohort]: mark.at };
    this.periods.set(mark.year, { ...period, lockedAt, awaited });
    if (stored === undefined) {
      this.report('lock-missing', leafIndex);
      return;
    }
    const classes = this.closedClasses(mark, stored);
    if (closedSet(classes).ok) this.compareLeaf({ ...mark, classes }, row);
    else this.report('lock-counts-differ', leafIndex);
  }

  /** The set that stood when the lock fell, by the fold; enrolment and excuses from the rows that the leaf covers. */
  private closedClasses(
    { year }: LockMark,
    { classes, leafIndex }: LockRow,
  ): readonly ClosedClass[] {
    const inYear = [...this.standing.values()].filter((record) => record.year === year);
    const byClass = Map.groupBy(inYear, ({ school, className }) => `${school} ${className}`);
    return classes.map(({ school, className, enrolled, inForce, excused }) => {
      const records = byClass.get(`${school} ${className}`) ?? [];
      if (records.length !== inForce) this.report('lock-counts-differ', leafIndex, className);
      return { school: school as SchoolCode, className, enrolled, excused, inForce: records };
    });
  }
}

const standingKey = ({
  year,
  learner,
}: {
  readonly year: SchoolYear;
  readonly learner: LearnerKey;
}) => `${year} ${learner}`;

function versionOf({ type: _, cohort: __, at: ___, ...facts }: RecordRegistered) {
  return facts;
}
