import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maths, others, x1, y1 } from '../../../test/fixtures/assessment/contract-case.ts';
import { defaultReading } from '../../domain/assessment/case.ts';
import { parsePolicies } from './assess/parse-policy.ts';
import { assessContract, describeAssessment } from './assess-contract.ts';

const answer = (json: unknown, policy = defaultReading): unknown => {
  const answers = assessContract([json], policy);
  assert.ok(answers.ok);
  return answers.value[0];
};

test('a secondary case is answered with every key of the contract', () => {
  const eights = Object.fromEntries(
    others.map(({ code }) => [code, { term1: 82, term2: 82, year: 82 }]),
  );
  assert.deepEqual(answer(x1), {
    id: 'x1',
    subjectAverages: {
      TOAN: { term1: 83, term2: 78, year: 80 },
      ...eights,
      GDTC: { term1: 'D', term2: 'CD', year: 'CD' },
    },
    study: {
      term1: { base: 'T', level: 'T', adjustedBy: null },
      term2: { base: 'D', level: 'K', adjustedBy: 'GDTC' },
      year: { base: 'D', level: 'K', adjustedBy: 'GDTC' },
      afterReassess: null,
    },
    conduct: { term1: 'T', term2: 'K', year: 'K', afterSummer: null },
    reassess: { eligible: false, subjects: [] },
    summerConduct: false,
    promoted: true,
    pending: [],
    reasons: [],
    award: null,
    flags: [],
  });
});

test('the primary case of the contract is answered as the contract prints it', () => {
  assert.deepEqual(answer(y1), {
    id: 'y1',
    result: 'HT',
    completed: true,
    programmeCompleted: true,
    award: null,
    blocking: ['GDTC', 'nl:tuChu'],
    supplement: { needed: false, items: [] },
    completedAfter: null,
    promoted: true,
    reasons: [],
    flags: [],
  });
});

test('the keys come in the order of the contract', () => {
  const keys = (value: unknown): string[] => Object.keys(value as object);
  const secondary =
    'id subjectAverages study conduct reassess summerConduct promoted pending reasons award flags';
  const primary =
    'id result completed programmeCompleted award blocking supplement completedAfter promoted reasons flags';
  assert.equal(keys(answer(x1)).join(' '), secondary);
  assert.equal(keys(answer(y1)).join(' '), primary);
});

test('flags are spelt as the contract spells them', () => {
  const gaps = {
    ...x1,
    minCount: 7,
    conduct: { term1: 'CD', term2: 'CD' },
    subjects: [
      { code: 'A', kind: 'score', term1: { avg: 30 }, term2: { avg: 30 }, exempt: 'term1' },
      { code: 'B', kind: 'score', term1: { avg: 30 }, term2: { avg: 30 } },
    ],
  };
  const missing = {
    ...x1,
    subjects: [
      { ...maths, term1: null },
      { ...maths, code: 'B', term1: { tx: [70, null, 70, 70], gk: 70, ck: 70 } },
      { ...maths, code: 'C', term1: { tx: [70, 70, 70, 70, 70], gk: 70, ck: 70 } },
    ],
  };
  const flags = (json: unknown) => (answer(json) as { flags: unknown }).flags;
  assert.deepEqual(flags(gaps), ['partial-exempt:A', 'fewer-than-7-mark-subjects', 'both-failed']);
  assert.deepEqual(flags(missing), [
    'missing:TOAN.term1',
    'incomplete:B.term1',
    'too-many-tx:C.term1',
    'fewer-than-6-mark-subjects',
  ]);
  assert.deepEqual(flags({ ...x1, notAssessed: true }), ['not-assessed']);
  assert.deepEqual(
    flags({
      ...y1,
      subjects: [
        { code: 'TV', level: null, test: 8.5 },
        { code: 'TOAN', level: 'T' },
      ],
      supplement: {},
    }),
    ['missing-level:TV', 'test-not-whole:TV', 'missing-test:TOAN'],
  );
});

test('an exempt subject shows M; one exempt in a term has a year or not, as the policy says', () => {
  const input = {
    ...x1,
    subjects: [...others, { ...maths, exempt: true }, { ...maths, code: 'Z', exempt: 'term1' }],
  };
  const averages = (policies: readonly string[]) => {
    const policy = parsePolicies(policies);
    assert.ok(policy.ok);
    const { TOAN, Z } = (
      answer(input, policy.value) as { subjectAverages: { TOAN: unknown; Z: unknown } }
    ).subjectAverages;
    return [TOAN, Z];
  };
  const whole = { term1: 'M', term2: 'M', year: 'M' };
  assert.deepEqual(averages([]), [whole, { term1: 'M', term2: 78, year: 78 }]);
  assert.deepEqual(averages(['partial-exempt=no-year']), [
    whole,
    { term1: 'M', term2: 78, year: null },
  ]);
});

test('an unreadable case answers with its first fault, and the others are still answered', () => {
  const answers = assessContract({ cases: [{ id: 'bad', programme: 'TT58' }, y1] }, defaultReading);
  assert.ok(answers.ok);
  assert.deepEqual(answers.value[0], {
    id: 'bad',
    error: { code: 'unknown-programme', path: '/programme' },
  });
  assert.deepEqual(answers.value[1], answer(y1));
});

test('a subject named like a property of every object stays a subject', () => {
  const named = JSON.parse('{"__proto__": "C", "constructor": "T"}');
  const result = answer({ ...y1, qualities: named, supplement: {} }) as { blocking: unknown };
  assert.deepEqual(result.blocking, ['pc:__proto__']);
});

test('a file that holds no list of cases is refused', () => {
  for (const json of [null, 7, {}, { cases: {} }]) {
    assert.deepEqual(assessContract(json, defaultReading), {
      ok: false,
      refusal: { code: 'cases-not-a-list' },
    });
  }
  assert.deepEqual(assessContract([], defaultReading), { ok: true, value: [] });
});

test('for people: results with reasons, in Vietnamese', () => {
  const names: Readonly<Record<string, string>> = { TOAN: 'Toán', GDTC: 'Giáo dục thể chất' };
  const text = describeAssessment([x1], defaultReading, (code) => names[code] ?? code);
  assert.ok(text.ok);
  assert.match(text.value, /Toán: 8,3 · 7,8 · 8,0/);
  assert.match(text.value, /môn đánh giá bằng nhận xét Chưa đạt: Giáo dục thể chất/);
  assert.match(text.value, /Lên lớp: đủ điều kiện/);
  const primary = describeAssessment([y1, { id: 'z' }], defaultReading);
  assert.ok(primary.ok);
  assert.match(primary.value, /Chưa đạt mức cao hơn vì: GDTC ở mức Hoàn thành; nl:tuChu ở mức Đạt/);
  assert.match(primary.value, /z\n {2}Không đọc được: \/programme còn thiếu\./);
});
