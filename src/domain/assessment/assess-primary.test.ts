import assert from 'node:assert/strict';
import { test } from 'node:test';
import { code } from '../../../test/fixtures/assessment/sample-case.ts';
import { assessPrimary } from './assess-primary.ts';
import type { PrimaryCase, PrimarySubjectCase, QualityCase, SupplementCase } from './case.ts';
import type { PrimaryLevel, QualityLevel } from './level.ts';
import { testRequired } from './tested-subjects.ts';

const tested = (name: string, level: PrimaryLevel | null, test: number | null) =>
  ({ state: 'tested', code: code(name), level, test }) as const;
const untested = (name: string, level: PrimaryLevel | null) =>
  ({ state: 'untested', code: code(name), level }) as const;
const quality = (name: string, level: QualityLevel | null): QualityCase => ({ name, level });

const qualities = [quality('pc:yeuNuoc', 'T'), quality('nl:tuChu', 'T')];

const primaryCase = (
  subjects: readonly PrimarySubjectCase[],
  over: Partial<PrimaryCase> = {},
): PrimaryCase => ({
  grade: 4,
  notAssessed: false,
  subjects,
  qualities,
  supplement: [],
  principalDecision: null,
  ...over,
});

/** All subjects T with these tests, and one subject without a test. */
const withTests = (...tests: readonly number[]) => [
  ...tests.map((test, index) => tested(`S${index + 1}`, 'T', test)),
  untested('DD', 'T'),
];

const resultOf = (input: PrimaryCase) => assessPrimary(input).result;

test('art. 9: each test limit, at the limit and one below', () => {
  assert.equal(resultOf(primaryCase(withTests(9, 10))), 'HTXS');
  assert.equal(resultOf(primaryCase(withTests(8, 10))), 'HTT');
  assert.equal(resultOf(primaryCase(withTests(7, 10))), 'HTT');
  assert.equal(resultOf(primaryCase(withTests(6, 10))), 'HT');
  assert.equal(resultOf(primaryCase(withTests(5, 10))), 'HT');
  assert.equal(resultOf(primaryCase(withTests(4, 10))), 'CHT');
});

test('art. 9: one H, Đ or C decides whatever the tests are', () => {
  const good = withTests(10, 10);
  assert.equal(resultOf(primaryCase([...good, untested('X', 'H')])), 'HT');
  assert.equal(resultOf(primaryCase([...good, untested('X', 'C')])), 'CHT');
  const named = (level: QualityLevel) => primaryCase(good, { qualities: [quality('nl:x', level)] });
  assert.equal(resultOf(named('T')), 'HTXS');
  assert.equal(resultOf(named('Đ')), 'HT');
  assert.equal(resultOf(named('C')), 'CHT');
});

test('the published cases: one H costs the title, 9 9 8 is Hoàn thành tốt, 9 9 6 Hoàn thành', () => {
  const complaint = assessPrimary(
    primaryCase([...withTests(10, 10, 9, 9, 9, 9), untested('GDTC', 'H')]),
  );
  assert.equal(complaint.result, 'HT');
  assert.equal(complaint.award, null);
  assert.deepEqual(complaint.blocking, [{ code: 'subject', subject: 'GDTC', level: 'H' }]);
  assert.equal(resultOf(primaryCase(withTests(9, 9, 8))), 'HTT');
  assert.equal(resultOf(primaryCase(withTests(9, 9, 6))), 'HT');
});

test('awards: Xuất sắc follows from the result, Tiêu biểu waits for people', () => {
  assert.equal(assessPrimary(primaryCase(withTests(9, 9))).award, 'HSXS');
  assert.equal(assessPrimary(primaryCase(withTests(9, 8))).award, 'TB-eligible');
  assert.equal(assessPrimary(primaryCase(withTests(9, 6))).award, null);
});

test('what keeps a learner from the next outcome: subjects, qualities, then tests', () => {
  const input = primaryCase([tested('TV', 'H', 6), untested('DD', 'T'), tested('TOAN', 'T', 7)], {
    qualities: [quality('pc:a', 'Đ'), quality('nl:b', 'T')],
  });
  assert.deepEqual(assessPrimary(input).blocking, [
    { code: 'subject', subject: 'TV', level: 'H' },
    { code: 'quality', name: 'pc:a', level: 'Đ' },
    { code: 'test', subject: 'TV', value: 6, limit: 7 },
  ]);
  assert.deepEqual(assessPrimary(primaryCase(withTests(9, 8))).blocking, [
    { code: 'test', subject: 'S2', value: 8, limit: 9 },
  ]);
  assert.deepEqual(assessPrimary(primaryCase(withTests(9, 9))).blocking, []);
  const failed = primaryCase([tested('TV', 'C', 4), untested('DD', 'H')], {
    qualities: [quality('pc:a', 'Đ'), quality('nl:b', 'C')],
  });
  assert.deepEqual(assessPrimary(failed).blocking, [
    { code: 'subject', subject: 'TV', level: 'C' },
    { code: 'quality', name: 'nl:b', level: 'C' },
    { code: 'test', subject: 'TV', value: 4, limit: 5 },
  ]);
});

test('gaps leave no result, and flags say where', () => {
  const input = primaryCase([tested('TV', null, null), tested('TOAN', 'T', 8.5)], {
    grade: 5,
    qualities: [quality('pc:a', null)],
  });
  const result = assessPrimary(input);
  assert.deepEqual(result.flags, [
    { code: 'missing-level', of: 'TV' },
    { code: 'missing-test', of: 'TV' },
    { code: 'test-not-whole', of: 'TOAN' },
    { code: 'missing-level', of: 'pc:a' },
  ]);
  const { result: outcome, completed, programmeCompleted, promoted, reasons } = result;
  assert.deepEqual([outcome, completed, programmeCompleted, promoted], [null, null, null, null]);
  assert.deepEqual(reasons, ['incomplete']);
});

test('an exempt subject stands aside; exempt from everything is no result', () => {
  const exempt = { state: 'exempt', code: code('GDTC') } as const;
  assert.equal(resultOf(primaryCase([...withTests(9), exempt])), 'HTXS');
  assert.equal(resultOf(primaryCase([exempt])), null);
});

test('grade 5 completed completes the programme', () => {
  const at = (grade: number) => assessPrimary(primaryCase(withTests(5), { grade }));
  assert.equal(at(5).programmeCompleted, true);
  assert.equal(at(4).programmeCompleted, false);
  assert.equal(at(4).completed, true);
});

const failed: readonly PrimarySubjectCase[] = [
  tested('TV', 'C', 4),
  tested('TOAN', 'H', 4),
  untested('DD', 'T'),
];
const supplemented = (
  supplement: readonly SupplementCase[],
  over: Partial<PrimaryCase> = {},
): PrimaryCase =>
  primaryCase(failed, {
    qualities: [quality('pc:a', 'T'), quality('nl:b', 'C')],
    supplement,
    ...over,
  });
const mended: readonly SupplementCase[] = [
  { of: 'subject', code: code('TV'), level: 'H', test: 5 },
  { of: 'subject', code: code('TOAN'), level: 'H', test: 5 },
  { of: 'quality', name: 'nl:b', level: 'Đ' },
];
const afterwards = (input: PrimaryCase) => {
  const { completedAfter, promoted, reasons } = assessPrimary(input);
  return [completedAfter, promoted, ...reasons];
};

test('art. 11: what needs supplementary assessment, and what it leads to', () => {
  assert.deepEqual(assessPrimary(supplemented([])).supplement, {
    needed: true,
    items: ['TV', 'TOAN', 'nl:b'],
  });
  assert.deepEqual(afterwards(supplemented([])), [null, null, 'supplement-pending']);
  const part = supplemented(mended.slice(0, 2));
  assert.deepEqual(afterwards(part), [null, null, 'supplement-pending']);
  assert.deepEqual(afterwards(supplemented(mended)), [true, true]);
  assert.equal(assessPrimary(supplemented(mended)).result, 'CHT');
  assert.equal(assessPrimary(supplemented(mended, { grade: 5 })).programmeCompleted, true);
  assert.equal(assessPrimary(supplemented(mended, { grade: 4 })).programmeCompleted, false);
});

test('art. 11: a supplement that still falls short leaves the decision to the principal', () => {
  const short: SupplementCase = { of: 'subject', code: code('TV'), level: 'H', test: 4 };
  const still = [short, ...mended.slice(1)];
  assert.deepEqual(afterwards(supplemented(still)), [false, null, 'principal-decides']);
  const decided = (principalDecision: 'promote' | 'retain') =>
    afterwards(supplemented(still, { principalDecision }));
  assert.deepEqual(decided('promote'), [false, true, 'principal-decides']);
  assert.deepEqual(decided('retain'), [false, false, 'principal-decides']);
  const levelStill = [{ ...short, level: 'C', test: 5 } as const, ...mended.slice(1)];
  assert.deepEqual(afterwards(supplemented(levelStill)), [false, null, 'principal-decides']);
});

test('a supplement changes nothing where it is not needed, nor a test for which none is given', () => {
  const passed = primaryCase(withTests(5), {
    supplement: [{ of: 'subject', code: code('S1'), level: 'C', test: 1 }],
  });
  assert.deepEqual(afterwards(passed), [null, true]);
  const noTest = [{ of: 'subject', code: code('TV'), level: 'H', test: null } as const];
  assert.deepEqual(afterwards(supplemented([...noTest, ...mended.slice(1)])), [
    false,
    null,
    'principal-decides',
  ]);
});

test('a learner who is not assessed has no result: the principal decides', () => {
  const input = primaryCase([], { notAssessed: true });
  const { result, promoted, reasons, flags } = assessPrimary(input);
  assert.deepEqual([result, promoted], [null, null]);
  assert.deepEqual(reasons, ['principal-decides']);
  assert.deepEqual(flags, [{ code: 'not-assessed' }]);
  assert.equal(assessPrimary({ ...input, principalDecision: 'promote' }).promoted, true);
});

test('art. 7: which subjects have an end-of-year test in which grade', () => {
  assert.deepEqual(
    ['TV', 'TOAN'].map((name) => testRequired(name, 1)),
    [true, true],
  );
  assert.deepEqual(
    ['NN1', 'TIN', 'CN'].map((name) => testRequired(name, 2)),
    [false, false, false],
  );
  assert.deepEqual(
    ['NN1', 'TIN', 'CN'].map((name) => testRequired(name, 3)),
    [true, true, true],
  );
  assert.deepEqual(
    ['LSDL', 'KH'].map((name) => testRequired(name, 3)),
    [false, false],
  );
  assert.deepEqual(
    ['LSDL', 'KH'].map((name) => testRequired(name, 4)),
    [true, true],
  );
  assert.equal(testRequired('GDTC', 5), false);
});
