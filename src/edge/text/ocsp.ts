import { parseInstant } from '../../domain/time/instant.ts';
import type { RevocationReason } from '../../format/certificate/crl-entry.ts';
import type { OcspCode, OcspFinding } from '../../format/ocsp/finding.ts';
import type {
  OcspFault,
  OcspPart,
  OcspRefusal,
  OcspRefusalStatus,
} from '../../format/ocsp/response.ts';
import { timeText } from './time.ts';
import type { FindingText } from './xml.ts';

type ByCode = { readonly [C in OcspCode]: Extract<OcspFinding, { readonly code: C }> };
type Texts = { readonly [C in OcspCode]: (finding: ByCode[C]) => FindingText };

const text = (sentence: string, remedy: string | null): FindingText => ({ sentence, remedy });
const passed = (sentence: string): FindingText => text(sentence, null);

const when = (written: string): string => {
  const instant = parseInstant(written);
  return instant === undefined ? written : timeText(instant);
};

/** In the words of certificate.ts. */
const reasons: { readonly [R in RevocationReason]: string } = {
  unspecified: 'không nêu lí do',
  keyCompromise: 'khóa bí mật bị lộ',
  cACompromise: 'khóa của tổ chức cấp bị lộ',
  affiliationChanged: 'người giữ đã đổi nơi công tác',
  superseded: 'đã cấp chứng thư khác thay thế',
  cessationOfOperation: 'ngừng sử dụng',
  certificateHold: 'đang tạm dừng',
  removeFromCRL: 'đã bỏ khỏi danh sách',
  privilegeWithdrawn: 'quyền sử dụng bị rút',
  aACompromise: 'khóa của tổ chức thuộc tính bị lộ',
};
const reasonText = (reason: string): string =>
  Object.entries(reasons).find(([name]) => name === reason)?.[1] ?? reason;

const remedy = {
  askAgain:
    'Nối mạng và hỏi lại trạng thái chứng thư số, hoặc tải danh sách thu hồi mới nhất của tổ chức cấp.',
  suspicious:
    'Không dùng câu trả lời này. Hỏi lại; nếu vẫn vậy, báo cho quản trị hệ thống và tổ chức cấp chứng thư số.',
  issuer:
    'Báo cho tổ chức cấp chứng thư số; trong khi chờ, dùng danh sách thu hồi của tổ chức này.',
} as const;

const texts: Texts = {
  'ocsp-responder-not-found': ({ facts }) =>
    text(
      `Câu trả lời trạng thái không kèm chứng thư số của bên ký (${facts.responder}).`,
      remedy.issuer,
    ),
  'ocsp-responder-authorised': ({ facts }) =>
    passed(`${facts.responder} được quyền trả lời trạng thái chứng thư số.`),
  'ocsp-responder-not-authorised': ({ facts }) =>
    text(
      `${facts.responder} trả lời trạng thái nhưng không được «${facts.issuer}» giao quyền.`,
      remedy.suspicious,
    ),
  'ocsp-signature-good': () => passed('Chữ ký trên câu trả lời trạng thái đúng.'),
  'ocsp-signature-wrong': ({ facts }) =>
    text(
      `Chữ ký trên câu trả lời trạng thái không phải của ${facts.responder}.`,
      remedy.suspicious,
    ),
  'ocsp-signature-algorithm-refused': ({ facts }) =>
    text(
      `Câu trả lời trạng thái được ký bằng thuật toán không được chấp nhận (${facts.algorithm}).`,
      remedy.issuer,
    ),
  'ocsp-extension-unknown': ({ facts }) =>
    text(
      `Câu trả lời trạng thái có điều kiện bắt buộc mà phần mềm không biết (${facts.oid}).`,
      'Cập nhật phần mềm; nếu vẫn vậy, báo cho tổ chức cấp chứng thư số.',
    ),
  'ocsp-nonce-matches': () => passed('Câu trả lời trạng thái đúng với câu hỏi vừa gửi.'),
  'ocsp-nonce-differs': () =>
    text(
      'Câu trả lời trạng thái là của câu hỏi khác: có thể là câu trả lời cũ được gửi lại.',
      remedy.suspicious,
    ),
  'ocsp-nonce-missing': () =>
    text(
      'Câu trả lời trạng thái không nhắc lại mã của câu hỏi, nên chưa chắc là câu trả lời mới.',
      remedy.askAgain,
    ),
  'ocsp-from-future': ({ facts }) =>
    text(
      `Câu trả lời trạng thái ghi ${when(facts.time)}, sau thời điểm kiểm tra (${when(facts.provenBy)}).`,
      'Kiểm tra đồng hồ của máy này, rồi hỏi lại.',
    ),
  'ocsp-certificate-not-answered': ({ facts }) =>
    text(
      `Câu trả lời không nói về chứng thư số của ${facts.certificate} (số ${facts.serial}).`,
      remedy.askAgain,
    ),
  'ocsp-fresh': ({ facts }) =>
    passed(`Câu trả lời trạng thái còn mới (${when(facts.thisUpdate)}).`),
  'ocsp-out-of-date': ({ facts }) =>
    text(
      `Câu trả lời trạng thái chỉ có giá trị đến ${when(facts.until)} nên chưa biết sau đó chứng thư số có bị thu hồi không.`,
      remedy.askAgain,
    ),
  'ocsp-silent-after-expiry': ({ facts }) =>
    text(
      `Chứng thư số của ${facts.certificate} đã hết hạn lúc ${when(facts.notAfter)}, trước khi có câu trả lời; tổ chức cấp có thể không còn giữ tin thu hồi.`,
      'Dùng câu trả lời hoặc danh sách thu hồi có từ khi chứng thư số còn hạn.',
    ),
  'ocsp-certificate-good': ({ facts }) =>
    passed(`Chứng thư số của ${facts.certificate} không bị thu hồi (${when(facts.thisUpdate)}).`),
  'ocsp-certificate-revoked': ({ facts }) =>
    text(
      `Chứng thư số của ${facts.certificate} đã bị thu hồi từ ${when(facts.revokedAt)} (${reasonText(facts.reason)}).`,
      'Người giữ xin cấp chứng thư số mới và ký lại những gì đã ký sau thời điểm thu hồi.',
    ),
  'ocsp-certificate-revoked-later': ({ facts }) =>
    passed(
      `Chứng thư số của ${facts.certificate} bị thu hồi từ ${when(facts.revokedAt)} (${reasonText(facts.reason)}), sau thời điểm được xét.`,
    ),
  'ocsp-certificate-unknown': ({ facts }) =>
    text(
      `Bên trả lời không biết chứng thư số của ${facts.certificate} (số ${facts.serial}).`,
      'Kiểm tra chứng thư số có đúng do tổ chức này cấp không; hỏi tổ chức cấp.',
    ),
};

const isOurs = (finding: { readonly code: string }): finding is OcspFinding =>
  Object.hasOwn(texts, finding.code);

function textOf<C extends OcspCode>(code: C, finding: ByCode[C]): FindingText {
  return texts[code](finding);
}

/** What a finding about an OCSP answer says; undefined for a code of another table. */
export const ocspFindingText = (finding: { readonly code: string }): FindingText | undefined =>
  isOurs(finding) ? textOf(finding.code, finding) : undefined;

const parts: { readonly [P in OcspPart]: string } = {
  structure: 'cấu trúc chung',
  status: 'phần trạng thái',
  type: 'loại câu trả lời',
  responder: 'tên bên trả lời',
  time: 'phần thời gian',
  responses: 'danh sách trả lời',
  extensions: 'phần mở rộng',
  algorithm: 'phần chữ ký',
  certificates: 'chứng thư số kèm theo',
};

const refusals: { readonly [S in OcspRefusalStatus]: string } = {
  malformedRequest: 'không đọc được câu hỏi',
  internalError: 'hệ thống gặp sự cố',
  tryLater: 'đang bận, xin hỏi lại sau',
  sigRequired: 'đòi câu hỏi phải được ký',
  unauthorized: 'không trả lời về chứng thư số này',
};

/** Why there is no answer to verify. */
export function ocspRefusalText(refusal: OcspFault | OcspRefusal): FindingText {
  switch (refusal.code) {
    case 'ocsp-too-large':
      return text(
        `Câu trả lời trạng thái lớn hơn mức tối đa (${refusal.limit / 1024} KB) nên không được đọc.`,
        remedy.askAgain,
      );
    case 'ocsp-not-der':
      return text('Tệp không phải câu trả lời trạng thái chứng thư số (OCSP).', remedy.askAgain);
    case 'ocsp-malformed':
      return text(`Câu trả lời trạng thái sai quy cách ở ${parts[refusal.part]}.`, remedy.askAgain);
    case 'ocsp-refused':
      return text(
        `Dịch vụ trạng thái chứng thư số từ chối: ${refusals[refusal.status]}.`,
        remedy.askAgain,
      );
  }
}
