import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goodRecord, replaced, toan } from '../../../test/support/attacks/attack.ts';
import { complaints, verifySample } from '../../../test/support/signed-sample.ts';

/**
 * Documents made to cost more than they weigh. Each must be refused within a second of processor time and without memory
 * of its own kind: the limits are generous, an ordinary machine needs a tenth of them. BOUNDS_PRINT=1 prints the figures.
 */
const secondsAllowed = 1;
const bytesAllowed = 512 << 20;

const size = 2_000_000;
const fill = (unit: string, bytes = size): string => unit.repeat(Math.floor(bytes / unit.length));
const inRecord = (text: string, at = '<HOC_BA>'): string =>
  replaced(goodRecord(), at, `${at}${text}`);
const signature = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#" Id="';
const declarations = (name: string): string =>
  Array.from({ length: 28 }, (_, index) => ` xmlns:${name}${index}="urn:${index}"`).join('');
const inText = (text: string): string => replaced(goodRecord(), 'Tổ dân phố số 6', text);

const documents: readonly (readonly [string, () => string | Uint8Array, string])[] = [
  ['100 MB', () => Buffer.alloc(100 << 20, '<a>'), 'xml-too-large'],
  ['100 MB of a record', () => Buffer.from(inRecord(fill('<a></a>', 100 << 20))), 'xml-too-large'],
  ['deep nesting', () => fill('<a>'), 'xml-too-deep'],
  ['deep nesting in a record', () => inRecord(fill('<a>')), 'xml-too-deep'],
  ['nested signatures', () => inRecord(fill(`${signature}a">`)), 'xml-too-deep'],
  ['10 million attributes', () => `<a${fill(' b=""', 50_000_000)}></a>`, 'xml-too-large'],
  [
    'attributes to the limit of size',
    () => `<a${Array.from({ length: 190_000 }, (_, index) => ` b${index}=""`).join('')}></a>`,
    'xml-too-many-attributes',
  ],
  [
    'declarations to the limit of size',
    () => `<a${Array.from({ length: 90_000 }, (_, index) => ` xmlns:p${index}="u"`).join('')}></a>`,
    'xml-too-many-attributes',
  ],
  [
    'many attributes on many elements',
    () => inRecord(fill(`<a${Array.from({ length: 32 }, (_, i) => ` b${i}=""`).join('')}></a>`)),
    'xml-unexpected-element',
  ],
  ['too many elements', () => inRecord(fill('<a></a>')), 'xml-too-many-elements'],
  ['a very long name', () => `<${fill('a')}></a>`, 'xml-malformed'],
  ['a very long attribute name', () => `<a ${fill('a')}=""></a>`, 'xml-unknown-profile'],
  ['a very long prefix', () => `<${fill('a')}:b/>`, 'xml-undeclared-prefix'],
  [
    'many very long names',
    () => inRecord(fill(`<${'a'.repeat(9000)}></${'a'.repeat(9000)}>`)),
    'xml-unexpected-element',
  ],
  ['an attribute without end', () => `<a b="${fill('c')}`, 'xml-truncated'],
  ['a very long attribute', () => `<a b="${fill('c')}"></a>`, 'xml-unknown-profile'],
  [
    'a very long Id',
    () => replaced(goodRecord(), 'Id="sig-seal"', `Id="${fill('c')}"`),
    'xml-invalid-value',
  ],
  ['many entities', () => inText(fill('&amp;')), 'xml-invalid-value'],
  [
    'many entities in an attribute',
    () => replaced(goodRecord(), 'Id="data"', `Id="${fill('&quot;')}"`),
    'xml-invalid-value',
  ],
  ['an ampersand and no semicolon', () => inText(`&${fill('a')}`), 'xml-entity-reference'],
  ['many >', () => inText(fill('>')), 'xml-invalid-value'],
  ['text and then blanks', () => inText(`a${fill(' ')}`), 'xml-invalid-value'],
  ['a blank between all letters', () => inText(fill('a ')), 'xml-invalid-value'],
  [
    'blanks where a mark belongs',
    () => replaced(goodRecord(), '>7.9<', `>${fill(' ')}<`),
    'xml-invalid-value',
  ],
  ['blanks between attributes', () => `<a${fill(' ')}b`, 'xml-truncated'],
  ['blanks before the root', () => fill(' '), 'xml-truncated'],
  ['marks on one letter', () => inText(`a${fill('\u0301\u0323', size / 2)}`), 'xml-not-nfc'],
  ['letters with every mark', () => inText(fill('ệ\u0301', size / 3)), 'xml-invalid-value'],
  ['Hangul to be composed', () => inText(fill('\u1100\u1161', size / 4)), 'xml-not-nfc'],
  [
    '20,000 slots',
    () => inRecord(fill('<GVBM Id="gvbm-099082200100"></GVBM>', 700_000), '<DANH_SACH_GVBM>'),
    'xml-unexpected-element',
  ],
  [
    '20,000 rows',
    () => inRecord(fill('<DIEM_TONG_KET Id="mon-TOAN"></DIEM_TONG_KET>', 800_000), '<BANG_DIEM>'),
    'xml-unexpected-element',
  ],
  [
    '20,000 beginnings of signatures',
    () => inRecord(fill(`${signature}a"></Signature>`), `<GVBM Id="gvbm-${toan.slice(8)}">`),
    'xml-too-many-elements',
  ],
  [
    '20,000 references',
    () => inRecord(fill('<Reference URI="#data"></Reference>', 700_000), '</SignatureMethod>'),
    'xml-too-many-elements',
  ],
  [
    '20,000 transforms',
    () =>
      inRecord(
        fill('<Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>', 1_300_000),
        '<Transforms>',
      ),
    'xml-too-many-elements',
  ],
  [
    'a certificate of 2 MB',
    () => replaced(goodRecord(), /<X509Certificate>[^<]*/, `<X509Certificate>${fill('MIIB')}`),
    'certificate-unreadable',
  ],
  [
    'a certificate of nested sequences',
    () => replaced(goodRecord(), /<X509Certificate>[^<]*/, `<X509Certificate>${nested(300_000)}`),
    'certificate-unreadable',
  ],
  [
    'declarations everywhere and inclusive canonical forms',
    () =>
      goodRecord()
        .replaceAll('2001/10/xml-exc-c14n#', 'TR/2001/REC-xml-c14n-20010315')
        .replace(
          /<([A-Z_]+)(?=[ >])/g,
          (open, name: string) => `${open}${declarations(name.slice(0, 1))}`,
        ),
    'content-changed',
  ],
];

/** DER: SEQUENCEs that hold one another. */
function nested(depth: number): string {
  const header = (length: number): Buffer =>
    Buffer.from([
      0x30,
      0x84,
      (length >>> 24) & 255,
      (length >>> 16) & 255,
      (length >>> 8) & 255,
      length & 255,
    ]);
  const headers: Buffer[] = [];
  for (let level = 0; level < depth; level++) headers.push(header((depth - level - 1) * 6));
  return Buffer.concat(headers)
    .toString('base64')
    .slice(0, size - (size % 4) - 100_000);
}

for (const [name, make, expected] of documents) {
  test(`bounded: ${name}`, () => {
    const bytes = Buffer.from(make());
    verifySample('<a/>');
    const before = process.memoryUsage();
    const from = process.cpuUsage();
    const report = verifySample(bytes);
    const { user, system } = process.cpuUsage(from);
    const seconds = (user + system) / 1e6;
    const after = process.memoryUsage();
    const grown = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
    assert.equal(report.verdict, 'invalid');
    const found = complaints(report).map((complaint) => complaint.split(' ')[1]);
    assert.ok(found.includes(expected), `${expected} in ${[...new Set(found)].slice(0, 5).join()}`);
    if (process.env['BOUNDS_PRINT'] !== undefined) {
      console.log(`${name}: ${(seconds * 1000).toFixed(0)} ms, ${(grown / 2 ** 20).toFixed(1)} MB`);
    }
    assert.ok(seconds < secondsAllowed, `${seconds} s`);
    assert.ok(grown < bytesAllowed, `${grown} bytes`);
  });
}
