import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultReading } from '../../../domain/assessment/case.ts';
import { parsePolicies, policyAnswers } from './parse-policy.ts';

test('policies: the default answers are first, a later argument wins, unknown ones are refused', () => {
  assert.deepEqual(parsePolicies([]), { ok: true, value: defaultReading });
  const defaults = policyAnswers.map(({ name, values }) => `${name}=${values[0]}`);
  assert.deepEqual(parsePolicies(defaults), { ok: true, value: defaultReading });
  const lenient = parsePolicies(['sixth-subject=strict', 'sixth-subject=lenient']);
  assert.equal(lenient.ok && lenient.value.sixthSubject, 'lenient');
  const changed = policyAnswers.map(({ name, values }) => `${name}=${values[1]}`);
  assert.deepEqual(parsePolicies(changed), {
    ok: true,
    value: {
      sixthSubject: 'lenient',
      specialTopic: 'within',
      bothFailed: 'reassess-after-summer',
      reassessSubset: 'all',
      partialExemption: 'no-year',
      continuingComments: 'ignore',
    },
  });
  const refusalOf = (text: string) => {
    const parsed = parsePolicies([text]);
    return parsed.ok ? null : parsed.refusal.code;
  };
  assert.equal(refusalOf('sixth-subject'), 'policy-not-name-value');
  assert.equal(refusalOf('=strict'), 'policy-not-name-value');
  assert.equal(refusalOf('seventh-subject=strict'), 'policy-unknown');
  assert.equal(refusalOf('sixth-subject=maybe'), 'policy-value-unknown');
  assert.equal(refusalOf('constructor=strict'), 'policy-unknown');
});
