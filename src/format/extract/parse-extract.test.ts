import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkExtract } from '../../domain/record/extract.ts';
import type { CivilDate } from '../../domain/time/civil-date.ts';
import { parseExtract } from './parse-extract.ts';

const sample = readFileSync(
  new URL('../../../samples/extract/6C-2020-2021.json', import.meta.url),
  'utf8',
);

const parse = (text: string) => parseExtract(Buffer.from(text));

test('the sample file is one class of two learners, as the books have it', () => {
  const read = parse(sample);
  assert.ok(read.ok, JSON.stringify(read));
  const [first, second] = read.value.learners;
  assert.deepEqual(
    [read.value.year, read.value.grade, read.value.className, read.value.learners.length],
    ['2020-2021', 6, '6C', 2],
  );
  const english = first?.subjects.find(({ subject }) => subject === 'NN1');
  assert.deepEqual(english?.results, {
    kind: 'score',
    term1: 46,
    term2: 49,
    year: 48,
    reassessed: 55,
  });
  const sport = first?.subjects.find(({ subject }) => subject === 'TD');
  assert.deepEqual(sport?.results, {
    kind: 'comment',
    term1: 'D',
    term2: 'exempt',
    year: 'D',
    reassessed: null,
  });
  assert.deepEqual(second?.result.study, { term1: 'Y', term2: 'Y', year: 'Y', after: 'Y' });
  assert.equal(second?.result.promoted, false);
  assert.deepEqual(checkExtract(read.value, '2026-06-01' as CivilDate), []);
});

/** What is changed in the sample, and «code path» of the faults. */
const wrong: readonly (readonly [string, string | RegExp, string, readonly string[]])[] = [
  [
    'a mark of 10.5',
    '"term1": 6.8',
    '"term1": 10.5',
    ['invalid-value /learners/0/subjects/0/term1'],
  ],
  ['a mark of −1', '"term1": 6.8', '"term1": -1', ['invalid-value /learners/0/subjects/0/term1']],
  [
    'a mark of two decimals',
    '"term1": 6.8',
    '"term1": 6.85',
    ['invalid-value /learners/0/subjects/0/term1'],
  ],
  [
    '«vắng» for a mark',
    '"term1": 6.8',
    '"term1": "vắng"',
    ['invalid-value /learners/0/subjects/0/term1'],
  ],
  [
    'a level in a row of marks',
    '"term1": 6.8',
    '"term1": "Đ"',
    ['invalid-value /learners/0/subjects/0/term1'],
  ],
  [
    'a mark in a row of comments',
    '"term2": "M"',
    '"term2": 7',
    ['invalid-value /learners/0/subjects/10/term2'],
  ],
  [
    'M after the second examination',
    '"reassessed": 5.5',
    '"reassessed": "M"',
    ['invalid-value /learners/0/subjects/7/reassessed'],
  ],
  [
    'học lực of the newer rules',
    '"year": "Y",\n        "after"',
    '"year": "CĐ",\n        "after"',
    ['invalid-value /learners/1/study/year'],
  ],
  ['30 February', '"2009-03-08"', '"2009-02-30"', ['invalid-value /learners/0/birthDate']],
  [
    'a number with letters',
    '"099309255743"',
    '"09930925574O"',
    ['invalid-value /learners/0/personalId'],
  ],
  [
    'an unknown member',
    '"absences": 3',
    '"absences": 3, "diemTB": 7',
    ['unknown-key /learners/0/diemTB'],
  ],
  [
    'a text for true or false',
    '"promoted": true',
    '"promoted": "có"',
    ['wrong-type /learners/0/promoted'],
  ],
  ['no number of the book', '"number": "0042/THCS",', '', ['missing /learners/0/book/number']],
  ['another schema', 'hocba-extract/1', 'hocba-extract/2', ['invalid-value /schema']],
  ['no learners', /"learners": \[[\s\S]*\]\n\}/, '"learners": []\n}', ['list-empty /learners']],
  [
    'learners that are no list',
    /"learners": \[[\s\S]*\]\n\}/,
    '"learners": {}\n}',
    ['not-list /learners'],
  ],
  [
    'two faults at once',
    /"absences": (3|21)/g,
    '"absences": 400',
    ['invalid-value /learners/0/absences', 'invalid-value /learners/1/absences'],
  ],
  ['no JSON', '{', '[', ['not-json ']],
];

for (const [what, from, to, expected] of wrong) {
  test(`refuses ${what}`, () => {
    const text = sample.replace(from, to);
    assert.notEqual(text, sample, `${String(from)} does not occur`);
    const read = parse(text);
    assert.ok(!read.ok, 'accepted');
    assert.deepEqual(
      read.refusal.map(({ code, path }) => `${code} ${path}`),
      expected,
    );
  });
}

test('texts become NFC and one line', () => {
  const read = parse(
    sample.replace('Ngoan, có tiến bộ.', 'Ngoan,\\n có tiến bộ.'.normalize('NFD')),
  );
  assert.ok(read.ok);
  assert.equal(read.value.learners[0]?.homeroomComment, 'Ngoan, có tiến bộ.');
});

/** What the file's form allows and the law does not. */
const impossible: readonly (readonly [string, string | RegExp, string, string])[] = [
  ['a year under Circular 22', '"2020-2021"', '"2021-2022"', 'not-under-older-rules'],
  ['a grade of another level', '"levelCode": "03"', '"levelCode": "04"', 'level-of-another-grade'],
  ['extracted tomorrow', '"2026-05-20"', '"2026-06-02"', 'extracted-later'],
  ['one learner twice', '"9917000022"', '"9917000021"', 'learner-twice'],
  ['no personal number', '"personalId": "099309255743",', '', 'vietnamese-without-personal-id'],
  ['one subject twice', '"code": "VL"', '"code": "TOAN"', 'subject-twice'],
  ['a book signed before its year', '"2021-05-28"', '"2019-05-28"', 'book-signed-outside'],
];

for (const [what, from, to, code] of impossible) {
  test(`found: ${what}`, () => {
    const text = sample.replace(from, to);
    assert.notEqual(text, sample);
    const read = parse(text);
    assert.ok(read.ok, JSON.stringify(read));
    const found = checkExtract(read.value, '2026-06-01' as CivilDate);
    assert.ok(
      found.some((one) => one.code === code),
      JSON.stringify(found),
    );
  });
}
