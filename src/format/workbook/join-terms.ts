import type { Assignment, SubjectCode } from '../../domain/school/yearbook.ts';
import type { TermAssignment } from './assignments.ts';
import { partRank } from './subjects.ts';

/** Joins the two terms: term 1 first, by class and subject, then what only term 2 has. */
export function joinTerms(
  entries: readonly TermAssignment[],
  classes: readonly string[],
  subjects: readonly SubjectCode[],
): Assignment[] {
  const rank = (entry: TermAssignment): number =>
    classes.indexOf(entry.className) * 100 + subjects.indexOf(entry.subject);
  const byPart = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
  const sorted = [...entries].sort(
    (a, b) =>
      a.term - b.term ||
      rank(a) - rank(b) ||
      byPart(partRank(a.part), partRank(b.part)) ||
      byPart(a.teacher, b.teacher),
  );
  const joined = new Map<string, Assignment>();
  for (const { term, ...entry } of sorted) {
    const key = [entry.className, entry.subject, entry.teacher, entry.part].join('|');
    const before = joined.get(key);
    if (before === undefined) joined.set(key, { ...entry, terms: [term] });
    else if (!before.terms.includes(term)) {
      joined.set(key, {
        ...before,
        note: before.note ?? entry.note ?? null,
        terms: [...before.terms, term],
      });
    }
  }
  return [...joined.values()];
}
