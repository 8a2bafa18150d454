import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientKey, tokenBuckets } from '../rate-limit.ts';

test('a bucket empties, says when to come back, and fills again', async () => {
  let now = 1_000_000;
  const limit = tokenBuckets({ burst: 2, refillSeconds: 10 }, () => now);
  assert.deepEqual(await limit.take('a'), { allowed: true });
  assert.deepEqual(await limit.take('a'), { allowed: true });
  assert.deepEqual(await limit.take('a'), { allowed: false, retryAfterSeconds: 10 });
  assert.deepEqual(await limit.take('b'), { allowed: true }, 'keys do not share');
  now += 4_000;
  assert.deepEqual(await limit.take('a'), { allowed: false, retryAfterSeconds: 6 });
  now += 6_000;
  assert.deepEqual(await limit.take('a'), { allowed: true });
  assert.equal((await limit.take('a')).allowed, false);
  now += 3_600_000;
  for (const expected of [true, true, false]) {
    assert.equal((await limit.take('a')).allowed, expected, 'never more than the burst');
  }
});

test('what is given back can be taken again, but never more than the burst', async () => {
  const limit = tokenBuckets({ burst: 1, refillSeconds: 60 }, () => 0);
  await limit.take('a');
  await limit.giveBack('a');
  await limit.giveBack('a');
  assert.equal((await limit.take('a')).allowed, true);
  assert.equal((await limit.take('a')).allowed, false);
});

test('a clock that steps back gives nothing away', async () => {
  let now = 100_000;
  const limit = tokenBuckets({ burst: 1, refillSeconds: 60 }, () => now);
  await limit.take('a');
  now = 0;
  assert.equal((await limit.take('a')).allowed, false);
});

const clients = [
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
] as const;

for (const [address, key] of clients) {
  test(`${address} is the client ${key}`, () => assert.equal(clientKey(address), key));
}
