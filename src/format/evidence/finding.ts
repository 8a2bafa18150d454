interface Check<Code extends string, Outcome extends string, Facts extends string> {
  readonly code: `evidence-${Code}`;
  readonly outcome: Outcome;
  readonly facts: { readonly [F in Facts]: string };
}

type Passed<Code extends string, Facts extends string = never> = Check<Code, 'passed', Facts>;
type Failed<Code extends string, Facts extends string = never> = Check<Code, 'failed', Facts>;
type Open<Code extends string, Facts extends string = never> = Check<Code, 'undetermined', Facts>;

/**
 * One check of an evidence record and how it ended. A code always has the same outcome. `stamp` counts tokens from 1;
 * `codes` are those of the token's own checks (time-stamp/finding.ts, certificate/chain-finding.ts), joined by spaces.
 */
export type EvidenceFinding =
  | Passed<'head-signed', 'origin' | 'size'>
  | Failed<'head-refused', 'reason'>
  | Open<'head-keys-missing'>
  | Failed<'token-unreadable', 'stamp' | 'fault'>
  /** The path to the root that the token is over cannot be. */
  | Failed<'place-impossible', 'stamp'>
  | Failed<'digest-differs', 'stamp' | 'stated' | 'found'>
  | Passed<'stamp-holds', 'stamp' | 'time' | 'authority' | 'until'>
  | Failed<'stamp-wrong', 'stamp' | 'codes' | 'until'>
  | Open<'stamp-open', 'stamp' | 'codes' | 'until'>
  /** The token's digest fell before anything newer covered it. */
  | Open<'digest-retired', 'stamp' | 'algorithm' | 'since' | 'until'>
  /** The tree's own digest fell before the tree was hashed anew. */
  | Open<'tree-retired', 'algorithm' | 'since'>
  | Passed<'time-proven', 'size' | 'time'>
  // Of a record's proof together with the evidence about a head that holds it.
  | Failed<'of-other-head', 'size'>
  | Failed<'head-without-record', 'size' | 'leafIndex'>
  /** SHA-256 has fallen: that the head is still good does not yet show that this file is in its tree (rehash.ts). */
  | Open<'record-not-rehashed', 'since'>
  | Passed<'record-time', 'time' | 'size'>;

export type EvidenceCode = EvidenceFinding['code'];
