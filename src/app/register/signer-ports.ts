import type { SignerRole } from '../../domain/record/role.ts';
import type { Result } from '../../domain/result.ts';
import type { SchoolCode } from '../../domain/school/yearbook.ts';
import type { CivilDate } from '../../domain/time/civil-date.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { StandingAppointment } from '../../domain/trust/appointment.ts';
import type { CertificateState } from '../../domain/trust/certificate.ts';
import type { CertificateFacts } from '../../domain/trust/certificate-event.ts';
import type { SignerEvent, SignerRegister } from '../../domain/trust/signer-register.ts';
import type { NewMessage } from './ports.ts';

/** A certificate as the register lists it. */
export interface CertificateRow extends CertificateFacts {
  readonly school: SchoolCode;
  readonly state: CertificateState;
  /** From when signatures count; null before it is approved. */
  readonly approvedFrom: Instant | null;
  /** From when they no longer do: withdrawn or replaced. */
  readonly endedFrom: Instant | null;
  /** Why it was refused or withdrawn, or the digest of its successor. */
  readonly detail: string | null;
}

/** An appointment as the register lists it. */
export type AppointmentRow = StandingAppointment;

/** What a list shows; null for everything. */
export interface SignerFilter {
  readonly school: SchoolCode | null;
  readonly state: CertificateState | null;
  readonly role: SignerRole | null;
  /** Only appointments that hold on this day. */
  readonly on: CivilDate | null;
}

/** One event of the certificate register, with the sealed message that brought it. */
export interface StoredSignerEvent {
  readonly number: number;
  readonly message: number | null;
  readonly event: SignerEvent;
}

/** What a change wrote. */
export interface SignerChange {
  readonly events: readonly SignerEvent[];
  /** Null for a change that no message brought. */
  readonly message: number | null;
}

export type SignerRule<E> = (register: SignerRegister) => Result<readonly SignerEvent[], E>;

/** Where the certificate register lives. Events are appended, never updated. */
export interface SignerStore {
  /** Undefined for a school that the register does not know. */
  register(school: SchoolCode): Promise<SignerRegister | undefined>;
  /**
   * Runs the rule on a school's register and appends what it answers, together with the message that asked for it: all
   * or nothing, one at a time for each school. Undefined when the school is unknown or the message's id is taken.
   */
  change<E>(
    school: SchoolCode,
    rule: SignerRule<E>,
    message?: NewMessage,
  ): Promise<Result<SignerChange, E> | undefined>;
  certificates(filter: SignerFilter): Promise<readonly CertificateRow[]>;
  appointments(filter: SignerFilter): Promise<readonly AppointmentRow[]>;
  /** Every event of a certificate, by its digest or the beginning of it, or of an appointment; in order. */
  history(subject: string, school: SchoolCode | null): Promise<readonly StoredSignerEvent[]>;
}
