import { ok, type Result, refuse } from '../result.ts';
import type { CivilDate } from '../time/civil-date.ts';
import {
  type Appointment,
  type AppointmentEnded,
  type AppointmentId,
  type AppointmentStated,
  lastDayOf,
  type StandingAppointment,
} from './appointment.ts';
import type { SignerAct } from './decide-certificate.ts';
import type { AppointmentRefusal } from './refusal.ts';
import type { SignerRegister } from './signer-register.ts';

/** Phân công kí: null when the very same appointment is known. Contradictions with what stands are refused. */
export function stateAppointment(
  { school, appointments }: SignerRegister,
  appointment: Omit<Appointment, 'school'>,
  { by, at }: SignerAct,
): Result<AppointmentStated | null, AppointmentRefusal> {
  const { id, from, until, role, className } = appointment;
  const stated: Appointment = { ...appointment, school: school.code };
  const known = appointments.get(id);
  if (known !== undefined) {
    return isSame(known, stated)
      ? ok(null)
      : refuse({ code: 'appointment-number-reused', appointment: id });
  }
  if (until !== null && until < from) {
    return refuse({ code: 'appointment-ends-before-it-begins', appointment: id });
  }
  if (role === 'GVCN' && className === null) {
    return refuse({ code: 'appointment-class-missing', appointment: id });
  }
  const isWhole = role === 'CBQL' || role === 'KY_PHAT_HANH';
  if (isWhole && className !== null) {
    return refuse({ code: 'appointment-class-not-allowed', appointment: id });
  }
  const wrong = wrongSubstitute(stated, appointments) ?? contradiction(stated, appointments);
  if (wrong !== undefined) return refuse(wrong);
  return ok({ type: 'AppointmentStated', ...stated, by, at });
}

/** Thôi phân công before the planned end. */
export function endAppointment(
  { school, appointments }: SignerRegister,
  { id, on, reason }: Pick<AppointmentEnded, 'id' | 'on' | 'reason'>,
  { by, at }: SignerAct,
): Result<AppointmentEnded | null, AppointmentRefusal> {
  const known = appointments.get(id);
  if (known === undefined) return refuse({ code: 'appointment-unknown', appointment: id });
  if (known.endedOn === on) return ok(null);
  const last = lastDayOf(known);
  if (known.endedOn !== null || (last !== null && on > last)) {
    const endedOn = last ?? on;
    return refuse({ code: 'appointment-already-ended', appointment: id, endedOn });
  }
  if (reason.trim() === '') {
    return refuse({ code: 'appointment-reason-missing', appointment: id });
  }
  const event = { type: 'AppointmentEnded' as const, school: school.code, id, on };
  return ok({ ...event, reason: reason.trim(), by, at });
}

const isSame = (known: StandingAppointment, stated: Appointment): boolean =>
  known.person === stated.person &&
  known.name === stated.name &&
  known.role === stated.role &&
  known.className === stated.className &&
  known.from === stated.from &&
  known.until === stated.until &&
  known.decision.number === stated.decision.number &&
  known.decision.on === stated.decision.on &&
  known.substitutes === stated.substitutes;

function wrongSubstitute(
  { id, person, role, className, from, until, substitutes }: Appointment,
  appointments: ReadonlyMap<AppointmentId, StandingAppointment>,
): AppointmentRefusal | undefined {
  if (substitutes === null) return undefined;
  const names = { appointment: id, other: substitutes };
  const place = appointments.get(substitutes);
  if (place === undefined) return { code: 'substituted-unknown', ...names };
  if (place.role !== role || place.className !== className || place.person === person) {
    return { code: 'substitute-of-another-place', ...names };
  }
  const last = lastDayOf(place);
  const isInside = until !== null && from >= place.from && (last === null || until <= last);
  return isInside ? undefined : { code: 'substitute-outside-period', ...names };
}

/** What else stands at the same time: one person's place twice, two in one place, head and deputy in one person. */
function contradiction(
  stated: Appointment,
  appointments: ReadonlyMap<AppointmentId, StandingAppointment>,
): AppointmentRefusal | undefined {
  for (const other of appointments.values()) {
    if (!overlaps(stated, other)) continue;
    const names = { appointment: stated.id, other: other.id };
    const isSamePerson = other.person === stated.person;
    if (isSamePerson && isHeadAndDeputy(stated, other)) {
      return { code: 'head-and-deputy', ...names };
    }
    if (other.role !== stated.role || !sharesClass(stated, other)) continue;
    if (isSamePerson) return { code: 'appointment-overlaps', ...names };
    const isSole = stated.role === 'CBQL' || stated.role === 'GVCN';
    const isSubstitution = stated.substitutes === other.id || other.substitutes === stated.id;
    if (isSole && !isSubstitution) return { code: 'place-taken', ...names };
  }
  return undefined;
}

/** A deputy may take the head's place for a time (quản lí thay) and stay deputy. */
const isHeadAndDeputy = (a: Appointment, b: Appointment): boolean =>
  a.substitutes === null &&
  b.substitutes === null &&
  ((a.role === 'CBQL' && b.role === 'CBQL-KT') || (a.role === 'CBQL-KT' && b.role === 'CBQL'));

const sharesClass = (a: Appointment, b: Appointment): boolean =>
  a.className === null || b.className === null || a.className === b.className;

const overlaps = (a: Appointment, b: StandingAppointment): boolean =>
  begins(a.from, lastDayOf(b)) && begins(b.from, a.until);

/** Whether something that begins on a day begins before a last day has passed. */
const begins = (from: CivilDate, last: CivilDate | null): boolean => last === null || from <= last;
