import type { CheckCode, CheckFacts, CheckMender } from '../../domain/check/finding.ts';
import { checkFieldName } from './check-field.ts';
import { personTexts } from './check-person.ts';
import type { CheckTexts, CheckWords } from './check-text.ts';
import { wordingTexts } from './check-wording.ts';
import { yearTexts } from './check-year.ts';

/** A sentence and a remedy for each code, complete by type. */
export const checkTexts: CheckTexts = { ...personTexts, ...wordingTexts, ...yearTexts };

/** The sentence of a finding without its subject. */
export function checkWhat<C extends CheckCode>(
  code: C,
  facts: CheckFacts[C],
  words: Omit<CheckWords, 'field'> & { readonly fieldCode: string; readonly subjectName: string },
): string {
  const field = checkFieldName(words.fieldCode, words.subjectName);
  return checkTexts[code].what(facts, { ...words, field });
}

/** Mức độ, as users read it. */
export const severityWords = { must: 'PHẢI SỬA', look: 'CẦN XEM' } as const;

export const checkMenderNames: Readonly<Record<CheckMender, string>> = {
  'subject-teacher': 'giáo viên môn học',
  'homeroom-teacher': 'giáo viên chủ nhiệm',
  clerk: 'văn thư, người phụ trách CSDL ngành',
  principal: 'hiệu trưởng',
  family: 'gia đình học sinh',
};
