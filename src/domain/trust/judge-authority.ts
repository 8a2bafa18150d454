import type { Sha256Hex } from '../record/events.ts';
import type { SignerRole } from '../record/role.ts';
import type { Slot } from '../record/slot.ts';
import type { CivilDate } from '../time/civil-date.ts';
import { type Instant, vietnamDate } from '../time/instant.ts';
import { coversClass, holdsOn, lastDayOf, type StandingAppointment } from './appointment.ts';
import {
  type CertificateStanding,
  isSuspendedAt,
  type RegisteredCertificate,
  standingAt,
} from './certificate.ts';
import { holderOfPerson, holderOfSchool } from './holder.ts';
import type { SignerRegister } from './signer-register.ts';

/** Chữ kí cần xét thẩm quyền: what a verified signature says of its signer, and in which class's record it stands. */
export interface ClaimedSignature {
  readonly slot: Slot;
  readonly signerIds: readonly string[];
  readonly certificateSha256: string;
  readonly role: string;
  readonly signedAt: Instant;
  readonly className: string;
}

/** Mã kết luận về thẩm quyền kí. */
export const authorityCodes = [
  'authority-certificate',
  'authority-certificates-unknown',
  'authority-certificate-unregistered',
  'authority-certificate-of-another',
  'authority-seal-not-of-school',
  'authority-certificate-not-approved',
  'authority-certificate-refused',
  'authority-certificate-not-yet-approved',
  'authority-certificate-expired',
  'authority-certificate-suspended',
  'authority-certificate-in-doubt',
  'authority-certificate-withdrawn',
  'authority-certificate-compromised',
  'authority-certificate-replaced',
  'authority-role',
  'authority-appointments-unknown',
  'authority-appointment-missing',
  'authority-appointment-not-begun',
  'authority-appointment-ended',
  'authority-appointment-other-class',
  'authority-deputation-missing',
  'authority-deputy-as-head',
  'authority-substituted',
] as const;
export type AuthorityCode = (typeof authorityCodes)[number];

/** Kết luận về thẩm quyền của một chữ kí: one check and how it ended; `facts` fill the sentence. */
export interface AuthorityFinding {
  readonly code: AuthorityCode;
  readonly outcome: 'passed' | 'failed' | 'undetermined';
  readonly slot: Slot;
  readonly facts: Readonly<Record<string, string>>;
}

type Judged = Pick<AuthorityFinding, 'code' | 'outcome' | 'facts'>;

const failed = (code: AuthorityCode, facts: AuthorityFinding['facts'] = {}): Judged => ({
  code,
  outcome: 'failed',
  facts,
});

/**
 * Thẩm quyền kí of one signature, as of its signing: was this certificate approved for its holder then, and did the
 * person have the role at the school then. `provenAt` is the time by which the signature is known to exist (a time-stamp,
 * or the register's receipt): where a key may be in other hands only that counts, since the holder of the key can
 * state any signing time. What the register knows now of the time then is what counts.
 */
export function judgeAuthority(
  claim: ClaimedSignature,
  register: SignerRegister,
  provenAt: Instant,
): readonly AuthorityFinding[] {
  const judged = [judgeCertificate(claim, register, provenAt)];
  // The organisation seals, and its signature does not name the clerk.
  if (claim.slot !== 'seal') judged.push(judgeRole(claim, register));
  return judged.map((one) => ({ ...one, slot: claim.slot }));
}

function judgeCertificate(
  claim: ClaimedSignature,
  { school, certificates }: SignerRegister,
  provenAt: Instant,
): Judged {
  if (certificates.size === 0) {
    return { code: 'authority-certificates-unknown', outcome: 'undetermined', facts: {} };
  }
  const certificate = certificates.get(claim.certificateSha256 as Sha256Hex);
  if (certificate === undefined) return failed('authority-certificate-unregistered');
  const { holder, kind } = certificate;
  if (claim.slot === 'seal') {
    if (kind !== 'seal' || holder !== holderOfSchool(school.taxCode)) {
      return failed('authority-seal-not-of-school', { holder });
    }
  } else if (kind === 'seal' || !claim.signerIds.includes(holder)) {
    return failed('authority-certificate-of-another', { holder });
  }
  return judgeStanding(certificate, claim.signedAt, provenAt);
}

const codeOfStanding: Readonly<Record<Exclude<CertificateStanding, 'in-force'>, AuthorityCode>> = {
  'not-approved': 'authority-certificate-not-approved',
  refused: 'authority-certificate-refused',
  'not-yet-approved': 'authority-certificate-not-yet-approved',
  expired: 'authority-certificate-expired',
  suspended: 'authority-certificate-suspended',
  withdrawn: 'authority-certificate-withdrawn',
  replaced: 'authority-certificate-replaced',
};

function judgeStanding(
  certificate: RegisteredCertificate,
  signedAt: Instant,
  provenAt: Instant,
): Judged {
  const standing = standingAt(certificate, signedAt);
  const facts = { signedAt, ...factsOf(certificate) };
  if (standing !== 'in-force') return failed(codeOfStanding[standing], facts);
  const isKeyAway =
    certificate.state === 'withdrawn' &&
    (certificate.reason === 'key-compromise' || certificate.reason === 'lost');
  if (isKeyAway && provenAt >= certificate.endedFrom) {
    return failed('authority-certificate-compromised', { ...facts, provenAt });
  }
  if ('suspensions' in certificate && isSuspendedAt(certificate, provenAt)) {
    const open = { ...facts, provenAt };
    return { code: 'authority-certificate-in-doubt', outcome: 'undetermined', facts: open };
  }
  return { code: 'authority-certificate', outcome: 'passed', facts };
}

function factsOf(certificate: RegisteredCertificate): Readonly<Record<string, string>> {
  const { state, validUntil } = certificate;
  if (state === 'proposed') return { validUntil };
  if (state === 'refused') return { reason: certificate.reason };
  const { approvedFrom } = certificate;
  if (state === 'withdrawn') {
    return { approvedFrom, from: certificate.endedFrom, reason: certificate.reason };
  }
  return state === 'replaced'
    ? { approvedFrom, from: certificate.endedFrom }
    : { approvedFrom, validUntil };
}

function judgeRole(claim: ClaimedSignature, { appointments }: SignerRegister): Judged {
  if (appointments.size === 0) {
    return { code: 'authority-appointments-unknown', outcome: 'undetermined', facts: {} };
  }
  const day = vietnamDate(claim.signedAt);
  const all = [...appointments.values()];
  const own = all.filter(({ person }) => claim.signerIds.includes(holderOfPerson(person)));
  const inRole = own.filter(({ role }) => role === claim.role);
  const inClass = inRole.filter((one) => coversClass(one, claim.className));
  const held = inClass.filter((one) => holdsOn(one, day));
  const substituted = held.map((one) => substituteOf(one, all, day));
  const free = held.find((_, index) => substituted[index] === undefined);
  if (free !== undefined) {
    const { id, decision } = free;
    const facts = { appointment: id, decision: decision.number, decidedOn: decision.on };
    return { code: 'authority-role', outcome: 'passed', facts };
  }
  const [substitute] = substituted;
  const facts = { role: claim.role, on: day };
  if (substitute !== undefined) {
    return failed('authority-substituted', { ...facts, substitute: substitute.name });
  }
  if (inClass.length > 0) return outOfTime(inClass, day, facts);
  if (inRole.length > 0) {
    return failed('authority-appointment-other-class', { ...facts, className: claim.className });
  }
  return failed(missingCode(claim.role, own, day), facts);
}

/** Who takes the appointment's place on the day (dạy thay, quản lí thay): the holder's own authority rests meanwhile. */
const substituteOf = (
  { id }: StandingAppointment,
  all: readonly StandingAppointment[],
  day: CivilDate,
): StandingAppointment | undefined =>
  all.find((other) => other.substitutes === id && holdsOn(other, day));

function outOfTime(
  inClass: readonly StandingAppointment[],
  day: CivilDate,
  facts: Readonly<Record<string, string>>,
): Judged {
  const last = inClass.map(lastDayOf).findLast((end) => end !== null && end < day);
  if (last !== undefined && last !== null) {
    return failed('authority-appointment-ended', { ...facts, last });
  }
  const from = inClass.map((one) => one.from).toSorted()[0] ?? '';
  return failed('authority-appointment-not-begun', { ...facts, from });
}

function missingCode(
  role: string,
  own: readonly StandingAppointment[],
  day: CivilDate,
): AuthorityCode {
  if (role === ('CBQL-KT' satisfies SignerRole)) return 'authority-deputation-missing';
  const isDeputy = own.some((one) => one.role === 'CBQL-KT' && holdsOn(one, day));
  return role === ('CBQL' satisfies SignerRole) && isDeputy
    ? 'authority-deputy-as-head'
    : 'authority-appointment-missing';
}
