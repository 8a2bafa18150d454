import type { PersonalId } from '../../src/domain/person/identity.ts';
import type { Sha256Hex } from '../../src/domain/record/events.ts';
import type { SchoolCode } from '../../src/domain/school/yearbook.ts';
import type { CivilDate } from '../../src/domain/time/civil-date.ts';
import type { Instant } from '../../src/domain/time/instant.ts';
import type { Appointment, AppointmentId } from '../../src/domain/trust/appointment.ts';
import type { CertificateFacts } from '../../src/domain/trust/certificate-event.ts';
import type { HolderId } from '../../src/domain/trust/holder.ts';
import type { SignerSchool } from '../../src/domain/trust/signer-register.ts';

export const signerSchool: SignerSchool = {
  code: '9911065701' as SchoolCode,
  taxCode: '0999000001',
};
export const anInstant = (text: string): Instant => text as Instant;
export const aDay = (text: string): CivilDate => text as CivilDate;
/** A digest that begins with a readable word of hexadecimal digits. */
export const aDigest = (word: string): Sha256Hex => word.padEnd(64, '0') as Sha256Hex;
export const aPerson = (serial: number): PersonalId =>
  `0990822${String(serial).padStart(5, '0')}` as PersonalId;
export const anId = (text: string): AppointmentId => text as AppointmentId;

/** A personal certificate valid through 2025 to 2027. */
export const someFacts = (change: Partial<CertificateFacts> = {}): CertificateFacts => ({
  certificate: aDigest('c1'),
  holder: `CCCD:${aPerson(1)}` as HolderId,
  holderName: 'Nguyễn Văn Toán',
  kind: 'token',
  issuer: 'CA thử nghiệm',
  validFrom: anInstant('2025-01-01T00:00:00Z'),
  validUntil: anInstant('2027-12-31T23:59:59Z'),
  ...change,
});

/** A subject teacher's appointment for the school year 2025-2026. */
export const someAppointment = (
  change: Partial<Omit<Appointment, 'school'>> = {},
): Omit<Appointment, 'school'> => ({
  id: anId('A1'),
  person: aPerson(1),
  name: 'Nguyễn Văn Toán',
  role: 'GVBM',
  className: null,
  from: aDay('2025-08-01'),
  until: aDay('2026-06-30'),
  decision: { number: '01/QĐ', on: aDay('2025-07-30') },
  substitutes: null,
  ...change,
});
