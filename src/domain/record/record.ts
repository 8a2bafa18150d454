import type { LearnerNumber, PersonalId } from '../person/identity.ts';
import type { SchoolCode } from '../school/yearbook.ts';
import type { Instant } from '../time/instant.ts';
import type { SchoolYear } from '../time/school-year.ts';
import type { RecordCode } from './content.ts';
import type { CoveredPart, RecordEvent, Sha256Hex, SlotPlan } from './events.ts';
import type { Slot } from './slot.ts';

/** Chữ ký đang có hiệu lực of one slot, with what it covers. */
export interface SlotSignature {
  readonly slot: Slot;
  readonly by: PersonalId;
  readonly at: Instant;
  readonly signature: Sha256Hex;
  readonly parts: readonly CoveredPart[];
}

/** Chữ ký đã hết hiệu lực: whose it was, and since when; until the slot is signed again. */
export interface WithdrawnSignature {
  readonly slot: Slot;
  readonly signer: PersonalId;
  readonly at: Instant;
}

/** Which record it is: a learner's of one school year, in one version. */
export interface RecordIdentity {
  readonly code: RecordCode;
  readonly version: number;
  readonly school: SchoolCode;
  readonly year: SchoolYear;
  readonly learner: LearnerNumber;
  readonly className: string;
}

/** Content fixed to bytes, and the signatures over it. */
export interface ClosedRecord extends RecordIdentity {
  readonly content: Sha256Hex;
  readonly plan: readonly SlotPlan[];
  readonly closedAt: Instant;
  readonly signatures: ReadonlyMap<Slot, SlotSignature>;
  /** Signatures lost to a change of content that nobody has made again yet. */
  readonly withdrawn: ReadonlyMap<Slot, WithdrawnSignature>;
}

/** A record whose file exists and can never change. */
export interface IssuedRecord extends ClosedRecord {
  readonly sealedAt: Instant;
  readonly file: Sha256Hex;
  readonly issuedAt: Instant;
}

/** Học bạ của một năm học: one state at a time; a field exists only where it means something. */
export type YearRecord =
  | { readonly state: 'absent' }
  | (RecordIdentity & {
      readonly state: 'drafting';
      /** Signatures of an earlier closing, each kept until the next closing shows whether it still holds. */
      readonly signatures: ReadonlyMap<Slot, SlotSignature>;
      readonly withdrawn: ReadonlyMap<Slot, WithdrawnSignature>;
    })
  | (ClosedRecord & { readonly state: 'closed' })
  | (ClosedRecord & { readonly state: 'signing' })
  | (ClosedRecord & { readonly state: 'sealed'; readonly sealedAt: Instant })
  | (IssuedRecord & { readonly state: 'issued' })
  | (IssuedRecord & {
      readonly state: 'submitted';
      readonly packageId: string;
      readonly message: number;
    })
  | (IssuedRecord & {
      readonly state: 'registered';
      readonly message: number;
      readonly receivedAt: Instant;
    })
  | (IssuedRecord & {
      readonly state: 'refused';
      readonly message: number;
      readonly codes: readonly string[];
    })
  | (IssuedRecord & {
      readonly state: 'recalled';
      readonly reason: string;
      readonly recalledAt: Instant;
    })
  | (IssuedRecord & {
      readonly state: 'replaced';
      readonly byVersion: number;
      readonly replacedAt: Instant;
    });

export type RecordState = YearRecord['state'];

export const absent: YearRecord = { state: 'absent' };

/** The state that a record's events add up to. */
export const fold = (events: readonly RecordEvent[]): YearRecord => events.reduce(evolve, absent);

/** An event that cannot follow the state means that the history was tampered with or a rule is wrong. */
function impossible(record: YearRecord, event: RecordEvent): never {
  throw new Error(`${event.type} cannot follow state ${record.state}`);
}

/** The next state; events were judged when they were appended, so nothing is judged again. */
export function evolve(record: YearRecord, event: RecordEvent): YearRecord {
  if (event.type === 'RecordOpened') return opened(record, event);
  if (record.state === 'absent') return impossible(record, event);
  if (record.state === 'drafting') return evolveDraft(record, event);
  if (record.state === 'closed' || record.state === 'signing') return evolveClosed(record, event);
  if (record.state === 'sealed') {
    if (event.type !== 'RecordIssued') return impossible(record, event);
    return { ...record, state: 'issued', file: event.file, issuedAt: event.at };
  }
  return evolveIssued(record, event);
}

function opened(record: YearRecord, event: RecordEvent & { type: 'RecordOpened' }): YearRecord {
  if (record.state !== 'absent') return impossible(record, event);
  const { code, version, school, year, learner, className } = event;
  return {
    state: 'drafting',
    code,
    version,
    school,
    year,
    learner,
    className,
    signatures: new Map(),
    withdrawn: new Map(),
  };
}

type State<S extends RecordState> = Extract<YearRecord, { state: S }>;

function evolveDraft(record: State<'drafting'>, event: RecordEvent): YearRecord {
  if (event.type === 'ContentChanged') return record;
  if (event.type === 'SignatureWithdrawn') {
    const { slot, signer, at } = event;
    const withdrawn = new Map(record.withdrawn).set(slot, { slot, signer, at });
    return { ...record, signatures: without(record.signatures, slot), withdrawn };
  }
  if (event.type !== 'ClassClosed') return impossible(record, event);
  const { content, plan, at } = event;
  const state = record.signatures.size === 0 ? 'closed' : 'signing';
  return { ...record, state, content, plan, closedAt: at };
}

const without = <T>(of: ReadonlyMap<Slot, T>, slot: Slot): ReadonlyMap<Slot, T> =>
  new Map([...of].filter(([key]) => key !== slot));

function evolveClosed(record: State<'closed' | 'signing'>, event: RecordEvent): YearRecord {
  switch (event.type) {
    case 'ClassReopened': {
      const { code, version, school, year, learner, className, signatures, withdrawn } = record;
      const identity = { code, version, school, year, learner, className };
      return { ...identity, state: 'drafting', signatures, withdrawn };
    }
    case 'SubjectSigned':
    case 'HomeroomSigned':
    case 'PrincipalSigned': {
      const { slot, by, at, signature } = event;
      const parts = record.plan.find((plan) => plan.slot === slot)?.parts ?? [];
      const signatures = new Map(record.signatures);
      signatures.set(slot, { slot, by, at, signature, parts });
      const withdrawn = without(record.withdrawn, slot);
      return { ...record, state: 'signing', signatures, withdrawn };
    }
    case 'SchoolSealed': {
      const { by, at, signature } = event;
      const signatures = new Map(record.signatures);
      signatures.set('seal', { slot: 'seal', by, at, signature, parts: [] });
      return { ...record, state: 'sealed', signatures, sealedAt: at };
    }
    default:
      return impossible(record, event);
  }
}

function evolveIssued(
  record: State<'issued' | 'submitted' | 'registered' | 'refused' | 'recalled' | 'replaced'>,
  event: RecordEvent,
): YearRecord {
  switch (event.type) {
    case 'PackageSubmitted':
      return {
        ...record,
        state: 'submitted',
        packageId: event.packageId,
        message: event.message,
      };
    case 'RecordRegistered': {
      const { message, receivedAt } = event;
      return { ...record, state: 'registered', message, receivedAt };
    }
    case 'RecordRefused':
      return { ...record, state: 'refused', message: event.message, codes: event.codes };
    case 'RecordRecalled':
      return { ...record, state: 'recalled', reason: event.reason, recalledAt: event.at };
    case 'RecordReplaced':
      return { ...record, state: 'replaced', byVersion: event.byVersion, replacedAt: event.at };
    default:
      return impossible(record, event);
  }
}
