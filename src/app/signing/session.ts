import type { LearnerNumber, PersonalId } from '../../domain/person/identity.ts';
import type { RecordCode } from '../../domain/record/content.ts';
import type { CoveredPart, Sha256Hex } from '../../domain/record/events.ts';
import type { ExpectedSigner, Slot } from '../../domain/record/slot.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { YearKey } from '../school/ports.ts';

/** One signature that a person is to make: which slot of which record, over exactly which bytes. */
export interface SigningItem {
  readonly className: string;
  readonly code: RecordCode;
  readonly version: number;
  readonly learner: LearnerNumber;
  readonly slot: Exclude<Slot, 'seal'>;
  /** The closed DU_LIEU_HOC_BA in which the parts were looked at. */
  readonly content: Sha256Hex;
  readonly parts: readonly CoveredPart[];
}

/** A signature that can be made now, and by whom, as the record's plan names them. */
export interface DueItem extends SigningItem {
  readonly signer: PersonSigner;
}

/** A person, as the record names them. */
export type PersonSigner = Extract<ExpectedSigner, { kind: 'person' }>;

/** The same record and slot, whatever its content. */
export const itemKey = ({ code, version, slot }: Pick<SigningItem, 'code' | 'version' | 'slot'>) =>
  `${code}/${version} ${slot}`;

/**
 * Phiên kí: what one person was shown and is about to sign. It outlives the program, the token and the line: whatever
 * of it is not signed yet can be signed by the next run, as long as it is the very same bytes.
 */
export interface SigningSession extends YearKey {
  /** 32 hexadecimal digits. */
  readonly id: string;
  readonly signer: PersonalId;
  /** In the order in which they were asked for. */
  readonly classes: readonly string[];
  /** Of the reviewed set (`review-digest.ts`). */
  readonly digest: Sha256Hex;
  readonly openedAt: Instant;
  readonly items: readonly SigningItem[];
}

/** What happened in a session. The signatures themselves are events of their records. */
export type SessionEvent =
  /** A batch went to the service that holds the key. */
  | {
      readonly type: 'SigningStarted';
      readonly at: Instant;
      readonly certificate: Sha256Hex;
      readonly items: number;
    }
  | {
      readonly type: 'SignatureFailed';
      readonly at: Instant;
      readonly item: string;
      readonly failure: string;
    }
  /** The batch came to its end by itself; a crash leaves none. `stopped`: the service's refusal of all the rest. */
  | {
      readonly type: 'SigningEnded';
      readonly at: Instant;
      readonly signed: number;
      readonly left: number;
      readonly stopped: string | null;
    };

/** What the signer looked at last in a slot: the text of it, to compare with. */
export interface SeenContent {
  readonly code: RecordCode;
  readonly version: number;
  readonly slot: Slot;
  readonly at: Instant;
  readonly data: string;
}

/** Where signing sessions live, beside the records. Rows are appended, never updated. */
export interface SigningSessionStore {
  open(session: SigningSession): Promise<void>;
  /** The person's last session for exactly these classes. */
  latest(
    key: YearKey,
    signer: PersonalId,
    classes: readonly string[],
  ): Promise<SigningSession | undefined>;
  /** The last content that the person looked at in each slot of each record, in sessions other than `except`. */
  seen(key: YearKey, signer: PersonalId, except: string | null): Promise<readonly SeenContent[]>;
  events(session: string): Promise<readonly SessionEvent[]>;
  append(session: string, event: SessionEvent): Promise<void>;
}

/** Random numbers for session names: 128 bits as 32 hexadecimal digits for each call. */
export interface SessionIdSource {
  newSessionId(): string;
}
