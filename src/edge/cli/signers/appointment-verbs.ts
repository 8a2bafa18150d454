import { enterSigners } from '../../../app/register/decide-signers.ts';
import { parsePersonalId } from '../../../domain/person/identity.ts';
import { signerRoles } from '../../../domain/record/role.ts';
import type { SchoolCode } from '../../../domain/school/yearbook.ts';
import { parseCivilDate } from '../../../domain/time/civil-date.ts';
import { type Appointment, parseAppointmentId } from '../../../domain/trust/appointment.ts';
import type { AppointmentEnding } from '../../../format/package/signers.ts';
import { signersCommandText as t } from '../../text/signers-command.ts';
import { filterOf, type Verb } from './certificate-verbs.ts';
import { type Answer, type SignerDesk, told, usage } from './desk.ts';
import type { SignerOptions } from './options.ts';
import { appointmentTable, historyTable } from './tables.ts';

const list: Verb = async ({ context }, options, _, columns) => {
  const { role: written, on: day } = options.values;
  const role = signerRoles.find((one) => one === written);
  if (written !== undefined && role === undefined) return usage(t.wrongRole(signerRoles));
  const on = day === undefined ? null : parseCivilDate(day);
  if (on === undefined) return usage(t.wrongTime);
  const filter = { ...filterOf(options), role: role ?? null, on };
  const rows = await context.signers.appointments(filter);
  return told({ appointments: rows }, appointmentTable(rows, columns));
};

const history: Verb = async ({ context }, options, _, columns) => {
  const [id] = options.rest;
  if (id === undefined || options.rest.length !== 1) return usage(t.oneAppointment);
  const events = await context.signers.history(id, filterOf(options).school);
  return told({ events }, historyTable(events, columns));
};

async function enter(
  { context, officer }: SignerDesk,
  school: string,
  lists: {
    readonly appointments?: readonly Omit<Appointment, 'school'>[];
    readonly endings?: readonly AppointmentEnding[];
  },
): Promise<Answer> {
  const all = { certificates: [], withdrawals: [], appointments: [], endings: [], ...lists };
  const entered = await enterSigners(school as SchoolCode, all, officer, context);
  if (!entered.ok) return { kind: 'faults', faults: entered.refusal };
  const { events } = entered.value;
  return told({ events }, [t.entered(events.length)]);
}

const state: Verb = async (desk, options) => {
  const { school } = options.values;
  const appointment = appointmentOf(options);
  if (school === undefined || appointment === undefined) {
    return usage(t.appointmentNeeds(signerRoles));
  }
  return enter(desk, school, { appointments: [appointment] });
};

/** Undefined while something is missing or cannot be read. */
function appointmentOf({ values }: SignerOptions): Omit<Appointment, 'school'> | undefined {
  const id = parseAppointmentId(values.id ?? '');
  const person = parsePersonalId(values.person ?? '');
  const role = signerRoles.find((one) => one === values.role);
  const from = parseCivilDate(values.from ?? '');
  const until = values.until === undefined ? null : parseCivilDate(values.until);
  const decidedOn = parseCivilDate(values['decided-on'] ?? '');
  const { name, decision, substitutes: other } = values;
  const substitutes = other === undefined ? null : parseAppointmentId(other);
  if (id === undefined || person === undefined || role === undefined) return undefined;
  if (from === undefined || until === undefined || decidedOn === undefined) return undefined;
  if (name === undefined || decision === undefined || substitutes === undefined) return undefined;
  return {
    id,
    person,
    name: name.normalize('NFC'),
    role,
    className: values.class?.normalize('NFC') ?? null,
    from,
    until,
    decision: { number: decision.normalize('NFC'), on: decidedOn },
    substitutes,
  };
}

const end: Verb = async (desk, options) => {
  const { school, reason = '' } = options.values;
  const [written = ''] = options.rest;
  const id = parseAppointmentId(written);
  const on = parseCivilDate(options.values.on ?? '');
  if (school === undefined || id === undefined || on === undefined) return usage(t.endingNeeds);
  return enter(desk, school, { endings: [{ id, on, reason }] });
};

export const appointmentVerbs: ReadonlyMap<string, Verb> = new Map([
  ['list', list],
  ['history', history],
  ['state', state],
  ['end', end],
]);
