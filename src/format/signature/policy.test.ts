import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Instant } from '../../domain/time/instant.ts';
import {
  digestAcceptance,
  isDemanded,
  isInForce,
  parsePolicy,
  signatureAcceptance,
} from './policy.ts';
import { usualPolicy } from './usual-policy.ts';
import { usualPolicyText } from './usual-policy-text.ts';

const file = new URL('../../../policies/hocba-verification-1.json', import.meta.url);
const bytes = readFileSync(file);
const at = (text: string): Instant => text as Instant;

test('the shipped document is what every process has at hand (else: node tools/policies.ts)', () => {
  assert.equal(bytes.toString('utf8'), usualPolicyText);
  assert.equal(usualPolicy.sha256, hash('sha256', bytes, 'hex'));
  assert.equal(usualPolicy.id, 'hocba-verification');
});

const json = (): Record<string, never> => JSON.parse(usualPolicyText);
const faultsOf = (change: (document: Record<string, never>) => unknown): readonly string[] => {
  const document = json();
  const changed = change(document) ?? document;
  const read = parsePolicy(
    Buffer.from(typeof changed === 'string' ? changed : JSON.stringify(changed)),
  );
  return read.ok ? [] : read.refusal.map(({ path, fault }) => `${path} ${fault}`);
};
const set = (path: string, value: unknown) => (document: object) => {
  const names = path.split('.');
  const last = names.pop() ?? '';
  let at: unknown = document;
  for (const name of names) at = (at as Record<string, unknown>)[name];
  if (value === undefined) delete (at as Record<string, unknown>)[last];
  else (at as Record<string, unknown>)[last] = value;
};

const wrong: readonly (readonly [
  change: (document: never) => unknown,
  faults: readonly string[],
])[] = [
  [() => '{', [' not-json']],
  [() => '[]', [' malformed']],
  [set('id', 'Hoc Ba'), ['id malformed']],
  [set('version', 0), ['version malformed']],
  [set('validFrom', '2026-02-30'), ['validFrom malformed']],
  [set('validFrom', undefined), ['validFrom missing']],
  [set('grace', 1), ['grace unknown']],
  [set('signatures', []), ['signatures malformed']],
  [set('signatures.0.until', 'soon'), ['signatures[0].until malformed']],
  [set('signatures.1.algorithm', 'rsa-sha1'), ['signatures[1].algorithm malformed']],
  [set('time.proof', 'maybe'), ['time.proof malformed']],
  [set('timeStamps.policies', ['x']), ['timeStamps.policies[0] malformed']],
  [set('revocation.required', 'yes'), ['revocation.required malformed']],
  [set('slots.head.roles', ['CHU_TICH']), ['slots.head.roles[0] malformed']],
  [set('slots.seal', undefined), ['slots.seal missing']],
];
for (const [change, faults] of wrong) {
  test(`refused: ${faults.join()}`, () => assert.deepEqual(faultsOf(change as never), faults));
}

test('all faults are told at once', () => {
  const faults = faultsOf((document) => {
    set('version', null)(document);
    set('order', 'none')(document);
  });
  assert.deepEqual(faults, ['version malformed', 'order malformed']);
});

test('the longest row that fits a key says until when it counts', () => {
  const rsa = (bits: number) =>
    signatureAcceptance(usualPolicy, { algorithm: 'rsa-sha256', key: 'rsa', bits });
  assert.equal(rsa(1024), 'refused');
  assert.equal(rsa(2048), '2030-12-31');
  assert.equal(rsa(4096), 'unlimited');
  assert.equal(digestAcceptance(usualPolicy, 'sha256'), 'unlimited');
  assert.equal(digestAcceptance(usualPolicy, 'md5'), 'refused');
});

test('a document is in force from its first day in Vietnam', () => {
  assert.equal(isInForce(usualPolicy, at('2024-12-31T16:59:59Z')), false);
  assert.equal(isInForce(usualPolicy, at('2024-12-31T17:00:00Z')), true);
});

test('grace lets a list count for longer, and a policy may not ask for lists at all', () => {
  const late = {
    code: 'crl-out-of-date',
    outcome: 'undetermined',
    facts: { nextUpdate: '2026-06-01T00:00:00Z' },
  } as const;
  const by = at('2026-06-01T01:00:00Z');
  const { revocation } = usualPolicy;
  const rules = (change: Partial<typeof revocation>) => ({
    ...usualPolicy,
    revocation: { ...revocation, ...change },
  });
  assert.equal(isDemanded(late, by, usualPolicy), true);
  assert.equal(isDemanded(late, by, rules({ graceSeconds: 3600 })), false);
  assert.equal(isDemanded(late, by, rules({ graceSeconds: 3599 })), true);
  assert.equal(isDemanded(late, by, rules({ required: false })), false);
  const revoked = { code: 'certificate-revoked', outcome: 'failed' } as const;
  assert.equal(isDemanded(revoked, by, rules({ required: false })), true);
});
