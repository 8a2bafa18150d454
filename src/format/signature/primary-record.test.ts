import assert from 'node:assert/strict';
import { test } from 'node:test';
import { samplePrimary } from '../../../test/support/primary-content.ts';
import { complaints, signSample, verifySample } from '../../../test/support/signed-sample.ts';
import { slotsOfRecord } from '../../domain/record/slot.ts';

const signed = signSample({ content: samplePrimary });

const changed = (from: string | RegExp, to: string): string => {
  const text = signed.replace(from, to);
  assert.notEqual(text, signed, `${String(from)} does not occur`);
  return text;
};

test('homeroom teacher, head and seal sign a primary record, and nobody else', () => {
  assert.deepEqual(slotsOfRecord(samplePrimary), ['homeroom', 'head', 'seal']);
  const report = verifySample(signed);
  assert.deepEqual(complaints(report), []);
  assert.equal(report.verdict, 'valid');
  assert.deepEqual(
    report.signatures.map(({ slot, role }) => [slot, role]),
    [
      ['homeroom', 'GVCN'],
      ['head', 'CBQL'],
      ['seal', 'KY_PHAT_HANH'],
    ],
  );
});

const everybody = [
  'head content-changed data',
  'homeroom content-changed thongtinhocba',
  'seal content-changed data',
];
const changes: readonly (readonly [string, string, readonly string[]])[] = [
  ['a level of a subject', changed(/(mon-TOAN">.*?<MUC_DAT_DUOC>)C/, '$1T'), everybody],
  ['a test', changed('<DIEM_KIEM_TRA_DINH_KY>4<', '<DIEM_KIEM_TRA_DINH_KY>9<'), everybody],
  [
    'a result of the supplement',
    changed(/<DANH_GIA_BO_SUNG>.*?<\/DANH_GIA_BO_SUNG>/, ''),
    everybody,
  ],
  ['a quality', changed(/(<CHAM_CHI><MUC_DAT_DUOC>)Đ/, '$1T'), everybody],
  ['the outcome', changed('<XEP_LOAI>CHT<', '<XEP_LOAI>HTXS<'), everybody],
  ['the comment', changed(/<NHAN_XET_GVCN>[^<]*</, '<NHAN_XET_GVCN>x<'), everybody],
  [
    'a signature taken away',
    changed(/<GVCN>.*?<\/GVCN>/, '<GVCN></GVCN>'),
    ['homeroom signature-missing', 'seal content-changed danhsachky'],
  ],
  [
    'a slot for a teacher of a subject',
    changed('<DANH_SACH_GVBM>', '<DANH_SACH_GVBM><GVBM Id="gvbm-099082200100"></GVBM>'),
    ['- xml-invalid-value'],
  ],
];

for (const [what, text, expected] of changes) {
  test(`found: ${what}`, () => {
    const report = verifySample(text);
    assert.equal(report.verdict, 'invalid');
    assert.deepEqual(complaints(report), expected);
  });
}
