import { ok, type Result, refuse } from '../result.ts';
import type { ClassGroup, SecondarySubjectYear, StaffId, Yearbook } from '../school/yearbook.ts';
import type { Term } from '../time/school-year.ts';
import type { BuildRefusal } from './build-refusal.ts';
import type { Signatory } from './content.ts';

/** A staff member as a signatory; refused when the number that the certificate must carry is not known. */
export function signatoryOf(yearbook: Yearbook, staff: StaffId): Result<Signatory, BuildRefusal> {
  const member = yearbook.staff.find(({ id }) => id === staff);
  if (member === undefined) return refuse({ code: 'staff-unknown', staff });
  const { name, personalId } = member;
  if (personalId === null) return refuse({ code: 'staff-without-personal-id', staff });
  return ok({ name, personalId });
}

/** The term whose teacher answers for the year: the second, unless the subject was taught in the first alone. */
const lastTerm = ({ term1, term2 }: SecondarySubjectYear): Term =>
  term1 !== null && term2 === null ? 1 : 2;

/**
 * Giáo viên môn học who sign a learner's row: those assigned in the last term taught. Several teachers of parts of one
 * subject (Âm nhạc, Mĩ thuật) all sign; a teacher replaced in the second term does not.
 */
export function subjectTeachers(
  yearbook: Yearbook,
  group: ClassGroup,
  subject: SecondarySubjectYear,
): Result<readonly Signatory[], readonly BuildRefusal[]> {
  const term = lastTerm(subject);
  const assigned = yearbook.assignments
    .filter(({ className }) => className === group.name)
    .filter((one) => one.subject === subject.code && one.terms.includes(term))
    .map(({ teacher }) => teacher);
  if (assigned.length === 0) {
    const { code } = subject;
    return refuse([{ code: 'no-subject-teacher', subject: code, className: group.name, term }]);
  }
  const refusals: BuildRefusal[] = [];
  const teachers: Signatory[] = [];
  for (const staff of new Set(assigned)) {
    const signatory = signatoryOf(yearbook, staff);
    if (signatory.ok) teachers.push(signatory.value);
    else refusals.push(signatory.refusal);
  }
  return refusals.length > 0 ? refuse(refusals) : ok(teachers);
}
