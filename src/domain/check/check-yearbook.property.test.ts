import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cleanYearbook } from '../../../test/support/clean-yearbook.ts';
import type { LearnerYear, Yearbook } from '../school/yearbook.ts';
import { checkYearbookData } from './check-yearbook.ts';

const levels = ['TH', 'THCS', 'THPT', 'GDTX-THCS', 'GDTX-THPT'] as const;
const seeds = fc.integer({ min: 0, max: 2 ** 31 });

test('a clean yearbook gives nothing, at every level', () => {
  fc.assert(
    fc.property(fc.constantFrom(...levels), seeds, (level, seed) => {
      assert.deepEqual(checkYearbookData(cleanYearbook(level, seed)), []);
    }),
    { numRuns: 60 },
  );
});

const spoil: readonly ((learner: LearnerYear) => LearnerYear)[] = [
  (learner) => ({ ...learner, name: `${learner.name} 0` }),
  (learner) => ({ ...learner, name: learner.name.replace(/^./u, 'Ð') }),
  (learner) => ({ ...learner, homeTown: 'Hòa Bình'.normalize('NFD') }),
  (learner) => ({ ...learner, ethnicCode: '56' }),
  (learner) => ({ ...learner, birthPlace: null }),
  (learner) => ({ ...learner, birthDate: '2030-01-01' }),
];

test('one spoilt fact of one learner is found, and only about that learner', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...levels),
      seeds,
      fc.constantFrom(...spoil),
      fc.nat({ max: 11 }),
      (level, seed, change, at) => {
        const clean = cleanYearbook(level, seed);
        const learners = clean.learners.map((one, index) => (index === at ? change(one) : one));
        const spoilt: Yearbook = { ...clean, learners };
        const findings = checkYearbookData(spoilt);
        assert.ok(findings.some(({ severity }) => severity === 'must'));
        const number = clean.learners[at]?.number;
        assert.ok(findings.every(({ learner }) => learner === number));
      },
    ),
    { numRuns: 60 },
  );
});

test('checking changes nothing', () => {
  const yearbook = cleanYearbook('THCS', 7);
  const copy = structuredClone(yearbook);
  checkYearbookData(yearbook);
  assert.deepEqual(yearbook, copy);
});
