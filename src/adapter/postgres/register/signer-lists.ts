import assert from 'node:assert/strict';
import type {
  AppointmentRow,
  CertificateRow,
  SignerFilter,
} from '../../../app/register/signer-ports.ts';
import { parsePersonalId } from '../../../domain/person/identity.ts';
import type { Sha256Hex } from '../../../domain/record/events.ts';
import { signerRoles } from '../../../domain/record/role.ts';
import { type CivilDate, parseCivilDate } from '../../../domain/time/civil-date.ts';
import { type AppointmentId, parseAppointmentId } from '../../../domain/trust/appointment.ts';
import type { CertificateState } from '../../../domain/trust/certificate.ts';
import { certificateKinds } from '../../../domain/trust/certificate-event.ts';
import { parseHolderId } from '../../../domain/trust/holder.ts';
import { type Queryable, query } from '../database.ts';
import { instantOf, schoolOf } from './row.ts';

/** Only what our own writers wrote may stand in a column. */
function known<T>(value: T | undefined, column: string): T {
  assert(value !== undefined, `column ${column} holds what its parser does not know`);
  return value;
}

const among = <T extends string>(values: readonly T[], text: string, column: string): T =>
  known(
    values.find((one) => one === text),
    column,
  );

const states: readonly CertificateState[] = [
  'proposed',
  'refused',
  'approved',
  'suspended',
  'withdrawn',
  'replaced',
];

interface CertificateColumns {
  readonly school: string;
  readonly certificate: string;
  readonly holder: string;
  readonly holder_name: string;
  readonly kind: string;
  readonly issuer: string;
  readonly valid_from: string;
  readonly valid_until: string;
  readonly state: string;
  readonly approved_from: string | null;
  readonly ended_from: string | null;
  readonly detail: string | null;
}

export const certificateColumns = `school, certificate, holder, holder_name, kind, issuer, valid_from, valid_until,
  state, approved_from, ended_from, detail`;

const certificateOf = (row: CertificateColumns): CertificateRow => ({
  school: schoolOf(row.school),
  certificate: row.certificate as Sha256Hex,
  holder: known(parseHolderId(row.holder), 'holder'),
  holderName: row.holder_name,
  kind: among(certificateKinds, row.kind, 'kind'),
  issuer: row.issuer,
  validFrom: instantOf(row.valid_from),
  validUntil: instantOf(row.valid_until),
  state: among(states, row.state, 'state'),
  approvedFrom: row.approved_from === null ? null : instantOf(row.approved_from),
  endedFrom: row.ended_from === null ? null : instantOf(row.ended_from),
  detail: row.detail,
});

export async function listCertificates(
  on: Queryable,
  province: string,
  { school, state }: SignerFilter,
): Promise<readonly CertificateRow[]> {
  const rows = await query<CertificateColumns>(
    on,
    `select ${certificateColumns} from signer_certificate
     where province = $1 and ($2::text is null or school = $2) and ($3::text is null or state = $3)
     order by school, holder_name, valid_until, certificate`,
    [province, school, state],
  );
  return rows.map(certificateOf);
}

interface AppointmentColumns {
  readonly school: string;
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly role: string;
  readonly class_name: string | null;
  readonly begins: string;
  readonly ends: string | null;
  readonly decision_number: string;
  readonly decision_date: string;
  readonly substitutes: string | null;
  readonly ended_on: string | null;
}

export const appointmentColumns = `school, id, person, name, role, class_name, begins, ends, decision_number,
  decision_date, substitutes, ended_on`;

const dayOf = (text: string): CivilDate => known(parseCivilDate(text), 'date');
const dayOrNull = (text: string | null): CivilDate | null => (text === null ? null : dayOf(text));
const idOf = (text: string): AppointmentId => known(parseAppointmentId(text), 'id');

const appointmentOf = (row: AppointmentColumns): AppointmentRow => ({
  school: schoolOf(row.school),
  id: idOf(row.id),
  person: known(parsePersonalId(row.person), 'person'),
  name: row.name,
  role: among(signerRoles, row.role, 'role'),
  className: row.class_name,
  from: dayOf(row.begins),
  until: dayOrNull(row.ends),
  decision: { number: row.decision_number, on: dayOf(row.decision_date) },
  substitutes: row.substitutes === null ? null : idOf(row.substitutes),
  endedOn: dayOrNull(row.ended_on),
});

export async function listAppointments(
  on: Queryable,
  province: string,
  { school, role, on: day }: SignerFilter,
): Promise<readonly AppointmentRow[]> {
  const rows = await query<AppointmentColumns>(
    on,
    `select ${appointmentColumns} from signer_appointment
     where province = $1 and ($2::text is null or school = $2) and ($3::text is null or role = $3)
       and ($4::date is null or (begins <= $4 and coalesce(ended_on, ends, 'infinity') >= $4))
     order by school, role, class_name nulls first, begins, id`,
    [province, school, role, day],
  );
  return rows.map(appointmentOf);
}
