import { ok, type Result, refuse } from '../../domain/result.ts';
import type { CertificateFacts } from '../../domain/trust/certificate-event.ts';
import {
  decideCertificate,
  proposeCertificate,
  type SignerAct,
} from '../../domain/trust/decide-certificate.ts';
import {
  foldSigners,
  type SignerEvent,
  type SignerRegister,
} from '../../domain/trust/signer-register.ts';
import { endAppointment, stateAppointment } from '../../domain/trust/state-appointment.ts';
import { judgeSeal } from '../../format/package/sealed-message.ts';
import { readSigners, type Signers } from '../../format/package/signers.ts';
import { certificateFactsOf } from './certificate-facts.ts';
import type { NewMessage, RegisterContext } from './ports.ts';
import type { Acknowledgement } from './receive-package.ts';
import {
  checkSender,
  type DoorRefusal,
  digestOfMessage,
  type Fault,
  noteRefusal,
  sameMessage,
  xmlFaultOf,
} from './refuse-message.ts';

/** How many things of a statement were new to the register. */
export interface SignersAnswer extends Acknowledgement {
  readonly proposed: number;
  readonly withdrawn: number;
  readonly stated: number;
  readonly ended: number;
}

export type SignersFailure =
  | { readonly kind: 'door'; readonly refusal: DoorRefusal }
  /** All that is wrong with the statement; nothing of it was taken. */
  | { readonly kind: 'rule'; readonly faults: readonly Fault[] };

/** The lists of a statement. */
export type SignerLists = Pick<
  Signers,
  'certificates' | 'withdrawals' | 'appointments' | 'endings'
>;

/** What an act asks of the register, with certificates read. */
export interface SignerRequest extends Pick<Signers, 'withdrawals' | 'appointments' | 'endings'> {
  readonly certificates: readonly CertificateFacts[];
}

/**
 * Takes a school's sealed word on who signs there and with which certificates. What the register knows already changes
 * nothing, so a school may always send its whole list; a contradiction refuses the whole statement with every fault.
 */
export async function stateSigners(
  bytes: Uint8Array,
  context: RegisterContext,
): Promise<Result<SignersAnswer, SignersFailure>> {
  const sha256 = digestOfMessage(bytes);
  const read = readSigners(bytes);
  if (!read.ok) {
    const refusal = { code: 'message-unreadable', faults: read.refusal.map(xmlFaultOf) } as const;
    return atDoor(refusal, sha256, null, context);
  }
  const { message } = read.value;
  const before = await sameMessage(message.id, sha256, context);
  if (before !== undefined) return ok(answerOf(before, [], true));
  const now = context.clock.now();
  const sealer = { name: message.school, taxCode: message.taxCode };
  const judged = judgeSeal(read.value, sealer, context.trust, now);
  const knocking = { kind: 'signers' as const, head: message, ...judged, sha256 };
  const sender = await checkSender(knocking, context);
  if (!sender.ok) return atDoor(sender.refusal, sha256, message.school, context);
  const request = readCertificates(message, context, now);
  if (!request.ok) return refuse({ kind: 'rule', faults: request.refusal });
  const act = { by: `MST:${message.taxCode}`, at: now };
  const kept = newMessage(message, bytes, sha256, now);
  const rule = (register: SignerRegister) => applySigners(register, request.value, act);
  const done = await context.signers.change(message.school, rule, kept);
  if (done?.ok === false) return refuse({ kind: 'rule', faults: done.refusal });
  if (done !== undefined) return ok(answerOf(done.value.message ?? 0, done.value.events, false));
  const taken = await sameMessage(message.id, sha256, context);
  if (taken !== undefined) return ok(answerOf(taken, [], true));
  return atDoor({ code: 'package-id-reused', faults: [] }, sha256, message.school, context);
}

const newMessage = (
  { id, school, certificates, withdrawals, appointments, endings }: Signers,
  bytes: Uint8Array,
  sha256: string,
  receivedAt: NewMessage['receivedAt'],
): NewMessage => {
  const total = certificates.length + withdrawals.length + appointments.length + endings.length;
  return { kind: 'signers', id, school, year: null, sha256, bytes, total, receivedAt };
};

function answerOf(
  message: number,
  events: readonly SignerEvent[],
  repeated: boolean,
): SignersAnswer {
  const count = (type: SignerEvent['type']): number =>
    events.filter((event) => event.type === type).length;
  return {
    message,
    repeated,
    proposed: count('CertificateProposed'),
    withdrawn: count('CertificateWithdrawn'),
    stated: count('AppointmentStated'),
    ended: count('AppointmentEnded'),
  };
}

/** Reads every certificate of a statement, or tells all that are unfit. */
export function readCertificates(
  { certificates, withdrawals, appointments, endings }: SignerLists,
  { trust }: Pick<RegisterContext, 'trust'>,
  now: NewMessage['receivedAt'],
): Result<SignerRequest, readonly Fault[]> {
  const read = certificates.map((one) => certificateFactsOf(one, trust, now));
  const faults = read.flatMap((one) => (one.ok ? [] : [one.refusal]));
  if (faults.length > 0) return refuse(faults);
  const facts = read.flatMap((one) => (one.ok ? [one.value] : []));
  return ok({ certificates: facts, withdrawals, appointments, endings });
}

/** The events of a statement, each judged after those before it; or every fault. */
export function applySigners(
  register: SignerRegister,
  { certificates, withdrawals, appointments, endings }: SignerRequest,
  act: SignerAct,
): Result<readonly SignerEvent[], readonly Fault[]> {
  const steps: readonly ((now: SignerRegister) => Result<SignerEvent | null, RuleRefusal>)[] = [
    ...certificates.map((facts) => (now: SignerRegister) => proposeCertificate(now, facts, act)),
    ...withdrawals.map(({ certificate, ...one }) => (now: SignerRegister) => {
      if (now.certificates.get(certificate)?.state === 'withdrawn') return ok(null);
      const decision = { act: 'withdraw' as const, ...one };
      return decideCertificate(now, certificate, decision, act);
    }),
    ...endings.map((ending) => (now: SignerRegister) => endAppointment(now, ending, act)),
    ...appointments.map((one) => (now: SignerRegister) => stateAppointment(now, one, act)),
  ];
  const events: SignerEvent[] = [];
  const faults: Fault[] = [];
  let now = register;
  for (const step of steps) {
    const judged = step(now);
    if (!judged.ok) faults.push(faultOfRule(judged.refusal));
    else if (judged.value !== null) {
      events.push(judged.value);
      now = foldSigners(now.school, [judged.value], now).register;
    }
  }
  return faults.length > 0 ? refuse(faults) : ok(events);
}

interface RuleRefusal {
  readonly code: string;
}

/** A refusal of the law as a fault: its facts as text. */
export function faultOfRule({ code, ...facts }: RuleRefusal): Fault {
  const texts = Object.entries(facts).map(([name, value]) => [name, `${value}`] as const);
  return { code, facts: Object.fromEntries(texts) };
}

async function atDoor(
  refusal: DoorRefusal,
  sha256: string,
  school: string | null,
  context: RegisterContext,
): Promise<Result<never, SignersFailure>> {
  await noteRefusal('signers', refusal, { sha256, school }, context);
  return refuse({ kind: 'door', refusal });
}
