import type { HeldExtract, HoldingRefusal } from '../../app/school/hold-extract.ts';
import type { ExtractRefusal } from '../../domain/record/extract.ts';
import type { RecordState } from '../../domain/record/record.ts';
import type { RecordRefusal } from '../../domain/record/refusal.ts';
import type { SchoolYear } from '../../domain/time/school-year.ts';
import type { JsonFault, JsonFaultCode } from '../../format/extract/json-shape.ts';
import { buildRefusalText } from './school.ts';
import { schoolActText } from './school-acts.ts';
import { dateText, schoolYearText } from './time.ts';
import { expectedText } from './xml-field.ts';

/** Sentences of `hocba extract`. */
export const extractCommandText = {
  summary:
    'Nhập bản trích lục từ học bạ giấy của những năm xếp loại theo Thông tư 58/2011: chép nguyên, không tính lại; học bạ được mở và chốt ngay, chờ ký.',
  usage: 'extract TỆP.json [--dry-run] [--json]',
  faulty: 'Không đọc được bản trích lục. Xin sửa những chỗ sau rồi chạy lại:',
  refused: 'Không nhận bản trích lục. Xin sửa những chỗ sau rồi chạy lại:',
  good: (facts: {
    readonly className: string;
    readonly year: SchoolYear;
    readonly learners: number;
  }): string =>
    `Bản trích lục lớp ${facts.className}, năm học ${schoolYearText(facts.year)}: ${facts.learners} học sinh, không có lỗi. Chạy thử: chưa lưu gì.`,
  held: ({ closed, unchanged }: HeldExtract): string =>
    `Đã chốt ${closed} học bạ trích lục; ${unchanged} học bạ đã có, nội dung không đổi. Việc tiếp theo: hiệu trưởng ký, văn thư đóng dấu.`,
} as const;

const words: Readonly<Record<string, string>> = {
  extractSchema: '«hocba-extract/1»',
  environmentWord: '«real» hoặc «trial»',
  kindOfSubject: '«score» (điểm) hoặc «comment» (nhận xét)',
  sexLetter: '«M» (nam) hoặc «F» (nữ)',
  flag: 'true hoặc false',
  mark: 'điểm từ 0 đến 10 với nhiều nhất một chữ số thập phân, hoặc «Đ», «CĐ», «M»',
  average: 'điểm từ 0 đến 10 với nhiều nhất một chữ số thập phân',
};

const expectation = ({ expected }: JsonFault): string =>
  expected === undefined ? '' : `; phải là ${words[expected] ?? expectedText(expected)}`;

const faults: { readonly [C in JsonFaultCode]: (fault: JsonFault) => string } = {
  'not-json': () => 'Tệp không phải là JSON (UTF-8) hợp lệ: xin xuất lại tệp.',
  'not-object': ({ path }) => `${path || 'Tệp'} phải là một đối tượng { … }.`,
  'not-list': ({ path }) => `${path} phải là một danh sách [ … ].`,
  'list-empty': ({ path }) => `${path} để trống: xin ghi ít nhất một mục.`,
  'unknown-key': ({ path }) => `${path} không có trong mẫu: xin bỏ, hoặc sửa lại tên mục.`,
  missing: ({ path }) => `${path} còn thiếu: xin chép từ học bạ giấy hoặc hồ sơ học sinh.`,
  'wrong-type': (fault) => `${fault.path} sai kiểu dữ liệu${expectation(fault)}.`,
  'invalid-value': (fault) => `${fault.path} không đúng${expectation(fault)}.`,
};

/** Where a file of `hocba extract` is wrong, and what belongs there. */
export const extractFaultText = (fault: JsonFault): string => faults[fault.code](fault);

type Sentences = {
  readonly [C in ExtractRefusal['code']]: (
    refusal: Extract<ExtractRefusal, { readonly code: C }>,
  ) => string;
};

const refusals: Sentences = {
  'not-under-older-rules': ({ year, grade }) =>
    `Lớp ${grade} năm học ${schoolYearText(year)} không xếp loại theo Thông tư 58/2011: xin kiểm tra lớp và năm học; năm học theo Thông tư 22 lập học bạ từ sổ sách bằng lệnh «hocba import».`,
  'level-of-another-grade': ({ levelCode, grade }) =>
    `Mã cấp học ${levelCode} không có lớp ${grade}: xin sửa mã cấp học (03 THCS, 04 THPT, 05 GDTX) hoặc lớp.`,
  'extracted-later': ({ on, closedOn }) =>
    `Ngày trích lục ${dateText(on)} sau hôm nay (${dateText(closedOn)}): xin sửa ngày.`,
  'learner-twice': () => 'học sinh có hai lần trong tệp: xin giữ một.',
  'vietnamese-without-personal-id': () =>
    'học sinh Việt Nam chưa có số định danh cá nhân: xin bổ sung từ CSDL ngành.',
  'subject-twice': ({ subject }) => `môn ${subject} có hai lần: xin giữ một dòng.`,
  'book-signed-outside': ({ signedOn }) =>
    `ngày phê duyệt trên học bạ giấy ${dateText(signedOn)} trước năm học hoặc sau ngày trích lục: xin đối chiếu học bạ giấy.`,
};

/** Why an extract is not held; begins with the learner whom it is about. */
export function extractRefusalText(refusal: ExtractRefusal): string {
  const sentence = refusals[refusal.code] as (one: ExtractRefusal) => string;
  const text = sentence(refusal);
  return refusal.learner === null ? text : `Mã học sinh ${refusal.learner}: ${text}`;
}

/** A record that stands in the way, and the way around it. */
const remedyOf = (state: RecordState): string => {
  if (state === 'closed' || state === 'signing') return 'mở chốt và ghi lí do rồi nhập lại';
  if (state === 'sealed') return 'phát hành rồi thu hồi hoặc thay thế';
  return 'thu hồi hoặc lập bản thay thế rồi nhập lại';
};

/** Why the records of an extract were not opened or closed: nothing of the class was. */
export function holdingRefusalLines(refusal: HoldingRefusal): readonly string[] {
  switch (refusal.code) {
    case 'extract-refused':
      return [extractCommandText.refused, ...refusal.refusals.map(extractRefusalText)];
    case 'extract-not-in-profile':
      return refusal.refusals.map(
        (one) => `Mã học sinh ${refusal.learner}: ${buildRefusalText(one)}`,
      );
    case 'extract-differs':
      return [
        `Mã học sinh ${refusal.learner} đã có học bạ năm học này với nội dung khác. Xin đối chiếu học bạ giấy; nếu bản mới đúng: ${remedyOf(refusal.state)}.`,
      ];
    default:
      return [schoolActText(refusal satisfies RecordRefusal)];
  }
}
