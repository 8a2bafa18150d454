import { fold } from './fold.ts';

/** Trạng thái học sinh: the 12 values of CSDL ngành, folded, and what each means for the two terms. */
interface StatusMeaning {
  /** Has results of this school in term 1, in term 2. */
  readonly term1: boolean;
  readonly term2: boolean;
  readonly moved: 'in' | 'out' | null;
  /** Still a learner of the school when the year ends. */
  readonly stays: boolean;
}

const stays: StatusMeaning = { term1: true, term2: true, moved: null, stays: true };

const meanings: Readonly<Record<string, StatusMeaning>> = {
  'dang hoc': stays,
  'chuyen den ky 1': { ...stays, moved: 'in' },
  'chuyen den ky 2': { ...stays, term1: false, moved: 'in' },
  'chuyen den trong he': { ...stays, moved: 'in' },
  'chuyen di ky 1': { term1: false, term2: false, moved: 'out', stays: false },
  'chuyen di ky 2': { term1: true, term2: false, moved: 'out', stays: false },
  'chuyen di trong he': { ...stays, moved: 'out', stays: false },
  'thoi hoc ky 1': { term1: false, term2: false, moved: null, stays: false },
  'thoi hoc ky 2': { term1: true, term2: false, moved: null, stays: false },
  'thoi hoc trong he': { ...stays, stays: false },
  // The learner left and came back: studying.
  'nghi hoc xin hoc lai ky 1': stays,
  'nghi hoc xin hoc lai ky 2': stays,
};

/** «kì» and «kỳ» are one; undefined for a status that the list does not know. */
export const meaningOfStatus = (status: string): StatusMeaning | undefined =>
  meanings[
    fold(status)
      .replace(/\bki\b/g, 'ky')
      .replace(/^bo hoc/, 'thoi hoc')
  ];
