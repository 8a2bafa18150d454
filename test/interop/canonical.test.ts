import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type XmlElement as LibXmlElement, XmlC14NMode, XmlDocument } from 'libxml2-wasm';
import { canonicalBytes } from '../../src/format/xml/canonical.ts';
import type { XmlElement } from '../../src/format/xml/element.ts';
import { readRecordFile } from '../../src/format/xml/record.ts';
import { scanXml } from '../../src/format/xml/scan.ts';
import { keepTable, tableOf } from '../support/kept-table.ts';
import { elementsOf } from '../support/resign.ts';

/** The canonical forms of real records, by us and by libxml2: whole files by xmllint, every subtree in the process. */
const records = ['us', 'xmlsec1', 'java', 'java-inclusive'].map((by) =>
  fileURLToPath(new URL(`../fixtures/signatures/signed-by-${by}.xml`, import.meta.url)),
);
const modes = [
  ['exclusive', XmlC14NMode.XML_C14N_EXCLUSIVE_1_0, '--exc-c14n'],
  ['inclusive', XmlC14NMode.XML_C14N_1_0, '--c14n'],
] as const;

function hasXmllint(): boolean {
  try {
    execFileSync('xmllint', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function scanned(bytes: Uint8Array) {
  const result = scanXml(bytes);
  assert.ok(result.ok);
  return result.value;
}

const flat = (root: XmlElement): XmlElement[] => [root, ...root.children.flatMap(flat)];

function withLibXml(text: string, work: (root: LibXmlElement) => void): void {
  const theirs = XmlDocument.fromString(text);
  try {
    work(theirs.root);
  } finally {
    theirs.dispose();
  }
}

const rows: string[][] = [];

for (const path of records) {
  const name = path.slice(path.lastIndexOf('/') + 1);
  /** Out of the template's way, so that the elements within signatures are built. */
  const text = readFileSync(path, 'utf8').replaceAll('<Signature xmlns', '<Signature  xmlns');

  test(`every subtree of ${name} as libxml2 has it`, () => {
    const document = scanned(Buffer.from(text));
    const ours = flat(document.root);
    withLibXml(text, (root) => {
      const theirs = elementsOf(root);
      assert.equal(ours.length, theirs.length);
      assert.ok(ours.length > 400);
      for (const [method, mode] of modes) {
        ours.forEach((element, index) => {
          const expected = theirs[index]?.canonicalizeToString({ mode });
          assert.equal(
            canonicalBytes(document, element, method).toString(),
            expected,
            element.name,
          );
        });
      }
      rows.push([`every element of \`${name}\``, String(ours.length), 'equal']);
    });
  });

  test(`the whole of ${name} as xmllint has it`, {
    skip: hasXmllint() ? false : 'xmllint is not on this machine (Debian: libxml2-utils)',
  }, () => {
    const document = scanned(readFileSync(path));
    for (const [method, , option] of modes) {
      const expected = execFileSync('xmllint', [option, path]).toString();
      assert.equal(canonicalBytes(document, document.root, method).toString(), expected);
    }
  });
}

test('every element that is taken from our own spelling without a tree is what libxml2 has', () => {
  const bytes = readFileSync(records[0] ?? '');
  const read = readRecordFile(bytes);
  assert.ok(read.ok);
  const { xml, document } = read.value;
  assert.ok(!('root' in document), 'read without a tree');
  const ours = plainElements(xml).sort((a, b) => a.start - b.start);
  withLibXml(bytes.toString(), (root) => {
    const names = new Set(ours.map(({ name }) => name));
    const theirs = elementsOf(root).filter(({ name }) => names.has(name));
    assert.equal(theirs.length, ours.length);
    theirs.forEach((element, index) => {
      const own = ours[index];
      assert.ok(own !== undefined);
      for (const [method, mode] of modes) {
        const expected = element.canonicalizeToString({ mode });
        assert.equal(canonicalBytes(document, own, method).toString(), expected, own.name);
      }
    });
    rows.push(['elements read without a tree', String(ours.length), 'equal']);
  });
});

/** All elements that a value read from a file holds. */
function plainElements(value: unknown): XmlElement[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isElement(value)) return [value];
  return Object.values(value).flatMap(plainElements);
}

const isElement = (value: object): value is XmlElement => 'openEnd' in value;

test('docs/interop.md says what was compared', () => {
  const head = ['compared with libxml2, exclusive and inclusive', 'elements', 'canonical forms'];
  keepTable('interop.md', 'libxml2', tableOf(head, rows));
});
