import type { StageName } from '../../app/demo/stage.ts';
import type {
  BuildRefusal,
  BuildWarning,
  LearnerFact,
  Mender,
} from '../../domain/record/build-refusal.ts';
import type { ExcuseReason, Mend } from '../../domain/record/mend.ts';

import { traitText } from './primary.ts';
import { schoolYearText } from './time.ts';

/** One sentence for each code, complete by type. */
type Sentences<R extends { readonly code: string }> = {
  readonly [C in R['code']]: (refusal: Extract<R, { readonly code: C }>) => string;
};

const termWords = (term: 1 | 2 | 'year'): string =>
  term === 'year' ? 'cả năm' : term === 1 ? 'học kì I' : 'học kì II';

const factWords: Readonly<Record<LearnerFact, string>> = {
  'birth-date': 'ngày sinh',
  'birth-place': 'nơi sinh',
  'home-town': 'quê quán',
  'current-address': 'nơi ở hiện nay',
  'ethnic-code': 'dân tộc',
  identity: 'số định danh cá nhân',
};

/** A subject by its code, a quality or competence by its name. */
const traitOrSubject = (of: string): string => {
  const name = /^(?:pc|nl):(.+)$/.exec(of)?.[1];
  return name === undefined ? `Môn ${of}` : (traitText[name] ?? name);
};

const tableWords = {
  qualities: 'phẩm chất',
  general: 'năng lực chung',
  special: 'năng lực đặc thù',
} as const;

const gapWords = {
  missing: 'chưa có kết quả',
  incomplete: 'còn thiếu điểm hoặc mức đánh giá',
  'too-many-tx': 'có nhiều điểm thường xuyên hơn quy định',
} as const;

const refusals: Sentences<BuildRefusal> = {
  'programme-not-written': ({ programme }) =>
    `Chương trình ${programme} chưa lập được học bạ bằng mẫu này.`,
  'year-under-older-rules': ({ year, grade }) =>
    `Lớp ${grade} năm học ${schoolYearText(year)} xếp loại theo Thông tư 58/2011, không tính theo Thông tư 22 được. Xin nhập bản trích lục học bạ giấy bằng lệnh «hocba extract».`,
  'class-unknown': ({ className }) => `Không có lớp ${className} trong danh sách lớp.`,
  'subject-unknown': ({ subject }) => `Không có môn ${subject} trong danh mục môn học.`,
  'result-missing': ({ subject, term, why }) =>
    `Môn ${subject}, ${termWords(term)}: ${gapWords[why]}.`,
  'level-missing': ({ of }) => `${traitOrSubject(of)}: chưa có mức đạt được.`,
  'test-missing': ({ subject }) => `Môn ${subject}: chưa có điểm kiểm tra định kì cuối năm.`,
  'test-not-whole': ({ subject }) =>
    `Môn ${subject}: điểm kiểm tra định kì phải là số nguyên từ 1 đến 10.`,
  'supplement-pending': ({ items }) =>
    `Chưa đánh giá bổ sung đủ (${items.map(traitOrSubject).join('; ')}).`,
  'decision-missing': () => 'Chưa có quyết định của hiệu trưởng về việc lên lớp.',
  'conduct-missing': ({ term }) => `Chưa có kết quả rèn luyện ${termWords(term)}.`,
  'absences-missing': () => 'Chưa có số buổi nghỉ học của đủ hai học kì.',
  'no-subject-teacher': ({ subject, className, term }) =>
    `Lớp ${className}, môn ${subject}: chưa phân công giáo viên ${termWords(term)}.`,
  'no-homeroom-teacher': ({ className }) => `Lớp ${className} chưa có giáo viên chủ nhiệm.`,
  'no-head': () => 'Chưa biết người đứng đầu nhà trường.',
  'staff-unknown': ({ staff }) => `Không có cán bộ ${staff} trong danh sách cán bộ.`,
  'staff-without-personal-id': ({ staff }) =>
    `Cán bộ ${staff} chưa có số định danh cá nhân nên không ký được.`,
  'not-a-deputy': ({ staff, position }) =>
    `Cán bộ ${staff} (${position ?? 'chưa ghi chức vụ'}) không phải cấp phó nên không được ký thay người đứng đầu.`,
  'promotion-undecided': ({ pending, reasons }) =>
    `Chưa quyết định được lên lớp (${[...pending, ...reasons].map((one) => reasonWords[one]).join('; ')}).`,
  'learner-fact-missing': ({ fact }) => `Thiếu ${factWords[fact]}.`,
  'not-in-profile': ({ path, found }) => `Giá trị «${found}» không ghi được vào ${path}.`,
};

const reasonWords = {
  'summer-conduct': 'chờ kết quả rèn luyện trong hè',
  reassess: 'chờ đánh giá lại',
  absences: 'nghỉ học quá 45 buổi',
  study: 'kết quả học tập chưa đạt',
  conduct: 'kết quả rèn luyện chưa đạt',
  'study-incomplete': 'kết quả học tập chưa đủ',
  'conduct-incomplete': 'kết quả rèn luyện chưa đủ',
  'absences-unknown': 'chưa rõ số buổi nghỉ',
  'principal-decides': 'học sinh không đánh giá: hiệu trưởng quyết định',
} as const;

const warnings: Sentences<BuildWarning> = {
  'subject-comment-missing': ({ subject }) => `Môn ${subject} chưa có nhận xét.`,
  'homeroom-comment-missing': () => 'Chưa có nhận xét của giáo viên chủ nhiệm.',
  'trait-comment-missing': ({ of }) => `Chưa có nhận xét ${tableWords[of]}.`,
  'sex-missing': () => 'Chưa có giới tính.',
  'foreign-learner-without-passport': () =>
    'Học sinh nước ngoài chưa có số hộ chiếu; học bạ chỉ ghi mã học sinh.',
  'earlier-school-not-placed': ({ school }) =>
    `Chưa biết lớp và tỉnh của ${school}, nên quá trình học tập chỉ ghi từ ngày đến trường này.`,
};

const menders: Readonly<Record<Mender, string>> = {
  'subject-teacher': 'giáo viên môn học bổ sung',
  'homeroom-teacher': 'giáo viên chủ nhiệm bổ sung',
  head: 'hiệu trưởng quyết định',
  clerk: 'văn thư bổ sung',
  vendor: 'chờ phiên bản sau của phần mềm',
};

/** The sentence of a refusal, by its own code. */
export function buildRefusalText(refusal: BuildRefusal): string {
  const sentence = refusals[refusal.code] as (one: BuildRefusal) => string;
  return sentence(refusal);
}

export function buildWarningText(warning: BuildWarning): string {
  const sentence = warnings[warning.code] as (one: BuildWarning) => string;
  return sentence(warning);
}

export const menderText = (mender: Mender): string => menders[mender];

export const excuseText: Readonly<Record<ExcuseReason, string>> = {
  'transferred-out': 'đã chuyển đi',
  'dropped-out': 'đã thôi học',
  'supplementary-cohort': 'chờ đợt bổ sung',
  incomplete: 'chưa đủ dữ liệu',
};

export const stageText: Readonly<Record<StageName, string>> = {
  import: 'Nhập sổ sách',
  check: 'Kiểm tra',
  assess: 'Đánh giá',
  close: 'Chốt',
  sign: 'Ký',
  seal: 'Đóng dấu',
  issue: 'Phát hành',
  package: 'Đóng gói',
  submit: 'Gửi Sở',
  verify: 'Sở xác minh',
  register: 'Tiếp nhận',
  lock: 'Khóa',
  'look-up': 'Tra cứu',
};

/** What a mend does, for the list that the demo shows. */
export function mendText(mend: Mend): string {
  switch (mend.act) {
    case 'assign-teacher':
      return `phân công ${mend.teacher} dạy ${mend.subject} lớp ${mend.className}, ${termWords(mend.term)}`;
    case 'enter-mark': {
      const mark = 'score' in mend.mark ? (mend.mark.score / 10).toFixed(1) : mend.mark.level;
      return `nhập ${mark.replace('.', ',')} môn ${mend.subject} ${termWords(mend.term)} cho ${mend.learner}`;
    }
    case 'enter-level': {
      const { level, test } = mend;
      const what = [level === null ? [] : `mức ${level}`, test === null ? [] : `điểm KTĐK ${test}`];
      return `nhập ${what.flat().join(', ')} môn ${mend.subject} cho ${mend.learner}`;
    }
    case 'decide-promotion':
      return `${mend.promoted ? 'cho lên lớp' : 'cho ở lại lớp'}: ${mend.learner}`;
    case 'defer':
      return `chuyển ${mend.learner} sang diện ${excuseText[mend.reason]}`;
  }
}

export const roleWords = (role: string): string =>
  ({ school: 'Trường', province: 'Sở', ministry: 'Bộ' })[role] ?? role;
