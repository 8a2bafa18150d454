import type { Brand } from '../brand.ts';
import type { PersonalId } from '../person/identity.ts';
import type { SignerRole } from '../record/role.ts';
import type { SchoolCode } from '../school/yearbook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { Instant } from '../time/instant.ts';

/** Mã phân công kí: the school's own number of an appointment, never used again. */
export type AppointmentId = Brand<string, 'AppointmentId'>;

export const appointmentIdPattern = '[0-9A-Za-z][0-9A-Za-z._/\\-]{0,59}';
const pattern = new RegExp(`^${appointmentIdPattern}$`);

export const parseAppointmentId = (text: string): AppointmentId | undefined =>
  pattern.test(text) ? (text as AppointmentId) : undefined;

/** Phân công kí: who may sign in which role at which school, from when to when, by which decision. */
export interface Appointment {
  readonly id: AppointmentId;
  readonly school: SchoolCode;
  readonly person: PersonalId;
  readonly name: string;
  /** CBQL-KT: a deputy who may sign for the head (kí thay). KY_PHAT_HANH: the clerk (văn thư) who holds the seal. */
  readonly role: SignerRole;
  /** Only this class; null for all. */
  readonly className: string | null;
  readonly from: CivilDate;
  /** The last day; null while no end is known. */
  readonly until: CivilDate | null;
  readonly decision: { readonly number: string; readonly on: CivilDate };
  /** Dạy thay, quản lí thay: the appointment whose place this one takes for its time; null for most. */
  readonly substitutes: AppointmentId | null;
}

/** Đã phân công kí. */
export interface AppointmentStated extends Appointment {
  readonly type: 'AppointmentStated';
  readonly by: string;
  readonly at: Instant;
}

/** Đã thôi phân công, earlier than was planned. */
export interface AppointmentEnded {
  readonly type: 'AppointmentEnded';
  readonly school: SchoolCode;
  readonly id: AppointmentId;
  /** The last day of authority; the day before it began when it never took effect. */
  readonly on: CivilDate;
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
}

/** Sự kiện của một phân công kí. Appended, never updated. */
export type AppointmentEvent = AppointmentStated | AppointmentEnded;

/** Phân công kí đang có trong sổ: as stated, and when it ended early. */
export interface StandingAppointment extends Appointment {
  readonly endedOn: CivilDate | null;
}

/** The next state; undefined when the event cannot follow. */
export function evolveAppointment(
  known: StandingAppointment | undefined,
  event: AppointmentEvent,
): StandingAppointment | undefined {
  if (event.type === 'AppointmentEnded') {
    return known?.endedOn === null ? { ...known, endedOn: event.on } : undefined;
  }
  if (known !== undefined) return undefined;
  const { type: _, by: _by, at: _at, ...appointment } = event;
  return { ...appointment, endedOn: null };
}

/** The last day of an appointment as it stands; null while no end is known. */
export const lastDayOf = ({ until, endedOn }: StandingAppointment): CivilDate | null =>
  endedOn ?? until;

export function holdsOn(appointment: StandingAppointment, day: CivilDate): boolean {
  const last = lastDayOf(appointment);
  return appointment.from <= day && (last === null || day <= last);
}

/** Whether an appointment's scope holds a class. */
export const coversClass = (
  { className }: Pick<Appointment, 'className'>,
  wanted: string,
): boolean => className === null || className === wanted;
