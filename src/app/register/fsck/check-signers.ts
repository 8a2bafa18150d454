import { hash } from 'node:crypto';
import type { SchoolCode } from '../../../domain/school/yearbook.ts';
import type { Appointment, StandingAppointment } from '../../../domain/trust/appointment.ts';
import {
  foldSigners,
  type SignerEvent,
  type SignerRegister,
} from '../../../domain/trust/signer-register.ts';
import { readSigners } from '../../../format/package/signers.ts';
import { certificateRowOf } from '../certificate-row.ts';
import { parseSignerEvent, subjectOf } from '../parse-signer-event.ts';
import type { Difference, FsckCode } from './difference.ts';
import type { FsckSource, SignerEventRow, StateRow } from './fsck-source.ts';

const page = 2000;

/**
 * The certificate register recomputed: each event can be read, can follow those before it, says what its columns say, and
 * stands in the sealed message that brought it; the tables of certificates and appointments are the fold of the events.
 */
export async function checkSigners(source: FsckSource): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  const registers = new Map<string, SignerRegister>();
  const told = new Map<number, ReadonlySet<string>>();
  for (let after = 0; ; ) {
    const rows = await source.signerEvents(after, page);
    for (const row of rows) differences.push(...checkEvent(row, registers, told));
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.number;
  }
  const all = [...registers.values()];
  const certificates = all.flatMap((one) =>
    [...one.certificates.values()].map((state): StateRow => ({ ...certificateRowOf(state) })),
  );
  const appointments = all.flatMap((one) => [...one.appointments.values()].map(appointmentRow));
  return [
    ...differences,
    ...(await compare(certificates, 'certificate', (at) => source.signerCertificates(at, page))),
    ...(await compare(appointments, 'id', (at) => source.signerAppointments(at, page))),
  ];
}

const difference = (code: FsckCode, { number, message }: SignerEventRow): Difference => ({
  code,
  ...(message === null ? {} : { message }),
  detail: `signer_event ${number}`,
});

function checkEvent(
  row: SignerEventRow,
  registers: Map<string, SignerRegister>,
  told: Map<number, ReadonlySet<string>>,
): readonly Difference[] {
  const event = parseSignerEvent(row.payload);
  if (event === undefined) return [difference('signer-event-impossible', row)];
  const differences: Difference[] = [];
  const { school, type, at } = event;
  if (row.columns !== `${school} ${subjectOf(event)} ${type} ${at}`) {
    differences.push(difference('signer-event-differs', row));
  }
  const owner = { code: row.school as SchoolCode, taxCode: '' };
  const { register, impossible } = foldSigners(owner, [event], registers.get(row.school));
  registers.set(row.school, register);
  if (impossible.length > 0) differences.push(difference('signer-event-impossible', row));
  if (row.message !== null) {
    const known = told.get(row.message) ?? saidBy(row.bytes);
    told.set(row.message, known);
    const word = wordOf(event);
    if (word !== undefined && !known.has(word)) {
      differences.push(difference('signer-event-unfounded', row));
    }
  }
  return differences;
}

/** What a message must say for an event to be founded on it; undefined for what only officers do. */
function wordOf(event: SignerEvent): string | undefined {
  switch (event.type) {
    case 'CertificateProposed':
      return `proposes ${event.certificate} ${event.kind}`;
    case 'CertificateWithdrawn':
      return `withdraws ${event.certificate} ${event.reason} ${event.from}`;
    case 'AppointmentStated':
      return statedWord(event);
    case 'AppointmentEnded':
      return `ends ${event.id} ${event.on} ${event.reason}`;
    case 'CertificateApproved':
    case 'CertificateRefused':
    case 'CertificateSuspended':
    case 'CertificateReinstated':
    case 'CertificateReplaced':
      return undefined;
  }
}

function statedWord(one: Omit<Appointment, 'school'>): string {
  const { id, person, name, role, className, from, until, decision, substitutes } = one;
  const parts = [id, person, name, role, className, from, until, decision.number, decision.on];
  return `states ${JSON.stringify([...parts, substitutes])}`;
}

function saidBy(bytes: SignerEventRow['bytes']): ReadonlySet<string> {
  const read = bytes === null || bytes === undefined ? undefined : readSigners(bytes);
  if (read?.ok !== true) return new Set();
  const { certificates, withdrawals, appointments, endings } = read.value.message;
  return new Set([
    ...certificates.map(({ der, kind }) => `proposes ${hash('sha256', der, 'hex')} ${kind}`),
    ...withdrawals.map((one) => `withdraws ${one.certificate} ${one.reason} ${one.from}`),
    ...appointments.map(statedWord),
    ...endings.map(({ id, on, reason }) => `ends ${id} ${on} ${reason.trim()}`),
  ]);
}

function appointmentRow({ decision, ...rest }: StandingAppointment): StateRow {
  return { ...rest, decisionNumber: decision.number, decidedOn: decision.on };
}

/** Rows against what the events add up to, by school and `key`. */
async function compare(
  expected: readonly StateRow[],
  key: 'certificate' | 'id',
  read: (offset: number) => Promise<readonly StateRow[]>,
): Promise<readonly Difference[]> {
  const nameOf = (row: StateRow): string => `${row['school']} ${row[key]}`;
  const missing = new Map(expected.map((row) => [nameOf(row), row]));
  const differences: Difference[] = [];
  for (let offset = 0; ; ) {
    const rows = await read(offset);
    if (rows.length === 0) break;
    offset += rows.length;
    for (const row of rows) {
      const name = nameOf(row);
      const wanted = missing.get(name);
      missing.delete(name);
      if (wanted === undefined) {
        differences.push({ code: 'signer-state-unfounded', detail: name });
        continue;
      }
      const differing = Object.keys(wanted).filter((one) => row[one] !== wanted[one]);
      if (differing.length === 0) continue;
      const detail = `${name}: ${differing.join(' ')}`;
      differences.push({ code: 'signer-state-differs', detail });
    }
  }
  for (const name of missing.keys()) {
    differences.push({ code: 'signer-state-missing', detail: name });
  }
  return differences;
}
