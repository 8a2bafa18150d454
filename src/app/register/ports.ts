import type { RecordCode } from '../../domain/record/content.ts';
import type { LockingDate } from '../../domain/registry/calendar.ts';
import type { Cohort, Period } from '../../domain/registry/cohort.ts';
import type { EnrolmentStatement } from '../../domain/registry/enrolment.ts';
import type { ClosedClass, PeriodLocked, RegistryEvent } from '../../domain/registry/event.ts';
import type { LearnerKey } from '../../domain/registry/learner-key.ts';
import type { LockingView } from '../../domain/registry/lock-period.ts';
import type { Registered, RegisteredRecord } from '../../domain/registry/registered-record.ts';
import type { Result } from '../../domain/result.ts';
import type { SchoolCode } from '../../domain/school/yearbook.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { SchoolYear } from '../../domain/time/school-year.ts';
import type { AuthorityPolicy } from '../../domain/trust/authority-policy.ts';
import type { Frontier, TreeNode } from '../../format/log/frontier.ts';
import type { SignerKey } from '../../format/log/key.ts';
import type { Hash } from '../../format/log/merkle.ts';
import type { NodeAddress } from '../../format/log/tree-proof.ts';
import type { Package, PackageId } from '../../format/package/message.ts';
import type { SigningCertificate } from '../../format/signature/prepare.ts';
import type { Finding, RecordReport, SignatureFacts } from '../../format/signature/report.ts';
import type { SignerTrust } from '../../format/signature/signer-trust.ts';
import type { RecordPolicy } from '../../format/signature/verify-record.ts';
import type { XmlFault } from '../../format/xml/fault.ts';
import type { SignatureAlgorithm } from '../../format/xml/signature-schema.ts';
import type { SignerStore } from './signer-ports.ts';

/** Whose register this is, and what it takes. */
export interface RegisterIdentity {
  /** Mã Sở, two digits: «01». */
  readonly departmentCode: string;
  readonly departmentName: string;
  readonly taxCode: string;
  /** A trial register takes only trial records, a real one only real ones. */
  readonly environment: 'real' | 'trial';
}

/** A school that may submit here. */
export interface RegisterSchool {
  readonly code: SchoolCode;
  readonly name: string;
  readonly taxCode: string;
}

/** The register's own seal. The key may live in a token: `sign` is asynchronous. */
export interface RegisterSeal {
  readonly certificate: SigningCertificate;
  readonly algorithm: SignatureAlgorithm;
  sign(toBeSigned: Uint8Array): Promise<Uint8Array>;
}

export interface Clock {
  now(): Instant;
}

/** A package as a worker read it, with what is wrong with its seal. */
export interface ReadPackage {
  readonly message: Package;
  /** Empty when the seal holds for the tax code that the package names. */
  readonly findings: readonly Finding[];
  /** The seal's signature; null when it cannot be read. */
  readonly signature: SignatureFacts | null;
}

/** Verification, away from the thread that answers requests; fed with raw bytes. */
export interface Verifier {
  readPackage(bytes: Uint8Array, asOf: Instant): Promise<Result<ReadPackage, readonly XmlFault[]>>;
  verifyRecords(
    files: readonly Uint8Array[],
    policy: RecordPolicy,
  ): Promise<readonly RecordReport[]>;
}

/** Everything that the acts of the register need. */
export interface RegisterContext {
  readonly identity: RegisterIdentity;
  readonly store: RegisterStore;
  readonly signers: SignerStore;
  readonly authority: AuthorityPolicy;
  readonly verifier: Verifier;
  readonly trust: SignerTrust;
  readonly seal: RegisterSeal;
  /** Its name is the log's origin. */
  readonly logKey: SignerKey;
  readonly clock: Clock;
  /** The sentence that goes with a code into a signed reply. */
  describe(code: string, facts: Readonly<Record<string, string>>): string;
}

export type MessageKind = 'package' | 'recall' | 'enrolment' | 'signers';

export interface NewMessage {
  readonly kind: MessageKind;
  readonly id: PackageId;
  readonly school: SchoolCode;
  readonly year: SchoolYear | null;
  readonly sha256: string;
  readonly bytes: Uint8Array;
  /** How many records it brings. */
  readonly total: number;
  readonly receivedAt: Instant;
}

export interface KnownMessage {
  readonly number: number;
  readonly school: SchoolCode;
  readonly kind: MessageKind;
  readonly sha256: string;
}

export interface MessageStatus {
  readonly message: number;
  readonly status: 'received' | 'processing' | 'answered';
  readonly done: number;
  readonly total: number;
}

export interface RefusedMessage {
  readonly kind: MessageKind;
  readonly code: string;
  readonly sha256: string;
  readonly school: string | null;
  readonly at: Instant;
}

/** One event with its place in the log. */
export interface LoggedEvent {
  readonly leafIndex: number;
  readonly event: RegistryEvent;
  readonly leaf: Uint8Array;
  readonly leafHash: Hash;
}

/** What one act adds to the log. */
export interface LogGrowth {
  readonly entries: readonly LoggedEvent[];
  readonly nodes: readonly TreeNode[];
  readonly frontier: Frontier;
  /** The signed note over the grown tree. */
  readonly checkpoint: string;
  readonly at: Instant;
}

/** The exact bytes of a version that was registered. */
export interface SavedVersion {
  readonly record: Registered;
  readonly bytes: Uint8Array;
}

/**
 * The register while one act holds its log: nobody else can append until the act commits, so what is read here is
 * what will hold when the act's events are written.
 */
export interface RegisterTransaction {
  readonly frontier: Frontier;
  period(year: SchoolYear): Promise<Period>;
  byCode(codes: readonly RecordCode[]): Promise<ReadonlyMap<RecordCode, RegisteredRecord>>;
  /** Standing records of these learners in the year. */
  byLearner(
    year: SchoolYear,
    learners: readonly LearnerKey[],
  ): Promise<ReadonlyMap<LearnerKey, Registered>>;
  lockingView(year: SchoolYear): Promise<LockingView>;
  /** Undefined when the message id is taken. */
  addMessage(message: NewMessage): Promise<number | undefined>;
  append(growth: LogGrowth, message: number | null): Promise<void>;
  saveVersions(versions: readonly SavedVersion[]): Promise<void>;
  saveStates(records: readonly RegisteredRecord[]): Promise<void>;
  saveStatement(statement: EnrolmentStatement, message: number): Promise<void>;
  /** A date of the calendar; the latest of a year and cohort counts. */
  saveLockingDate(date: LockingDate): Promise<void>;
  savePeriodLock(
    lock: PeriodLocked,
    leafIndex: number,
    awaited: readonly LearnerKey[],
  ): Promise<void>;
  /** Ends the work on a message. What stands in the register need not be kept twice. */
  answer(message: number, reply: Uint8Array, at: Instant, brought: Brought): Promise<void>;
}

/** A package's exact bytes, and those of its record files that stand in the register, in order. */
export interface Brought {
  readonly bytes: Uint8Array;
  readonly standing: readonly { readonly sha256: string; readonly bytes: Uint8Array }[];
}

/** A package whose turn it is. */
export interface ClaimedMessage {
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly receivedAt: Instant;
  /** Shows others how far the work is. */
  progress(done: number): Promise<void>;
  /** Takes hold of the log, in the same transaction that holds the message. */
  begin(): Promise<RegisterTransaction>;
}

/** Where the register lives. */
export interface RegisterStore {
  addSchool(school: RegisterSchool): Promise<void>;
  school(code: SchoolCode): Promise<RegisterSchool | undefined>;
  messageById(id: PackageId): Promise<KnownMessage | undefined>;
  /** Durable when it answers; undefined when the id is taken. */
  addPackage(message: NewMessage): Promise<number | undefined>;
  addRefusal(refusal: RefusedMessage): Promise<void>;
  status(message: number): Promise<MessageStatus | undefined>;
  reply(message: number): Promise<Uint8Array | undefined>;
  /** The events that a message caused. */
  eventsOf(
    message: number,
  ): Promise<readonly { readonly leafIndex: number; readonly at: Instant }[]>;
  /** The date in force of each year and cohort. */
  calendar(): Promise<readonly LockingDate[]>;
  /** Runs an act in one transaction that holds the log. What it throws undoes it. */
  change<T>(act: (tx: RegisterTransaction) => Promise<T>): Promise<T>;
  /**
   * Gives the oldest waiting package that no other process works on; false when there is none. The claim ends with
   * the work or with the process: nothing waits for a dead worker.
   */
  workOnNext(work: (claimed: ClaimedMessage) => Promise<void>): Promise<boolean>;
}

export interface StoredLeaf {
  readonly leafIndex: number;
  readonly leaf: Uint8Array;
}

export interface StoredLock {
  readonly year: SchoolYear;
  readonly cohort: Cohort;
  readonly leafIndex: number;
  readonly lockedAt: Instant;
}

/** Reading the log: what anyone may see. */
export interface LogSource {
  /** The newest head, as a note with every cosignature known; undefined before the first event. */
  latestCheckpoint(): Promise<string | undefined>;
  checkpoint(size: number): Promise<string | undefined>;
  checkpointSizes(): Promise<readonly number[]>;
  leaves(start: number, end: number): Promise<readonly StoredLeaf[]>;
  nodes(addresses: readonly NodeAddress[]): Promise<ReadonlyMap<string, Hash>>;
  addCosignature(size: number, witness: string, line: string, at: Instant): Promise<void>;
}

/** Reading what is registered, for look-ups and proofs. */
export interface RegisterReader {
  /** The current state of a code, with the digest of every version. */
  record(code: RecordCode): Promise<RegisteredRecord | undefined>;
  lock(year: SchoolYear, cohort: Cohort): Promise<StoredLock | undefined>;
  /** The closed set, as `lockPeriod` closed it. */
  lockedClasses(year: SchoolYear, cohort: Cohort): Promise<readonly ClosedClass[]>;
  /** Codes of every record in force, in code order; `after` resumes. */
  lockedCodes(after: RecordCode | null, limit: number): Promise<readonly RecordCode[]>;
  versionBytes(code: RecordCode, version: number): Promise<Uint8Array | undefined>;
}
