interface Check<Code extends string, Outcome extends string, Facts extends string> {
  readonly code: `ocsp-${Code}`;
  readonly outcome: Outcome;
  readonly facts: { readonly [F in Facts]: string };
}

type Passed<Code extends string, Facts extends string = never> = Check<Code, 'passed', Facts>;
type Failed<Code extends string, Facts extends string = never> = Check<Code, 'failed', Facts>;
type Open<Code extends string, Facts extends string = never> = Check<Code, 'undetermined', Facts>;

/**
 * One check of an OCSP answer and how it ended. A code always has the same outcome. What failed here failed about the
 * answer: of the certificate it leaves the status open, but for `certificate-revoked`.
 */
export type OcspFinding =
  | Open<'responder-not-found', 'responder'>
  | Passed<'responder-authorised', 'responder'>
  | Failed<'responder-not-authorised', 'responder' | 'issuer'>
  | Passed<'signature-good', 'algorithm'>
  | Failed<'signature-wrong', 'responder'>
  | Failed<'signature-algorithm-refused', 'algorithm'>
  | Failed<'extension-unknown', 'oid'>
  | Passed<'nonce-matches'>
  | Failed<'nonce-differs'>
  | Open<'nonce-missing'>
  | Failed<'from-future', 'time' | 'provenBy'>
  | Open<'certificate-not-answered', 'certificate' | 'serial'>
  | Passed<'fresh', 'thisUpdate'>
  | Open<'out-of-date', 'until'>
  | Open<'silent-after-expiry', 'certificate' | 'serial' | 'notAfter'>
  | Passed<'certificate-good', 'certificate' | 'serial' | 'thisUpdate'>
  | Failed<'certificate-revoked', 'certificate' | 'serial' | 'revokedAt' | 'reason'>
  | Passed<'certificate-revoked-later', 'certificate' | 'serial' | 'revokedAt' | 'reason'>
  | Open<'certificate-unknown', 'certificate' | 'serial'>;

export type OcspCode = OcspFinding['code'];
