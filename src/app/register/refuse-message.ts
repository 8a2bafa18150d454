import { hash } from 'node:crypto';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { type AuthorityCode, judgeAuthority } from '../../domain/trust/judge-authority.ts';
import type { SignerRegister } from '../../domain/trust/signer-register.ts';
import type { PackageId, SchoolMessage } from '../../format/package/message.ts';
import type { Finding, SignatureFacts } from '../../format/signature/report.ts';
import type { XmlFault } from '../../format/xml/fault.ts';
import type { MessageKind, RegisterContext, RegisterSchool } from './ports.ts';

/** One thing that is wrong, with what fills its sentence. */
export interface Fault {
  readonly code: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** Why a message is turned away at the door: nothing of it is kept but the fact. */
export interface DoorRefusal {
  readonly code: DoorCode;
  readonly faults: readonly Fault[];
}

export const doorCodes = [
  'message-unreadable',
  'message-seal-missing',
  'message-seal-invalid',
  'message-seal-undetermined',
  'school-unknown',
  'tax-code-differs',
  'environment-not-expected',
  'count-differs',
  'package-id-reused',
] as const;
export type DoorCode = (typeof doorCodes)[number];

/** A sealed message as received: what it says of itself, and what is wrong with its seal. */
export interface KnockingMessage {
  readonly kind: MessageKind;
  readonly head: SchoolMessage;
  readonly findings: readonly Finding[];
  readonly signature: SignatureFacts | null;
  readonly sha256: string;
}

export const digestOfMessage = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex');

/** The message number when these very bytes were received before: then the answer is the same again. */
export async function sameMessage(
  id: PackageId,
  sha256: string,
  { store }: RegisterContext,
): Promise<number | undefined> {
  const known = await store.messageById(id);
  return known?.sha256 === sha256 ? known.number : undefined;
}

/** Whether the sender may speak here: a known school, its own seal, this register's environment, a fresh id. */
export async function checkSender(
  { head, findings, signature, sha256 }: KnockingMessage,
  { store, signers, identity, clock }: RegisterContext,
): Promise<Result<RegisterSchool, DoorRefusal>> {
  const school = await store.school(head.school);
  if (school === undefined) return refuse({ code: 'school-unknown', faults: [] });
  if (school.taxCode !== head.taxCode) return refuse({ code: 'tax-code-differs', faults: [] });
  if (head.environment !== identity.environment) {
    return refuse({ code: 'environment-not-expected', faults: [] });
  }
  const wrong = findings.filter(({ outcome }) => outcome !== 'passed');
  if (wrong.length > 0) return refuse({ code: sealCode(wrong), faults: wrong.map(faultOf) });
  const stopped = stoppedSeal(signature, await signers.register(head.school), clock.now());
  if (stopped.length > 0) return refuse({ code: 'message-seal-invalid', faults: stopped });
  // With the same bytes it is the same message, received by another process a moment ago.
  const known = await store.messageById(head.id);
  if (known !== undefined && known.sha256 !== sha256) {
    return refuse({ code: 'package-id-reused', faults: [] });
  }
  return ok(school);
}

/** What the certificate register says against a seal: not that it is unknown, as a first statement must be possible. */
const stoppedCodes: ReadonlySet<string> = new Set<AuthorityCode>([
  'authority-certificate-refused',
  'authority-certificate-suspended',
  'authority-certificate-in-doubt',
  'authority-certificate-withdrawn',
  'authority-certificate-compromised',
  'authority-certificate-replaced',
]);

/** A seal whose certificate the department has stopped seals nothing more: no package, no recall, no statement. */
function stoppedSeal(
  signature: SignatureFacts | null,
  register: SignerRegister | undefined,
  now: Instant,
): readonly Fault[] {
  if (signature === null || register === undefined) return [];
  return judgeAuthority({ ...signature, className: '' }, register, now)
    .filter(({ code }) => stoppedCodes.has(code))
    .map(faultOf);
}

function sealCode(wrong: readonly Finding[]): DoorCode {
  if (wrong.some(({ code }) => code === 'signature-missing')) return 'message-seal-missing';
  const failed = wrong.some(({ outcome }) => outcome === 'failed');
  return failed ? 'message-seal-invalid' : 'message-seal-undetermined';
}

export const faultOf = ({ code, slot, facts }: Finding): Fault => ({
  code,
  facts: { ...(slot === undefined ? {} : { slot }), ...facts },
});

export const xmlFaultOf = ({ code, at, path, found, expected }: XmlFault): Fault => {
  const facts: Record<string, string> = {};
  if (at !== undefined) facts['at'] = String(at);
  if (path !== undefined) facts['path'] = path;
  if (found !== undefined) facts['found'] = found;
  if (expected !== undefined) facts['expected'] = expected;
  return { code: `xml-${code}`, facts };
};

/** Keeps the fact of a refusal: digest and code, never the message. */
export async function noteRefusal(
  kind: MessageKind,
  { code }: DoorRefusal,
  sent: { readonly sha256: string; readonly school: string | null },
  { store, clock }: RegisterContext,
): Promise<void> {
  await store.addRefusal({ kind, code, ...sent, at: clock.now() });
}
