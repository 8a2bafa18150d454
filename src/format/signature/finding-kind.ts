import type { XmlFaultCode } from '../xml/fault.ts';
import { xmlFaultCodes } from '../xml/fault.ts';
import type { Outcome } from './report.ts';

/** What a check is about. */
export type FindingKind =
  | 'format'
  | 'digest'
  | 'signature'
  | 'path'
  | 'signer'
  | 'chain'
  | 'revocation'
  | 'time'
  | 'role'
  | 'completeness'
  | 'order'
  | 'policy';

interface KnownCode {
  readonly kind: FindingKind;
  readonly outcome: Outcome;
}

const outcomes = { passed: 'passed', failed: 'failed', open: 'undetermined' } as const;

/** Kind, outcome, and the codes that have them. A code always has the same outcome. */
const table: readonly (readonly [FindingKind, keyof typeof outcomes, readonly string[]])[] = [
  ['format', 'passed', ['canonical-text', 'schema']],
  [
    'format',
    'failed',
    [
      'environment-not-expected',
      'evidence-unreadable',
      'evidence-repeated',
      'time-stamp-unreadable',
      'time-stamp-not-bare',
      ...xmlFaultCodes.map((code: XmlFaultCode) => `xml-${code}`),
    ],
  ],
  ['digest', 'failed', ['content-changed', 'properties-changed', 'digest-not-accepted']],
  ['signature', 'passed', ['signature']],
  [
    'signature',
    'failed',
    ['signature-value', 'key-not-accepted', 'certificate-unreadable', 'signing-certificate-other'],
  ],
  ['signature', 'open', ['algorithm-no-longer-accepted']],
  [
    'path',
    'failed',
    ['reference-not-prescribed', 'reference-type', 'properties-of-another-signature'],
  ],
  ['signer', 'failed', ['signer-not-expected']],
  [
    'chain',
    'failed',
    [
      'issuer-not-found',
      'certificate-signature-wrong',
      'certificate-algorithm-refused',
      'certificate-key-refused',
      'certificate-expired',
      'certificate-not-yet-valid',
      'issuer-not-authority',
      'issuer-may-not-certify',
      'path-too-long',
      'certificate-not-for-usage',
      'critical-extension-unknown',
      'name-outside-constraints',
      'policy-not-accepted',
      'evidence-certificate-unused',
    ],
  ],
  ['chain', 'open', ['trust-not-given', 'certificate-expired-later']],
  [
    'revocation',
    'failed',
    ['certificate-revoked', 'evidence-crl-unused', 'evidence-answer-unused'],
  ],
  [
    'revocation',
    'open',
    ['certificate-revoked-later', 'crl-missing', 'crl-out-of-date', 'crl-not-usable'],
  ],
  ['time', 'passed', ['time-proven-by-time-stamp', 'time-proven-by-register', 'time-as-stated']],
  [
    'time',
    'failed',
    [
      'signing-time-unreadable',
      'signing-time-in-future',
      'signed-after-proven-time',
      'time-stamp-imprint-differs',
      'time-stamp-imprint-algorithm-refused',
      'time-stamp-policy-not-accepted',
      'time-stamp-accuracy-too-wide',
      'time-stamp-extension-unknown',
      'time-stamp-from-future',
      'time-stamp-content-changed',
      'time-stamp-digest-algorithm-refused',
      'time-stamp-signer-not-bound',
      'time-stamp-signer-binding-refused',
      'time-stamp-authority-name-differs',
      'time-stamp-signature-wrong',
      'time-stamp-signature-algorithm-refused',
      'time-stamp-authority-not-trusted',
      'time-stamp-authority-revoked',
    ],
  ],
  [
    'time',
    'open',
    [
      'time-not-proven',
      'time-stamp-accuracy-not-stated',
      'time-stamp-signer-not-found',
      'time-stamp-authority-expired',
      'time-stamp-authority-open',
      'time-stamp-key-no-longer-accepted',
    ],
  ],
  ['role', 'failed', ['role-not-expected']],
  ['completeness', 'failed', ['signature-missing']],
  ['order', 'failed', ['signed-too-early']],
  ['policy', 'open', ['policy-not-in-force']],
];

/** Every code that a record's report can hold. */
export const findingCodes: ReadonlyMap<string, KnownCode> = new Map(
  table.flatMap(([kind, outcome, codes]) =>
    codes.map((code) => [code, { kind, outcome: outcomes[outcome] }] as const),
  ),
);

/** The kind of a finding; undefined for a code that another part of the program adds to a report. */
export const kindOf = (code: string): FindingKind | undefined => findingCodes.get(code)?.kind;
