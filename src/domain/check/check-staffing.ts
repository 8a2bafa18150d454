import type { StaffId } from '../school/yearbook.ts';
import type { CheckContext } from './context.ts';
import { type CheckFinding, found } from './finding.ts';

/** Who must sign: every class a homeroom teacher, every subject a teacher in both terms, the school a head. */
export function checkStaffing(context: CheckContext): readonly CheckFinding[] {
  const { yearbook } = context;
  const findings: CheckFinding[] = [];
  if (yearbook.school.head === null) findings.push(found('head-missing', { field: 'head' }, {}));
  for (const { name: className, homeroom } of yearbook.classes) {
    if (homeroom !== null) continue;
    findings.push(found('homeroom-missing', { className, field: 'homeroom' }, {}));
  }
  return [...findings, ...missingTeachers(context), ...unknownSigners(context)];
}

function missingTeachers({ yearbook }: CheckContext): CheckFinding[] {
  const given = new Set(
    yearbook.assignments.flatMap(({ className, subject, terms }) =>
      terms.map((term) => `${className} ${subject} ${term}`),
    ),
  );
  return yearbook.classes.flatMap(({ name: className, subjects }) =>
    ([1, 2] as const).flatMap((term) =>
      subjects
        .filter((subject) => !given.has(`${className} ${subject} ${term}`))
        .map((subject) =>
          found('teacher-missing', { className, subject, term, field: 'teacher' }, {}),
        ),
    ),
  );
}

/** Each person once, with the first class that needs them. */
function unknownSigners({ yearbook, staff }: CheckContext): CheckFinding[] {
  const signers = new Map<StaffId, string | null>();
  const add = (id: StaffId | null, className: string | null) => {
    if (id !== null && !signers.has(id)) signers.set(id, className);
  };
  add(yearbook.school.head, null);
  for (const { homeroom, name } of yearbook.classes) add(homeroom, name);
  for (const { teacher, className } of yearbook.assignments) add(teacher, className);
  return [...signers].flatMap(([id, className]): CheckFinding[] => {
    const member = staff.get(id);
    const at = { className, field: `staff:${id}` };
    if (member === undefined) return [found('staff-unknown', at, { staff: id })];
    return member.personalId === null
      ? [found('signer-without-personal-id', { ...at, className: null }, { staff: id })]
      : [];
  });
}
