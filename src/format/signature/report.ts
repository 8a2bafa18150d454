import type { RecordContent } from '../../domain/record/content.ts';
import type { Slot } from '../../domain/record/slot.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { PolicyName } from './policy.ts';

export type Outcome = 'passed' | 'failed' | 'undetermined';
export type Verdict = 'valid' | 'invalid' | 'undetermined';

/** One check and how it ended. `slot` tells whose signature it is about; `facts` fill the sentence. */
export interface Finding {
  readonly code: string;
  readonly outcome: Outcome;
  readonly slot?: Slot;
  readonly facts?: Readonly<Record<string, string>>;
}

/** Who signed a slot, by the certificate, and when they say they did. */
export interface SignatureFacts {
  readonly slot: Slot;
  readonly signer: string;
  readonly signerIds: readonly string[];
  readonly signedAt: Instant;
  readonly role: string;
  readonly algorithm: string;
  readonly certificateSha256: string;
}

/** What proves when the signatures existed: the seal's time-stamp, the register, or nothing but their own words. */
export type TimeProof =
  | { readonly source: 'time-stamp'; readonly provenBy: Instant; readonly authority: string }
  | { readonly source: 'register'; readonly provenBy: Instant }
  | { readonly source: 'stated' };

/** What was found out about a record file, as of a stated time. Facts and checks; `verdict` follows from the checks. */
export interface RecordReport {
  readonly verdict: Verdict;
  readonly asOf: Instant;
  /** Hexadecimal SHA-256 of the exact bytes. */
  readonly sha256: string;
  /** Null when the bytes are not a record of a known profile. */
  readonly content: RecordContent | null;
  readonly signatures: readonly SignatureFacts[];
  readonly time: TimeProof;
  readonly policy: PolicyName;
  readonly findings: readonly Finding[];
}

/** One failed check makes invalid; else one open check makes undetermined (after ETSI EN 319 102-1, clause 5.1.3). */
export function verdictOf(findings: readonly Finding[]): Verdict {
  if (findings.some(({ outcome }) => outcome === 'failed')) return 'invalid';
  return findings.some(({ outcome }) => outcome === 'undetermined') ? 'undetermined' : 'valid';
}
