import type { PersonalId } from '../person/identity.ts';
import { isDeputy } from '../record/deputy.ts';
import type { SignerRole } from '../record/role.ts';
import type { StaffId, Yearbook } from '../school/yearbook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import { type Appointment, parseAppointmentId } from './appointment.ts';

/** Quyết định phân công of a school year, and what the yearbook does not say. */
export interface YearAppointment {
  /** Văn thư, who holds the seal. */
  readonly clerk: StaffId;
  readonly decision: { readonly number: string; readonly on: CivilDate };
  readonly from: CivilDate;
  readonly until: CivilDate | null;
}

interface Place {
  readonly role: SignerRole;
  readonly staff: StaffId;
  readonly className: string | null;
}

/**
 * Phân công kí that a yearbook implies: subject teachers, homeroom teachers by class, the head, deputies and the clerk.
 * Staff without a personal identification number cannot sign and are left out.
 */
export function appointmentsOfYear(
  yearbook: Yearbook,
  { clerk, decision, from, until }: YearAppointment,
): readonly Omit<Appointment, 'school'>[] {
  const members = new Map(yearbook.staff.map((member) => [member.id, member]));
  const count = new Map<string, number>();
  return placesOf(yearbook, clerk).flatMap(({ role, staff, className }) => {
    const member = members.get(staff);
    const person: PersonalId | null = member?.personalId ?? null;
    if (member === undefined || person === null) return [];
    const name = `${yearbook.year}/${role}/${staff}`;
    const earlier = count.get(name) ?? 0;
    count.set(name, earlier + 1);
    const id = parseAppointmentId(earlier === 0 ? name : `${name}-${earlier + 1}`);
    if (id === undefined) return [];
    const term = { from, until, decision, substitutes: null };
    return [{ id, person, name: member.name, role, className, ...term }];
  });
}

function placesOf(
  { school, staff, assignments, classes }: Yearbook,
  clerk: StaffId,
): readonly Place[] {
  const teachers = new Set(assignments.map(({ teacher }) => teacher));
  const whole = (role: SignerRole, member: StaffId | null): readonly Place[] =>
    member === null ? [] : [{ role, staff: member, className: null }];
  return [
    ...whole('CBQL', school.head),
    ...staff
      .filter((member) => isDeputy(member) && member.id !== school.head)
      .flatMap(({ id }) => whole('CBQL-KT', id)),
    ...whole('KY_PHAT_HANH', clerk),
    ...[...teachers].flatMap((teacher) => whole('GVBM', teacher)),
    ...classes.flatMap(({ name, homeroom }): readonly Place[] =>
      homeroom === null ? [] : [{ role: 'GVCN', staff: homeroom, className: name }],
    ),
  ];
}
