import type { SignerRole } from '../../domain/record/role.ts';
import { parseSlot } from '../../domain/record/slot.ts';
import { parseInstant } from '../../domain/time/instant.ts';
import type { WithdrawalReason } from '../../domain/trust/certificate-event.ts';
import type { AuthorityCode } from '../../domain/trust/judge-authority.ts';
import { dateText, timeText } from './time.ts';
import { slotSignerText } from './verify.ts';

type Facts = Readonly<Record<string, string>>;
type Row = readonly [sentence: (facts: Facts) => string, remedy: string | null];

/** What a role is called: «giáo viên môn học», «ký thay hiệu trưởng». */
export const roleWords: Readonly<Record<SignerRole, string>> = {
  GVBM: 'giáo viên môn học',
  GVCN: 'giáo viên chủ nhiệm',
  CBQL: 'người đứng đầu nhà trường',
  'CBQL-KT': 'cấp phó ký thay người đứng đầu',
  KY_PHAT_HANH: 'văn thư giữ dấu',
};

export const withdrawalWords: Readonly<Record<WithdrawalReason, string>> = {
  'key-compromise': 'lộ khóa',
  lost: 'mất thiết bị',
  'left-school': 'rời trường',
  'position-changed': 'thay đổi vị trí công tác',
  'registered-by-mistake': 'đăng ký nhầm',
  other: 'lí do khác',
};

const lookUp = (words: Readonly<Record<string, string>>, name: string | undefined): string =>
  words[name ?? ''] ?? name ?? '';
const when = (facts: Facts, name: string): string => {
  const instant = parseInstant(facts[name] ?? '');
  return instant === undefined ? '' : timeText(instant);
};
const day = (facts: Facts, name: string): string => dateText(facts[name] ?? '');
const role = (facts: Facts): string => lookUp(roleWords, facts['role']);

/** «Giáo viên 099…», «Nhà trường»; the content is not at hand where a reply is written. */
function signer({ slot: text }: Facts): string {
  const slot = text === undefined ? undefined : parseSlot(text);
  const words = slot === undefined ? 'người ký' : slotSignerText(slot, null);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const register =
  'Trường gửi đề nghị đăng ký chứng thư số này tới Sở GDĐT, chờ phê duyệt, rồi nộp lại.';
const signAgain =
  'Ký lại bằng chứng thư số đang được phê duyệt của chính người ký, phát hành lại, rồi nộp lại.';
const state =
  'Trường gửi phân công ký (số và ngày quyết định, từ ngày nào) tới Sở GDĐT rồi nộp lại; nếu không có phân công thì người có thẩm quyền phải ký lại.';
const signByOther = 'Người có thẩm quyền vào ngày ký phải ký lại; phát hành lại rồi nộp lại.';

/** One row for each conclusion about the authority to sign. */
export const authorityRows: { readonly [C in AuthorityCode]: Row } = {
  'authority-certificate': [(f) => `${signer(f)} ký bằng chứng thư số đã được phê duyệt.`, null],
  'authority-certificates-unknown': [
    () => 'Sổ đăng ký chứng thư số chưa có chứng thư nào của trường này.',
    'Trường gửi danh sách chứng thư số tới Sở GDĐT và chờ phê duyệt.',
  ],
  'authority-certificate-unregistered': [
    (f) => `${signer(f)} ký bằng chứng thư số chưa đăng ký với Sở GDĐT.`,
    register,
  ],
  'authority-certificate-of-another': [
    (f) => `${signer(f)} ký bằng chứng thư số đã đăng ký cho người khác.`,
    signAgain,
  ],
  'authority-seal-not-of-school': [
    () => 'Con dấu số không phải là chứng thư số con dấu mà trường đã đăng ký.',
    'Đóng dấu lại bằng chứng thư số con dấu của trường đã được Sở GDĐT phê duyệt.',
  ],
  'authority-certificate-not-approved': [
    (f) => `${signer(f)} ký bằng chứng thư số còn chờ Sở GDĐT phê duyệt.`,
    'Chờ Sở GDĐT phê duyệt chứng thư số này rồi nộp lại.',
  ],
  'authority-certificate-refused': [
    (f) => `${signer(f)} ký bằng chứng thư số mà Sở GDĐT đã từ chối: ${f['reason'] ?? ''}.`,
    signAgain,
  ],
  'authority-certificate-not-yet-approved': [
    (f) =>
      `${signer(f)} ký lúc ${when(f, 'signedAt')}, trước khi chứng thư số được công nhận (từ ${when(f, 'approvedFrom')}).`,
    signAgain,
  ],
  'authority-certificate-expired': [
    (f) =>
      `${signer(f)} ký lúc ${when(f, 'signedAt')}, khi chứng thư số đã hết hạn (${when(f, 'validUntil')}).`,
    signAgain,
  ],
  'authority-certificate-suspended': [
    (f) => `${signer(f)} ký lúc ${when(f, 'signedAt')}, khi chứng thư số đang bị tạm dừng.`,
    signAgain,
  ],
  'authority-certificate-in-doubt': [
    (f) =>
      `Chứng thư số của ${signer(f)} đang bị tạm dừng nên chưa kết luận được chữ ký này có từ trước đó hay không.`,
    'Chờ Sở GDĐT khôi phục hoặc thu hồi chứng thư số rồi nộp lại.',
  ],
  'authority-certificate-withdrawn': [
    (f) =>
      `${signer(f)} ký lúc ${when(f, 'signedAt')}, sau khi chứng thư số bị thu hồi khỏi sổ (${lookUp(withdrawalWords, f['reason'])}, từ ${when(f, 'from')}).`,
    signAgain,
  ],
  'authority-certificate-compromised': [
    (f) =>
      `Chứng thư số của ${signer(f)} bị thu hồi vì ${lookUp(withdrawalWords, f['reason'])} từ ${when(f, 'from')}; không có gì chứng minh chữ ký được tạo trước lúc đó.`,
    signAgain,
  ],
  'authority-certificate-replaced': [
    (f) =>
      `${signer(f)} ký lúc ${when(f, 'signedAt')} bằng chứng thư số đã được thay từ ${when(f, 'from')}.`,
    signAgain,
  ],
  'authority-role': [
    (f) =>
      `${signer(f)} được phân công ký theo quyết định ${f['decision'] ?? ''} ngày ${day(f, 'decidedOn')}.`,
    null,
  ],
  'authority-appointments-unknown': [
    () => 'Sổ đăng ký chưa có phân công ký nào của trường này.',
    'Trường gửi phân công ký của cán bộ, giáo viên tới Sở GDĐT.',
  ],
  'authority-appointment-missing': [
    (f) => `${signer(f)} không có phân công làm ${role(f)} tại trường vào ngày ${day(f, 'on')}.`,
    state,
  ],
  'authority-appointment-not-begun': [
    (f) =>
      `${signer(f)} ký ngày ${day(f, 'on')}, trước ngày được phân công làm ${role(f)} (${day(f, 'from')}).`,
    state,
  ],
  'authority-appointment-ended': [
    (f) =>
      `${signer(f)} ký ngày ${day(f, 'on')}, khi phân công làm ${role(f)} đã hết (ngày cuối ${day(f, 'last')}).`,
    state,
  ],
  'authority-appointment-other-class': [
    (f) =>
      `${signer(f)} được phân công làm ${role(f)} của lớp khác, không phải lớp ${f['className'] ?? ''}.`,
    state,
  ],
  'authority-deputation-missing': [
    (f) =>
      `${signer(f)} ký thay người đứng đầu ngày ${day(f, 'on')} mà không có văn bản giao ký thay.`,
    state,
  ],
  'authority-deputy-as-head': [
    (f) =>
      `${signer(f)} chỉ được giao ký thay, nhưng đã ký với vai trò người đứng đầu ngày ${day(f, 'on')}.`,
    'Chốt lại lớp với người ký thay (KT.), ký lại rồi nộp lại; hoặc người đứng đầu tự ký.',
  ],
  'authority-substituted': [
    (f) =>
      `Ngày ${day(f, 'on')}, ${f['substitute'] ?? ''} đang thay ${signer(f)} làm ${role(f)}; chữ ký này không phải của người đang đảm nhiệm.`,
    signByOther,
  ],
};
