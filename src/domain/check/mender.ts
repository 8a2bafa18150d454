import type { LearnerYear, StaffId, Yearbook } from '../school/yearbook.ts';
import { type CheckFinding, type CheckMender, type CheckPlace, checkCodes } from './finding.ts';

/** Người bổ sung được, by role and, where the yearbook knows, by name. */
export interface NamedMender {
  readonly role: CheckMender;
  readonly names: readonly string[];
}

/** Texts and levels that the homeroom teacher writes, whatever rule looked at them. */
export const isHomeroomField = (field: string): boolean =>
  /^(homeroomComment|summerComment|competition|certificate|c(Qualities|General|Special)|(pc|nl):.*)$/.test(
    field,
  );

const isSubjectField = (field: string): boolean => /^comment(:|$)/.test(field);

/** Who can mend a finding: a subject's teacher by name, and the principal where nobody teaches it. */
export const menderOfFinding = (finding: CheckFinding, yearbook: Yearbook): NamedMender =>
  menderAt(roleOf(finding), finding, yearbook);

/** The people of a role at a place. */
export function menderAt(
  role: CheckMender,
  place: Omit<CheckPlace, 'field'>,
  yearbook: Yearbook,
): NamedMender {
  const principal = (): NamedMender => ({
    role: 'principal',
    names: namesOf([yearbook.school.head], yearbook),
  });
  switch (role) {
    case 'subject-teacher': {
      const teachers = teachersOf(place, yearbook);
      return teachers.length > 0 ? { role, names: namesOf(teachers, yearbook) } : principal();
    }
    case 'homeroom-teacher': {
      const group = yearbook.classes.find(({ name }) => name === place.className);
      const homeroom = group?.homeroom ?? null;
      return homeroom === null ? principal() : { role, names: namesOf([homeroom], yearbook) };
    }
    case 'principal':
      return principal();
    case 'clerk':
      return { role, names: clerksOf(yearbook) };
    case 'family':
      return {
        role,
        names: relativesOf(yearbook.learners.find(({ number }) => number === place.learner)),
      };
  }
}

function roleOf({ code, field }: CheckFinding): CheckMender {
  if (isHomeroomField(field)) return 'homeroom-teacher';
  return isSubjectField(field) ? 'subject-teacher' : checkCodes[code][1];
}

/** Those assigned in the term; all of the year where the finding names no term. */
const teachersOf = (
  { className, subject, term }: Omit<CheckPlace, 'field'>,
  { assignments }: Yearbook,
): readonly StaffId[] => [
  ...new Set(
    assignments
      .filter((one) => one.className === className && one.subject === subject)
      .filter(({ terms }) => term === null || terms.includes(term))
      .map(({ teacher }) => teacher),
  ),
];

const namesOf = (ids: readonly (StaffId | null)[], { staff }: Yearbook): readonly string[] =>
  ids.flatMap((id) => staff.find((member) => member.id === id)?.name ?? []);

const clerksOf = ({ staff }: Yearbook): readonly string[] =>
  staff
    .filter(({ position, group }) => /văn thư/i.test(`${position ?? ''} ${group ?? ''}`))
    .map(({ name }) => name);

const relativesOf = (learner: LearnerYear | undefined): readonly string[] =>
  [learner?.father, learner?.mother, learner?.guardian].flatMap((relative) => relative?.name ?? []);
