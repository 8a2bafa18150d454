import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  ParseOption,
  XmlDocument,
  XmlLibError,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { sampleExtracted } from '../../../test/support/extracted-content.ts';
import { samplePrimary } from '../../../test/support/primary-content.ts';
import { sampleContent } from '../../../test/support/sample-content.ts';
import type { RecordContent } from '../../domain/record/content.ts';
import { slotsOfRecord } from '../../domain/record/slot.ts';
import { writeRecordFile } from './file.ts';
import { readRecord, writeData } from './record.ts';
import { scanXml } from './scan.ts';
import { schemaDocuments } from './xsd.ts';

const folder = new URL('../../../schemas/', import.meta.url);

test('schemas/ is what the table generates (else: node tools/schemas.ts)', () => {
  for (const { file, text } of schemaDocuments()) {
    assert.equal(readFileSync(new URL(file, folder), 'utf8'), text, file);
  }
});

assert.ok(typeof xmlRegisterInputProvider === 'function');
xmlRegisterFsInputProviders();
const schemaUrl = fileURLToPath(new URL('hocba-1.xsd', folder));
const schema = XmlDocument.fromString(readFileSync(schemaUrl, 'utf8'), { url: schemaUrl });
const validator = XsdValidator.fromDoc(schema);

function libxml2Accepts(text: string): boolean {
  let document: XmlDocument | undefined;
  try {
    document = XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_NONET });
    validator.validate(document);
    return true;
  } catch (error) {
    if (error instanceof XmlLibError || (error instanceof Error && /xml|valid/i.test(error.name)))
      return false;
    throw error;
  } finally {
    document?.dispose();
  }
}

function weAccept(text: string): boolean {
  const scanned = scanXml(Buffer.from(text));
  return scanned.ok && readRecord(scanned.value).ok;
}

const fileOf = (content: RecordContent): string =>
  writeRecordFile({
    data: writeData(content),
    slots: slotsOfRecord(content),
    signatures: new Map(),
  });

/** A seeded generator, so that a failure can be run again. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** One small change somewhere: a text, an element removed, doubled, exchanged or renamed, an attribute. */
function mutate(text: string, random: () => number): string {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const leaves = [...text.matchAll(/<([A-Z_0-9]+)>([^<]*)<\/\1>/g)];
  const leaf = pick(leaves);
  const at = leaf.index;
  const whole = leaf[0];
  const name = leaf[1] ?? '';
  const splice = (replacement: string): string =>
    text.slice(0, at) + replacement + text.slice(at + whole.length);
  const values = [
    '',
    ' ',
    'x',
    '1',
    '0',
    '12',
    '99',
    '-1',
    '7.8',
    '10.0',
    '10.1',
    '7.85',
    'Đ',
    'CĐ',
    'M',
    'H',
    'C',
    'HTXS',
    '5.05',
    '301',
    'T',
    'K',
    '2026-06-01',
    '2026-6-1',
    'a\nb',
    ' a',
    '0123456789ab',
    'x'.repeat(151),
    'ế'.repeat(2001),
    '𠀋'.repeat(150),
    '2025-2026',
    '31',
    '099214255743',
    'Ẩn &amp; &lt;b&gt;',
  ];
  const other = pick(leaves);
  return pick([
    () => splice(`<${name}>${pick(values)}</${name}>`),
    () => splice(`<${name}>${pick(values)}</${name}>`),
    () => splice(`<${name}>${pick(values)}</${name}>`),
    () => splice(''),
    () => splice(whole + whole),
    () =>
      splice(
        `<${pick(['X', 'HO_VA_TEN', 'DIEM_CA_NAM', 'MUC_DAT_DUOC'])}>${leaf[2] ?? ''}</${'X'}>`,
      ),
    () => splice(other[0]),
    () => splice(`<${name} a="b">${leaf[2] ?? ''}</${name}>`),
    () => splice(`<${name}><B></B></${name}>`),
    () => splice(`${whole} `),
    () => splice(`${whole}x`),
    () => text.replace(/Id="[^"]*"/, `Id="${pick(['data', 'x', '1', 'mon-TOAN', ''])}"`),
  ])();
}

const runs = Number(process.env['FUZZ_RUNS'] ?? 3000);
const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

for (const [form, content] of [
  ['secondary', sampleContent],
  ['primary', samplePrimary],
  ['extracted', sampleExtracted],
] as const) {
  test(`what libxml2 refuses by the XSD, our reader refuses (${form}, ${runs} mutants, seed ${seed})`, () => {
    const sample = fileOf(content);
    assert.ok(libxml2Accepts(sample) && weAccept(sample));
    const random = randomFrom(seed);
    let both = 0;
    let refused = 0;
    for (let run = 0; run < runs; run++) {
      const text = mutate(sample, random);
      const theirs = libxml2Accepts(text);
      const ours = weAccept(text);
      if (!theirs && ours) {
        assert.fail(`we accept what the XSD refuses: ${difference(text, sample)}`);
      }
      if (ours) both++;
      if (!theirs) refused++;
    }
    assert.ok(both > runs / 50 && refused > runs / 5, `${both} accepted, ${refused} refused`);
  });
}

function difference(text: string, sample: string): string {
  let from = 0;
  while (from < text.length && text[from] === sample[from]) from++;
  return text.slice(Math.max(0, from - 80), from + 200);
}
