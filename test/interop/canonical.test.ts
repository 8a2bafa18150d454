import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type XmlElement as LibXmlElement, XmlC14NMode, XmlDocument } from 'libxml2-wasm';
import { canonicalBytes } from '../../src/format/xml/canonical.ts';
import type { XmlElement } from '../../src/format/xml/element.ts';
import { readRecord } from '../../src/format/xml/record.ts';
import { slotsOf } from '../../src/format/xml/record-schema.ts';
import { scanXml } from '../../src/format/xml/scan.ts';
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

test('what a signature read by its template hashes is what libxml2 has', () => {
  const text = readFileSync(records[0] ?? '', 'utf8');
  const document = scanned(Buffer.from(text));
  const read = readRecord(document);
  assert.ok(read.ok);
  const ours = slotsOf(read.value.xml).flatMap(({ signature }) => [
    signature?.element,
    signature?.signedInfo.element,
    signature?.object.qualifying.properties.element,
  ]);
  withLibXml(text, (root) => {
    const theirs = elementsOf(root).filter(({ name }) =>
      /^(Signature|SignedInfo|SignedProperties)$/.test(name),
    );
    assert.equal(theirs.length, 24);
    theirs.forEach((element, index) => {
      const own = ours[index];
      assert.ok(own !== undefined && own !== null);
      for (const [method, mode] of modes) {
        const expected = element.canonicalizeToString({ mode });
        assert.equal(canonicalBytes(document, own, method).toString(), expected);
      }
    });
  });
});
