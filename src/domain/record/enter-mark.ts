import { ok, type Result, refuse } from '../result.ts';
import type { CommentTerm, ScoreTerm, SecondarySubjectYear } from '../school/yearbook.ts';
import type { MarkPlace, Mend } from './mend.ts';
import type { MendRefusal } from './mend-year.ts';

/** The two kinds of term share their places; only what stands in them differs. */
interface Marks<T> {
  readonly regular: readonly (T | null)[];
  readonly midterm: T | null;
  readonly final: T | null;
}

/** Nhập điểm còn thiếu into one place of one term, of the subject's own kind. */
export function enterMark(
  subject: SecondarySubjectYear,
  { term, place, mark }: Mend & { act: 'enter-mark' },
): Result<SecondarySubjectYear, MendRefusal> {
  const { code } = subject;
  const key = term === 1 ? 'term1' : 'term2';
  if (subject.kind === 'score') {
    const marks = subject[key];
    if (!('score' in mark) || marks === null) {
      return refuse({ code: 'no-such-mark-place', subject: code, term });
    }
    const filled = fill<ScoreTerm['midterm'] & number, ScoreTerm>(marks, place, mark.score);
    if (typeof filled === 'string') return refuse({ code: filled, subject: code, term });
    return ok({ ...subject, [key]: filled });
  }
  const levels = subject[key];
  if (!('level' in mark) || levels === null) {
    return refuse({ code: 'no-such-mark-place', subject: code, term });
  }
  const filled = fill<NonNullable<CommentTerm['midterm']>, CommentTerm>(levels, place, mark.level);
  if (typeof filled === 'string') return refuse({ code: filled, subject: code, term });
  return ok({ ...subject, [key]: filled });
}

function fill<T, M extends Marks<T>>(
  marks: M,
  place: MarkPlace,
  mark: T,
): M | 'mark-already-there' | 'no-such-mark-place' {
  if (place === 'midterm' || place === 'final') {
    return marks[place] === null ? { ...marks, [place]: mark } : 'mark-already-there';
  }
  const { regular: at } = place;
  if (at < 0 || at > marks.regular.length) return 'no-such-mark-place';
  const there = marks.regular[at] ?? null;
  if (there !== null) return 'mark-already-there';
  const regular = [...marks.regular];
  regular[at] = mark;
  return { ...marks, regular };
}
