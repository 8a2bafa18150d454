import type { BuildWarning } from '../../domain/record/build-refusal.ts';
import type { RecordCode } from '../../domain/record/content.ts';
import type { RecordEvent } from '../../domain/record/events.ts';
import type { Mend } from '../../domain/record/mend.ts';
import type { YearRecord } from '../../domain/record/record.ts';
import type { ExpectedSigner, Slot } from '../../domain/record/slot.ts';
import type { Result } from '../../domain/result.ts';
import type { SchoolCode, Yearbook } from '../../domain/school/yearbook.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { SchoolYear } from '../../domain/time/school-year.ts';
import type { RevocationList } from '../../format/certificate/crl.ts';
import type { CertificatePath } from '../../format/certificate/path-builder.ts';
import type { OcspResponse } from '../../format/ocsp/response.ts';
import type { PackageId } from '../../format/package/message.ts';
import type { SigningCertificate } from '../../format/signature/prepare.ts';
import type { TimeStampRejection } from '../../format/time-stamp/response.ts';
import type { TimeStampToken } from '../../format/time-stamp/token.ts';
import type { SignatureAlgorithm } from '../../format/xml/signature-schema.ts';

/** One school's year. */
export interface YearKey {
  readonly school: SchoolCode;
  readonly year: SchoolYear;
}

/** One class of it: the unit in which records are closed, signed and sent. */
export interface ClassKey extends YearKey {
  readonly className: string;
}

/** The time of an act. */
export interface Clock {
  now(): Instant;
}

/** Mã số tra cứu: 128 random bits for each call. */
export interface CodeSource {
  newCode(): RecordCode;
}

/** The year as imported, and what was supplied since, in order. */
export interface StoredYear {
  readonly yearbook: Yearbook;
  readonly mends: readonly Mend[];
}

/** One record as the store holds it. */
export interface StoredRecord {
  readonly code: RecordCode;
  readonly version: number;
  readonly state: YearRecord;
  /** How many events it has: what a change is appended after. */
  readonly length: number;
  /** The closed DU_LIEU_HOC_BA text; only when `data` was asked for and the record is closed. */
  readonly data: string | null;
  /** The ds:Signature texts in force; only when `signatures` was asked for. */
  readonly signatures: ReadonlyMap<Slot, string>;
}

/** Which texts to read beside the state. */
export interface RecordTexts {
  readonly data?: boolean;
  readonly signatures?: boolean;
}

/** What one act adds to one record: events, and the bytes that they speak of. */
export interface RecordChange {
  readonly code: RecordCode;
  readonly version: number;
  readonly events: readonly RecordEvent[];
  readonly data?: string;
  readonly signature?: { readonly slot: Slot; readonly text: string };
  /** The issued file's exact bytes. */
  readonly file?: Uint8Array;
}

/** A rule over all records of a class, run inside the transaction that appends what it answers. */
export type ClassRule<E> = (records: readonly StoredRecord[]) => Result<readonly RecordChange[], E>;

export interface EventCount {
  readonly events: number;
  readonly records: number;
}

/** Where a school's year and its records live. Events are appended, never updated. */
export interface SchoolStore {
  /** Keeps a year's data; the same data again changes nothing. */
  saveYear(yearbook: Yearbook, at: Instant): Promise<void>;
  /** The last import of the year with its mends. */
  year(key: YearKey): Promise<StoredYear | undefined>;
  /** Keeps a mend of a class together with the events that it causes: all or nothing. */
  saveMend<E>(
    key: ClassKey,
    mend: Mend,
    at: Instant,
    rule: ClassRule<E>,
  ): Promise<Result<readonly RecordChange[], E>>;
  records(key: ClassKey, texts?: RecordTexts): Promise<readonly StoredRecord[]>;
  /** Runs the rule on the class's records and appends its changes: all of them or none. */
  changeClass<E>(
    key: ClassKey,
    texts: RecordTexts,
    rule: ClassRule<E>,
  ): Promise<Result<readonly RecordChange[], E>>;
  /** How many events of each type the year's records have, and how many records have one. */
  eventCounts(key: YearKey): Promise<ReadonlyMap<RecordEvent['type'], EventCount>>;
  /** The issued bytes of a record, exactly as issued. */
  file(code: RecordCode, version: number): Promise<Uint8Array | undefined>;
}

/** A signer's certificate and the algorithm of its key. */
export interface SignerCertificateText {
  readonly certificate: SigningCertificate;
  readonly algorithm: SignatureAlgorithm;
}

/** Keys that live outside: a token, a signing service, the demo's files. The private key never comes here. */
export interface SignerKeys {
  /** Undefined when this signer has no certificate here. */
  certificateOf(signer: ExpectedSigner): Promise<SignerCertificateText | undefined>;
  /** The raw signature value over `toBeSigned`. */
  sign(signer: ExpectedSigner, toBeSigned: Uint8Array): Promise<Uint8Array>;
}

/** How a long act tells what it has done, and how it is told to stop. */
export interface Attention {
  readonly signal: AbortSignal;
  /** `done` of `total` of whatever the act counts. */
  progress(done: number, total: number): void;
}

/** A warning with the learner it is about. */
export interface LearnerWarning {
  readonly learner: string;
  readonly warning: BuildWarning;
}

/** Mã gói tin: 128 random bits for each call. */
export interface PackageIdSource {
  newPackageId(): PackageId;
}

/** A sealed package that goes to the register; its bytes are read when they are sent. */
export interface StoredPackage {
  readonly id: PackageId;
  readonly records: readonly { readonly code: RecordCode; readonly version: number }[];
  /** Số bản tin; null until the register has taken it. */
  readonly message: number | null;
  readonly answered: boolean;
}

/** A package that was sealed just now. */
export interface SealedPackage {
  readonly id: PackageId;
  readonly bytes: Uint8Array;
  readonly records: StoredPackage['records'];
}

/** Where packages wait, with what became of them. */
export interface PackageStore {
  packages(key: ClassKey): Promise<readonly StoredPackage[]>;
  /** The exact bytes, as sealed. */
  bytes(id: PackageId): Promise<Uint8Array>;
  savePackage(key: ClassKey, sealed: SealedPackage, at: Instant): Promise<void>;
  /** Keeps the register's number and appends the rule's events: all or nothing. */
  saveMessage<E>(
    key: ClassKey,
    sent: { readonly id: PackageId; readonly message: number; readonly at: Instant },
    rule: ClassRule<E>,
  ): Promise<Result<readonly RecordChange[], E>>;
  /** Keeps the register's signed reply and appends the rule's events: all or nothing. */
  saveReply<E>(
    key: ClassKey,
    answer: { readonly id: PackageId; readonly bytes: Uint8Array; readonly at: Instant },
    rule: ClassRule<E>,
  ): Promise<Result<readonly RecordChange[], E>>;
}

/** Why a register turns a message away at its door. */
export interface RegisterRefusal {
  readonly code: string;
  readonly sentence: string;
}

/** How far the register is with a package. */
export interface PackageProgress {
  readonly status: 'received' | 'processing' | 'answered';
  readonly done: number;
  readonly total: number;
}

/** A package that the register took: its number, and the sender's id, without which the number opens nothing. */
export interface SentPackage {
  readonly id: PackageId;
  readonly message: number;
}

/** The register over the line. A line that does not answer is an outage, thrown by the adapter. */
export interface RegisterLine {
  /** Answers the message number; the same bytes again get the same number. */
  submit(sealed: Uint8Array): Promise<Result<number, RegisterRefusal>>;
  progress(sent: SentPackage): Promise<PackageProgress>;
  /** The signed reply; undefined while there is none. */
  reply(sent: SentPackage): Promise<Uint8Array | undefined>;
  stateEnrolment(sealed: Uint8Array): Promise<Result<number, RegisterRefusal>>;
  stateSigners(sealed: Uint8Array): Promise<Result<number, RegisterRefusal>>;
  recall(sealed: Uint8Array): Promise<Result<number, RegisterRefusal>>;
}

/** A token as the authority gave it, and the nonce that it must repeat. */
export interface AnsweredTimeStamp {
  readonly token: TimeStampToken;
  readonly nonce: string;
}

/** Tổ chức cấp dấu thời gian, over the line. What it gives is not verified yet; its silence is an outage. */
export interface TimeStamps {
  stamp(stamped: Uint8Array): Promise<Result<AnsweredTimeStamp, TimeStampRejection>>;
}

/** Revocation lists and responders' answers, as they are kept with what they judge. */
export interface RevocationAtHand {
  readonly crls: readonly RevocationList[];
  readonly answers: readonly OcspResponse[];
}

/**
 * Where lists and answers come from. Ask only about paths on which nothing is wrong: a certificate names the responder
 * itself. What cannot be had is left out; a responder's silence is an outage.
 */
export interface RevocationEvidenceSource {
  evidenceFor(paths: readonly CertificatePath[], at: Instant): Promise<RevocationAtHand>;
}
