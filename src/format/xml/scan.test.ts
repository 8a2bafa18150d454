import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathOf, textOf } from './element.ts';
import type { XmlFaultCode } from './fault.ts';
import { scanXml } from './scan.ts';

const limits = { maxBytes: 4096, maxDepth: 8, maxElements: 50 };
const bytes = (text: string): Buffer => Buffer.from(text);

const refused: readonly (readonly [string, string | Buffer, XmlFaultCode])[] = [
  ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY x "y">]><a></a>', 'doctype'],
  ['a DOCTYPE after the declaration', '<?xml version="1.0"?>\n<!DOCTYPE a><a></a>', 'doctype'],
  ['an external entity', '<a>&xxe;</a>', 'entity-reference'],
  ['an entity in an attribute', '<a b="&x;"></a>', 'entity-reference'],
  ['an entity without end', '<a>&amp</a>', 'entity-reference'],
  ['a character reference', '<a>&#65;</a>', 'character-reference'],
  ['a hexadecimal reference in an attribute', '<a b="&#x41;"></a>', 'character-reference'],
  ['a comment', '<a>7<!-- -->.8</a>', 'comment'],
  ['a comment before the root', '<!-- x --><a></a>', 'comment'],
  ['a comment after the root', '<a></a><!-- x -->', 'comment'],
  ['a processing instruction', '<a><?php x?></a>', 'processing-instruction'],
  ['a processing instruction after the root', '<a></a><?x y?>', 'processing-instruction'],
  ['CDATA', '<a><![CDATA[x]]></a>', 'cdata'],
  ['a carriage return', '<a>x\r\n</a>', 'carriage-return'],
  ['a control character', '<a>\u0001</a>', 'control-character'],
  ['NUL', '<a>\u0000</a>', 'control-character'],
  ['a non-character', '<a>\ufffe</a>', 'control-character'],
  ['decomposed text', `<a>${'Hòa'.normalize('NFD')}</a>`, 'not-nfc'],
  ['a decomposed attribute', `<a b="${'ế'.normalize('NFD')}"></a>`, 'not-nfc'],
  [
    'bytes that are not UTF-8',
    Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]),
    'not-utf8',
  ],
  ['UTF-16', Buffer.from('<a></a>', 'utf16le'), 'malformed'],
  ['a byte order mark', '\ufeff<a></a>', 'byte-order-mark'],
  ['another encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><a></a>', 'malformed'],
  ['XML 1.1', '<?xml version="1.1"?><a></a>', 'malformed'],
  ['nothing', '', 'truncated'],
  ['text alone', 'hello', 'malformed'],
  ['an unclosed element', '<a><b></b>', 'truncated'],
  ['an unclosed tag', '<a b="c', 'truncated'],
  ['a cut name', '<', 'truncated'],
  ['crossed tags', '<a><b></a></b>', 'malformed'],
  ['a longer end tag', '<a></ab>', 'malformed'],
  ['an end tag alone', '</a>', 'malformed'],
  ['two roots', '<a></a><b></b>', 'trailing-content'],
  ['text after the root', '<a></a>x', 'trailing-content'],
  ['mixed content', '<a>x<b></b></a>', 'mixed-content'],
  ['mixed content behind', '<a><b></b>x</a>', 'mixed-content'],
  ['an attribute twice', '<a b="1" b="2"></a>', 'duplicate-attribute'],
  [
    'an attribute twice by namespace',
    '<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"></a>',
    'duplicate-attribute',
  ],
  ['attributes without a gap', '<a b="1"c="2"></a>', 'malformed'],
  ['an attribute without quotes', '<a b=1></a>', 'malformed'],
  ['an attribute with <', '<a b="<"></a>', 'malformed'],
  ['a line break in an attribute', '<a b="x\ny"></a>', 'malformed'],
  ['xml:lang', '<a xml:lang="vi"></a>', 'reserved-attribute'],
  ['an undeclared prefix', '<p:a></p:a>', 'undeclared-prefix'],
  ['an undeclared attribute prefix', '<a p:b="1"></a>', 'undeclared-prefix'],
  ['an unset prefix', '<a xmlns:p="u"><p:b xmlns:p=""></p:b></a>', 'undeclared-prefix'],
  [']]> in text', '<a>]]></a>', 'malformed'],
  ['too deep', `${'<a>'.repeat(9)}${'</a>'.repeat(9)}`, 'too-deep'],
  ['too many elements', `<a>${'<b></b>'.repeat(60)}</a>`, 'too-many-elements'],
  ['too large', `<a>${'x'.repeat(5000)}</a>`, 'too-large'],
  ['a name that is not ASCII', '<học></học>', 'malformed'],
];

for (const [what, text, code] of refused) {
  test(`refuses ${what}`, () => {
    const result = scanXml(typeof text === 'string' ? bytes(text) : text, limits);
    assert.equal(result.ok ? 'accepted' : result.refusal.code, code);
  });
}

const accepted: readonly (readonly [string, string])[] = [
  ['an empty element', '<a></a>'],
  ['a self-closing element', '<a/>'],
  ['a declaration and blanks', '<?xml version="1.0" encoding="UTF-8"?>\n<a>\n  <b>x</b>\n</a>\n'],
  [
    'a declaration with standalone',
    "<?xml version='1.0' encoding='utf-8' standalone='no'?><a></a>",
  ],
  ['the five entities', '<a b="&quot;">&lt;&gt;&amp;&apos;&quot;</a>'],
  ['prefixes', '<p:a xmlns:p="u"><p:b p:c="1"></p:b></p:a>'],
  ['Vietnamese text', '<a>Đặng Ngọc Ẩn</a>'],
];

for (const [what, text] of accepted) {
  test(`accepts ${what}`, () => assert.ok(scanXml(bytes(text), limits).ok));
}

test('a fault says at which byte', () => {
  const result = scanXml(bytes('<a>ế<!-- --></a>'), limits);
  assert.deepEqual(result, { ok: false, refusal: { code: 'comment', at: 6 } });
});

test('offsets and text point into the source', () => {
  const result = scanXml(bytes('<a><b>x &amp; y</b><b>z</b></a>'), limits);
  assert.ok(result.ok);
  const [first, second] = result.value.root.children;
  assert.ok(first !== undefined && second !== undefined);
  assert.equal(textOf(result.value, first), 'x & y');
  assert.equal(pathOf(second), '/a/b[2]');
  assert.equal(result.value.bytes.toString('utf8', second.start, second.end), '<b>z</b>');
});
