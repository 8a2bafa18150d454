import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleExtracted } from '../../../../test/support/extracted-content.ts';
import { signerTrust } from '../../../../test/support/fictional-trust.ts';
import { Crew, learnerContent, signRecord } from '../../../../test/support/records.ts';
import type { RecordContent } from '../../../domain/record/content.ts';
import { ok, refuse } from '../../../domain/result.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { SchoolYear } from '../../../domain/time/school-year.ts';
import type { CourseJson } from '../../course-json.ts';
import { type CourseDeps, courseCommand } from './course.ts';

const { learner } = learnerContent(1);
const sixth: RecordContent = { ...sampleExtracted, learner };
const seventh = {
  ...learnerContent(2),
  learner,
  year: '2021-2022' as SchoolYear,
  grade: 7,
  className: '7A',
};
const ninth = {
  ...seventh,
  code: learnerContent(3).code,
  year: '2023-2024' as SchoolYear,
  grade: 9,
};
const again = { ...seventh, code: learnerContent(4).code };

const crew = new Crew();
for (const content of [sixth, seventh, ninth, again]) crew.enlist(content);
const bytesOf = (content: RecordContent): Buffer => signRecord(content, crew);
const files: Readonly<Record<string, Buffer>> = {
  'sixth.xml': bytesOf(sixth),
  'seventh.xml': bytesOf(seventh),
  'ninth.xml': bytesOf(ninth),
  'again.xml': bytesOf(again),
  'changed.xml': Buffer.from(bytesOf(seventh).toString().replace('>7A<', '>7B<')),
};

const answered: CourseJson = {
  name: 'Lê An',
  birthDate: learner.birthDate,
  years: [],
  findings: [],
};

async function run(args: readonly string[], over: Partial<CourseDeps> = {}) {
  const io = { out: '', err: '' };
  const known = signerTrust(crew.material);
  const deps: CourseDeps = {
    async recordsAt(path) {
      if (path === 'empty') return [];
      const bytes = files[path];
      return bytes === undefined ? undefined : [{ name: path, bytes }];
    },
    usualRegister: async () => 'http://127.0.0.1:1',
    ask: async (_, code) =>
      code.startsWith('f') ? refuse({ code: 'record-not-found' }) : ok(answered),
    loadTrust: async () =>
      ok({
        trust: { ...known, chain: () => [] },
        loaded: ['root.pem'],
        registerKeys: [],
        witnessKeys: [],
      }),
    clock: { now: () => '2026-06-20T00:00:00Z' as Instant },
    ...over,
  };
  const code = await courseCommand(deps).run(
    args,
    {
      stdout: (text) => {
        io.out += text;
      },
      stderr: (text) => {
        io.err += text;
      },
      isTty: false,
      columns: 100,
    },
    new AbortController().signal,
  );
  return { code, ...io };
}

const code = '0'.repeat(32);
const cases: readonly (readonly [string, readonly string[], number, RegExp])[] = [
  ['two years in order', ['sixth.xml', 'seventh.xml'], 0, /Không thiếu, không trùng năm nào/],
  [
    'a year missing is to be looked at',
    ['seventh.xml', 'ninth.xml'],
    0,
    /Cần xem: Không có học bạ năm học 2022-2023/,
  ],
  [
    'a year twice must be mended',
    ['seventh.xml', 'again.xml'],
    1,
    /PHẢI SỬA: Năm học 2021-2022 có hai lần ở Trường THCS Mẫu Số 1/,
  ],
  [
    'a changed file is not used',
    ['sixth.xml', 'changed.xml'],
    1,
    /changed\.xml: KHÔNG HỢP LỆ; không dùng tệp này/,
  ],
  ['no file', [], 64, /hocba course/],
  ['not there', ['none.xml'], 65, /Không tìm thấy tệp none\.xml/],
  ['an empty folder', ['empty'], 65, /Không có tệp học bạ nào/],
  ['an unknown option', ['sixth.xml', '--colour'], 64, /hocba course/],
  ['a code without a birth date', ['--code', code], 64, /hocba course/],
  ['the register’s answer', ['--code', code, '--birth-date', '2014-01-19'], 0, /Lê An/],
  [
    'an unknown code',
    ['--code', 'f'.repeat(32), '--birth-date', '2014-01-19'],
    1,
    /Sổ gốc không có học bạ nào/,
  ],
];

for (const [what, args, expected, words] of cases) {
  test(`${what}: ${expected}`, async () => {
    const { code: exitCode, out, err } = await run(args);
    assert.match(out + err, words);
    assert.equal(exitCode, expected);
  });
}

test('what could not be judged to the end is used, said, and not called done', async () => {
  const loadTrust: CourseDeps['loadTrust'] = async () =>
    ok({ trust: signerTrust(crew.material), loaded: [], registerKeys: [], witnessKeys: [] });
  const { code: exitCode, out, err } = await run(['sixth.xml'], { loadTrust });
  assert.equal(exitCode, 2);
  assert.match(err, /chưa đủ căn cứ/);
  assert.match(out, /Trường THCS Mẫu Số 9, huyện Cũ/);
});

test('as JSON: courses with their years and findings, files left out', async () => {
  const { out } = await run(['seventh.xml', 'again.xml', 'changed.xml', '--json']);
  const { courses, left } = JSON.parse(out);
  assert.deepEqual(left, [{ file: 'changed.xml', verdict: 'invalid' }]);
  assert.equal(courses.length, 1);
  assert.equal(courses[0].years[0].className, '7A');
  assert.deepEqual(
    courses[0].findings.map((one: { code: string; severity: string }) => [one.code, one.severity]),
    [['year-doubled', 'must']],
  );
});
