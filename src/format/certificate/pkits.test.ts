import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { keepTable, tableOf } from '../../../test/support/kept-table.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { type Certificate, parseCertificate } from './certificate.ts';
import { checkChain } from './chain.ts';
import { parseCrl, type RevocationList } from './crl.ts';
import { anyPolicyAccepted, type PolicyDemand } from './policy.ts';

/** NIST PKITS 1.0.1: every test, read from the copy under test/fixtures (its README names the source). */
const folder = new URL('../../../test/fixtures/vectors/pkits/', import.meta.url);
const at = '2020-06-01T00:00:00Z' as Instant;

interface Expectation {
  readonly section: string;
  readonly title: string;
  readonly certificates: readonly string[];
  readonly crls: readonly string[];
  readonly valid: boolean;
}

const nistPolicy = (n: number): string => `2.16.840.1.101.3.2.1.48.${n}`;
const accepting = (...policies: readonly number[]): PolicyDemand => ({
  ...anyPolicyAccepted,
  accepted: policies.map(nistPolicy),
});
const explicit = (demand: PolicyDemand = anyPolicyAccepted): PolicyDemand => ({
  ...demand,
  isRequired: true,
});

/** The settings that the PKITS document gives for a test or one of its sub-parts; the others use the defaults. */
const demands: ReadonlyMap<string, PolicyDemand> = new Map([
  ['4.8.1 1', explicit()],
  ['4.8.1 2', explicit(accepting(1))],
  ['4.8.1 3', explicit(accepting(2))],
  ['4.8.1 4', explicit(accepting(1, 2))],
  ['4.8.2 2', explicit()],
  ['4.8.3 2', explicit()],
  ['4.8.3 3', explicit(accepting(1, 2))],
  ['4.8.6 2', accepting(1)],
  ['4.8.6 3', accepting(2)],
  ['4.8.10 2', accepting(1)],
  ['4.8.10 3', accepting(2)],
  ['4.8.11 2', accepting(1)],
  ['4.8.13 1', accepting(1)],
  ['4.8.13 2', accepting(2)],
  ['4.8.13 3', accepting(3)],
  ['4.8.14 1', accepting(1)],
  ['4.8.14 2', accepting(2)],
  ['4.8.18 1', accepting(1)],
  ['4.8.18 2', accepting(2)],
  ['4.10.1 1', accepting(1)],
  ['4.10.1 2', accepting(2)],
  ['4.10.1 3', { ...anyPolicyAccepted, isMappingInhibited: true }],
  ['4.10.3 1', accepting(1)],
  ['4.10.3 2', accepting(2)],
  ['4.10.5 1', accepting(1)],
  ['4.10.5 2', accepting(6)],
  ['4.10.6 1', accepting(1)],
  ['4.10.6 2', accepting(6)],
  ['4.10.12 1', accepting(1)],
  ['4.10.12 2', accepting(2)],
  ['4.10.13 2', accepting(1)],
  ['4.10.13 3', accepting(2)],
  ['4.12.3 2', { ...anyPolicyAccepted, isAnyInhibited: true }],
]);

/** DSA is not accepted at all: NIST calls these paths valid, we refuse them, with these codes. */
const refusedHere: ReadonlyMap<string, string> = new Map([
  ['4.1.4', 'certificate-key-refused'],
  ['4.1.5', 'certificate-key-unreadable'],
]);

const read = (kind: 'certs' | 'crls', name: string): Uint8Array =>
  readFileSync(new URL(`${kind}/${name}.${kind === 'certs' ? 'crt' : 'crl'}`, folder));

/** The codes of everything that speaks against the path; empty when it is valid. */
function codesAgainst({ section, title, certificates, crls }: Expectation): readonly string[] {
  const faults: string[] = [];
  const parsed: Certificate[] = [];
  const lists: RevocationList[] = [];
  for (const name of certificates) {
    const result = parseCertificate(read('certs', name));
    if (result.ok) parsed.push(result.value);
    else faults.push(result.refusal.code);
  }
  for (const name of crls) {
    const result = parseCrl(read('crls', name));
    if (result.ok) lists.push(result.value);
    else faults.push(result.refusal.code);
  }
  const [anchor, ...rest] = parsed;
  const leaf = rest.pop();
  if (faults.length > 0 || anchor === undefined || leaf === undefined) return faults;
  const part = /\(Subpart (\d)\)/.exec(title)?.[1] ?? '';
  const policies = demands.get(`${section} ${part}`.trim()) ?? anyPolicyAccepted;
  return checkChain({
    leaf,
    anchors: [anchor],
    intermediates: rest,
    crls: lists,
    at,
    usage: 'signature',
    policies,
  })
    .findings.filter(({ outcome }) => outcome !== 'passed')
    .map(({ code }) => code);
}

const expectations: readonly Expectation[] = JSON.parse(
  readFileSync(new URL('expectations.json', folder), 'utf8'),
);

test('the whole of PKITS is here', () => assert.equal(expectations.length, 249));

const rows: string[][] = [];

for (const expectation of expectations) {
  const { section, title, valid } = expectation;
  const refusal = refusedHere.get(section);
  const answer = refusal ?? (valid ? 'valid' : 'not valid');
  test(`PKITS ${section} ${title}: ${answer}`, () => {
    const codes = codesAgainst(expectation);
    const found = codes.length === 0 ? 'valid' : [...new Set(codes)].join(', ');
    const nist = valid ? 'valid' : 'not valid';
    rows.push([section, title, nist, refusal === undefined ? found : `**${found}**`]);
    if (refusal !== undefined) assert.ok(codes.includes(refusal), codes.join());
    else assert.equal(codes.length === 0, valid, codes.join());
  });
}

test('docs/pkits.md says what was found', () => {
  keepTable('pkits.md', 'pkits', tableOf(['test', 'title', 'NIST', 'ours'], rows));
});
