import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  commentSubject,
  score,
  scoreSubject,
  secondaryCase,
  subjectsAt,
} from '../../../test/fixtures/assessment/sample-case.ts';
import { assessSecondary } from './assess-secondary.ts';
import { defaultReading, type ReadingPolicy, type SecondaryCase } from './case.ts';
import type { StudyLevel } from './level.ts';
import { circular22 } from './secondary-rules.ts';

const assess = (input: SecondaryCase, over: Partial<ReadingPolicy> = {}) =>
  assessSecondary(input, circular22, { ...defaultReading, ...over });

const passing = subjectsAt([60, 60, 60, 60, 60, 60, 60, 60]);
const six = [60, 60, 60, 60, 60, 60];
/** Two subjects below 3.5, so art. 9.3 does not help. */
const failing = (first: number | null, second: number | null) => [
  ...subjectsAt(six),
  scoreSubject('X', 30, { reassessed: first === null ? null : score(first) }),
  scoreSubject('Y', 34, { reassessed: second === null ? null : score(second) }),
];
const conduct = (year: StudyLevel, afterSummer: StudyLevel | null = null) => ({
  term1: 'D' as const,
  term2: year,
  afterSummer,
});

const promotionOf = (input: SecondaryCase, over: Partial<ReadingPolicy> = {}) => {
  const { promoted, reasons, pending } = assess(input, over);
  return { promoted, reasons, pending };
};

test('art. 12: promoted at 45 sessions absent, not at 46', () => {
  const at = (absences: number | null) => promotionOf(secondaryCase(passing, { absences }));
  assert.deepEqual(at(45), { promoted: true, reasons: [], pending: [] });
  assert.deepEqual(at(46), { promoted: false, reasons: ['absences'], pending: [] });
  assert.deepEqual(at(null), { promoted: null, reasons: ['absences-unknown'], pending: [] });
});

test('art. 13: conduct Chưa đạt waits for the summer, then its result decides', () => {
  const after = (level: StudyLevel | null) =>
    secondaryCase(passing, { conduct: conduct('CD', level) });
  assert.equal(assess(after(null)).summerConduct, true);
  assert.deepEqual(promotionOf(after(null)), {
    promoted: null,
    reasons: [],
    pending: ['summer-conduct'],
  });
  assert.deepEqual(promotionOf(after('D')), { promoted: true, reasons: [], pending: [] });
  assert.deepEqual(promotionOf(after('CD')), {
    promoted: false,
    reasons: ['conduct'],
    pending: [],
  });
});

test('a summer result is nothing where conduct did not need it', () => {
  const result = assess(secondaryCase(passing, { conduct: conduct('K', 'CD') }));
  assert.equal(result.conduct.afterSummer, null);
  assert.equal(result.summerConduct, false);
  assert.equal(result.promoted, true);
});

test('art. 14: who fails may be re-assessed in what is below 5.0 or Chưa đạt, and only there', () => {
  const subjects = [
    ...subjectsAt(six),
    scoreSubject('X', 30),
    scoreSubject('Y', 49),
    scoreSubject('Z', 50),
    commentSubject('c3', 'CD'),
  ];
  assert.deepEqual(assess(secondaryCase(subjects)).reassess, {
    eligible: true,
    subjects: ['X', 'Y', 'c3'],
  });
  assert.deepEqual(promotionOf(secondaryCase(subjects)), {
    promoted: null,
    reasons: [],
    pending: ['reassess'],
  });
});

test('who passed is not re-assessed, even with a subject below 5.0', () => {
  const result = assess(
    secondaryCase([...subjectsAt(six), scoreSubject('X', 40, { reassessed: score(90) })]),
  );
  assert.deepEqual(result.reassess, { eligible: false, subjects: [] });
  assert.equal(result.study.afterReassess, null);
  assert.equal(result.study.year.level, 'D');
});

test('the re-assessed result replaces the year, better or worse, at 3.5 and one tenth below', () => {
  const afterwards = (first: number, second: number) => {
    const result = assess(secondaryCase(failing(first, second)));
    return [result.study.afterReassess?.level, result.promoted, ...result.reasons];
  };
  assert.deepEqual(afterwards(35, 35), ['D', true]);
  assert.deepEqual(afterwards(34, 34), ['CD', false, 'study']);
  assert.deepEqual(afterwards(20, 20), ['CD', false, 'study']);
});

test('art. 9.3 also holds on the replaced results: one of two is enough beside six at 6.5', () => {
  const subjects = [
    ...subjectsAt([65, 65, 65, 65, 65, 65]),
    scoreSubject('X', 30, { reassessed: score(50) }),
    scoreSubject('Y', 34),
  ];
  const after = assess(secondaryCase(subjects)).study.afterReassess;
  assert.deepEqual([after?.base, after?.level, after?.adjustedBy], ['CD', 'D', 'Y']);
});

test('the original year average stays beside the re-assessed one', () => {
  const result = assess(secondaryCase(failing(50, 50)));
  const x = result.subjects.find(({ code }) => code === 'X');
  assert.equal(x?.year, 30);
  assert.equal(result.study.year.level, 'CD');
});

test('policy reassess-subset: the formula on a part, or every subject', () => {
  const part = secondaryCase([
    ...subjectsAt([65, 65, 65, 65, 65, 65]),
    scoreSubject('X', 30, { reassessed: score(50) }),
    scoreSubject('Y', 34),
  ]);
  assert.equal(promotionOf(part).promoted, true);
  assert.deepEqual(promotionOf(part, { reassessSubset: 'all' }), {
    promoted: null,
    reasons: [],
    pending: ['reassess'],
  });
  const all = secondaryCase(failing(50, 50));
  assert.equal(promotionOf(all, { reassessSubset: 'all' }).promoted, true);
});

test('policy both-failed: repeat, or re-assess once the summer has mended conduct', () => {
  const both = (level: StudyLevel | null) =>
    secondaryCase(failing(50, 50), { conduct: conduct('CD', level) });
  assert.deepEqual(assess(both('D')).flags, [{ code: 'both-failed' }]);
  assert.deepEqual(promotionOf(both(null)), {
    promoted: false,
    reasons: ['study'],
    pending: ['summer-conduct'],
  });
  assert.deepEqual(promotionOf(both('D')), { promoted: false, reasons: ['study'], pending: [] });
  assert.deepEqual(promotionOf(both('CD')), {
    promoted: false,
    reasons: ['study', 'conduct'],
    pending: [],
  });
  const mended = { bothFailed: 'reassess-after-summer' } as const;
  assert.deepEqual(promotionOf(both(null), mended), {
    promoted: null,
    reasons: [],
    pending: ['summer-conduct'],
  });
  assert.deepEqual(promotionOf(both('D'), mended), { promoted: true, reasons: [], pending: [] });
  assert.deepEqual(promotionOf(both('CD'), mended), {
    promoted: false,
    reasons: ['study', 'conduct'],
    pending: [],
  });
  assert.equal(assess(both('CD'), mended).reassess.eligible, false);
  const undone = secondaryCase(failing(null, null), { conduct: conduct('CD', 'D') });
  assert.deepEqual(promotionOf(undone, mended).pending, ['reassess']);
});

test('unknown conduct or study leaves promotion open, and says which', () => {
  const noConduct = { term1: 'T', term2: null, afterSummer: null } as const;
  assert.deepEqual(promotionOf(secondaryCase(passing, { conduct: noConduct })), {
    promoted: null,
    reasons: ['conduct-incomplete'],
    pending: [],
  });
  // Whether failed study can be mended depends on conduct, so it is no reason yet.
  assert.deepEqual(promotionOf(secondaryCase(failing(50, 50), { conduct: noConduct })), {
    promoted: null,
    reasons: ['conduct-incomplete'],
    pending: [],
  });
  const noStudy = secondaryCase([...passing, scoreSubject('X', 60, { term2: null })]);
  assert.deepEqual(promotionOf(noStudy), {
    promoted: null,
    reasons: ['study-incomplete'],
    pending: [],
  });
  assert.equal(promotionOf({ ...noStudy, absences: 46 }).promoted, false);
});
