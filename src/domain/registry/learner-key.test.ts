import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleContent } from '../../../test/support/sample-content.ts';
import { learnerKeyOf, parseLearnerKey } from './learner-key.ts';

const { learner, school } = sampleContent;

test('a learner is known by personal number, else passport, else the school’s own number', () => {
  const nameless = { ...learner, personalId: null };
  const passport = { ...nameless, passport: 'X9943865' };
  assert.equal(learnerKeyOf({ learner, school }), 'CCCD:099214255743');
  assert.equal(learnerKeyOf({ learner: passport, school }), 'HC:X9943865');
  assert.equal(learnerKeyOf({ learner: nameless, school }), 'MHS:9911065701/9922000003');
  for (const one of [learner, passport, nameless]) {
    const key = learnerKeyOf({ learner: one, school });
    assert.equal(parseLearnerKey(key), key);
  }
});

test('nothing else is a learner key', () => {
  for (const text of [
    '',
    'CCCD:1',
    'CCCD:09921425574x',
    'HC:',
    'MHS:',
    'Nguyễn Văn An',
    'HC:X\n',
  ]) {
    assert.equal(parseLearnerKey(text), undefined, text);
  }
});
