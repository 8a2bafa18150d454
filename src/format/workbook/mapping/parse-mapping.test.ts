import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fits } from './mapping.ts';
import { parseMapping } from './parse-mapping.ts';
import { similarity } from './similarity.ts';

const sheet = {
  file: 'bang*.xlsx',
  kind: 'subject-marks',
  header: { row: 5 },
  columns: { 'Mã số': 'Mã học sinh', 'Giữa kì': 'ĐĐGgk' },
};
const file = (entry: object, more: object = {}): string =>
  JSON.stringify({ schema: 'hocba-mapping/1', sheets: [entry], ...more });

const faultsOf = (text: string): string[] => {
  const parsed = parseMapping(text);
  return parsed.ok ? [] : parsed.refusal.map(({ path, code }) => `${path} ${code}`.trim());
};

test('a mapping that is right is read', () => {
  const parsed = parseMapping(file(sheet, { _note: 'ghi chú' }));
  assert.ok(parsed.ok);
  const [entry] = parsed.value;
  assert.deepEqual(entry?.header, { row: 4 });
  assert.equal(entry?.layout.fields.get('ma so'), 'code');
  assert.equal(
    entry?.layout.fields.get('ma hoc sinh'),
    undefined,
    'its own header is not looked for',
  );
  assert.equal(entry?.layout.fields.get('ddgck'), 'ck', 'headers that are not named stay known');
});

const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ['no JSON', '{', ['not-json']],
  ['a list', '[]', ['not-an-object']],
  ['nothing', '{}', ['schema wrong-schema', 'sheets no-sheets']],
  [
    'another version',
    '{"schema":"hocba-mapping/2","sheets":[]}',
    ['schema wrong-schema', 'sheets no-sheets'],
  ],
  [
    'an entry that is a text',
    JSON.stringify({ schema: 'hocba-mapping/1', sheets: ['x'] }),
    ['sheets[0] not-an-object'],
  ],
  ['an unknown key', file({ ...sheet, Kind: 1 }), ['sheets[0].Kind unknown-key']],
  ['an unknown key above', file(sheet, { sheet: [] }), ['sheet unknown-key']],
  ['no pattern', file({ ...sheet, file: null }), ['sheets[0] no-pattern']],
  ['a pattern that is a number', file({ ...sheet, sheet: 6 }), ['sheets[0].sheet not-a-text']],
  ['an unknown kind', file({ ...sheet, kind: 'so-diem' }), ['sheets[0].kind unknown-kind']],
  ['row 0', file({ ...sheet, header: { row: 0 } }), ['sheets[0].header.row bad-row']],
  ['one text', file({ ...sheet, header: { texts: ['Mã số'] } }), ['sheets[0].header no-header']],
  ['no header', file({ ...sheet, header: undefined }), ['sheets[0].header no-header']],
  ['depth 4', file({ ...sheet, depth: 4 }), ['sheets[0].depth bad-depth']],
  ['term 3', file({ ...sheet, term: 3 }), ['sheets[0].term bad-term']],
  ['no columns', file({ ...sheet, columns: {} }), ['sheets[0].columns no-columns']],
  [
    'open and unknown columns, no learner',
    file({ ...sheet, columns: { A: '?', B: 'Điểm lạ', C: 'ĐĐGgk', D: 'gk', E: 7, F: null } }),
    [
      'sheets[0].columns["A"] column-open',
      'sheets[0].columns["B"] unknown-field',
      'sheets[0].columns["E"] not-a-text',
      'sheets[0].columns essential-missing',
    ],
  ],
  [
    'faults of two entries together',
    JSON.stringify({
      schema: 'hocba-mapping/1',
      sheets: [
        { ...sheet, term: 0 },
        { ...sheet, kind: 'x' },
      ],
    }),
    ['sheets[0].term bad-term', 'sheets[1].kind unknown-kind'],
  ],
];

for (const [what, text, wanted] of cases) {
  test(`refused with every fault: ${what}`, () => assert.deepEqual(faultsOf(text), wanted));
}

test('patterns: * for anything, case and marks do not matter', () => {
  const table: readonly (readonly [string | null, string, boolean])[] = [
    [null, 'x', true],
    ['so_diem_*.xlsx', 'so_diem_6A_hk1.XLSX', true],
    ['so_diem_*.xlsx', 'so_diem.xlsx', false],
    ['Điểm*HK*2', 'điểm 6a hk 2', true],
    ['a*a', 'a', false],
    ['*', '', true],
    ['6A', '6A', true],
    ['6A', '6AB', false],
  ];
  for (const [pattern, name, wanted] of table) {
    assert.equal(fits(pattern, name), wanted, `${pattern} ${name}`);
  }
});

test('headers that are alike', () => {
  assert.equal(similarity('Mã học sinh', 'MÃ HỌC  SINH'), 1);
  assert.ok(similarity('Giữa kì', 'Đánh giá giữa kỳ') > 0.4);
  assert.ok(similarity('Mã học sinh', 'Ngày sinh') < 0.6);
  assert.equal(similarity('', 'Ngày sinh'), 0);
});
