import type { FindingWords, Mender } from './import.ts';

/** The words for one kind of findings. */
export interface FindingText {
  readonly title: string;
  readonly what: (words: FindingWords) => string;
  readonly remedy: string;
  readonly mender: Mender;
}

/** Makes the words for one kind; short, because there are many. */
export const findingText = (
  mender: Mender,
  title: string,
  what: FindingText['what'],
  remedy: string,
): FindingText => ({ title, what, remedy, mender });
