import type { PersonalId } from '../../domain/person/identity.ts';
import type { SchoolPlace } from '../../domain/record/build-content.ts';
import type { RecordCode } from '../../domain/record/content.ts';
import type { Mend } from '../../domain/record/mend.ts';
import type { Result } from '../../domain/result.ts';
import type { StaffId, Yearbook } from '../../domain/school/yearbook.ts';
import type { SignerTrust } from '../../format/signature/signer-trust.ts';
import type {
  Attention,
  Clock,
  CodeSource,
  PackageIdSource,
  PackageStore,
  RegisterLine,
  SchoolStore,
  SignerKeys,
  YearKey,
} from '../school/ports.ts';
import type { Preservation } from '../school/preserve-seal.ts';
import type { Sender } from '../school/seal-message.ts';
import type { SigningService } from '../signing/ports.ts';
import type { SigningTitles } from '../signing/sign-items.ts';
import type { JobObserver, StageStore } from './stage.ts';

/** What the import of the school's workbooks gave. */
export interface ImportedYear {
  readonly yearbook: Yearbook;
  readonly files: number;
  readonly repaired: number;
  readonly reported: number;
  readonly refused: number;
}

/** What the lock closed. */
export interface LockedPeriod {
  readonly classes: number;
  readonly enrolled: number;
  readonly inForce: number;
  readonly excused: number;
}

/** What the workbooks do not say of the school. */
export interface SchoolProfile {
  readonly place: SchoolPlace;
  readonly clerk: StaffId;
  /** Phân công kí thay: which deputy signs a class's records for the head. */
  readonly deputies: ReadonlyMap<string, StaffId>;
}

/** Random numbers and pauses come from outside, like time. */
export interface Sources extends CodeSource, PackageIdSource {
  /** Rejects when the signal stops it. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** Milliseconds on a clock that never goes back. */
  elapsedMs(): number;
}

/** Everything that the main job needs from the world. */
export interface JobContext {
  readonly key: YearKey;
  readonly store: SchoolStore;
  readonly packages: PackageStore;
  readonly stages: StageStore;
  /** The school's own key. */
  readonly keys: SignerKeys;
  /** Everybody's keys. */
  readonly service: SigningService;
  readonly titles: SigningTitles;
  /** How many signatures are kept in one go. */
  readonly groupSize: number;
  readonly trust: SignerTrust;
  /** The time-stamp authority and the evidence for seals; null seals without. */
  readonly preservation: Preservation | null;
  readonly register: RegisterLine;
  readonly registerSeal: Sender;
  readonly clock: Clock;
  readonly sources: Sources;
  readonly profile: SchoolProfile;
  readonly mends: readonly Mend[];
  importYear(attention: Attention): Promise<ImportedYear>;
  /** Gives certificates to the people of the yearbook who have none yet. */
  enlist(yearbook: Yearbook): Promise<void>;
  /** Phê duyệt: the province's officer approves every certificate of the school that waits; answers how many. */
  approveSigners(): Promise<Result<number, { readonly code: string }>>;
  /** Khóa: the province's act. */
  lockPeriod(): Promise<Result<LockedPeriod, { readonly code: string }>>;
  /** True when the register shows the record in force to anyone with the code. */
  lookUp(code: RecordCode): Promise<boolean>;
  readonly observer: JobObserver;
  readonly signal: AbortSignal;
}

/** A code to try on the look-up page. */
export interface LookUpSample {
  readonly code: RecordCode;
  readonly learner: string;
  readonly className: string;
  readonly birthDate: string;
}

/** The people who act for the school in the demo. */
export interface Actors {
  readonly clerk: PersonalId;
  readonly head: PersonalId;
}
