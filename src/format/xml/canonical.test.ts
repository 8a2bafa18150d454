import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  XmlDocument as LibXmlDocument,
  XmlElement as LibXmlElement,
  XmlC14NMode,
} from 'libxml2-wasm';
import { canonicalBytes } from './canonical.ts';
import type { XmlElement } from './element.ts';
import { scanXml } from './scan.ts';

/**
 * Random documents of the accepted subset, spelled in every lawful way: prefixes, default namespaces, unordered
 * attributes, either quote, empty tags, blanks. libxml2 says what their canonical forms are.
 */
const text = fc
  .array(
    fc.constantFrom('a', 'é', '&amp;', '&lt;', '&gt;', '&quot;', '&apos;', '>', ' ', '\n', '𠀋'),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''));
const value = fc
  .array(fc.constantFrom('v', 'ế', '&amp;', '&lt;', '&quot;', '&gt;', '&apos;', '>', ' '), {
    maxLength: 4,
  })
  .map((parts) => parts.join(''));

interface Node {
  readonly name: string;
  readonly declares: readonly string[];
  readonly attributes: readonly (readonly [string, string])[];
  readonly quote: string;
  readonly gap: string;
  readonly empty: boolean;
  readonly content: string | readonly Node[];
}

const name = fc.constantFrom('A', 'B', 'C_1', 'p:A', 'q:B', 'ds:Sig');
const { node } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.record({
    name,
    declares: fc.uniqueArray(
      fc.constantFrom(
        'xmlns="urn:d"',
        'xmlns="urn:e"',
        'xmlns=""',
        'xmlns:p="urn:p"',
        'xmlns:p="urn:p2"',
        'xmlns:q="urn:q"',
        'xmlns:q="urn:p"',
        'xmlns:unused="urn:u"',
      ),
      { maxLength: 3, selector: (declaration) => declaration.split('=')[0] },
    ),
    attributes: fc.uniqueArray(
      fc.tuple(fc.constantFrom('Id', 'URI', 'z', 'p:x', 'q:x', 'ds:a'), value),
      {
        maxLength: 3,
        selector: ([attribute]) => attribute,
      },
    ),
    quote: fc.constantFrom('"', '"', "'"),
    gap: fc.constantFrom(' ', ' ', '  ', '\n '),
    empty: fc.boolean(),
    content: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      text,
      fc.array(tie('node'), { maxLength: 4 }),
    ),
  }),
}));

function write(item: Node, root: boolean): string {
  const declared = root
    ? [
        ...item.declares.filter((d) => !/^xmlns:[pq]=/.test(d)),
        'xmlns:p="urn:p"',
        'xmlns:q="urn:q"',
        'xmlns:ds="urn:ds"',
      ]
    : item.declares;
  const attributes = item.attributes.map(([key, raw]) => {
    const quote = raw.includes('"') ? "'" : item.quote;
    return `${item.gap}${key}=${quote}${raw}${quote}`;
  });
  const open = `${item.name}${declared.map((declaration) => ` ${declaration}`).join('')}${attributes.join('')}`;
  const inner =
    typeof item.content === 'string'
      ? item.content
      : item.content.map((child) => write(child, false)).join('\n');
  return inner === '' && item.empty ? `<${open}/>` : `<${open}>${inner}</${item.name}>`;
}

function elements(root: XmlElement): XmlElement[] {
  return [root, ...root.children.flatMap(elements)];
}

function libElements(root: LibXmlElement): LibXmlElement[] {
  const children: LibXmlElement[] = [];
  for (let child = root.firstChild; child !== null; child = child.next) {
    if (child instanceof LibXmlElement) children.push(child);
  }
  return [root, ...children.flatMap(libElements)];
}

/** Compares every subtree of one document in both forms; answers how many were compared. */
function compare(source: string): number {
  const scanned = scanXml(Buffer.from(source), {
    maxBytes: 1 << 20,
    maxDepth: 30,
    maxElements: 5000,
  });
  if (!scanned.ok) return 0;
  const theirs = LibXmlDocument.fromString(source);
  try {
    const ourElements = elements(scanned.value.root);
    const theirElements = libElements(theirs.root);
    assert.equal(ourElements.length, theirElements.length);
    ourElements.forEach((element, index) => {
      for (const [method, mode] of [
        ['exclusive', XmlC14NMode.XML_C14N_EXCLUSIVE_1_0],
        ['inclusive', XmlC14NMode.XML_C14N_1_0],
      ] as const) {
        const theirElement = theirElements[index];
        assert.ok(theirElement !== undefined);
        const expected = theirElement.canonicalizeToString({ mode });
        const actual = canonicalBytes(scanned.value, element, method).toString();
        assert.equal(actual, expected, `${method} form of ${element.name} in ${source}`);
      }
    });
    return ourElements.length;
  } finally {
    theirs.dispose();
  }
}

const runs = Number(process.env['FUZZ_RUNS'] ?? 3000);

test(`canonical forms equal libxml2's on ${runs} random documents`, () => {
  let compared = 0;
  fc.assert(
    fc.property(node, (item) => {
      compared += compare(write(item, true));
    }),
    { numRuns: runs, endOnFailure: true },
  );
  assert.ok(compared > runs, `only ${compared} subtrees compared`);
});
