import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { mutantOf, randomOf } from '../../../test/support/mutants.ts';
import { readRecord, readRecordFile } from './record.ts';
import { scanXml } from './scan.ts';

/** Records of our own spelling, of every form that the fixtures have. */
const folders = ['records', 'signatures'].map(
  (name) => new URL(`../../../test/fixtures/${name}/`, import.meta.url),
);
const files = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.xml'))
    .map((name) => ({ name, bytes: readFileSync(new URL(name, folder)) })),
);

/** What the ordinary way says, by the tree; elements as the bytes between which they stand. */
function byTree(bytes: Uint8Array): unknown {
  const scanned = scanXml(bytes);
  const read = scanned.ok ? readRecord(scanned.value) : { ok: false, refusal: [scanned.refusal] };
  return 'value' in read ? said(read.value) : read;
}

const said = ({ xml, content }: { readonly xml: unknown; readonly content: unknown }) => ({
  content,
  xml: JSON.parse(
    JSON.stringify(xml, (key, value) => (key === 'element' ? rangeOf(value) : value)),
  ),
});

const rangeOf = (element: { readonly start: number; readonly end: number } | null) =>
  element && [element.start, element.end];

/** Reads a file as the verifier does; true when no tree was needed. */
function check(bytes: Uint8Array, name: string): boolean {
  const read = readRecordFile(bytes);
  assert.deepEqual(read.ok ? said(read.value) : read, byTree(bytes), name);
  return read.ok && !('root' in read.value.document);
}

test('files of our own spelling are read without a tree, and say the same', () => {
  const ours = files.filter(({ name, bytes }) => check(bytes, name)).map(({ name }) => name);
  assert.ok(ours.length >= 3, ours.join());
  assert.ok(ours.includes('signed-by-us.xml'));
});

const good = files.find(({ name }) => name === 'signed-by-us.xml')?.bytes.toString() ?? '';
const respelled: readonly (readonly [string, string, string, boolean])[] = [
  ['an ampersand', '>Tổ dân phố số 6', '>A &amp; B', true],
  ['all three entities', '>Tổ dân phố số 6', '>&lt;a&gt; &amp;lt;', true],
  ['a bare >', '>Tổ dân phố số 6', '>a > b', false],
  ['a needless entity', '>Tổ dân phố số 6', '>a &quot;b&quot;', false],
  ['another entity', '>Tổ dân phố số 6', '>&auml;', false],
  ['an ampersand alone', '>Tổ dân phố số 6', '>a & b', false],
  ['decomposed letters', '>Tổ dân phố số 6', `>${'Tổ'.normalize('NFD')}`, false],
  ['foreign letters, composed', '>Tổ dân phố số 6', '>Ελλάδα 한국 \u{1f600}', true],
  ['a letter of two forms', '>Tổ dân phố số 6', '>\u212b', false],
  ['a non-character', '>Tổ dân phố số 6', '>\ufffe', false],
  ['a carriage return', '>Tổ dân phố số 6', '>a\rb', false],
  ['a tab', '>Tổ dân phố số 6', '>a\tb', false],
  ['a blank at the end of a value', '>Tổ dân phố số 6', '> Tổ', false],
  ['blanks between elements', '<DU_LIEU_HOC_BA', '\n<DU_LIEU_HOC_BA', false],
  ['another quotation mark', 'Id="data"', "Id='data'", false],
  ['an attribute more', 'Id="data"', 'Id="data" a="b"', false],
  ['a namespace', '<HOC_BA>', '<HOC_BA xmlns="">', false],
  ['an element more', '<HOC_BA>', '<HOC_BA><A></A>', false],
  ['a comment', '<HOC_BA>', '<HOC_BA><!-- -->', false],
  ['nothing before the root', '<?xml version="1.0" encoding="UTF-8"?>\n', '', false],
  ['something behind the root', '</HOC_BA>\n', '</HOC_BA>\n\n', false],
  ['no line feed behind the root', '</HOC_BA>\n', '</HOC_BA>', false],
];

for (const [name, from, to, withoutTree] of respelled) {
  test(`the same with ${name}`, () => {
    assert.ok(good.includes(from));
    assert.equal(check(Buffer.from(good.replace(from, to)), name), withoutTree);
  });
}

const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const seconds = Number(process.env['FUZZ_SECONDS'] ?? 3);

test(`mutants are read alike with a tree and without (${seconds} s, seed ${seed})`, (t) => {
  const random = randomOf(seed);
  const until = performance.now() + seconds * 1000;
  let mutants = 0;
  let withoutTree = 0;
  for (; performance.now() < until; mutants++) {
    const file = files[mutants % files.length];
    assert.ok(file !== undefined);
    const data = file.bytes.indexOf('</DU_LIEU_HOC_BA>');
    const head = mutantOf(file.bytes.subarray(0, data), random);
    const mutant = Buffer.concat([head, file.bytes.subarray(data)]);
    if (check(mutant, `mutant ${mutants} of ${file.name}, seed ${seed}`)) withoutTree++;
  }
  t.diagnostic(`${mutants} mutants, ${withoutTree} of them read without a tree`);
  assert.ok(withoutTree > 0);
});
