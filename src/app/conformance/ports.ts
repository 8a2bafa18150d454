import type { RecordContent } from '../../domain/record/content.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { VerifierKey } from '../../format/log/key.ts';
import type { PackageId, SentRecord } from '../../format/package/message.ts';
import type { PreparedMessage, SealRequest } from '../../format/package/sealed-message.ts';
import type { SignerTrust } from '../../format/signature/signer-trust.ts';

/** One exchange, below the API's prefix. */
export interface WireRequest {
  readonly method: 'GET' | 'POST';
  /** «/packages», with its query. */
  readonly path: string;
  readonly contentType?: string;
  readonly body?: Uint8Array;
}

/** What came back, whatever its status. No answer at all is an Outage. */
export interface WireAnswer {
  readonly status: number;
  readonly bytes: Uint8Array;
}

/** A valid record of the school that the register has not seen. */
export interface FreshRecord {
  readonly sent: SentRecord;
  readonly content: RecordContent;
}

/** What the kit is given to play a school with. */
export interface ConformanceKit {
  exchange(request: WireRequest): Promise<WireAnswer>;
  /** Of one class and year, at least four. */
  readonly records: readonly FreshRecord[];
  /** Seals with the school's certificate. */
  seal(prepare: (seal: SealRequest) => PreparedMessage): Promise<Uint8Array>;
  newId(): PackageId;
  now(): Instant;
  pause(ms: number): Promise<void>;
  /** In whom replies are trusted, and who must have sealed them. */
  readonly trust: SignerTrust;
  readonly department: { readonly name: string; readonly taxCode: string };
  readonly registerKey: VerifierKey;
}

/** One requirement of docs/protocol.md, tried. */
export interface CheckResult {
  /** Stable name; its sentence stands in the text files. */
  readonly check: string;
  readonly outcome: 'passed' | 'failed' | 'undetermined';
  /** What the protocol wants and what came: statuses and codes only. */
  readonly expected: string;
  readonly found: string;
}
