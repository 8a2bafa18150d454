import type {
  Clock,
  CodeSource,
  PackageIdSource,
  PackageStore,
  RegisterLine,
  SchoolStore,
  YearKey,
} from '../../../app/school/ports.ts';
import type { Preservation } from '../../../app/school/preserve-seal.ts';
import type { Sender } from '../../../app/school/seal-message.ts';
import type { SigningService } from '../../../app/signing/ports.ts';
import type { ServiceKeys } from '../../../app/signing/service-keys.ts';
import type { SessionIdSource, SigningSessionStore } from '../../../app/signing/session.ts';
import type { SchoolPlace } from '../../../domain/record/build-content.ts';
import type { Result } from '../../../domain/result.ts';
import type { StaffId } from '../../../domain/school/yearbook.ts';
import type { SignerTrust } from '../../../format/signature/signer-trust.ts';
import type { SettingsTrouble } from '../commands/serve.ts';

/** One school's year at the command line: its database, its trust, and where its people sign. */
export interface OpenSchool {
  readonly key: YearKey;
  readonly environment: 'real' | 'trial';
  readonly place: SchoolPlace;
  readonly clerk: StaffId;
  readonly sender: Sender;
  readonly store: SchoolStore;
  readonly sessions: SigningSessionStore;
  readonly packages: PackageStore;
  readonly trust: SignerTrust;
  /** The time-stamp and the evidence that go into each seal; null without a time-stamp authority. */
  readonly preservation: Preservation | null;
  readonly clock: Clock;
  readonly ids: PackageIdSource & SessionIdSource & CodeSource;
  /** Where people sign. */
  readonly service: SigningService;
  /** The school's own certificate. */
  seal(signal: AbortSignal): ServiceKeys;
  /** Null for a school that sends nothing from here. */
  readonly register: { readonly line: RegisterLine; readonly seal: Sender } | null;
  /** Milliseconds on a clock that never goes back. */
  nowMs(): number;
  pause(ms: number, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export interface SchoolDeps {
  /** The settings file that is meant when none is named; null when there is none. */
  readonly usualConfig: string | null;
  readText(place: string): Promise<string | undefined>;
  open(config: string): Promise<Result<OpenSchool, SettingsTrouble>>;
}
