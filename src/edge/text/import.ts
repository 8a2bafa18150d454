import type { Finding, FindingCode } from '../../format/workbook/finding.ts';
import type { FileRefusal, FileRefusalCode } from '../../format/workbook/refusal.ts';
import { findingTexts } from './import-finding.ts';
import { sheetKindNames } from './mapping.ts';

/** Who can mend a matter in the school. */
export type Mender =
  | 'subject-teacher'
  | 'homeroom-teacher'
  | 'clerk'
  | 'data-officer'
  | 'vice-principal'
  | 'nobody';

/** Người xử lí, as users call them. */
export const menderNames: Readonly<Record<Mender, string>> = {
  'subject-teacher': 'Giáo viên môn học',
  'homeroom-teacher': 'Giáo viên chủ nhiệm',
  clerk: 'Văn thư, người nhập liệu',
  'data-officer': 'Người phụ trách CSDL ngành của trường',
  'vice-principal': 'Phó hiệu trưởng phụ trách chuyên môn',
  nobody: 'Không cần xử lí',
};

/** What the sentences need to know beside the finding: names in place of codes. */
export interface ImportNames {
  readonly pupil: (
    code: string,
  ) => { readonly name: string; readonly className: string } | undefined;
  readonly staff: (id: string) => string | undefined;
  readonly subject: (code: string) => string | undefined;
}

const namesUnknown: ImportNames = {
  pupil: () => undefined,
  staff: () => undefined,
  subject: () => undefined,
};

/** One finding as a sentence: whom it is about, what it is, and where it stands. */
export function findingSentence(finding: Finding, names: ImportNames = namesUnknown): string {
  const what = findingTexts[finding.code].what(valuesOf(finding, names));
  const who = whoOf(finding, names);
  const sentence = who === '' ? what : `${who}: ${what}`;
  return `${capital(sentence)} (${placeOf(finding)}).`;
}

/** What the user can do about a finding. */
export const findingRemedy = (code: FindingCode): string => findingTexts[code].remedy;

export const findingMender = (code: FindingCode): Mender => findingTexts[code].mender;

/** The title of a kind of findings, in lists. */
export const findingTitle = (code: FindingCode): string => findingTexts[code].title;

/** The facts of a finding as words, for the sentences of `import-finding.ts`. */
export interface FindingWords {
  readonly written: string;
  readonly clean: string;
  readonly field: string;
  readonly subject: string;
  readonly term: string;
  readonly className: string;
}

function valuesOf(finding: Finding, names: ImportNames): FindingWords {
  const { subject, term, className, field } = finding;
  return {
    written: quoted(finding.written),
    clean: quoted(finding.clean),
    field: field !== null && field === subject ? 'kết quả' : fieldName(field, names),
    subject: subject === null ? '' : ` môn ${names.subject(subject) ?? subject}`,
    term: term === null ? '' : ` học kì ${term === 1 ? 'I' : 'II'}`,
    className: className ?? '',
  };
}

/** A number is shown with a decimal comma, a date as dd/mm/yyyy, a text as it was written. */
function quoted(value: string | number | null): string {
  if (value === null || value === '') return 'để trống';
  if (typeof value === 'number') return `«${String(value).replace('.', ',')}»`;
  const date = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value);
  return date === null ? `«${value}»` : `«${date[3]}/${date[2]}/${date[1]}»`;
}

function whoOf({ pupil, staff }: Finding, names: ImportNames): string {
  if (pupil !== null) {
    const known = names.pupil(pupil);
    return known === undefined
      ? `học sinh mã ${pupil}`
      : `em ${known.name} (mã ${pupil}, lớp ${known.className})`;
  }
  if (staff === null) return '';
  const name = names.staff(staff);
  return name === undefined ? `cán bộ ${staff}` : `${name} (${staff})`;
}

function placeOf({ file, sheet, cell, row }: Finding): string {
  const at = cell !== null ? `ô ${cell}, ` : row !== null ? `dòng ${row}, ` : '';
  return `${at}${sheet === null ? '' : `trang «${sheet}», `}tệp ${file}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Columns as the forms call them. */
const fieldNames: Readonly<Record<string, string>> = {
  code: 'mã',
  name: 'họ tên',
  birthDate: 'ngày sinh',
  sex: 'giới tính',
  ethnic: 'dân tộc',
  nationality: 'quốc tịch',
  personalId: 'số định danh cá nhân',
  email: 'thư điện tử',
  status: 'trạng thái',
  disability: 'khuyết tật',
  class: 'lớp',
  note: 'ghi chú',
  gk: 'điểm giữa kì (ĐĐGgk)',
  ck: 'điểm cuối kì (ĐĐGck)',
  avg: 'điểm trung bình hoặc mức đánh giá của học kì',
  comment: 'nhận xét',
  study: 'kết quả học tập',
  conduct: 'kết quả rèn luyện',
  conductYear: 'kết quả rèn luyện cả năm',
  absence: 'số buổi nghỉ',
  absTotal: 'tổng số buổi nghỉ',
  award: 'khen thưởng',
  homeroom: 'giáo viên chủ nhiệm',
  homeroomComment: 'nhận xét của giáo viên chủ nhiệm',
  teacher: 'giáo viên',
  term: 'học kì',
  subject: 'môn học',
  subjects: 'môn dạy',
  classes: 'lớp dạy',
  before: 'kết quả trước khi đánh giá lại',
  after: 'kết quả sau đánh giá lại',
  result: 'xếp loại',
  completed: 'hoàn thành chương trình lớp học',
  cQualities: 'nhận xét phẩm chất chủ yếu',
  cGeneral: 'nhận xét năng lực chung',
  cSpecial: 'nhận xét năng lực đặc thù',
  height: 'chiều cao',
  weight: 'cân nặng',
  chosen: 'môn lựa chọn',
  specialTopics: 'cụm chuyên đề',
  transfer: 'kết quả học kì I ở trường cũ',
};

function fieldName(field: string | null, names: ImportNames): string {
  if (field === null) return 'giá trị';
  const known = fieldNames[field] ?? sheetKindNames[field];
  if (known !== undefined) return known;
  const regular = /^tx(\d)$/.exec(field)?.[1];
  if (regular !== undefined) return `điểm thường xuyên thứ ${Number(regular) + 1} (ĐĐGtx)`;
  const [kind, code] = field.includes(':') ? field.split(':') : ['', field];
  const subject = names.subject(code ?? '') ?? code;
  if (kind === 'diem') return `điểm kiểm tra định kì môn ${subject}`;
  if (kind === 'mon') return `mức đạt được môn ${subject}`;
  if (kind === 'comment') return `nhận xét môn ${subject}`;
  if (kind === 'pc') return `phẩm chất ${subject}`;
  if (kind === 'nl') return `năng lực ${subject}`;
  return names.subject(field) === undefined ? field : `kết quả môn ${names.subject(field)}`;
}

const refusalTexts: Readonly<
  Record<FileRefusalCode, { readonly what: (detail: string | null) => string; remedy: string }>
> = {
  'empty-file': {
    what: () => 'tệp rỗng',
    remedy: 'Xuất lại tệp từ phần mềm rồi nạp lại.',
  },
  'not-a-workbook': {
    what: () => 'đây không phải là bảng tính Excel',
    remedy: 'Chọn đúng tệp .xlsx hoặc .xls; tệp ảnh, Word, PDF không đọc được.',
  },
  'unsupported-format': {
    what: () => 'đây là một dạng bảng tính chưa đọc được',
    remedy: 'Mở tệp bằng Excel rồi lưu lại dưới dạng «Sổ làm việc Excel (.xlsx)».',
  },
  'truncated-file': {
    what: () => 'tệp bị thiếu phần cuối, có thể do tải về hoặc sao chép chưa xong',
    remedy: 'Tải hoặc sao chép lại tệp rồi nạp lại.',
  },
  'damaged-file': {
    what: () => 'tệp bị hỏng, nội dung bên trong không khớp',
    remedy: 'Mở tệp bằng Excel, lưu thành tệp mới rồi nạp lại; nếu không mở được thì xuất lại.',
  },
  'password-protected': {
    what: () => 'tệp được đặt mật khẩu',
    remedy: 'Gỡ mật khẩu (Tệp → Thông tin → Bảo vệ sổ làm việc) rồi nạp lại.',
  },
  'too-large-file': {
    what: () => 'tệp lớn hơn giới hạn cho phép',
    remedy: 'Tách tệp theo khối hoặc lớp, hoặc bỏ hình ảnh trong tệp, rồi nạp lại.',
  },
  'too-large-unpacked': {
    what: () => 'tệp giải nén ra quá lớn, không thể là sổ của một trường',
    remedy: 'Kiểm tra nguồn của tệp; xuất lại từ phần mềm của trường rồi nạp lại.',
  },
  'too-slow': {
    what: () => 'đọc tệp quá thời gian cho phép',
    remedy: 'Tách tệp theo khối hoặc lớp, hoặc xóa các trang trống và định dạng thừa, rồi nạp lại.',
  },
  'unknown-layout': {
    what: () => 'không trang nào có các cột của một loại sổ đã biết',
    remedy:
      'Kiểm tra có chọn đúng tệp; giữ nguyên dòng tiêu đề cột khi xuất từ phần mềm, hoặc ghép cột bằng --suggest-mapping.',
  },
  'other-school-year': {
    what: (year) => `tệp thuộc năm học ${year ?? 'khác'}, không phải năm học đang nhập`,
    remedy: 'Chọn tệp của đúng năm học, hoặc chọn lại năm học khi nhập.',
  },
};

/** Why a file was left out, and that nothing of it was imported. */
export const refusalSentence = ({ file, code, detail }: FileRefusal): string =>
  `Không nhập tệp ${file}: ${refusalTexts[code].what(detail)}. Không dữ liệu nào trong tệp được nhập.`;

export const refusalRemedy = (code: FileRefusalCode): string => refusalTexts[code].remedy;
