import type { CheckCode, CheckFacts } from '../../domain/check/finding.ts';

/** What the sentences need beside a finding's facts: names in place of codes. */
export interface CheckWords {
  /** « môn Toán học kì I», or nothing. */
  readonly where: string;
  /** The field as the forms call it. */
  readonly field: string;
  readonly className: string;
  readonly learner: (number: string) => string;
  readonly staff: (id: string) => string;
}

/** Title, sentence and remedy of one code. */
export interface CheckText<C extends CheckCode> {
  readonly title: string;
  readonly what: (facts: CheckFacts[C], words: CheckWords) => string;
  readonly remedy: string;
}

/** A text for every code. */
export type CheckTexts = { readonly [C in CheckCode]: CheckText<C> };

export const list = (names: readonly string[]): string => names.join('; ');

export const byPapers = 'Đối chiếu giấy khai sinh, căn cước rồi sửa trong CSDL ngành.';
export const askFamily =
  'Đề nghị gia đình cung cấp, đối chiếu giấy tờ rồi bổ sung trong CSDL ngành.';
