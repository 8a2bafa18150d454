import assert from 'node:assert/strict';
import { test } from 'node:test';
import { learner, plainYearbook } from '../../../../test/support/plain-yearbook.ts';
import type { ImportedYearbook } from '../../../app/import-yearbook.ts';
import type { Yearbook } from '../../../domain/school/yearbook.ts';
import { newFindings } from '../../../format/workbook/finding.ts';
import { type CheckDeps, checkCommand } from './check.ts';

const plain = plainYearbook('THCS');
const [first] = plain.learners;
const spoilt = learner({ birthDate: null })(plain);

const imported = (yearbook: Yearbook, over: Partial<ImportedYearbook> = {}): ImportedYearbook => ({
  yearbook,
  results: new Map(),
  findings: [],
  files: [{ file: 'a.xlsx', kind: 'pupil-list', sheets: [] }],
  refused: [],
  ...over,
});

async function run(args: readonly string[], over: Partial<CheckDeps> = {}) {
  const io = { out: '', err: '' };
  const deps: CheckDeps = {
    workbooksAt: async (path) =>
      path === 'none' ? undefined : [{ name: path, bytes: new Uint8Array() }],
    read: async (files) => imported(files[0]?.name === 'spoilt' ? spoilt : plain),
    stored: async () => spoilt,
    readText: async () => undefined,
    writeNewText: async () => false,
    keptPath: (school) => `kept/${school}.json`,
    keepText: async () => undefined,
    ...over,
  };
  const code = await checkCommand(deps).run(
    args,
    {
      stdout: (text) => {
        io.out += text;
      },
      stderr: (text) => {
        io.err += text;
      },
      isTty: false,
      columns: 80,
    },
    new AbortController().signal,
  );
  return { code, ...io };
}

test('clean: 0; something to mend: 1; nothing read: 65; used wrongly: 64', async () => {
  const cases: readonly (readonly [readonly string[], number, Partial<CheckDeps>?])[] = [
    [['clean'], 0],
    [['spoilt'], 1],
    [['none'], 65],
    [[], 64],
    [['clean', '--year', '2025'], 64],
    [['clean', '--colour'], 64],
    [['clean', '--class', '1Z'], 64],
    [['--school', '9911065001', '--year', '2025-2026'], 1],
    [['--school', '9911065001', '--year', '2025'], 64],
    [['--school', '9911065001', '--year', '2025-2026'], 65, { stored: async () => undefined }],
    [['clean'], 65, { read: async () => imported(plain, { files: [] }) }],
    [
      ['clean'],
      1,
      {
        read: async () =>
          imported(plain, { refused: [{ file: 'b', code: 'empty-file', detail: null }] }),
      },
    ],
  ];
  for (const [args, code, deps] of cases) {
    assert.equal((await run(args, deps)).code, code, args.join(' '));
  }
});

test('a report names the class, the learner, the remedy and the person', async () => {
  const { out } = await run(['spoilt']);
  assert.match(out, new RegExp(`LỚP ${first?.className}: 1 việc phải sửa, 0 việc cần xem`));
  assert.ok(
    out.includes(
      `Em ${first?.name} (mã ${first?.number}, lớp ${first?.className}): chưa có ngày sinh.`,
    ),
  );
  assert.match(out, /→ văn thư, người phụ trách CSDL ngành \(\p{Lu}/u);
  assert.match(out, /Cách xử lí: Bổ sung ngày sinh/);
  assert.match(out, /Không có việc gì ở 1 lớp/);
});

test('one class alone, as JSON', async () => {
  const other = plain.classes.find(({ name }) => name !== first?.className)?.name ?? '';
  const { out, code } = await run(['spoilt', '--json', '--class', other.toLowerCase()]);
  assert.equal(code, 0);
  const document = JSON.parse(out);
  assert.deepEqual(document.classes, [{ class: other, must: 0, look: 0, findings: [] }]);
  const whole = JSON.parse((await run(['spoilt', '--json'])).out);
  const findings = whole.classes.flatMap((one: { findings: unknown[] }) => one.findings);
  assert.equal(findings.length, 1);
  assert.equal(findings[0].code, 'birth-date-missing');
  assert.equal(findings[0].mender.role, 'văn thư, người phụ trách CSDL ngành');
});

test('what the reading reported is said once, with its cell', async () => {
  const findings = newFindings();
  const where = { file: 'C1.xlsx', sheet: 'Sheet1', cell: 'E5', row: 5 };
  findings.reported('bad-date', where, {
    pupil: first?.number ?? '',
    field: 'birthDate',
    written: '30/02/2012',
  });
  findings.repaired('extra-space', where, { pupil: first?.number ?? '', field: 'name' });
  const { out } = await run(['spoilt', '--json'], {
    read: async () => imported(spoilt, { findings: findings.list }),
  });
  const found = JSON.parse(out).classes.flatMap((one: { findings: unknown[] }) => one.findings);
  assert.deepEqual(
    found.map(({ code, source, at }: { code: string; source: string; at: unknown }) => [
      code,
      source,
      at,
    ]),
    [['bad-date', 'workbook', { file: 'C1.xlsx', sheet: 'Sheet1', cell: 'E5' }]],
  );
});
