import { hash } from 'node:crypto';
import { signerRoles } from '../../domain/record/role.ts';
import type { Slot } from '../../domain/record/slot.ts';
import { ok, type Result } from '../../domain/result.ts';
import { type CivilDate, parseCivilDate } from '../../domain/time/civil-date.ts';
import { epochMsOf, type Instant, vietnamDate } from '../../domain/time/instant.ts';
import type { ClaimedRole } from '../xml/signature-schema.ts';
import type { Finding } from './report.ts';
import {
  flag,
  type JsonFault,
  listOf,
  object,
  oneOf,
  orNull,
  readJson,
  text,
  value,
  whole,
} from './strict-json.ts';

const day = value(
  (found): found is CivilDate => typeof found === 'string' && parseCivilDate(found) !== undefined,
);
const until = orNull(day);

const slot = object({
  required: flag,
  roles: listOf(oneOf<ClaimedRole>(...signerRoles)),
});

const document = object({
  id: text(/^[a-z][a-z0-9-]{0,60}$/),
  version: whole(1, 9999),
  /** The first day, in Vietnam, on which it may be used. */
  validFrom: day,
  /** What a signer's algorithm and key may be, each up to a day; the longest that fits counts. */
  signatures: listOf(
    object({
      algorithm: oneOf('rsa-sha256', 'ecdsa-sha256', 'ecdsa-sha384'),
      key: oneOf('rsa', 'ec-p256', 'ec-p384'),
      leastBits: whole(256, 16_384),
      until,
    }),
  ),
  digests: listOf(object({ algorithm: oneOf('sha256', 'sha384'), until })),
  time: object({
    /** Whether a record without a proven time stays open. */
    proof: oneOf('required', 'if-given'),
    /** By how much a stated time may be after the proven one: clocks differ. */
    toleranceSeconds: whole(0, 86_400),
  }),
  timeStamps: object({
    /** Dotted policies that count; null for any of a trusted authority. */
    policies: orNull(listOf(text(/^[0-2](\.\d{1,9}){1,15}$/))),
    accuracyMs: orNull(whole(0, 86_400_000)),
    sha1Binding: oneOf('accepted', 'refused'),
    /** Up to when the authority must be known not to be revoked: the time that it stated, or the time of verification. */
    authorityStatus: oneOf('stated-time', 'as-of'),
  }),
  revocation: object({
    required: flag,
    /** For how long a list or an answer counts after its next one was due. */
    graceSeconds: whole(0, 31_536_000),
    /** For how long an answer without nextUpdate holds. */
    answersFreshSeconds: whole(0, 31_536_000),
  }),
  order: oneOf('by-stated-time', 'any'),
  slots: object({ teacher: slot, homeroom: slot, head: slot, seal: slot }),
});

type Document = NonNullable<ReturnType<typeof document>>;

/** Chính sách kiểm tra: what is demanded of a record, as a document with a version; docs/verify.md explains each member. */
export interface VerificationPolicy extends Document {
  /** SHA-256 of the document's exact bytes in hexadecimal. */
  readonly sha256: string;
}

/** How a report names the policy by which it was made. */
export type PolicyName = Pick<VerificationPolicy, 'id' | 'version' | 'sha256'>;

/** Reads a policy document strictly; refuses with every fault. */
export function parsePolicy(bytes: Uint8Array): Result<VerificationPolicy, readonly JsonFault[]> {
  const read = readJson(Buffer.from(bytes).toString('utf8'), document);
  return read.ok ? ok({ ...read.value, sha256: hash('sha256', bytes, 'hex') }) : read;
}

/** The kind of slot by which the policy names its demands. */
export const slotKindOf = (slot: Slot): keyof VerificationPolicy['slots'] =>
  slot === 'homeroom' || slot === 'head' || slot === 'seal' ? slot : 'teacher';

/** Open revocation, which `required` and the grace decide about. */
const openRevocation: ReadonlySet<string> = new Set([
  'crl-missing',
  'crl-out-of-date',
  'crl-not-usable',
]);

/** Whether the policy cares about an open check of a certificate's revocation; about all else it always does. */
export function isDemanded(
  { code, facts }: Finding,
  provenBy: Instant,
  { revocation: { required, graceSeconds } }: VerificationPolicy,
): boolean {
  if (!openRevocation.has(code)) return true;
  const due = facts?.['nextUpdate'];
  if (!required) return false;
  return due === undefined || Date.parse(due) + graceSeconds * 1000 < epochMsOf(provenBy);
}

/** Until when something is accepted: «never was», «no end», or a day. */
export type Acceptance = 'refused' | 'unlimited' | CivilDate;

const longest = (rows: readonly { readonly until: CivilDate | null }[]): Acceptance => {
  if (rows.length === 0) return 'refused';
  const days = rows.flatMap(({ until: last }) => last ?? []);
  return days.length < rows.length ? 'unlimited' : (days.sort().at(-1) ?? 'refused');
};

/** What a policy says of each kind that was asked for: kinds are few, signatures are many. */
const answered = new WeakMap<VerificationPolicy, Map<string, Acceptance>>();

function once(policy: VerificationPolicy, kind: string, judge: () => Acceptance): Acceptance {
  let known = answered.get(policy);
  if (known === undefined) {
    known = new Map();
    answered.set(policy, known);
  }
  let acceptance = known.get(kind);
  if (acceptance === undefined) {
    acceptance = judge();
    // Lengths of keys come from certificates of strangers; what is beyond is judged each time.
    if (known.size < 256) known.set(kind, acceptance);
  }
  return acceptance;
}

/** Until when signatures by such a key and algorithm count. */
export const signatureAcceptance = (
  policy: VerificationPolicy,
  {
    algorithm,
    key,
    bits,
  }: { readonly algorithm: string; readonly key: string; readonly bits: number },
): Acceptance =>
  once(policy, `${algorithm} ${key} ${bits}`, () =>
    longest(
      policy.signatures.filter(
        (row) => row.algorithm === algorithm && row.key === key && bits >= row.leastBits,
      ),
    ),
  );

/** Until when keys of that kind and length count, whatever the algorithm; for time-stamp authorities. */
export const keyAcceptance = (
  { signatures }: VerificationPolicy,
  { type, bits }: { readonly type: string; readonly bits: number },
): Acceptance => longest(signatures.filter((row) => row.key === type && bits >= row.leastBits));

export const digestAcceptance = (policy: VerificationPolicy, algorithm: string): Acceptance =>
  once(policy, algorithm, () =>
    longest(policy.digests.filter((row) => row.algorithm === algorithm)),
  );

/** Whether something accepted that long was still accepted at the instant. */
export const isInTime = (acceptance: CivilDate, at: Instant): boolean =>
  // In Vietnam it is the day that UTC has, or the next one: most instants need no calendar.
  at.slice(0, 10) < acceptance || vietnamDate(at) <= acceptance;

/** Whether the document is in force on the day of the instant. */
export const isInForce = ({ validFrom }: VerificationPolicy, at: Instant): boolean =>
  vietnamDate(at) >= validFrom;
