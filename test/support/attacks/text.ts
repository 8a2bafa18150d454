import { type Attack, goodRecord, replaced } from './attack.ts';

const mark = '<DIEM_CA_NAM>7.9</DIEM_CA_NAM>';
const changed = (
  name: string,
  from: string | RegExp,
  to: string,
  code: string | readonly string[],
): Attack => ({
  name,
  make: () => replaced(goodRecord(), from, to),
  complaints: (typeof code === 'string' ? [code] : code).map((one) => `- xml-${one}`),
});
const marked = (name: string, inner: string, code: string): Attack =>
  changed(name, mark, `<DIEM_CA_NAM>${inner}</DIEM_CA_NAM>`, code);
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const doctype = (name: string, body: string): Attack =>
  changed(name, declaration, `${declaration}<!DOCTYPE HOC_BA ${body}>`, 'doctype');

export const textAttacks: readonly Attack[] = [
  marked('a comment in a mark', '7.<!-- -->9', 'comment'),
  marked('a comment that hides a digit', '7<!---->.9', 'comment'),
  marked('a processing instruction in a mark', '7.<?x?>9', 'processing-instruction'),
  marked('CDATA in a mark', '<![CDATA[7.9]]>', 'cdata'),
  marked('a character reference in a mark', '&#55;.9', 'character-reference'),
  marked('an entity in a mark', '&seven;.9', 'entity-reference'),
  marked('a lawful entity in a mark', '7.9&amp;', 'invalid-value'),
  marked('a blank in a mark', '7.9 ', 'invalid-value'),
  marked('a line break in a mark', '7.9\n', 'invalid-value'),
  marked('an element in a mark', '<b>7.9</b>', 'unexpected-element'),
  marked('text around an element in a mark', '7<b></b>.9', 'mixed-content'),
  marked('a zero-width blank in a mark', '7.9\u200b', 'invalid-value'),
  marked('digits of another script in a mark', '٧.٩', 'invalid-value'),
  doctype('a DOCTYPE', ''),
  doctype('a DOCTYPE that declares Ids', '[<!ATTLIST DIEM_TONG_KET x ID #IMPLIED>]'),
  doctype('a DOCTYPE with default attributes', '[<!ATTLIST DU_LIEU_HOC_BA Id CDATA "data">]'),
  doctype('a DOCTYPE from outside', 'SYSTEM "x.dtd"'),
  doctype('a billion laughs', '[<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]'),
  changed('the root in a namespace', '<HOC_BA>', '<HOC_BA xmlns="urn:evil">', 'unknown-profile'),
  changed('a mark in a namespace', mark, mark.replace('>', ' xmlns="urn:evil">'), [
    'missing-element',
    'unexpected-element',
  ]),
  changed(
    'a mark in a prefixed namespace',
    mark,
    '<e:DIEM_CA_NAM xmlns:e="urn:evil">7.9</e:DIEM_CA_NAM>',
    ['missing-element', 'unexpected-element'],
  ),
  changed(
    'a second mark of the same name in a namespace',
    mark,
    `${mark}<DIEM_CA_NAM xmlns="urn:evil">9.9</DIEM_CA_NAM>`,
    ['missing-element', 'unexpected-element'],
  ),
  changed('a second mark', mark, `${mark}${mark}`, ['missing-element', 'unexpected-element']),
  changed('a mark in two spellings of its name', mark, '<diem_ca_nam>7.9</diem_ca_nam>', [
    'missing-element',
    'unexpected-element',
  ]),
  changed(
    'a signature outside the namespace of signatures',
    '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"',
    '<Signature',
    'unexpected-element',
  ),
  changed(
    'a signature in another namespace',
    '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"',
    '<Signature xmlns="http://www.w3.org/2009/xmldsig11#"',
    'unexpected-element',
  ),
  changed('SignedInfo outside the namespace', '<SignedInfo>', '<SignedInfo xmlns="">', [
    'missing-element',
    'missing-element',
    'missing-element',
    'missing-element',
    'unexpected-element',
  ]),
  changed(
    'a prefix bound anew',
    '<SignedInfo>',
    '<SignedInfo xmlns:xmlns="urn:evil">',
    'undeclared-prefix',
  ),
  changed('an undeclared prefix', mark, '<e:DIEM_CA_NAM>7.9</e:DIEM_CA_NAM>', 'undeclared-prefix'),
  changed('Id in another namespace', 'Id="data"', 'xmlns:e="urn:evil" e:Id="data"', [
    'missing-attribute',
    'unexpected-attribute',
  ]),
  changed(
    'Id and another in another namespace',
    'Id="data"',
    'Id="data" xmlns:e="urn:evil" e:Id="x"',
    'unexpected-attribute',
  ),
  changed('id', '<DU_LIEU_HOC_BA Id', '<DU_LIEU_HOC_BA id', [
    'missing-attribute',
    'unexpected-attribute',
  ]),
  changed('ID', '<DU_LIEU_HOC_BA Id', '<DU_LIEU_HOC_BA ID', [
    'missing-attribute',
    'unexpected-attribute',
  ]),
  changed('Id and ID', 'Id="data"', 'ID="data" Id="data"', 'unexpected-attribute'),
  changed('Id twice', 'Id="data"', 'Id="data" Id="x"', 'duplicate-attribute'),
  changed('xml:id', 'Id="data"', 'Id="data" xml:id="x"', 'reserved-attribute'),
  changed(
    'xml:base',
    '<SignedInfo>',
    '<SignedInfo xml:base="http://a.invalid/">',
    'reserved-attribute',
  ),
  changed('xml:space', '<HOC_BA>', '<HOC_BA xml:space="preserve">', 'reserved-attribute'),
  changed('an unknown attribute', mark, mark.replace('>', ' x="9.9">'), 'unexpected-attribute'),
  changed(
    'a schema location',
    '<HOC_BA>',
    '<HOC_BA xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:noNamespaceSchemaLocation="x">',
    'unexpected-attribute',
  ),
  changed('another encoding', 'UTF-8', 'ISO-8859-1', 'malformed'),
  changed('XML 1.1', 'version="1.0"', 'version="1.1"', 'malformed'),
  changed(
    'a name in decomposed letters',
    'Đặng Ngọc Ẩn',
    'Đặng Ngọc Ẩn'.normalize('NFD'),
    'not-nfc',
  ),
  changed('line ends of Windows', '\n', '\r\n', 'malformed'),
  changed('a byte order mark', '<?xml', '\ufeff<?xml', 'byte-order-mark'),
  changed('another profile', '>hocba-1<', '>hocba-2<', 'invalid-value'),
  changed(
    'something after the record',
    '</HOC_BA>\n',
    '</HOC_BA>\n<HOC_BA></HOC_BA>',
    'trailing-content',
  ),
  changed('a comment after the record', '</HOC_BA>\n', '</HOC_BA>\n<!-- 9.9 -->', 'comment'),
  changed('text in a slot', '<GVCN>', '<GVCN>x', 'mixed-content'),
  changed('a mark that is none', mark, '<DIEM_CA_NAM>10.1</DIEM_CA_NAM>', 'invalid-value'),
];
