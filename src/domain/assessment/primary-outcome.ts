import type { PrimaryCase } from './case.ts';
import type { PrimaryFlag, PrimaryObstacle, PrimaryOutcome } from './outcome.ts';
import { testLimits } from './tested-subjects.ts';

/** Everything without which art. 9 cannot be applied. */
export function primaryFlags({ subjects, qualities }: PrimaryCase): readonly PrimaryFlag[] {
  const flags: PrimaryFlag[] = [];
  for (const subject of subjects) {
    if (subject.state === 'exempt') continue;
    const of = subject.code;
    if (subject.level === null) flags.push({ code: 'missing-level', of });
    if (subject.state === 'untested') continue;
    if (subject.test === null) flags.push({ code: 'missing-test', of });
    else if (!Number.isInteger(subject.test)) flags.push({ code: 'test-not-whole', of });
  }
  for (const { name, level } of qualities) {
    if (level === null) flags.push({ code: 'missing-level', of: name });
  }
  return flags;
}

/** Đánh giá kết quả giáo dục cuối năm (art. 9). The case has no gaps; exempt subjects stand aside. */
export function primaryOutcome({ subjects, qualities }: PrimaryCase): PrimaryOutcome {
  let lowest: PrimaryOutcome = 'HTXS';
  let lowestTest = 10;
  for (const subject of subjects) {
    if (subject.state === 'exempt') continue;
    if (subject.level === 'C') return 'CHT';
    if (subject.level === 'H') lowest = 'HT';
    if (subject.state === 'tested' && subject.test !== null) {
      lowestTest = Math.min(lowestTest, subject.test);
    }
  }
  for (const { level } of qualities) {
    if (level === 'C') return 'CHT';
    if (level === 'Đ') lowest = 'HT';
  }
  if (lowestTest < testLimits.HT) return 'CHT';
  if (lowest === 'HT' || lowestTest < testLimits.HTT) return 'HT';
  return lowestTest < testLimits.HTXS ? 'HTT' : 'HTXS';
}

/** What keeps the learner from the next higher outcome: subjects, qualities, then tests. */
export function obstacles(
  { subjects, qualities }: PrimaryCase,
  outcome: PrimaryOutcome,
): readonly PrimaryObstacle[] {
  if (outcome === 'HTXS') return [];
  const { limit, toleratesGood } = wanted[outcome];
  const levels: PrimaryObstacle[] = [];
  const tests: PrimaryObstacle[] = [];
  for (const subject of subjects) {
    if (subject.state === 'exempt') continue;
    const { level } = subject;
    if (level === 'C' || (level === 'H' && !toleratesGood)) {
      levels.push({ code: 'subject', subject: subject.code, level });
    }
    if (subject.state === 'tested' && subject.test !== null && subject.test < limit) {
      tests.push({ code: 'test', subject: subject.code, value: subject.test, limit });
    }
  }
  for (const { name, level } of qualities) {
    if (level === 'C' || (level === 'Đ' && !toleratesGood)) {
      levels.push({ code: 'quality', name, level });
    }
  }
  return [...levels, ...tests];
}

/** What the next outcome asks: its test limit, and whether H and Đ are enough for it. */
const wanted = {
  CHT: { limit: testLimits.HT, toleratesGood: true },
  HT: { limit: testLimits.HTT, toleratesGood: false },
  HTT: { limit: testLimits.HTXS, toleratesGood: false },
} as const;
