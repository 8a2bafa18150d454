import type { Sha256Hex } from '../record/events.ts';
import type { SchoolCode } from '../school/yearbook.ts';
import {
  type AppointmentEvent,
  type AppointmentId,
  evolveAppointment,
  type StandingAppointment,
} from './appointment.ts';
import { evolveCertificate, type RegisteredCertificate } from './certificate.ts';
import type { CertificateEvent } from './certificate-event.ts';

/** Sự kiện của sổ đăng kí chứng thư số và phân công kí. */
export type SignerEvent = CertificateEvent | AppointmentEvent;

/** Trường trong sổ: its code and the tax code by which its seal's certificate names it. */
export interface SignerSchool {
  readonly code: SchoolCode;
  readonly taxCode: string;
}

/** Sổ đăng kí chứng thư số của một trường: every certificate and appointment with its state, a fold of the events. */
export interface SignerRegister {
  readonly school: SignerSchool;
  readonly certificates: ReadonlyMap<Sha256Hex, RegisteredCertificate>;
  readonly appointments: ReadonlyMap<AppointmentId, StandingAppointment>;
}

/** A register with what its events add up to; `impossible` are those that could not follow. */
export interface FoldedSigners {
  readonly register: SignerRegister;
  readonly impossible: readonly SignerEvent[];
}

export function foldSigners(
  school: SignerSchool,
  events: Iterable<SignerEvent>,
  from?: SignerRegister,
): FoldedSigners {
  const certificates = new Map(from?.certificates);
  const appointments = new Map(from?.appointments);
  const impossible: SignerEvent[] = [];
  for (const event of events) {
    if ('certificate' in event) {
      const next = evolveCertificate(certificates.get(event.certificate), event);
      if (next === undefined) impossible.push(event);
      else certificates.set(event.certificate, next);
    } else {
      const next = evolveAppointment(appointments.get(event.id), event);
      if (next === undefined) impossible.push(event);
      else appointments.set(event.id, next);
    }
  }
  return { register: { school, certificates, appointments }, impossible };
}
