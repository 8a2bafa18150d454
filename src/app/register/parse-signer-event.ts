import { parsePersonalId } from '../../domain/person/identity.ts';
import type { Sha256Hex } from '../../domain/record/events.ts';
import { signerRoles } from '../../domain/record/role.ts';
import type { SchoolCode } from '../../domain/school/yearbook.ts';
import { parseCivilDate } from '../../domain/time/civil-date.ts';
import { parseInstant } from '../../domain/time/instant.ts';
import { parseAppointmentId } from '../../domain/trust/appointment.ts';
import { certificateKinds, withdrawalReasons } from '../../domain/trust/certificate-event.ts';
import { parseHolderId } from '../../domain/trust/holder.ts';
import type { SignerEvent } from '../../domain/trust/signer-register.ts';

type Member<T> = (value: unknown) => T | undefined;
type Shape = Readonly<Record<string, Member<unknown>>>;
type Read<S extends Shape> = { readonly [K in keyof S]: Exclude<ReturnType<S[K]>, undefined> };

/** The members that a shape names, each parsed; undefined when one is missing or malformed. */
function membersOf<S extends Shape>(value: unknown, shape: S): Read<S> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const members: Readonly<Record<string, unknown>> = { ...value };
  const read = Object.entries(shape).map(([name, parse]) => [name, parse(members[name])] as const);
  return read.some(([, found]) => found === undefined)
    ? undefined
    : (Object.fromEntries(read) as Read<S>);
}

const reader =
  <S extends Shape>(shape: S): Member<Read<S>> =>
  (value) =>
    membersOf(value, shape);
const text =
  <T>(parse: (text: string) => T | undefined): Member<T> =>
  (value) =>
    typeof value === 'string' ? parse(value) : undefined;
const orNull =
  <T>(parse: Member<T>): Member<T | null> =>
  (value) =>
    value === null ? null : parse(value);
const among = <T extends string>(values: readonly T[]): Member<T> =>
  text((value) => values.find((one) => one === value));

const words = text((value) => value);
const instant = text(parseInstant);
const day = text(parseCivilDate);
const digest = text((value) => (/^[0-9a-f]{64}$/.test(value) ? (value as Sha256Hex) : undefined));
const school = text((value) =>
  /^[0-9A-Za-z.-]{1,20}$/.test(value) ? (value as SchoolCode) : undefined,
);

const ofCertificate = { school, certificate: digest, by: words, at: instant };
const ofAppointment = { school, id: text(parseAppointmentId), by: words, at: instant };

const readers: {
  readonly [T in SignerEvent['type']]: Member<Omit<Extract<SignerEvent, { type: T }>, 'type'>>;
} = {
  CertificateProposed: reader({
    ...ofCertificate,
    holder: text(parseHolderId),
    holderName: words,
    kind: among(certificateKinds),
    issuer: words,
    validFrom: instant,
    validUntil: instant,
  }),
  CertificateApproved: reader({ ...ofCertificate, from: instant }),
  CertificateRefused: reader({ ...ofCertificate, reason: words }),
  CertificateSuspended: reader({ ...ofCertificate, from: instant, reason: words }),
  CertificateReinstated: reader({ ...ofCertificate, from: instant }),
  CertificateWithdrawn: reader({
    ...ofCertificate,
    from: instant,
    reason: among(withdrawalReasons),
  }),
  CertificateReplaced: reader({ ...ofCertificate, from: instant, successor: digest }),
  AppointmentStated: reader({
    ...ofAppointment,
    person: text(parsePersonalId),
    name: words,
    role: among(signerRoles),
    className: orNull(words),
    from: day,
    until: orNull(day),
    decision: reader({ number: words, on: day }),
    substitutes: orNull(text(parseAppointmentId)),
  }),
  AppointmentEnded: reader({ ...ofAppointment, on: day, reason: words }),
};

const isType = (type: unknown): type is SignerEvent['type'] =>
  typeof type === 'string' && Object.hasOwn(readers, type);

/** Reads a stored payload; undefined for anything that the register would not have written. */
export function parseSignerEvent(payload: unknown): SignerEvent | undefined {
  if (typeof payload !== 'object' || payload === null || !('type' in payload)) return undefined;
  const { type } = payload;
  const members = isType(type) ? readers[type](payload) : undefined;
  // Each reader gives exactly the members of its own event.
  return members && ({ type, ...members } as SignerEvent);
}

/** What an event is about: a certificate's digest or an appointment's number. */
export const subjectOf = (event: SignerEvent): string =>
  'certificate' in event ? event.certificate : event.id;
