interface Check<Code extends string, Outcome extends string, Facts extends string> {
  readonly code: `time-stamp-${Code}`;
  readonly outcome: Outcome;
  readonly facts: { readonly [F in Facts]: string };
}

type Passed<Code extends string, Facts extends string = never> = Check<Code, 'passed', Facts>;
type Failed<Code extends string, Facts extends string = never> = Check<Code, 'failed', Facts>;
type Open<Code extends string, Facts extends string = never> = Check<Code, 'undetermined', Facts>;

/** One check of a time-stamp token and how it ended. A code always has the same outcome. */
export type TimeStampFinding =
  | Passed<'imprint-matches', 'algorithm'>
  | Failed<'imprint-differs'>
  | Failed<'imprint-algorithm-refused', 'algorithm'>
  | Passed<'nonce-matches'>
  | Failed<'nonce-differs'>
  | Passed<'policy-accepted', 'policy'>
  | Failed<'policy-not-accepted', 'policy'>
  | Passed<'accuracy-accepted', 'accuracyMs'>
  | Failed<'accuracy-too-wide', 'accuracyMs' | 'limitMs'>
  | Open<'accuracy-not-stated', 'limitMs'>
  | Failed<'extension-unknown', 'oid'>
  | Failed<'from-future', 'statedTime' | 'provenBy'>
  | Passed<'content-unchanged'>
  | Failed<'content-changed'>
  | Failed<'digest-algorithm-refused', 'algorithm'>
  | Open<'signer-not-found', 'signer'>
  | Passed<'signer-bound', 'authority' | 'by'>
  | Failed<'signer-not-bound', 'authority'>
  | Failed<'signer-binding-refused', 'authority' | 'algorithm'>
  | Failed<'authority-name-differs', 'authority'>
  | Passed<'signature-good', 'authority' | 'algorithm'>
  | Failed<'signature-wrong', 'authority'>
  | Failed<'signature-algorithm-refused', 'algorithm'>;

export type TimeStampCode = TimeStampFinding['code'];
