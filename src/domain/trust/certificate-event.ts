import type { Sha256Hex } from '../record/events.ts';
import type { SchoolCode } from '../school/yearbook.ts';
import type { Instant } from '../time/instant.ts';
import type { HolderId } from './holder.ts';

/** Loại chứng thư số: in a USB token, at a remote signing service, or the seal of the organisation. */
export const certificateKinds = ['token', 'remote', 'seal'] as const;
export type CertificateKind = (typeof certificateKinds)[number];

/** Thông tin chứng thư số, as the certificate itself states them. `kind` alone is the school's word. */
export interface CertificateFacts {
  /** SHA-256 of the DER. */
  readonly certificate: Sha256Hex;
  readonly holder: HolderId;
  readonly holderName: string;
  readonly kind: CertificateKind;
  readonly issuer: string;
  readonly validFrom: Instant;
  readonly validUntil: Instant;
}

/** Lí do thu hồi chứng thư khỏi sổ. A compromised or lost key is judged by the time that is proven, not by the one stated. */
export const withdrawalReasons = [
  'key-compromise',
  'lost',
  'left-school',
  'position-changed',
  'registered-by-mistake',
  'other',
] as const;
export type WithdrawalReason = (typeof withdrawalReasons)[number];

interface CertificateAct {
  readonly school: SchoolCode;
  readonly certificate: Sha256Hex;
  /** The officer, or the school by its sealed message. */
  readonly by: string;
  readonly at: Instant;
}

/** Trường đề nghị đăng kí chứng thư số. */
export interface CertificateProposed extends CertificateAct, CertificateFacts {
  readonly type: 'CertificateProposed';
}

/** Sở phê duyệt: signatures count from `from` on. */
export interface CertificateApproved extends CertificateAct {
  readonly type: 'CertificateApproved';
  readonly from: Instant;
}

/** Sở từ chối phê duyệt. */
export interface CertificateRefused extends CertificateAct {
  readonly type: 'CertificateRefused';
  readonly reason: string;
}

/** Tạm dừng: signatures made from `from` on do not count until the certificate is reinstated. */
export interface CertificateSuspended extends CertificateAct {
  readonly type: 'CertificateSuspended';
  readonly from: Instant;
  readonly reason: string;
}

/** Khôi phục sau tạm dừng: signatures count again from `from` on. */
export interface CertificateReinstated extends CertificateAct {
  readonly type: 'CertificateReinstated';
  readonly from: Instant;
}

/** Thu hồi khỏi sổ, for good. */
export interface CertificateWithdrawn extends CertificateAct {
  readonly type: 'CertificateWithdrawn';
  readonly from: Instant;
  readonly reason: WithdrawalReason;
}

/** Thay bằng chứng thư khác of the same holder (renewal, another token). */
export interface CertificateReplaced extends CertificateAct {
  readonly type: 'CertificateReplaced';
  readonly from: Instant;
  readonly successor: Sha256Hex;
}

/** Sự kiện của một chứng thư số tại một trường. Appended, never updated. */
export type CertificateEvent =
  | CertificateProposed
  | CertificateApproved
  | CertificateRefused
  | CertificateSuspended
  | CertificateReinstated
  | CertificateWithdrawn
  | CertificateReplaced;
