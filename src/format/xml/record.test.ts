import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyExtracted, sampleExtracted } from '../../../test/support/extracted-content.ts';
import { anyPrimary, samplePrimary } from '../../../test/support/primary-content.ts';
import { anyContent, sampleContent } from '../../../test/support/sample-content.ts';
import { sampleContinuing, sampleUpper } from '../../../test/support/upper-content.ts';
import type { RecordContent } from '../../domain/record/content.ts';
import { slotsOfRecord } from '../../domain/record/slot.ts';
import type { XmlFaultCode } from './fault.ts';
import { writeRecordFile } from './file.ts';
import { readRecord, writeData } from './record.ts';
import { scanXml } from './scan.ts';

const unsigned = (content: RecordContent): string =>
  writeRecordFile({
    data: writeData(content),
    slots: slotsOfRecord(content),
    signatures: new Map(),
  });

function read(text: string) {
  const scanned = scanXml(Buffer.from(text));
  return scanned.ok
    ? readRecord(scanned.value)
    : { ok: false as const, refusal: [scanned.refusal] };
}

test('parse(write(x)) = x for any content', () => {
  fc.assert(
    fc.property(fc.oneof(anyContent, anyPrimary, anyExtracted), (content) => {
      const result = read(unsigned(content));
      assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.refusal));
      assert.deepEqual(result.value.content, content);
    }),
    { numRuns: 500 },
  );
});

const samples: readonly (readonly [RecordContent, string])[] = [
  [sampleContent, 'unsigned.xml'],
  [samplePrimary, 'unsigned-primary.xml'],
  [sampleUpper, 'unsigned-upper.xml'],
  [sampleContinuing, 'unsigned-continuing.xml'],
  [sampleExtracted, 'unsigned-extracted.xml'],
];

for (const [content, file] of samples) {
  test(`write(parse(bytes)) gives the same bytes: ${file}`, () => {
    const text = unsigned(content);
    const result = read(text);
    assert.ok(result.ok);
    assert.equal(unsigned(result.value.content), text);
  });

  test(`the golden file is what we write: ${file}`, () => {
    const golden = new URL(`../../../test/fixtures/records/${file}`, import.meta.url);
    const text = unsigned(content);
    if (process.env['UPDATE'] === '1') writeFileSync(golden, text);
    assert.equal(text, readFileSync(golden, 'utf8'));
  });
}

const sample = unsigned(sampleContent);
const twin = (from: string | RegExp, to: string): string => {
  const text = sample.replace(from, to);
  assert.notEqual(text, sample, `${String(from)} does not occur`);
  return text;
};

const row = /<DIEM_TONG_KET Id="mon-TOAN">.*?<\/DIEM_TONG_KET>/;
const faults: readonly (readonly [string, string, XmlFaultCode])[] = [
  [
    'a moved section',
    twin(row, '').replace('</BANG_DIEM>', `</BANG_DIEM>${row.exec(sample)?.[0] ?? ''}`),
    'unexpected-element',
  ],
  ['a removed section', twin(/<KET_QUA_NAM_HOC>.*<\/KET_QUA_NAM_HOC>/, ''), 'missing-element'],
  ['a doubled row', twin(row, '$&$&'), 'duplicate-id'],
  ['a doubled section', twin(/<CO_SO_GIAO_DUC>.*<\/CO_SO_GIAO_DUC>/, '$&$&'), 'unexpected-element'],
  [
    'an unknown element',
    twin('<BANG_DIEM>', '<BANG_DIEM><GHI_CHU>x</GHI_CHU>'),
    'unexpected-element',
  ],
  ['an unknown attribute', twin('<BANG_DIEM>', '<BANG_DIEM class="x">'), 'unexpected-attribute'],
  ['an attribute on a leaf', twin('<NAM_HOC>', '<NAM_HOC lang="vi">'), 'unexpected-attribute'],
  ['an Id where none belongs', twin('<GVCN>', '<GVCN Id="x">'), 'unexpected-attribute'],
  ['another Id', twin('Id="thongtinhocba"', 'Id="thongtin"'), 'invalid-value'],
  ['an Id left out', twin(' Id="data"', ''), 'missing-attribute'],
  ['text between elements', twin('<BANG_DIEM>', '<BANG_DIEM>điểm'), 'mixed-content'],
  ['a mark of 10.5', twin('<DIEM_HOC_KY_1>7.8<', '<DIEM_HOC_KY_1>10.5<'), 'invalid-value'],
  ['a mark with a comma', twin('<DIEM_HOC_KY_1>7.8<', '<DIEM_HOC_KY_1>7,8<'), 'invalid-value'],
  ['a level in a row of marks', twin('<DIEM_HOC_KY_1>7.8<', '<DIEM_HOC_KY_1>Đ<'), 'invalid-value'],
  ['30 February', twin('<NGAY_TAO>2026-05-30<', '<NGAY_TAO>2026-02-30<'), 'invalid-value'],
  ['a blank at the end of a name', twin('Đặng Ngọc Ẩn<', 'Đặng Ngọc Ẩn <'), 'invalid-value'],
  ['an empty name', twin('>Đặng Ngọc Ẩn<', '><'), 'invalid-value'],
  [
    'a row of another learner',
    twin('<MA_HOC_SINH>9922000003<', '<MA_HOC_SINH>9922000004<'),
    'invalid-value',
  ],
  ['a row of another record', twin(/(mon-TOAN"><MA_SO_TRA_CUU>)0/, '$11'), 'invalid-value'],
  [
    'a row whose Id names another subject',
    twin('<MA_MON_HOC>TOAN<', '<MA_MON_HOC>VAN<'),
    'invalid-value',
  ],
  ['a signature slot too few', twin(/<GVBM Id="gvbm-\d+"><\/GVBM>/, ''), 'invalid-value'],
  ['a signature slot twice', twin(/<GVBM Id="gvbm-\d+"><\/GVBM>/, '$&$&'), 'duplicate-id'],
  ['a namespace on the root', twin('<HOC_BA>', '<HOC_BA xmlns="urn:x">'), 'unknown-profile'],
  ['another profile', twin('>hocba-1<', '>hocba-2<'), 'invalid-value'],
  ['another root', twin('<HOC_BA>', '<HOCBA>').replace('</HOC_BA>', '</HOCBA>'), 'unknown-profile'],
];

const primary = unsigned(samplePrimary);
const primaryTwin = (from: string | RegExp, to: string): string => {
  const text = primary.replace(from, to);
  assert.notEqual(text, primary, `${String(from)} does not occur`);
  return text;
};
const form = /<BANG_DIEM>.*<\/KET_QUA_NAM_HOC>/;
const primaryForm = /<KET_QUA_TIEU_HOC>.*<\/KET_QUA_TIEU_HOC>/;
const primaryFaults: typeof faults = [
  ['both forms', primaryTwin(primaryForm, `$&${form.exec(sample)?.[0]}`), 'unexpected-element'],
  ['no form', primaryTwin(primaryForm, ''), 'missing-element'],
  ['the secondary form in grade 3', twin('<MA_KHOI>6<', '<MA_KHOI>3<'), 'invalid-value'],
  ['the primary form in grade 6', primaryTwin('<MA_KHOI>3<', '<MA_KHOI>6<'), 'invalid-value'],
  [
    'the primary form at another level',
    primaryTwin('<MA_CAP_HOC>02<', '<MA_CAP_HOC>03<'),
    'invalid-value',
  ],
  [
    'a teacher in a primary slot',
    primaryTwin('<DANH_SACH_GVBM>', '<DANH_SACH_GVBM><GVBM Id="gvbm-099082200100"></GVBM>'),
    'invalid-value',
  ],
  [
    'no slot for the teachers of a secondary record',
    twin(/<DANH_SACH_GVBM>.*<\/DANH_SACH_GVBM>/, '<DANH_SACH_GVBM></DANH_SACH_GVBM>'),
    'invalid-value',
  ],
  [
    'a test beside M',
    primaryTwin(
      '<MUC_DAT_DUOC>M</MUC_DAT_DUOC>',
      '<MUC_DAT_DUOC>M</MUC_DAT_DUOC><DIEM_KIEM_TRA_DINH_KY>7</DIEM_KIEM_TRA_DINH_KY>',
    ),
    'invalid-value',
  ],
  ['a test of 7.5', primaryTwin('DINH_KY>7<', 'DINH_KY>7.5<'), 'invalid-value'],
  ['a test of 0', primaryTwin('DINH_KY>7<', 'DINH_KY>0<'), 'invalid-value'],
  ['a height of 5 cm', primaryTwin('<CHIEU_CAO>128.5<', '<CHIEU_CAO>5<'), 'invalid-value'],
  ['a height of 128.50', primaryTwin('<CHIEU_CAO>128.5<', '<CHIEU_CAO>128.50<'), 'invalid-value'],
  ['a quality of H', primaryTwin(/(<YEU_NUOC><MUC_DAT_DUOC>)T/, '$1H'), 'invalid-value'],
  ['201 days off', primaryTwin('<NGHI_CO_PHEP>3<', '<NGHI_CO_PHEP>201<'), 'invalid-value'],
  [
    'a comment of 501 characters',
    primaryTwin(/<NHAN_XET>[^<]*</, `<NHAN_XET>${'ế'.repeat(501)}<`),
    'invalid-value',
  ],
  ['a doubled row of primary', primaryTwin(row, '$&$&'), 'duplicate-id'],
  [
    'a primary row of another learner',
    primaryTwin(/(mon-TOAN">.*?<MA_HOC_SINH>)9/, '$18'),
    'invalid-value',
  ],
];

const upper = unsigned(sampleUpper);
const upperTwin = (from: string | RegExp, to: string): string => {
  const text = upper.replace(from, to);
  assert.notEqual(text, upper, `${String(from)} does not occur`);
  return text;
};
const topic = /<CHUYEN_DE_HOC_TAP>.*?<\/CHUYEN_DE_HOC_TAP>/;
const upperFaults: typeof faults = [
  [
    'a special topic of M',
    upperTwin(/(<CHUYEN_DE_HOC_TAP><DIEM_HOC_KY_1>)8.0/, '$1M'),
    'invalid-value',
  ],
  [
    'a special topic without marks',
    upperTwin(topic, '<CHUYEN_DE_HOC_TAP></CHUYEN_DE_HOC_TAP>'),
    'missing-element',
  ],
  ['a special topic in grade 9', upperTwin('<MA_KHOI>12<', '<MA_KHOI>9<'), 'invalid-value'],
  [
    'a special topic of a subject without marks',
    twin('<MA_KHOI>6<', '<MA_KHOI>10<').replace(
      /(mon-GDTC".*?)(<DANH_SACH_GIAO_VIEN>)/,
      `$1${topic.exec(upper)?.[0]}$2`,
    ),
    'invalid-value',
  ],
  [
    'a place code without a province',
    upperTwin('<MA_TINH>31</MA_TINH><MA_XA>', '<MA_XA>'),
    'missing-element',
  ],
];

const extracted = unsigned(sampleExtracted);
const extractedTwin = (from: string | RegExp, to: string): string => {
  const text = extracted.replace(from, to);
  assert.notEqual(text, extracted, `${String(from)} does not occur`);
  return text;
};
const homeroom =
  /<GIAO_VIEN_CHU_NHIEM>.*<\/GIAO_VIEN_CHU_NHIEM>/.exec(sample)?.[0] ?? 'no homeroom';
const extractedFaults: typeof faults = [
  [
    'an extract that does not say so',
    extractedTwin('<TRICH_LUC>1<', '<TRICH_LUC>0<'),
    'invalid-value',
  ],
  ['an extract that is none', twin('<TRICH_LUC>0<', '<TRICH_LUC>1<'), 'invalid-value'],
  [
    'an extract of a year under Circular 22',
    extractedTwin(/2020-2021/g, '2021-2022'),
    'invalid-value',
  ],
  [
    'an extract of a grade under Circular 27',
    extractedTwin('<MA_KHOI>6<', '<MA_KHOI>5<'),
    'invalid-value',
  ],
  ['an extract under another circular', extractedTwin('>58/2011/', '>22/2021/'), 'invalid-value'],
  [
    'a homeroom teacher of an extract',
    extractedTwin('<TEN_LOP>6C</TEN_LOP><KET', `<TEN_LOP>6C</TEN_LOP>${homeroom}<KET`),
    'unexpected-element',
  ],
  [
    'a homeroom slot of an extract',
    extractedTwin('</DANH_SACH_GVBM>', '</DANH_SACH_GVBM><GVCN></GVCN>'),
    'unexpected-element',
  ],
  ['no homeroom teacher elsewhere', twin(homeroom, ''), 'missing-element'],
  ['no homeroom slot elsewhere', twin('<GVCN></GVCN>', ''), 'missing-element'],
  [
    'a teacher slot of an extract',
    extractedTwin('<DANH_SACH_GVBM>', '<DANH_SACH_GVBM><GVBM Id="gvbm-099082200100"></GVBM>'),
    'invalid-value',
  ],
  [
    'học lực of the newer rules',
    extractedTwin('<HOC_LUC_CA_NAM>Kém<', '<HOC_LUC_CA_NAM>Đ<'),
    'invalid-value',
  ],
  [
    'hạnh kiểm Kém',
    extractedTwin('<HANH_KIEM_CA_NAM>Tb<', '<HANH_KIEM_CA_NAM>Kém<'),
    'invalid-value',
  ],
  [
    'an average of 10.5',
    extractedTwin('<DIEM_TRUNG_BINH_CA_NAM>6.4<', '<DIEM_TRUNG_BINH_CA_NAM>10.5<'),
    'invalid-value',
  ],
  [
    'a level in an extracted row of marks',
    extractedTwin('<DIEM_HOC_KY_1>6.8<', '<DIEM_HOC_KY_1>Đ<'),
    'invalid-value',
  ],
  ['a doubled row of an extract', extractedTwin(row, '$&$&'), 'duplicate-id'],
  [
    'an extracted row of another learner',
    extractedTwin(/(mon-TOAN">.*?<MA_HOC_SINH>)9/, '$18'),
    'invalid-value',
  ],
];

for (const [what, text, code] of [
  ...faults,
  ...primaryFaults,
  ...upperFaults,
  ...extractedFaults,
]) {
  test(`refuses ${what}`, () => {
    const result = read(text);
    assert.ok(!result.ok, 'accepted');
    assert.ok(
      result.refusal.some((fault) => fault.code === code),
      JSON.stringify(result.refusal),
    );
  });
}

test('a refusal names every fault with its path', () => {
  const text = twin('<DIEM_HOC_KY_1>7.8<', '<DIEM_HOC_KY_1>11<')
    .replace('>TRUE<', '>x<')
    .replace('<GIOI_TINH>1<', '<GIOI_TINH>3<');
  const result = read(text);
  assert.ok(!result.ok);
  assert.deepEqual(
    result.refusal.map(({ code, path, found }) => [code, path, found]),
    [
      ['invalid-value', '/HOC_BA/DU_LIEU_HOC_BA/THONG_TIN_HOC_BA/NGUOI_HOC/GIOI_TINH', '3'],
      [
        'invalid-value',
        '/HOC_BA/DU_LIEU_HOC_BA/THONG_TIN_HOC_BA/BANG_DIEM/DIEM_TONG_KET[1]/DIEM_HOC_KY_1',
        '11',
      ],
    ],
  );
});
