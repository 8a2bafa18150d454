import assert from 'node:assert/strict';
import { certificateRowOf } from '../../../app/register/certificate-row.ts';
import { parseSignerEvent, subjectOf } from '../../../app/register/parse-signer-event.ts';
import type { NewMessage } from '../../../app/register/ports.ts';
import type {
  SignerChange,
  SignerRule,
  SignerStore,
  StoredSignerEvent,
} from '../../../app/register/signer-ports.ts';
import { ok, type Result } from '../../../domain/result.ts';
import type { SchoolCode } from '../../../domain/school/yearbook.ts';
import {
  foldSigners,
  type SignerEvent,
  type SignerRegister,
  type SignerSchool,
} from '../../../domain/trust/signer-register.ts';
import { type Pool, type Queryable, query, transaction } from '../database.ts';
import { listAppointments, listCertificates } from './signer-lists.ts';
import { insertSignerEvents, upsertAppointments, upsertCertificates } from './signer-rows.ts';
import { insertMessage } from './write-rows.ts';

/** The certificate register of one province in PostgreSQL. */
export function createSignerStore(pool: Pool, province: string): SignerStore {
  return {
    async register(code) {
      const school = await readSchool(pool, province, code, '');
      return school === undefined ? undefined : readRegister(pool, province, school);
    },
    change: (school, rule, message) => changeSigners(pool, { province, school, rule, message }),
    certificates: (filter) => listCertificates(pool, province, filter),
    appointments: (filter) => listAppointments(pool, province, filter),
    history: (subject, school) => readHistory(pool, province, subject, school),
  };
}

async function readSchool(
  on: Queryable,
  province: string,
  code: SchoolCode,
  lock: '' | 'for update',
): Promise<SignerSchool | undefined> {
  const [row] = await query<{ tax_code: string }>(
    on,
    `select tax_code from school where province = $1 and code = $2 ${lock}`,
    [province, code],
  );
  return row === undefined ? undefined : { code, taxCode: row.tax_code };
}

async function readRegister(
  on: Queryable,
  province: string,
  school: SignerSchool,
): Promise<SignerRegister> {
  const rows = await query<{ payload: unknown }>(
    on,
    'select payload from signer_event where province = $1 and school = $2 order by number',
    [province, school.code],
  );
  const { register, impossible } = foldSigners(
    school,
    rows.map(({ payload }) => eventOf(payload)),
  );
  assert.equal(impossible.length, 0, 'stored events follow each other');
  return register;
}

function eventOf(payload: unknown): SignerEvent {
  const event = parseSignerEvent(payload);
  assert(event !== undefined, 'a stored event can be read');
  return event;
}

interface Change<E> {
  readonly province: string;
  readonly school: SchoolCode;
  readonly rule: SignerRule<E>;
  readonly message: NewMessage | undefined;
}

/** One act on a school's register at a time: the school's row is held until it commits. */
const changeSigners = <E>(
  pool: Pool,
  { province, school: code, rule, message }: Change<E>,
): Promise<Result<SignerChange, E> | undefined> =>
  transaction(pool, async (session) => {
    const school = await readSchool(session, province, code, 'for update');
    if (school === undefined) return undefined;
    const before = await readRegister(session, province, school);
    const ruled = rule(before);
    if (!ruled.ok) return ruled;
    const events = ruled.value;
    const number = message === undefined ? null : await insertMessage(session, province, message);
    if (number === undefined) return undefined;
    if (events.length > 0) {
      await insertSignerEvents(session, province, code, events, number);
      const { register, impossible } = foldSigners(school, events, before);
      assert.equal(impossible.length, 0, 'a rule answers events that can follow');
      await saveStates(session, province, register, events);
    }
    return ok({ events, message: number });
  });

async function saveStates(
  on: Queryable,
  province: string,
  { certificates, appointments }: SignerRegister,
  events: readonly SignerEvent[],
): Promise<void> {
  const touched = new Set(events.map(subjectOf));
  const certificateRows = [...certificates.values()].filter((one) => touched.has(one.certificate));
  await upsertCertificates(on, province, certificateRows.map(certificateRowOf));
  const appointmentRows = [...appointments.values()].filter(({ id }) => touched.has(id));
  await upsertAppointments(on, province, appointmentRows);
}

async function readHistory(
  on: Queryable,
  province: string,
  subject: string,
  school: SchoolCode | null,
): Promise<readonly StoredSignerEvent[]> {
  const rows = await query<{ number: number; message: number | null; payload: unknown }>(
    on,
    `select number, message, payload from signer_event
     where province = $1 and (subject = $2 or (length($2) between 8 and 63 and $2 ~ '^[0-9a-f]+$'
       and starts_with(subject, $2))) and ($3::text is null or school = $3) order by number`,
    [province, subject, school],
  );
  return rows.map(({ number, message, payload }) => ({ number, message, event: eventOf(payload) }));
}
