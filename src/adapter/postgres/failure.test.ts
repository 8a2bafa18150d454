import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Outage } from '../../app/outage.ts';
import { isUniqueViolation, translate } from './failure.ts';

const coded = (code: string, more: object = {}) =>
  Object.assign(new Error('said'), { code, ...more });

const outages: readonly (readonly [error: Error, code: string])[] = [
  [coded('ECONNREFUSED'), 'database-unreachable'],
  [coded('ECONNRESET'), 'database-unreachable'],
  [coded('57P01'), 'database-unreachable'],
  [coded('57P03'), 'database-unreachable'],
  [coded('08006'), 'database-unreachable'],
  [new Error('Connection terminated unexpectedly'), 'database-unreachable'],
  [new Error('timeout exceeded when trying to connect'), 'database-unreachable'],
  [coded('40001'), 'database-busy'],
  [coded('40P01'), 'database-busy'],
  [coded('57014'), 'database-busy'],
  [coded('55P03'), 'database-busy'],
  [coded('28P01'), 'database-refused'],
  [coded('3D000'), 'database-refused'],
  [coded('53100'), 'database-exhausted'],
  [coded('53300'), 'database-exhausted'],
];

for (const [error, code] of outages) {
  test(`${'code' in error ? error.code : error.message} is the outage ${code}`, () => {
    const translated = translate(error);
    assert.ok(translated instanceof Outage);
    assert.equal(translated.code, code);
    assert.equal(translated.cause, error);
    assert.deepEqual(translate(translated), translated);
  });
}

for (const error of [coded('23505'), coded('42601'), coded('22P02'), new TypeError('x'), 'text']) {
  test(`${String(error)} comes back as it is`, () => assert.equal(translate(error), error));
}

test('a unique violation is known by its constraint', () => {
  const error = coded('23505', { constraint: 'record_code_key' });
  assert.equal(isUniqueViolation(error), true);
  assert.equal(isUniqueViolation(error, 'record_code_key'), true);
  assert.equal(isUniqueViolation(error, 'other_key'), false);
  assert.equal(isUniqueViolation(coded('23503')), false);
});
