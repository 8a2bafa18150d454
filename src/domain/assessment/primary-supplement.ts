import type { PrimaryCase, PrimarySubjectCase, QualityCase } from './case.ts';
import { primaryOutcome } from './primary-outcome.ts';
import { testLimits } from './tested-subjects.ts';

/** Đánh giá bổ sung (art. 11): every subject and quality that keeps the learner from «Hoàn thành». */
export function supplementItems({ subjects, qualities }: PrimaryCase): readonly string[] {
  const items: string[] = [];
  for (const subject of subjects) {
    if (subject.state === 'exempt') continue;
    const failedTest =
      subject.state === 'tested' && subject.test !== null && subject.test < testLimits.HT;
    if (subject.level === 'C' || failedTest) items.push(subject.code);
  }
  for (const { name, level } of qualities) {
    if (level === 'C') items.push(name);
  }
  return items;
}

/** Whether the class is completed on the supplemented results; null while an item has none yet. */
export function completedAfterSupplement(
  input: PrimaryCase,
  items: readonly string[],
): boolean | null {
  const given = new Set(input.supplement.map((s) => (s.of === 'subject' ? s.code : s.name)));
  if (!items.every((item) => given.has(item))) return null;
  const needed = new Set(items);
  const supplemented: PrimaryCase = {
    ...input,
    subjects: input.subjects.map((s) => (needed.has(s.code) ? subjectAfter(s, input) : s)),
    qualities: input.qualities.map((q) => (needed.has(q.name) ? qualityAfter(q, input) : q)),
  };
  return primaryOutcome(supplemented) !== 'CHT';
}

function subjectAfter(subject: PrimarySubjectCase, { supplement }: PrimaryCase) {
  const found = supplement.find((s) => s.of === 'subject' && s.code === subject.code);
  if (found?.of !== 'subject' || subject.state === 'exempt') return subject;
  if (subject.state === 'untested') return { ...subject, level: found.level };
  return { ...subject, level: found.level, test: found.test ?? subject.test };
}

function qualityAfter(quality: QualityCase, { supplement }: PrimaryCase): QualityCase {
  const found = supplement.find((s) => s.of === 'quality' && s.name === quality.name);
  return found?.of === 'quality' ? { ...quality, level: found.level } : quality;
}
