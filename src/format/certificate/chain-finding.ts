import type { Certificate } from './certificate.ts';
import { displayName } from './name.ts';

interface Check<Code extends string, Outcome extends string, Facts extends string> {
  readonly code: Code;
  readonly outcome: Outcome;
  readonly facts: { readonly [F in Facts]: string };
}

type Passed<Code extends string, Facts extends string> = Check<Code, 'passed', Facts>;
/** `certificate` and `serial` name the certificate that the check is about. */
type About = 'certificate' | 'serial';
type Failed<Code extends string, Facts extends string = never> = Check<
  Code,
  'failed',
  About | Facts
>;
type Open<Code extends string, Facts extends string = never> = Check<
  Code,
  'undetermined',
  About | Facts
>;

/** One check of a certification path (RFC 5280, 6) and how it ended. A code always has the same outcome. */
export type ChainFinding =
  | Passed<'path-trusted', 'anchor' | 'length'>
  | Passed<'path-signatures-good', never>
  | Passed<'path-in-validity', never>
  | Passed<'path-usage-allowed', never>
  | Passed<'path-not-revoked', never>
  | Failed<'issuer-not-found', 'issuer'>
  | Failed<'certificate-signature-wrong', 'issuer'>
  | Failed<'certificate-algorithm-refused', 'algorithm'>
  | Failed<'certificate-key-refused', 'key'>
  | Failed<'certificate-expired', 'notAfter'>
  | Failed<'certificate-not-yet-valid', 'notBefore'>
  | Failed<'issuer-not-authority'>
  | Failed<'issuer-may-not-certify'>
  | Failed<'path-too-long', 'allowed'>
  | Failed<'certificate-not-for-usage', 'usage'>
  | Failed<'critical-extension-unknown', 'oid'>
  | Failed<'name-outside-constraints', 'authority'>
  | Failed<'policy-not-accepted'>
  | Failed<'certificate-revoked', 'revokedAt' | 'reason'>
  | Open<'certificate-revoked-later', 'revokedAt' | 'reason'>
  | Open<'certificate-expired-later', 'notAfter'>
  | Open<'crl-missing', 'issuer'>
  | Open<'crl-out-of-date', 'issuer' | 'nextUpdate'>
  | Open<'crl-not-usable', 'issuer'>;

export type ChainCode = ChainFinding['code'];

/** The facts that name a certificate. */
export const about = (certificate: Certificate): { readonly [F in About]: string } => ({
  certificate: displayName(certificate.subject),
  serial: serialText(certificate.serial),
});

/** A serial number as people compare it: hexadecimal, without the sign octet. */
export const serialText = (serial: string): string =>
  serial.startsWith('00') && serial.length > 2 ? serial.slice(2) : serial;
