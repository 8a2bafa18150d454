import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Instant } from '../../domain/time/instant.ts';
import { mergeRevocation } from './merge-revocation.ts';
import type { RevocationStatus } from './revocation.ts';

const day = (number: number): Instant => `2026-05-0${number}T00:00:00Z` as Instant;
const good = (number: number): RevocationStatus => ({ status: 'good', asOf: day(number) });
const revoked = (number: number, since: Instant | null = null): RevocationStatus => ({
  status: 'revoked',
  revocation: { revokedAt: day(number), reason: 'unspecified', invalidSince: since },
});
const missing: RevocationStatus = { status: 'unknown', why: 'missing' };
const unusable: RevocationStatus = { status: 'unknown', why: 'not-usable' };
const old: RevocationStatus = { status: 'unknown', why: 'out-of-date', nextUpdate: day(1) };

const cases: readonly (readonly [
  title: string,
  statuses: readonly RevocationStatus[],
  expected: RevocationStatus,
])[] = [
  ['nothing at hand', [], missing],
  ['a revocation outweighs a newer «good»', [good(9), revoked(3)], revoked(3)],
  ['the earliest revocation counts', [revoked(5), revoked(3), revoked(4)], revoked(3)],
  ['a key lost earlier counts as earlier', [revoked(3), revoked(5, day(2))], revoked(5, day(2))],
  ['the newest «good» counts', [good(2), good(4), good(3)], good(4)],
  ['one source that knows is enough', [old, good(2), unusable], good(2)],
  ['a stale source says more than a broken one', [missing, unusable, old], old],
  ['a broken source says more than none', [missing, unusable], unusable],
];
for (const [title, statuses, expected] of cases) {
  test(title, () => {
    assert.deepEqual(mergeRevocation(statuses), expected);
    assert.deepEqual(mergeRevocation([...statuses].reverse()), expected);
  });
}
