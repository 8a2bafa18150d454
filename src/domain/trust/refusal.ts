import type { Sha256Hex } from '../record/events.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { Instant } from '../time/instant.ts';
import type { AppointmentId } from './appointment.ts';
import type { CertificateState } from './certificate.ts';

interface OfCertificate {
  readonly certificate: Sha256Hex;
}

interface OfAppointment {
  readonly appointment: AppointmentId;
}

/** Lí do không nhận một việc về chứng thư số. */
export type CertificateRefusal =
  | (OfCertificate & { readonly code: 'certificate-unknown' })
  | (OfCertificate & { readonly code: 'certificate-state'; readonly state: CertificateState })
  | (OfCertificate & { readonly code: 'certificate-expired'; readonly validUntil: Instant })
  /** A seal names an organisation, a personal certificate a person. */
  | (OfCertificate & { readonly code: 'certificate-kind-contradicts-holder' })
  /** The seal of another organisation than the school. */
  | (OfCertificate & { readonly code: 'certificate-of-another-school'; readonly holder: string })
  /** Effective outside the certificate's own validity, or before its approval. */
  | (OfCertificate & { readonly code: 'effect-outside-validity'; readonly from: Instant })
  | (OfCertificate & { readonly code: 'certificate-reason-missing' })
  | (OfCertificate & { readonly code: 'successor-not-approved' })
  | (OfCertificate & { readonly code: 'successor-of-another-holder' });

/** Lí do không nhận một phân công kí. */
export type AppointmentRefusal =
  | (OfAppointment & { readonly code: 'appointment-unknown' })
  /** The number was used for another appointment. */
  | (OfAppointment & { readonly code: 'appointment-number-reused' })
  | (OfAppointment & { readonly code: 'appointment-ends-before-it-begins' })
  | (OfAppointment & { readonly code: 'appointment-already-ended'; readonly endedOn: CivilDate })
  /** A homeroom teacher needs a class; a head has the whole school. */
  | (OfAppointment & { readonly code: 'appointment-class-missing' })
  | (OfAppointment & { readonly code: 'appointment-class-not-allowed' })
  /** The same person in the same role twice at the same time. */
  | (OfAppointment & { readonly code: 'appointment-overlaps'; readonly other: AppointmentId })
  /** Another person has the place then, and neither substitutes the other. */
  | (OfAppointment & { readonly code: 'place-taken'; readonly other: AppointmentId })
  /** Nobody is head and deputy of the head at once. */
  | (OfAppointment & { readonly code: 'head-and-deputy'; readonly other: AppointmentId })
  | (OfAppointment & { readonly code: 'substituted-unknown'; readonly other: AppointmentId })
  /** A substitute takes another person's very place, for a time within that person's. */
  | (OfAppointment & {
      readonly code: 'substitute-of-another-place';
      readonly other: AppointmentId;
    })
  | (OfAppointment & { readonly code: 'substitute-outside-period'; readonly other: AppointmentId })
  | (OfAppointment & { readonly code: 'appointment-reason-missing' });

/** Lí do sổ đăng kí chứng thư số từ chối. */
export type SignerRefusal = CertificateRefusal | AppointmentRefusal;
