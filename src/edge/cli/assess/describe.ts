import type {
  PrimaryResult,
  SecondaryResult,
  StudyOutcome,
  SubjectAverages,
} from '../../../domain/assessment/outcome.ts';
import { caseFaultText } from '../../text/assess-command.ts';
import {
  commentLevelText,
  factText,
  markText,
  type NameOf,
  obstacleText,
  pendingText,
  primaryAwardText,
  primaryFlagText,
  primaryOutcomeText,
  primaryReasonText,
  promotionReasonText,
  secondaryAwardText,
  secondaryFlagText,
  studyLevelText,
} from '../../text/assessment.ts';
import type { CaseAnswer } from '../assess-contract.ts';

/** One answer for people, in Vietnamese: results, why, and what to look at. Lines end with \n. */
export function describeAnswer(answer: CaseAnswer, nameOf: NameOf = (code) => code): string {
  const title = `${answer.id ?? '(không có mã)'}`;
  switch (answer.kind) {
    case 'secondary':
      return lines([title, ...secondary(answer.result, nameOf)]);
    case 'primary':
      return lines([title, ...primary(answer.result, nameOf)]);
    case 'unreadable':
      return lines([title, caseFaultText(answer.fault)]);
  }
}

const lines = ([title, ...rest]: readonly string[]): string =>
  `${[title, ...rest.map((line) => `  ${line}`)].join('\n')}\n`;

function secondary(result: SecondaryResult, nameOf: NameOf): string[] {
  const { study, conduct } = result;
  const after = study.afterReassess;
  return [
    ...result.subjects.map((subject) => subjectLine(subject, nameOf)),
    `Rèn luyện: ${[conduct.term1, conduct.term2, conduct.year].map(levelText).join(' · ')}${
      conduct.afterSummer === null ? '' : `; sau hè: ${levelText(conduct.afterSummer)}`
    }`,
    studyLine('Học tập học kì 1', study.term1, nameOf),
    studyLine('Học tập học kì 2', study.term2, nameOf),
    studyLine('Học tập cả năm', study.year, nameOf),
    ...(after === null ? [] : [studyLine('Sau đánh giá lại', after, nameOf)]),
    ...(result.reassess.eligible
      ? [`Được đánh giá lại: ${result.reassess.subjects.map(nameOf).join(', ')}`]
      : []),
    promotionLine(result.promoted, [
      ...result.reasons.map((reason) => promotionReasonText[reason]),
      ...result.pending.map((matter) => pendingText[matter]),
    ]),
    ...(result.award === null ? [] : [`Danh hiệu: ${secondaryAwardText[result.award]}`]),
    ...result.flags.map((flag) => `! ${secondaryFlagText(flag, nameOf)}`),
  ];
}

const levelText = (level: keyof typeof studyLevelText | null): string =>
  level === null ? '–' : studyLevelText[level];

function subjectLine({ code, term1, term2, year }: SubjectAverages, nameOf: NameOf): string {
  return `${nameOf(code)}: ${[term1, term2, year].map(resultText).join(' · ')}`;
}

function resultText(value: SubjectAverages['year']): string {
  if (value === null) return '–';
  if (value === 'M') return 'Miễn';
  return typeof value === 'number' ? markText(value) : commentLevelText[value];
}

function studyLine(label: string, outcome: StudyOutcome, nameOf: NameOf): string {
  const why = outcome.facts.map((fact) => factText(fact, nameOf)).join('; ');
  return `${label}: ${levelText(outcome.level)}${why === '' ? '' : ` (${why})`}`;
}

function promotionLine(promoted: boolean | null, why: readonly string[]): string {
  const verdict =
    promoted === null ? 'chưa xác định' : promoted ? 'đủ điều kiện' : 'không đủ điều kiện';
  return `Lên lớp: ${verdict}${why.length === 0 ? '' : ` – ${why.join('; ')}`}`;
}

function primary(result: PrimaryResult, nameOf: NameOf): string[] {
  const { result: outcome, blocking, supplement } = result;
  const obstacles = blocking.map((obstacle) => obstacleText(obstacle, nameOf)).join('; ');
  return [
    `Kết quả giáo dục: ${outcome === null ? 'chưa xác định' : primaryOutcomeText[outcome]}`,
    ...(obstacles === '' ? [] : [`Chưa đạt mức cao hơn vì: ${obstacles}`]),
    ...(supplement.needed
      ? [`Cần đánh giá bổ sung: ${supplement.items.map(nameOf).join(', ')}`]
      : []),
    promotionLine(
      result.promoted,
      result.reasons.map((reason) => primaryReasonText[reason]),
    ),
    ...(result.programmeCompleted === true ? ['Hoàn thành chương trình tiểu học'] : []),
    ...(result.award === null ? [] : [`Khen thưởng: ${primaryAwardText[result.award]}`]),
    ...result.flags.map((flag) => `! ${primaryFlagText(flag, nameOf)}`),
  ];
}
