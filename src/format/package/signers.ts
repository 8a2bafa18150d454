import type { Sha256Hex } from '../../domain/record/events.ts';
import { ok } from '../../domain/result.ts';
import type { CivilDate } from '../../domain/time/civil-date.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Appointment, AppointmentId } from '../../domain/trust/appointment.ts';
import type { CertificateKind, WithdrawalReason } from '../../domain/trust/certificate-event.ts';
import { element as n } from '../xml/names.ts';
import { group, leaf, many, one, optional } from '../xml/schema.ts';
import { type } from '../xml/types.ts';
import type { SchoolMessage } from './message.ts';
import { schoolHead, sealed } from './message-schema.ts';
import { messageElement as m } from './names.ts';
import { type BodyOf, headOf, headXml, type Read } from './package.ts';
import {
  openMessage,
  type PreparedMessage,
  prepareMessage,
  type SealRequest,
} from './sealed-message.ts';
import { messageType as t } from './types.ts';

/** A certificate that a school proposes: everything but its kind stands in the DER. */
export interface ProposedCertificate {
  readonly kind: CertificateKind;
  readonly der: Uint8Array;
}

/** A certificate that a school takes out of use. */
export interface CertificateWithdrawal {
  readonly certificate: Sha256Hex;
  readonly reason: WithdrawalReason;
  readonly from: Instant;
}

/** An appointment that ended before its time. */
export interface AppointmentEnding {
  readonly id: AppointmentId;
  readonly on: CivilDate;
  readonly reason: string;
}

/** Hồ sơ người kí: a school's word on who signs there, and with which certificates. */
export interface Signers extends SchoolMessage {
  readonly certificates: readonly ProposedCertificate[];
  readonly withdrawals: readonly CertificateWithdrawal[];
  readonly appointments: readonly Omit<Appointment, 'school'>[];
  readonly endings: readonly AppointmentEnding[];
}

/** Of each list; a large school has some 150 staff, and homeroom teachers teach as well. */
const most = 2000;

const certificateSchema = group(m.certificate, {
  kind: one(leaf(m.certificateKind, t.certificateKind)),
  der: one(leaf(m.certificateBytes, t.bytes)),
});

const withdrawalSchema = group(m.withdrawal, {
  certificate: one(leaf(m.digest, t.digest)),
  reason: one(leaf(m.reason, t.withdrawalReason)),
  from: one(leaf(m.from, t.instant)),
});

const appointmentSchema = group(m.appointment, {
  id: one(leaf(m.appointmentId, t.appointmentId)),
  person: one(leaf(n.personalId, type.personalId)),
  name: one(leaf(n.name, type.name)),
  role: one(leaf(m.role, t.role)),
  className: optional(leaf(n.className, type.className)),
  from: one(leaf(m.begins, type.date)),
  until: optional(leaf(m.ends, type.date)),
  decisionNumber: one(leaf(m.decisionNumber, t.decisionNumber)),
  decisionDate: one(leaf(m.decisionDate, type.date)),
  substitutes: optional(leaf(m.substitutes, t.appointmentId)),
});

const endingSchema = group(m.ending, {
  id: one(leaf(m.appointmentId, t.appointmentId)),
  on: one(leaf(m.ends, type.date)),
  reason: one(leaf(m.reason, t.endingReason)),
});

export const signersSchema = sealed(
  m.signers,
  group(m.signersBody, {
    ...schoolHead('signers'),
    certificates: one(group(m.certificates, { list: many(certificateSchema, 0, most) })),
    withdrawals: one(group(m.withdrawals, { list: many(withdrawalSchema, 0, most) })),
    appointments: one(group(m.appointments, { list: many(appointmentSchema, 0, most) })),
    endings: one(group(m.endings, { list: many(endingSchema, 0, most) })),
  }),
  m.signersSeal,
);

export function readSigners(bytes: Uint8Array): Read<Signers> {
  const opened = openMessage(signersSchema, bytes);
  if (!opened.ok) return opened;
  const { body } = opened.value;
  const message: Signers = {
    ...headOf(body),
    certificates: body.certificates.list,
    withdrawals: body.withdrawals.list.map((one) => ({
      ...one,
      certificate: one.certificate as Sha256Hex,
    })),
    appointments: body.appointments.list.map(({ decisionNumber, decisionDate, ...one }) => ({
      ...one,
      decision: { number: decisionNumber, on: decisionDate },
    })),
    endings: body.endings.list,
  };
  return ok({ ...opened.value, message });
}

export function prepareSigners(message: Signers, seal: SealRequest): PreparedMessage {
  const body: BodyOf<typeof signersSchema> = {
    ...headXml('signers', message),
    certificates: { list: message.certificates },
    withdrawals: { list: message.withdrawals },
    appointments: {
      list: message.appointments.map(({ decision, ...one }) => ({
        ...one,
        decisionNumber: decision.number,
        decisionDate: decision.on,
      })),
    },
    endings: { list: message.endings },
  };
  return prepareMessage(signersSchema, body, seal);
}
