import type { proposalCodes } from '../../app/register/certificate-facts.ts';
import { parseInstant } from '../../domain/time/instant.ts';
import type { CertificateState } from '../../domain/trust/certificate.ts';
import type { CertificateKind } from '../../domain/trust/certificate-event.ts';
import type { SignerRefusal } from '../../domain/trust/refusal.ts';
import type { SignerEvent } from '../../domain/trust/signer-register.ts';
import { dateText, timeText } from './time.ts';

type Facts = Readonly<Record<string, string>>;
type Row = readonly [sentence: (facts: Facts) => string, remedy: string | null];
export type SignerCode = SignerRefusal['code'] | (typeof proposalCodes)[number] | 'signers-refused';

/** What states, kinds and events of the certificate register are called. */
export const certificateStateWords: Readonly<Record<CertificateState, string>> = {
  proposed: 'chờ phê duyệt',
  refused: 'bị từ chối',
  approved: 'đã phê duyệt',
  suspended: 'đang tạm dừng',
  withdrawn: 'đã thu hồi',
  replaced: 'đã được thay',
};
export const certificateKindWords: Readonly<Record<CertificateKind, string>> = {
  token: 'USB',
  remote: 'từ xa',
  seal: 'con dấu',
};
export const signerEventWords: Readonly<Record<SignerEvent['type'], string>> = {
  CertificateProposed: 'Trường đề nghị đăng ký',
  CertificateApproved: 'Sở phê duyệt',
  CertificateRefused: 'Sở từ chối',
  CertificateSuspended: 'Tạm dừng',
  CertificateReinstated: 'Khôi phục',
  CertificateWithdrawn: 'Thu hồi',
  CertificateReplaced: 'Thay bằng chứng thư khác',
  AppointmentStated: 'Phân công ký',
  AppointmentEnded: 'Thôi phân công',
};

/** A digest short enough to read aloud; the program takes it in this length. */
export const shortDigest = (digest: string): string => digest.slice(0, 10);

const certificate = (f: Facts): string => `Chứng thư số ${shortDigest(f['certificate'] ?? '')}`;
const appointment = (f: Facts): string => `Phân công ${f['appointment'] ?? ''}`;
const other = (f: Facts): string => f['other'] ?? '';
const when = (f: Facts, name: string): string => {
  const instant = parseInstant(f[name] ?? '');
  return instant === undefined ? '' : timeText(instant);
};
const stateOf = (f: Facts): string => {
  const words: Readonly<Record<string, string>> = certificateStateWords;
  return words[f['state'] ?? ''] ?? '';
};

const lookAtList = 'Xem «hocba certificates list» rồi chọn lại chứng thư số.';
const mendStatement = 'Sửa dòng này trong danh sách rồi gửi lại cả danh sách.';

/** One row for each reason for which the certificate register refuses. */
export const signerRows: { readonly [C in SignerCode]: Row } = {
  'signers-refused': [
    () => 'Danh sách người ký có chỗ chưa đúng; không dòng nào được ghi nhận.',
    'Sửa các lỗi nêu bên dưới rồi gửi lại cả danh sách.',
  ],
  'certificate-unreadable': [
    () => 'Không đọc được chứng thư số trong danh sách: tệp bị hỏng hoặc không phải chứng thư.',
    'Xuất lại chứng thư số (tệp .cer, .pem hoặc .der) từ thiết bị ký rồi gửi lại.',
  ],
  'certificate-without-holder': [
    (f) => `${certificate(f)} không ghi số định danh (CCCD) hay mã số thuế (MST) của người giữ.`,
    'Đề nghị nhà cung cấp cấp lại chứng thư số có UID=CCCD:… hoặc UID=MST:….',
  ],
  'certificate-not-trusted': [
    (f) => `${certificate(f)} không do cơ quan chứng thực được công nhận cấp, hoặc đã bị thu hồi.`,
    'Dùng chứng thư số của nhà cung cấp được cấp phép và còn hiệu lực.',
  ],
  'certificate-unknown': [(f) => `${certificate(f)} chưa có trong sổ đăng ký.`, lookAtList],
  'certificate-state': [
    (f) => `${certificate(f)} ${stateOf(f)} nên không làm được việc này.`,
    lookAtList,
  ],
  'certificate-expired': [
    (f) => `${certificate(f)} hết hạn lúc ${when(f, 'validUntil')}.`,
    'Gia hạn hoặc cấp chứng thư số mới rồi đăng ký chứng thư mới.',
  ],
  'certificate-kind-contradicts-holder': [
    (f) =>
      `${certificate(f)} được khai sai loại: con dấu phải ghi mã số thuế, chứng thư cá nhân phải ghi số định danh.`,
    mendStatement,
  ],
  'certificate-of-another-school': [
    (f) => `${certificate(f)} là con dấu của đơn vị khác (${f['holder'] ?? ''}).`,
    'Gửi chứng thư số con dấu có đúng mã số thuế của trường.',
  ],
  'effect-outside-validity': [
    (f) =>
      `${certificate(f)}: thời điểm ${when(f, 'from')} nằm trước khi chứng thư có hiệu lực trong sổ.`,
    'Chọn thời điểm không sớm hơn lúc chứng thư bắt đầu có hiệu lực.',
  ],
  'certificate-reason-missing': [
    (f) => `${certificate(f)}: chưa ghi lí do.`,
    'Ghi lí do bằng --reason.',
  ],
  'successor-not-approved': [
    (f) => `${certificate(f)}: chứng thư thay thế chưa được phê duyệt.`,
    'Phê duyệt chứng thư mới trước, rồi mới thay chứng thư cũ.',
  ],
  'successor-of-another-holder': [
    (f) => `${certificate(f)}: chứng thư thay thế là của người khác.`,
    'Chọn chứng thư mới của đúng người này.',
  ],
  'appointment-unknown': [(f) => `${appointment(f)} chưa có trong sổ.`, mendStatement],
  'appointment-number-reused': [
    (f) => `${appointment(f)} đã được dùng cho một phân công khác.`,
    'Mỗi phân công mới phải có mã mới.',
  ],
  'appointment-ends-before-it-begins': [
    (f) => `${appointment(f)} có ngày kết thúc trước ngày bắt đầu.`,
    mendStatement,
  ],
  'appointment-already-ended': [
    (f) => `${appointment(f)} đã hết từ ngày ${dateText(f['endedOn'] ?? '')}.`,
    mendStatement,
  ],
  'appointment-class-missing': [
    (f) => `${appointment(f)}: giáo viên chủ nhiệm phải ghi tên lớp.`,
    mendStatement,
  ],
  'appointment-class-not-allowed': [
    (f) => `${appointment(f)}: vai trò này là của cả trường, không ghi tên lớp.`,
    mendStatement,
  ],
  'appointment-overlaps': [
    (f) =>
      `${appointment(f)} trùng thời gian với phân công ${other(f)} của cùng người, cùng vai trò.`,
    'Kết thúc phân công cũ trước, hoặc sửa ngày.',
  ],
  'place-taken': [
    (f) => `${appointment(f)} trùng thời gian với người đang đảm nhiệm theo phân công ${other(f)}.`,
    'Kết thúc phân công kia trước, hoặc ghi rõ đây là người thay (THAY_CHO).',
  ],
  'head-and-deputy': [
    (f) =>
      `${appointment(f)}: một người không thể vừa đứng đầu vừa ký thay (phân công ${other(f)}).`,
    'Kết thúc phân công kia trước.',
  ],
  'substituted-unknown': [
    (f) => `${appointment(f)} thay cho phân công ${other(f)} chưa có trong sổ.`,
    mendStatement,
  ],
  'substitute-of-another-place': [
    (f) =>
      `${appointment(f)} phải cùng vai trò, cùng lớp với phân công ${other(f)} và là người khác.`,
    mendStatement,
  ],
  'substitute-outside-period': [
    (f) =>
      `${appointment(f)} phải có ngày kết thúc và nằm trong thời gian của phân công ${other(f)}.`,
    mendStatement,
  ],
  'appointment-reason-missing': [(f) => `${appointment(f)}: chưa ghi lí do thôi.`, mendStatement],
};
