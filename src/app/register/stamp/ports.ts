import type { Result } from '../../../domain/result.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { TrustStore } from '../../../format/certificate/trust-store.ts';
import type { EvidenceRecord, EvidenceStep } from '../../../format/evidence/evidence-record.ts';
import type { TimeStampPolicy } from '../../../format/time-stamp/policy.ts';
import type { TimeStampRequest } from '../../../format/time-stamp/request.ts';
import type { TimeStampRejection } from '../../../format/time-stamp/response.ts';
import type { TimeStampToken } from '../../../format/time-stamp/token.ts';
import type { Clock } from '../ports.ts';

/** A time-stamp authority. What it gives is read, not verified. */
export interface TimeStampAuthority {
  ask(request: TimeStampRequest): Promise<Result<TimeStampToken, TimeStampRejection>>;
}

/** A head of the log as its row keeps it: the register's own note, without cosignatures. */
export interface OwnHead {
  readonly size: number;
  readonly note: string;
}

export interface StoredEvidence {
  readonly size: number;
  readonly record: EvidenceRecord;
}

/** One token to be kept; `step` counts from 0 within the head's evidence record. */
export interface NewStep {
  readonly size: number;
  readonly step: number;
  readonly body: EvidenceStep;
  readonly at: Instant;
}

/** Evidence records as anyone may read them. */
export interface EvidenceSource {
  /** Sizes of the stamped heads, smallest first. */
  sizes(): Promise<readonly number[]>;
  record(size: number): Promise<EvidenceRecord | undefined>;
  /** Of the smallest stamped head that holds this leaf: it proves the earliest time. */
  firstCovering(leafIndex: number): Promise<EvidenceRecord | undefined>;
}

/** Where tokens are kept. Nothing is ever changed or taken away. */
export interface EvidenceStore extends EvidenceSource {
  newestHead(): Promise<OwnHead | undefined>;
  /** The newest head that was stamped, and when; undefined before the first stamp. */
  newestStamp(): Promise<{ readonly size: number; readonly at: Instant } | undefined>;
  /** All in one transaction. A step that is there already stays as it is; answers how many were added. */
  addSteps(steps: readonly NewStep[]): Promise<number>;
  /** In order of size; `after` resumes. */
  records(after: number, limit: number): Promise<readonly StoredEvidence[]>;
  /** Leaves with the exact file of each record that they registered, in order. */
  leafFiles(
    from: number,
    limit: number,
  ): Promise<readonly { readonly leaf: Uint8Array; readonly file: Uint8Array | null }[]>;
}

/** Whom to ask for time, and by what to judge the answer. */
export interface StampContext {
  readonly store: EvidenceStore;
  readonly authority: TimeStampAuthority;
  readonly trust: Pick<TrustStore, 'anchors' | 'intermediates' | 'crls'>;
  readonly policy: TimeStampPolicy;
  readonly clock: Clock;
  /** Octets that nobody can foretell, for nonces. */
  random(octets: number): Uint8Array;
}
