import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  commentSubject,
  marks,
  scoreSubject,
  secondaryCase,
  subjectsAt,
} from '../../../test/fixtures/assessment/sample-case.ts';
import { assessSecondary } from './assess-secondary.ts';
import { defaultReading, type ReadingPolicy, type SecondaryCase } from './case.ts';
import type { StudyLevel } from './level.ts';
import { circular22, circular43 } from './secondary-rules.ts';

const assess = (input: SecondaryCase, over: Partial<ReadingPolicy> = {}) =>
  assessSecondary(input, circular22, { ...defaultReading, ...over });

const passing = subjectsAt([60, 60, 60, 60, 60, 60, 60, 60]);
const six = [60, 60, 60, 60, 60, 60];
const conduct = (year: StudyLevel, afterSummer: StudyLevel | null = null) => ({
  term1: 'D' as const,
  term2: year,
  afterSummer,
});

test('flags name the term that is missing, incomplete or has too many marks', () => {
  const subjects = [
    ...subjectsAt(six),
    scoreSubject('X', 60, { term1: null }),
    scoreSubject('Y', 60, { term2: marks([60], 60, 60) }),
    scoreSubject('Z', 60, { term1: marks([60, 60, 60, 60, 60], 60, 60) }),
    commentSubject('c3', 'D', { term2: null }),
  ];
  assert.deepEqual(assess(secondaryCase(subjects)).flags, [
    { code: 'missing', subject: 'X', term: 1 },
    { code: 'incomplete', subject: 'Y', term: 2 },
    { code: 'too-many-tx', subject: 'Z', term: 1 },
    { code: 'missing', subject: 'c3', term: 2 },
  ]);
});

test('exemption: outside every count, and no gap', () => {
  const subjects = [
    ...subjectsAt(six),
    scoreSubject('X', 10, { exempt: 'year', term1: null, term2: null }),
    scoreSubject('Y', 70, { exempt: 'term1', term1: null }),
  ];
  const result = assess(secondaryCase(subjects));
  assert.deepEqual(result.subjects.slice(-2), [
    { kind: 'score', code: 'X', term1: 'M', term2: 'M', year: 'M' },
    { kind: 'score', code: 'Y', term1: 'M', term2: 70, year: 70 },
  ]);
  assert.deepEqual(result.flags, [{ code: 'partial-exempt', subject: 'Y' }]);
  assert.equal(result.study.year.level, 'D');
});

test('fewer mark subjects than the circular counts: five are too few for schools only', () => {
  const five = secondaryCase(subjectsAt([90, 90, 90, 90, 90]));
  assert.deepEqual(assess(five).flags, [{ code: 'fewer-mark-subjects', needed: 6 }]);
  assert.equal(assess(five).study.year.level, 'CD');
  const exempt = scoreSubject('X', 90, { exempt: 'year' });
  assert.deepEqual(assess({ ...five, subjects: [...five.subjects, exempt] }).flags, [
    { code: 'fewer-mark-subjects', needed: 6 },
  ]);
  // Nothing could be re-assessed, so nothing is pending.
  assert.deepEqual(assess(five).reassess, { eligible: false, subjects: [] });
  const centre = assessSecondary(five, circular43, defaultReading);
  assert.deepEqual([centre.study.year.level, centre.flags], ['T', []]);
});

test('art. 15: Xuất sắc with six subjects from 9.0, Giỏi with five, nothing below Tốt', () => {
  const awardOf = (averages: readonly number[], over: Partial<SecondaryCase> = {}) =>
    assess(secondaryCase(subjectsAt(averages), over)).award;
  assert.equal(awardOf([90, 90, 90, 90, 90, 90, 65]), 'XS');
  assert.equal(awardOf([90, 90, 90, 90, 90, 89, 65]), 'G');
  assert.equal(awardOf([90, 90, 90, 90, 90, 90, 64]), null);
  assert.equal(awardOf([90, 90, 90, 90, 90, 90, 65], { conduct: conduct('K') }), null);
  const centre = (averages: readonly number[]) =>
    assessSecondary(secondaryCase(subjectsAt(averages)), circular43, defaultReading).award;
  assert.equal(centre([90, 90, 90, 90, 90, 80]), 'G');
  assert.equal(centre([90, 90, 90, 90, 90, 90]), 'XS');
});

test('promotion and award say which conditions held or failed', () => {
  const result = assess(secondaryCase(passing, { absences: 46, conduct: conduct('D') }));
  assert.deepEqual(result.promotionFacts, [
    { code: 'conduct-met', level: 'D' },
    { code: 'study-met', level: 'D' },
    { code: 'absences-over', value: 46, limit: 45 },
  ]);
  assert.deepEqual(result.awardFacts, [
    { code: 'conduct-not-met', level: 'D' },
    { code: 'study-not-met', level: 'D' },
  ]);
});

test('a learner who is not assessed has no result: the principal decides', () => {
  const result = assess(secondaryCase(passing, { notAssessed: true }));
  assert.equal(result.promoted, null);
  assert.deepEqual(result.reasons, ['principal-decides']);
  assert.deepEqual(result.flags, [{ code: 'not-assessed' }]);
  assert.deepEqual(result.conduct, { term1: null, term2: null, year: null, afterSummer: null });
  assert.ok(result.subjects.every(({ term1, term2, year }) => !term1 && !term2 && !year));
  assert.equal(result.study.year.level, null);
});
