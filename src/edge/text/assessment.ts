import type { CommentLevel, QualityLevel, StudyLevel } from '../../domain/assessment/level.ts';
import type {
  AssessmentFact,
  AssessmentFlag,
  PendingMatter,
  PrimaryAward,
  PrimaryFlag,
  PrimaryObstacle,
  PrimaryOutcome,
  PrimaryResult,
  PromotionReason,
  SecondaryAward,
} from '../../domain/assessment/outcome.ts';

/** How a subject, quality or competence is called: its code where nobody gives a better name. */
export type NameOf = (code: string) => string;

type Sentences<Fact extends { readonly code: string }> = {
  readonly [Code in Fact['code']]: (fact: Extract<Fact, { code: Code }>, nameOf: NameOf) => string;
};

/** A mark in tenths as Vietnamese reports write it: 64 → «6,4». */
export const markText = (tenths: number): string => `${Math.floor(tenths / 10)},${tenths % 10}`;

export const studyLevelText: { readonly [Level in StudyLevel]: string } = {
  T: 'Tốt',
  K: 'Khá',
  D: 'Đạt',
  CD: 'Chưa đạt',
};

export const commentLevelText: { readonly [Level in CommentLevel]: string } = {
  D: 'Đạt',
  CD: 'Chưa đạt',
};

export const qualityLevelText: { readonly [Level in QualityLevel]: string } = {
  T: 'Tốt',
  Đ: 'Đạt',
  C: 'Cần cố gắng',
};

export const primaryOutcomeText: { readonly [Outcome in PrimaryOutcome]: string } = {
  HTXS: 'Hoàn thành xuất sắc',
  HTT: 'Hoàn thành tốt',
  HT: 'Hoàn thành',
  CHT: 'Chưa hoàn thành',
};

export const secondaryAwardText: { readonly [Award in SecondaryAward]: string } = {
  XS: 'Học sinh Xuất sắc',
  G: 'Học sinh Giỏi',
};

export const primaryAwardText: { readonly [Award in PrimaryAward]: string } = {
  HSXS: 'Học sinh Xuất sắc',
  'TB-eligible':
    'Có kết quả để xét Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện (lớp bình chọn)',
};

/** Why a level, a promotion or an award came out as it did. */
const facts: Sentences<AssessmentFact> = {
  'all-at-least': (f) => `mọi môn đánh giá bằng điểm số đạt từ ${markText(f.limit)} trở lên`,
  'enough-at-least': (f) =>
    `${f.count} môn đạt từ ${markText(f.limit)} trở lên (cần ít nhất ${f.needed})`,
  'subject-below': (f, nameOf) =>
    `một môn dưới ${markText(f.limit)}: ${nameOf(f.subject)} ${markText(f.value)}`,
  'too-few-at-least': (f) =>
    `chỉ có ${f.count} môn đạt từ ${markText(f.limit)} trở lên (cần ít nhất ${f.needed})`,
  'comment-not-met': (f, nameOf) => `môn đánh giá bằng nhận xét Chưa đạt: ${nameOf(f.subject)}`,
  'adjusted-for-one-subject': (f, nameOf) =>
    `được điều chỉnh lên mức liền kề (khoản 3 Điều 9): chỉ do môn ${nameOf(f.subject)} mà không đạt mức ${studyLevelText[f.towards]}`,
  'subject-without-result': (f, nameOf) => `chưa có kết quả môn ${nameOf(f.subject)}`,
  'absences-within': (f) => `nghỉ ${f.value} buổi (không quá ${f.limit})`,
  'absences-over': (f) => `nghỉ ${f.value} buổi (quá ${f.limit})`,
  'absences-unknown': () => 'chưa có số buổi nghỉ học cả năm',
  'conduct-met': (f) => `kết quả rèn luyện ${studyLevelText[f.level]}`,
  'conduct-not-met': (f) => `kết quả rèn luyện ${studyLevelText[f.level]}, chưa đủ mức yêu cầu`,
  'conduct-unknown': () => 'chưa có kết quả rèn luyện cả năm',
  'study-met': (f) => `kết quả học tập ${studyLevelText[f.level]}`,
  'study-not-met': (f) => `kết quả học tập ${studyLevelText[f.level]}, chưa đủ mức yêu cầu`,
  'study-unknown': () => 'chưa xác định được kết quả học tập cả năm',
  'not-assessed': () => 'học sinh khuyết tật không đánh giá, xếp loại',
};

const secondaryFlags: Sentences<AssessmentFlag> = {
  missing: (f, nameOf) => `Chưa có kết quả môn ${nameOf(f.subject)} học kì ${f.term}.`,
  incomplete: (f, nameOf) =>
    `Môn ${nameOf(f.subject)} học kì ${f.term} chưa đủ số lần kiểm tra, đánh giá.`,
  'too-many-tx': (f, nameOf) =>
    `Môn ${nameOf(f.subject)} học kì ${f.term} có nhiều điểm đánh giá thường xuyên hơn quy định.`,
  'partial-exempt': (f, nameOf) => `Môn ${nameOf(f.subject)} được miễn một học kì, cần xem lại.`,
  'fewer-mark-subjects': (f) =>
    `Có ít hơn ${f.needed} môn đánh giá bằng điểm số, không thể đủ số môn mà các mức yêu cầu.`,
  'both-failed': () => 'Cả kết quả rèn luyện và kết quả học tập cả năm đều Chưa đạt.',
  'not-assessed': () => 'Học sinh khuyết tật không đánh giá, xếp loại.',
};

const primaryFlags: Sentences<PrimaryFlag> = {
  'missing-level': (f, nameOf) => `Chưa có mức đạt được của ${nameOf(f.of)}.`,
  'missing-test': (f, nameOf) => `Chưa có điểm kiểm tra định kì môn ${nameOf(f.of)}.`,
  'test-not-whole': (f, nameOf) =>
    `Điểm kiểm tra định kì môn ${nameOf(f.of)} không phải là số nguyên.`,
  'not-assessed': () => 'Học sinh khuyết tật không đánh giá.',
};

const obstacles: Sentences<PrimaryObstacle> = {
  subject: (o, nameOf) =>
    `${nameOf(o.subject)} ở mức ${o.level === 'H' ? 'Hoàn thành' : 'Chưa hoàn thành'}`,
  quality: (o, nameOf) => `${nameOf(o.name)} ở mức ${qualityLevelText[o.level]}`,
  test: (o, nameOf) => `bài kiểm tra ${nameOf(o.subject)} được ${o.value}, dưới ${o.limit}`,
};

export const pendingText: { readonly [Matter in PendingMatter]: string } = {
  'summer-conduct': 'chờ kết quả rèn luyện trong kì nghỉ hè (Điều 13)',
  reassess: 'chờ kết quả kiểm tra, đánh giá lại các môn học (Điều 14)',
};

export const promotionReasonText: { readonly [Reason in PromotionReason]: string } = {
  absences: 'nghỉ học quá 45 buổi',
  study: 'kết quả học tập cả năm Chưa đạt',
  conduct: 'kết quả rèn luyện cả năm Chưa đạt',
  'study-incomplete': 'chưa xác định được kết quả học tập cả năm',
  'conduct-incomplete': 'chưa có kết quả rèn luyện cả năm',
  'absences-unknown': 'chưa có số buổi nghỉ học cả năm',
  'principal-decides': 'hiệu trưởng quyết định theo kế hoạch giáo dục cá nhân',
};

export const primaryReasonText: { readonly [R in PrimaryResult['reasons'][number]]: string } = {
  incomplete: 'chưa đủ kết quả đánh giá',
  'supplement-pending': 'chờ đánh giá bổ sung (Điều 11)',
  'principal-decides': 'hiệu trưởng quyết định',
};

const itself: NameOf = (code) => code;

type Sentence<Fact> = (fact: Fact, nameOf: NameOf) => string;

/** The sentence of a fact: the table is complete by type, so every code has one. */
function sentenceOf<Fact extends { readonly code: string }>(
  table: { readonly [code: string]: Sentence<never> },
  fact: Fact,
  nameOf: NameOf,
): string {
  const sentence = table[fact.code] as Sentence<Fact>;
  return sentence(fact, nameOf);
}

export const factText = (fact: AssessmentFact, nameOf: NameOf = itself): string =>
  sentenceOf(facts, fact, nameOf);
export const secondaryFlagText = (flag: AssessmentFlag, nameOf: NameOf = itself): string =>
  sentenceOf(secondaryFlags, flag, nameOf);
export const primaryFlagText = (flag: PrimaryFlag, nameOf: NameOf = itself): string =>
  sentenceOf(primaryFlags, flag, nameOf);
export const obstacleText = (obstacle: PrimaryObstacle, nameOf: NameOf = itself): string =>
  sentenceOf(obstacles, obstacle, nameOf);
