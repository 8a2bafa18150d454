import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { HoldingRefusal } from '../../../app/school/hold-extract.ts';
import type { LearnerNumber } from '../../../domain/person/identity.ts';
import { ok, refuse } from '../../../domain/result.ts';
import type { CivilDate } from '../../../domain/time/civil-date.ts';
import { type ExtractDeps, extractCommand } from './extract.ts';

const sample = readFileSync(
  new URL('../../../../samples/extract/6C-2020-2021.json', import.meta.url),
  'utf8',
);

async function run(args: readonly string[], text = sample, over: Partial<ExtractDeps> = {}) {
  const io = { out: '', err: '', held: 0 };
  const deps: ExtractDeps = {
    async readFile(path) {
      if (path === 'none') throw new Error('ENOENT');
      return Buffer.from(text);
    },
    async hold({ learners }) {
      io.held += 1;
      return ok({ closed: learners.length, unchanged: 0 });
    },
    today: () => '2026-06-01' as CivilDate,
    ...over,
  };
  const code = await extractCommand(deps).run(
    args,
    {
      stdout: (line) => {
        io.out += line;
      },
      stderr: (line) => {
        io.err += line;
      },
      isTty: false,
      columns: 80,
    },
    new AbortController().signal,
  );
  return { code, ...io };
}

test('an extract is held; a dry run holds nothing', async () => {
  const held = await run(['a.json']);
  assert.equal(held.code, 0);
  assert.match(held.out, /Đã chốt 2 học bạ trích lục; 0 học bạ đã có/);
  const dry = await run(['a.json', '--dry-run']);
  assert.deepEqual([dry.code, dry.held], [0, 0]);
  assert.match(dry.out, /Bản trích lục lớp 6C, năm học 2020–2021: 2 học sinh, không có lỗi/);
  assert.deepEqual(JSON.parse((await run(['a.json', '--json'])).out), { closed: 2, unchanged: 0 });
});

test('used wrongly: 64; not there or not readable: 65; refused: 1', async () => {
  assert.equal((await run([])).code, 64);
  assert.equal((await run(['a', 'b'])).code, 64);
  assert.equal((await run(['a', '--colour'])).code, 64);
  assert.equal((await run(['none'])).code, 65);
  assert.equal((await run(['a'], '{')).code, 65);
  const late = await run(['a'], sample.replace('"2020-2021"', '"2023-2024"'));
  assert.deepEqual([late.code, late.held], [1, 0]);
  assert.match(late.err, /Lớp 6 năm học 2023–2024 không xếp loại theo Thông tư 58\/2011/);
});

test('every fault is a sentence with its place and what belongs there', async () => {
  const text = sample
    .replace('"term1": 6.8', '"term1": 10.5')
    .replace('"year": "Y",\n        "after"', '"year": "CĐ",\n        "after"')
    .replace('"absences": 3', '"absences": 3, "diemTB": 7');
  const { code, err } = await run(['a'], text);
  assert.equal(code, 65);
  assert.match(err, /\/learners\/0\/subjects\/0\/term1 không đúng; phải là điểm từ 0 đến 10/);
  assert.match(err, /\/learners\/1\/study\/year không đúng; phải là G, K, Tb, Y hoặc Kém/);
  assert.match(err, /\/learners\/0\/diemTB không có trong mẫu/);
  const json = JSON.parse((await run(['a', '--json'], text)).out);
  assert.equal(json.faults.length, 3);
});

const learner = '9917000021' as LearnerNumber;
const holding: readonly (readonly [HoldingRefusal, RegExp])[] = [
  [{ code: 'extract-differs', learner, state: 'signing' }, /9917000021 .* mở chốt/],
  [{ code: 'extract-differs', learner, state: 'registered' }, /thu hồi hoặc lập bản thay thế/],
  [
    {
      code: 'extract-not-in-profile',
      learner,
      refusals: [{ code: 'not-in-profile', path: '/HOC_BA', fault: 'invalid-value', found: 'x' }],
    },
    /9917000021/,
  ],
  [{ code: 'record-already-open' }, /Học bạ đã được mở/],
];

for (const [refusal, sentence] of holding) {
  test(`not held: ${refusal.code} says what to do`, async () => {
    const { code, err } = await run(['a'], sample, { hold: async () => refuse(refusal) });
    assert.equal(code, 1);
    assert.match(err, sentence);
  });
}
