import type { Sha256Hex } from '../record/events.ts';
import type { SchoolCode } from '../school/yearbook.ts';
import type { Instant } from '../time/instant.ts';
import type { CertificateEvent, CertificateFacts, WithdrawalReason } from './certificate-event.ts';

/** Khoảng tạm dừng: from the first instant on, up to but without the second; null while it lasts. */
export interface Suspension {
  readonly from: Instant;
  readonly until: Instant | null;
}

interface Proposal extends CertificateFacts {
  readonly school: SchoolCode;
  readonly proposedAt: Instant;
}

/** Chứng thư đã được phê duyệt, whatever became of it. */
export interface ApprovedCertificate extends Proposal {
  readonly approvedFrom: Instant;
  readonly suspensions: readonly Suspension[];
}

/** Chứng thư số trong sổ đăng kí của một trường: a fold of its events. */
export type RegisteredCertificate =
  | (Proposal & { readonly state: 'proposed' })
  | (Proposal & { readonly state: 'refused'; readonly reason: string })
  | (ApprovedCertificate & { readonly state: 'approved' })
  | (ApprovedCertificate & { readonly state: 'suspended' })
  | (ApprovedCertificate & {
      readonly state: 'withdrawn';
      readonly endedFrom: Instant;
      readonly reason: WithdrawalReason;
    })
  | (ApprovedCertificate & {
      readonly state: 'replaced';
      readonly endedFrom: Instant;
      readonly successor: Sha256Hex;
    });
export type CertificateState = RegisteredCertificate['state'];

/** The next state; undefined when the event cannot follow: events are judged when they are appended. */
export function evolveCertificate(
  known: RegisteredCertificate | undefined,
  event: CertificateEvent,
): RegisteredCertificate | undefined {
  if (event.type === 'CertificateProposed') return proposed(known, event);
  if (known === undefined || known.state === 'refused') return undefined;
  if (known.state === 'proposed') {
    if (event.type === 'CertificateRefused') {
      return { ...known, state: 'refused', reason: event.reason };
    }
    return event.type === 'CertificateApproved'
      ? { ...known, state: 'approved', approvedFrom: event.from, suspensions: [] }
      : undefined;
  }
  if (known.state === 'withdrawn' || known.state === 'replaced') return undefined;
  const { suspensions } = known;
  switch (event.type) {
    case 'CertificateSuspended': {
      const suspension = { from: event.from, until: null };
      return { ...known, state: 'suspended', suspensions: [...suspensions, suspension] };
    }
    case 'CertificateReinstated': {
      const ended = suspensions.map((one) => ({ ...one, until: one.until ?? event.from }));
      return { ...known, state: 'approved', suspensions: ended };
    }
    case 'CertificateWithdrawn':
      return { ...known, state: 'withdrawn', endedFrom: event.from, reason: event.reason };
    case 'CertificateReplaced':
      return { ...known, state: 'replaced', endedFrom: event.from, successor: event.successor };
    case 'CertificateApproved':
    case 'CertificateRefused':
      return undefined;
  }
}

function proposed(
  known: RegisteredCertificate | undefined,
  event: CertificateEvent & { readonly type: 'CertificateProposed' },
): RegisteredCertificate | undefined {
  if (known !== undefined && known.state !== 'refused') return undefined;
  const { type: _, by: _by, at: proposedAt, ...facts } = event;
  return { ...facts, state: 'proposed', proposedAt };
}

/** Hiệu lực của chứng thư tại một thời điểm, as the register knows it now. */
export type CertificateStanding =
  | 'in-force'
  | 'not-approved'
  | 'refused'
  | 'not-yet-approved'
  | 'expired'
  | 'suspended'
  | 'withdrawn'
  | 'replaced';

export function standingAt(
  certificate: RegisteredCertificate,
  instant: Instant,
): CertificateStanding {
  if (certificate.state === 'proposed') return 'not-approved';
  if (certificate.state === 'refused') return 'refused';
  if (instant < certificate.approvedFrom) return 'not-yet-approved';
  if (certificate.state === 'withdrawn' || certificate.state === 'replaced') {
    if (instant >= certificate.endedFrom) return certificate.state;
  }
  if (instant > certificate.validUntil) return 'expired';
  return isSuspendedAt(certificate, instant) ? 'suspended' : 'in-force';
}

export const isSuspendedAt = ({ suspensions }: ApprovedCertificate, instant: Instant): boolean =>
  suspensions.some(({ from, until }) => from <= instant && (until === null || instant < until));
