import type { RecallReason, StatedExcuse } from '../../domain/registry/event.ts';
import { learnerKeyPattern, parseLearnerKey } from '../../domain/registry/learner-key.ts';
import { type Instant, parseInstant } from '../../domain/time/instant.ts';
import { appointmentIdPattern, parseAppointmentId } from '../../domain/trust/appointment.ts';
import type { CertificateKind, WithdrawalReason } from '../../domain/trust/certificate-event.ts';
import { claimedRoleType } from '../xml/signature-schema.ts';
import {
  line,
  oneOf,
  patterned,
  patternFacet,
  type SimpleType,
  whole,
} from '../xml/simple-type.ts';
import type { ItemStatus, PackageId } from './message.ts';

/** Canonical base64 without line breaks: one sequence of bytes has one spelling. */
const base64: SimpleType<Uint8Array> = {
  name: 'base64Bytes',
  facets: [patternFacet('[A-Za-z0-9+/]+={0,2}')],
  parse(text) {
    const bytes = Buffer.from(text, 'base64');
    return bytes.length > 0 && bytes.toString('base64') === text ? bytes : undefined;
  },
  write: (bytes) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
};

/** The simple types that only messages have. */
export const messageType = {
  messageId: patterned<PackageId>('messageId', '[0-9a-f]{32}'),
  submit: oneOf<'submit'>('packageKind', [['submit', 'NOP']]),
  instant: patterned<Instant>(
    'instant',
    '20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z',
    parseInstant,
  ),
  recordCount: whole('recordCount', 0, 9999),
  digest: patterned('sha256', '[0-9a-f]{64}'),
  bytes: base64,
  messageNumber: whole('messageNumber', 1, 9_999_999_999),
  leafIndex: whole('leafIndex', 0, 9_999_999_999),
  status: oneOf<ItemStatus>('itemStatus', [
    ['registered', 'DA_TIEP_NHAN'],
    ['refused', 'TU_CHOI'],
    ['already-registered', 'DA_CO'],
  ]),
  errorCode: patterned('errorCode', '[a-z0-9]+(-[a-z0-9]+)*'),
  errorText: line('errorText', 2000),
  recallReason: oneOf<RecallReason>('recallReason', [
    ['wrong-content', 'SAI_NOI_DUNG'],
    ['wrong-learner', 'SAI_NGUOI_HOC'],
    ['issued-by-mistake', 'PHAT_HANH_NHAM'],
    ['other', 'KHAC'],
  ]),
  note: line('note', 500),
  enrolled: whole('enrolled', 0, 999),
  learnerKey: patterned('learnerKey', learnerKeyPattern, parseLearnerKey),
  role: claimedRoleType,
  appointmentId: patterned('appointmentId', appointmentIdPattern, parseAppointmentId),
  decisionNumber: line('decisionNumber', 60),
  endingReason: line('endingReason', 500),
  certificateKind: oneOf<CertificateKind>('certificateKind', [
    ['token', 'THIET_BI'],
    ['remote', 'TU_XA'],
    ['seal', 'CON_DAU'],
  ]),
  withdrawalReason: oneOf<WithdrawalReason>('withdrawalReason', [
    ['key-compromise', 'LO_KHOA'],
    ['lost', 'MAT_THIET_BI'],
    ['left-school', 'ROI_TRUONG'],
    ['position-changed', 'DOI_VI_TRI'],
    ['registered-by-mistake', 'DANG_KY_NHAM'],
    ['other', 'KHAC'],
  ]),
  excuse: oneOf<StatedExcuse>('excuse', [
    ['transferred-out', 'CHUYEN_DI'],
    ['dropped-out', 'THOI_HOC'],
    ['supplementary-cohort', 'DANH_GIA_BO_SUNG'],
    ['incomplete', 'CHUA_DU_DU_LIEU'],
  ]),
} as const;
