import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleExtracted } from '../../../test/support/extracted-content.ts';
import { complaints, signSample, verifySample } from '../../../test/support/signed-sample.ts';
import { slotsOfRecord } from '../../domain/record/slot.ts';

const signed = signSample({ content: sampleExtracted });

const changed = (from: string | RegExp, to: string): string => {
  const text = signed.replace(from, to);
  assert.notEqual(text, signed, `${String(from)} does not occur`);
  return text;
};

test('the head and the seal sign a year extracted from paper, and nobody else', () => {
  assert.deepEqual(slotsOfRecord(sampleExtracted), ['head', 'seal']);
  assert.doesNotMatch(signed, /<GVCN>/);
  const report = verifySample(signed);
  assert.deepEqual(complaints(report), []);
  assert.equal(report.verdict, 'valid');
  assert.deepEqual(
    report.signatures.map(({ slot, role }) => [slot, role]),
    [
      ['head', 'CBQL'],
      ['seal', 'KY_PHAT_HANH'],
    ],
  );
  assert.deepEqual(report.content, sampleExtracted);
});

const both = ['head content-changed data', 'seal content-changed data'];
const changes: readonly (readonly [string, string, readonly string[]])[] = [
  ['a mark', changed('<DIEM_CA_NAM>7.0<', '<DIEM_CA_NAM>9.0<'), both],
  ['học lực', changed('<HOC_LUC_CA_NAM>Kém<', '<HOC_LUC_CA_NAM>G<'), both],
  ['the number of the book', changed('<SO_HOC_BA>0042', '<SO_HOC_BA>0043'), both],
  ['who extracted it', changed('Nguyễn Thị Văn Thư', 'Nguyễn Thị Văn Thủ'), both],
  [
    'the head’s signature taken away',
    changed(/<CBQL Id="cbql">.*?<\/CBQL>/, '<CBQL Id="cbql"></CBQL>'),
    ['head signature-missing', 'seal content-changed cbql'],
  ],
  [
    'a homeroom teacher’s signature put in',
    changed('</DANH_SACH_GVBM>', '</DANH_SACH_GVBM><GVCN></GVCN>'),
    ['- xml-unexpected-element'],
  ],
];

for (const [what, text, expected] of changes) {
  test(`found: ${what}`, () => {
    const report = verifySample(text);
    assert.equal(report.verdict, 'invalid');
    assert.deepEqual(complaints(report), expected);
  });
}
