import type { Sha256Hex } from '../record/events.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { SchoolCode } from '../school/yearbook.ts';
import type { Instant } from '../time/instant.ts';
import type { RegisteredCertificate } from './certificate.ts';
import type {
  CertificateEvent,
  CertificateFacts,
  CertificateProposed,
  WithdrawalReason,
} from './certificate-event.ts';
import { holderOfSchool } from './holder.ts';
import type { CertificateRefusal } from './refusal.ts';
import type { SignerRegister } from './signer-register.ts';

/** Who acts on the certificate register, and when. */
export interface SignerAct {
  readonly by: string;
  readonly at: Instant;
}

/** Quyết định của Sở về một chứng thư số. */
export type CertificateDecision =
  | { readonly act: 'approve'; readonly from: Instant }
  | { readonly act: 'refuse'; readonly reason: string }
  | { readonly act: 'suspend'; readonly from: Instant; readonly reason: string }
  | { readonly act: 'reinstate'; readonly from: Instant }
  | { readonly act: 'withdraw'; readonly from: Instant; readonly reason: WithdrawalReason }
  | { readonly act: 'replace'; readonly from: Instant; readonly successor: Sha256Hex };

/**
 * Đề nghị đăng kí: null when the certificate already waits or counts. A refused one may be proposed again; a withdrawn
 * or replaced one never.
 */
export function proposeCertificate(
  { school, certificates }: SignerRegister,
  facts: CertificateFacts,
  { by, at }: SignerAct,
): Result<CertificateProposed | null, CertificateRefusal> {
  const { certificate, holder, kind, validUntil } = facts;
  if ((kind === 'seal') !== holder.startsWith('MST:')) {
    return refuse({ code: 'certificate-kind-contradicts-holder', certificate });
  }
  if (kind === 'seal' && holder !== holderOfSchool(school.taxCode)) {
    return refuse({ code: 'certificate-of-another-school', certificate, holder });
  }
  const known = certificates.get(certificate);
  if (known?.state === 'withdrawn' || known?.state === 'replaced') {
    return refuse({ code: 'certificate-state', certificate, state: known.state });
  }
  if (known !== undefined && known.state !== 'refused') return ok(null);
  if (validUntil < at) return refuse({ code: 'certificate-expired', certificate, validUntil });
  return ok({ type: 'CertificateProposed', school: school.code, ...facts, by, at });
}

/** Phê duyệt, từ chối, tạm dừng, khôi phục, thu hồi, thay thế: each only from the states that allow it. */
export function decideCertificate(
  register: SignerRegister,
  certificate: Sha256Hex,
  decision: CertificateDecision,
  { by, at }: SignerAct,
): Result<CertificateEvent, CertificateRefusal> {
  const known = register.certificates.get(certificate);
  if (known === undefined) return refuse({ code: 'certificate-unknown', certificate });
  const wrong = wrongState(known, decision) ?? wrongEffect(known, decision);
  if (wrong !== undefined) return refuse(wrong);
  if (decision.act === 'replace') {
    const unfit = unfitSuccessor(known, register.certificates.get(decision.successor));
    if (unfit !== undefined) return refuse(unfit);
  }
  return ok(eventOf(decision, { school: register.school.code, certificate, by, at }));
}

function eventOf(
  decision: CertificateDecision,
  act: SignerAct & { readonly school: SchoolCode; readonly certificate: Sha256Hex },
): CertificateEvent {
  switch (decision.act) {
    case 'approve':
      return { type: 'CertificateApproved', ...act, from: decision.from };
    case 'refuse':
      return { type: 'CertificateRefused', ...act, reason: decision.reason.trim() };
    case 'suspend': {
      const { from, reason } = decision;
      return { type: 'CertificateSuspended', ...act, from, reason: reason.trim() };
    }
    case 'reinstate':
      return { type: 'CertificateReinstated', ...act, from: decision.from };
    case 'withdraw': {
      const { from, reason } = decision;
      return { type: 'CertificateWithdrawn', ...act, from, reason };
    }
    case 'replace': {
      const { from, successor } = decision;
      return { type: 'CertificateReplaced', ...act, from, successor };
    }
  }
}

const startsFrom = {
  approve: ['proposed'],
  refuse: ['proposed'],
  suspend: ['approved'],
  reinstate: ['suspended'],
  withdraw: ['approved', 'suspended'],
  replace: ['approved', 'suspended'],
} as const satisfies Readonly<
  Record<CertificateDecision['act'], readonly RegisteredCertificate['state'][]>
>;

function wrongState(
  { state, certificate, validUntil }: RegisteredCertificate,
  decision: CertificateDecision,
): CertificateRefusal | undefined {
  const allowed: readonly string[] = startsFrom[decision.act];
  if (!allowed.includes(state)) return { code: 'certificate-state', certificate, state };
  if (decision.act === 'approve' && decision.from > validUntil) {
    return { code: 'certificate-expired', certificate, validUntil };
  }
  const needsWords = decision.act === 'refuse' || decision.act === 'suspend';
  return needsWords && decision.reason.trim() === ''
    ? { code: 'certificate-reason-missing', certificate }
    : undefined;
}

/** An effect lies within the certificate's validity and not before its approval or a suspension that it ends. */
function wrongEffect(
  known: RegisteredCertificate,
  decision: CertificateDecision,
): CertificateRefusal | undefined {
  if (decision.act === 'refuse') return undefined;
  const { certificate, validFrom } = known;
  const { from } = decision;
  const suspended = 'suspensions' in known ? known.suspensions.at(-1)?.from : undefined;
  const earliest =
    decision.act === 'approve' || !('approvedFrom' in known) ? validFrom : known.approvedFrom;
  const isEarly = decision.act === 'reinstate' ? from < (suspended ?? earliest) : from < earliest;
  return isEarly ? { code: 'effect-outside-validity', certificate, from } : undefined;
}

function unfitSuccessor(
  { certificate, holder }: RegisteredCertificate,
  successor: RegisteredCertificate | undefined,
): CertificateRefusal | undefined {
  if (successor?.state !== 'approved' || successor.certificate === certificate) {
    return { code: 'successor-not-approved', certificate };
  }
  return successor.holder === holder
    ? undefined
    : { code: 'successor-of-another-holder', certificate };
}
