import type { LearnerNumber } from '../../../src/domain/person/identity.ts';
import type { RecordCode } from '../../../src/domain/record/content.ts';
import type { Slot } from '../../../src/domain/record/slot.ts';
import { signedContent, signSample } from '../signed-sample.ts';
import {
  type Attack,
  betterMark,
  goodRecord,
  lsdl,
  replaced,
  rowComplaints,
  rowIn,
  signatureIn,
  toan,
  withSignature,
} from './attack.ts';

const changed = (
  name: string,
  from: string | RegExp,
  to: string,
  complaints: readonly string[],
): Attack => ({ name, make: () => replaced(goodRecord(), from, to), complaints });

const wholeRecord = [
  'head content-changed data',
  'homeroom content-changed thongtinhocba',
  'seal content-changed data',
];

const removed = (name: string, slot: Slot, complaints: readonly string[]): Attack => ({
  name,
  make: () => replaced(goodRecord(), signatureIn(goodRecord(), slot), ''),
  complaints,
});

let other: string | undefined;
/** The record of another learner of the class, signed by the same people. */
function otherLearner(): string {
  other ??= signSample({
    content: {
      ...signedContent,
      code: 'a0f1e2d3c4b5a6978869504132231405' as RecordCode,
      learner: { ...signedContent.learner, number: '9922000004' as LearnerNumber },
    },
  });
  return other;
}

const exchanged = (name: string, slot: Slot, complaints: readonly string[]): Attack => ({
  name: `the ${name}'s signature comes from another learner's record`,
  make: () => withSignature(goodRecord(), slot, signatureIn(otherLearner(), slot)),
  complaints,
});

function exchangeTeachers(): string {
  const good = goodRecord();
  const [first, second] = [signatureIn(good, toan), signatureIn(good, lsdl)];
  return withSignature(withSignature(good, toan, '§'.repeat(first.length)), lsdl, first).replace(
    '§'.repeat(first.length),
    () => second,
  );
}

function movedRow(): string {
  const good = goodRecord();
  const row = rowIn(good, 'TIN');
  return replaced(replaced(good, row, ''), '<BANG_DIEM>', `<BANG_DIEM>${row}`);
}

export const contentAttacks: readonly Attack[] = [
  {
    name: 'one changed mark',
    make: () => betterMark(goodRecord()),
    complaints: rowComplaints('TOAN'),
  },
  changed(
    'one changed comment',
    'Tiến bộ rõ ở môn Tin học',
    'Tiến bộ nhanh ở môn Tin học',
    rowComplaints('TIN'),
  ),
  changed('a mark deleted', '<DIEM_HOC_KY_1>7.8</DIEM_HOC_KY_1>', '', rowComplaints('TOAN')),
  changed('another learner name', 'Đặng Ngọc Ẩn', 'Đặng Ngọc An', wholeRecord),
  changed('the yearly result raised', '<HOC_TAP_HOC_KY_1>K<', '<HOC_TAP_HOC_KY_1>T<', wholeRecord),
  changed('another date of issue', 'NGAY_KY_PHAT_HANH>2026-06-01', 'NGAY_KY_PHAT_HANH>2026-06-02', [
    'head content-changed data',
    'seal content-changed data',
  ]),
  changed('the environment changed', '>THU_NGHIEM<', '>THAT<', [
    '- environment-not-expected',
    'head content-changed data',
    'seal content-changed data',
  ]),
  removed('a teacher signature removed', toan, [
    'seal content-changed danhsachky',
    'toan signature-missing',
  ]),
  removed('the homeroom signature removed', 'homeroom', [
    'homeroom signature-missing',
    'seal content-changed danhsachky',
  ]),
  removed('the head signature removed', 'head', [
    'head signature-missing',
    'seal content-changed cbql',
  ]),
  removed('the seal removed', 'seal', ['seal signature-missing']),
  {
    name: 'the seal over a record without the head',
    make: () => signSample({ omit: ['head'] }),
    complaints: ['head signature-missing'],
  },
  {
    name: 'signatures of two teachers exchanged',
    make: exchangeTeachers,
    complaints: [
      'lsdl reference-not-prescribed',
      'lsdl signer-not-expected',
      'seal content-changed danhsachky',
      'toan reference-not-prescribed',
      'toan signer-not-expected',
    ],
  },
  exchanged('teacher', toan, [
    'seal content-changed danhsachky',
    'toan content-changed mon-TIN',
    'toan content-changed mon-TOAN',
  ]),
  exchanged('homeroom teacher', 'homeroom', [
    'homeroom content-changed thongtinhocba',
    'seal content-changed danhsachky',
  ]),
  exchanged('head', 'head', ['head content-changed data', 'seal content-changed cbql']),
  exchanged('school', 'seal', [
    'seal content-changed cbql',
    'seal content-changed danhsachky',
    'seal content-changed data',
  ]),
  {
    name: 'a row moved',
    make: movedRow,
    complaints: [...wholeRecord, 'toan reference-not-prescribed'],
  },
  {
    name: 'a row removed',
    make: () => replaced(goodRecord(), rowIn(goodRecord(), 'TIN'), ''),
    complaints: [...wholeRecord, 'toan reference-not-prescribed'],
  },
  {
    name: 'a row removed together with its teacher',
    make: () =>
      replaced(
        replaced(goodRecord(), rowIn(goodRecord(), 'LSDL'), ''),
        /<GVBM Id="gvbm-099082200101">.*?<\/GVBM>/,
        '',
      ),
    complaints: [...wholeRecord, 'seal content-changed danhsachky'],
  },
  changed('a teacher exchanged in a row', '099082200101</SO_DINH', '099082200100</SO_DINH', [
    '- xml-invalid-value',
  ]),
  changed('a row of another learner', 'mon-TIN"><MA_SO_TRA_CUU>0', 'mon-TIN"><MA_SO_TRA_CUU>1', [
    '- xml-invalid-value',
  ]),
  changed('the slot of another teacher', 'gvbm-099082200101', 'gvbm-099082200109', [
    '- xml-invalid-value',
  ]),
];
