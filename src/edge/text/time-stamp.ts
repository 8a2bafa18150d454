import { parseInstant } from '../../domain/time/instant.ts';
import type { TimeStampCode, TimeStampFinding } from '../../format/time-stamp/finding.ts';
import type { TimeStampFailure, TimeStampRejection } from '../../format/time-stamp/response.ts';
import type { TimeStampFault, TimeStampPart } from '../../format/time-stamp/token.ts';
import { timeText } from './time.ts';
import type { FindingText } from './xml.ts';

type ByCode = {
  readonly [C in TimeStampCode]: Extract<TimeStampFinding, { readonly code: C }>;
};
type Texts = { readonly [C in TimeStampCode]: (finding: ByCode[C]) => FindingText };

const text = (sentence: string, remedy: string | null): FindingText => ({ sentence, remedy });
const passed = (sentence: string): FindingText => text(sentence, null);

const when = (written: string): string => {
  const instant = parseInstant(written);
  return instant === undefined ? written : timeText(instant);
};

/** Milliseconds as people read them: «0,5 giây». */
const secondsText = (ms: string): string => `${String(Number(ms) / 1000).replace('.', ',')} giây`;

const remedy = {
  stampAgain:
    'Xin dấu thời gian mới cho đúng dữ liệu này. Nếu vẫn vậy, báo cho quản trị hệ thống kiểm tra dịch vụ dấu thời gian.',
  askAuthority:
    'Quản trị hệ thống chọn dịch vụ dấu thời gian đáp ứng yêu cầu, rồi xin dấu thời gian mới.',
  forged:
    'Không dùng dấu thời gian này để xác định thời điểm. Báo cho quản trị hệ thống: có dấu hiệu bị làm giả hoặc bị sửa.',
} as const;

const texts: Texts = {
  'time-stamp-imprint-matches': () => passed('Dấu thời gian được cấp cho đúng dữ liệu này.'),
  'time-stamp-imprint-differs': () =>
    text(
      'Dấu thời gian không phải của dữ liệu này: giá trị băm khác nhau.',
      'Tìm đúng dấu thời gian đi kèm dữ liệu. Nếu dữ liệu đã bị sửa sau khi đóng dấu thời gian, lấy lại bản gốc.',
    ),
  'time-stamp-imprint-algorithm-refused': ({ facts }) =>
    text(
      `Dấu thời gian dùng hàm băm không được chấp nhận (${facts.algorithm}); mức tối thiểu là SHA-256.`,
      remedy.stampAgain,
    ),
  'time-stamp-nonce-matches': () => passed('Dấu thời gian trả lời đúng yêu cầu vừa gửi.'),
  'time-stamp-nonce-differs': () =>
    text(
      'Dấu thời gian không trả lời yêu cầu vừa gửi: có thể là câu trả lời cũ được gửi lại.',
      remedy.stampAgain,
    ),
  'time-stamp-policy-accepted': ({ facts }) =>
    passed(`Dấu thời gian được cấp theo chính sách ${facts.policy}.`),
  'time-stamp-policy-not-accepted': ({ facts }) =>
    text(
      `Dấu thời gian được cấp theo chính sách ${facts.policy}, không thuộc các chính sách được chấp nhận.`,
      remedy.askAuthority,
    ),
  'time-stamp-accuracy-accepted': ({ facts }) =>
    passed(`Sai số thời gian không quá ${secondsText(facts.accuracyMs)}.`),
  'time-stamp-accuracy-too-wide': ({ facts }) =>
    text(
      `Sai số thời gian ${secondsText(facts.accuracyMs)} vượt mức cho phép ${secondsText(facts.limitMs)}.`,
      remedy.askAuthority,
    ),
  'time-stamp-accuracy-not-stated': ({ facts }) =>
    text(
      `Dấu thời gian không nêu sai số, nên chưa biết có trong mức ${secondsText(facts.limitMs)} hay không.`,
      remedy.askAuthority,
    ),
  'time-stamp-extension-unknown': ({ facts }) =>
    text(
      `Dấu thời gian có điều kiện bắt buộc mà phần mềm không biết (${facts.oid}).`,
      'Cập nhật phần mềm; nếu vẫn vậy, báo cho dịch vụ dấu thời gian.',
    ),
  'time-stamp-from-future': ({ facts }) =>
    text(
      `Dấu thời gian ghi ${when(facts.statedTime)}, sau thời điểm kiểm tra (${when(facts.provenBy)}).`,
      'Kiểm tra đồng hồ của máy này, rồi kiểm tra lại.',
    ),
  'time-stamp-content-unchanged': () => passed('Nội dung dấu thời gian còn nguyên vẹn.'),
  'time-stamp-content-changed': () =>
    text('Nội dung dấu thời gian đã bị sửa sau khi được ký.', remedy.forged),
  'time-stamp-digest-algorithm-refused': ({ facts }) =>
    text(
      `Dấu thời gian được ký với hàm băm không được chấp nhận (${facts.algorithm}).`,
      remedy.askAuthority,
    ),
  'time-stamp-signer-not-found': ({ facts }) =>
    text(
      `Chưa có chứng thư số của tổ chức cấp dấu thời gian (${facts.signer}).`,
      'Thêm chứng thư số của tổ chức cấp dấu thời gian vào thư mục tin cậy, rồi kiểm tra lại.',
    ),
  'time-stamp-signer-bound': ({ facts }) =>
    passed(`Dấu thời gian gắn với đúng chứng thư số của ${facts.authority}.`),
  'time-stamp-signer-not-bound': ({ facts }) =>
    text(
      `Chứng thư số của ${facts.authority} không phải chứng thư đã dùng khi cấp dấu thời gian.`,
      remedy.forged,
    ),
  'time-stamp-signer-binding-refused': ({ facts }) =>
    text(
      `Dấu thời gian của ${facts.authority} chỉ gắn với chứng thư số bằng hàm băm không được chấp nhận (${facts.algorithm}).`,
      remedy.askAuthority,
    ),
  'time-stamp-authority-name-differs': ({ facts }) =>
    text(
      `Tên tổ chức ghi trong dấu thời gian không phải tên trong chứng thư số của ${facts.authority}.`,
      remedy.forged,
    ),
  'time-stamp-signature-good': ({ facts }) =>
    passed(`Chữ ký của ${facts.authority} trên dấu thời gian đúng.`),
  'time-stamp-signature-wrong': ({ facts }) =>
    text(`Chữ ký trên dấu thời gian không phải của ${facts.authority}.`, remedy.forged),
  'time-stamp-signature-algorithm-refused': ({ facts }) =>
    text(
      `Dấu thời gian được ký bằng thuật toán không được chấp nhận (${facts.algorithm}).`,
      remedy.askAuthority,
    ),
};

const isOurs = (finding: { readonly code: string }): finding is TimeStampFinding =>
  Object.hasOwn(texts, finding.code);

function textOf<C extends TimeStampCode>(code: C, finding: ByCode[C]): FindingText {
  return texts[code](finding);
}

/** What a finding about a time-stamp says; undefined for a code of another table. */
export const timeStampFindingText = (finding: {
  readonly code: string;
}): FindingText | undefined => (isOurs(finding) ? textOf(finding.code, finding) : undefined);

const parts: { readonly [P in TimeStampPart]: string } = {
  structure: 'cấu trúc chung',
  'content-type': 'loại nội dung',
  certificates: 'chứng thư số kèm theo',
  signer: 'phần người ký',
  info: 'phần thời gian',
  status: 'phần trạng thái',
};

const failures: { readonly [F in TimeStampFailure]: string } = {
  badAlg: 'không nhận thuật toán băm',
  badRequest: 'không nhận loại yêu cầu này',
  badDataFormat: 'không đọc được yêu cầu',
  timeNotAvailable: 'nguồn thời gian đang ngừng',
  unacceptedPolicy: 'không cấp theo chính sách được yêu cầu',
  unacceptedExtension: 'không nhận điều kiện kèm theo',
  addInfoNotAvailable: 'không có thông tin thêm được yêu cầu',
  systemFailure: 'hệ thống của dịch vụ gặp sự cố',
  notStated: 'không nêu lí do',
};

/** Why there is no time-stamp to verify. */
export function timeStampRefusalText(refusal: TimeStampFault | TimeStampRejection): FindingText {
  switch (refusal.code) {
    case 'time-stamp-too-large':
      return text(
        `Dấu thời gian lớn hơn mức tối đa (${refusal.limit / 1024} KB) nên không được đọc.`,
        remedy.stampAgain,
      );
    case 'time-stamp-not-der':
      return text('Tệp không phải dấu thời gian (RFC 3161, mã hóa DER).', remedy.stampAgain);
    case 'time-stamp-malformed':
      return text(`Dấu thời gian sai quy cách ở ${parts[refusal.part]}.`, remedy.stampAgain);
    case 'time-stamp-rejected': {
      const own = refusal.text === '' ? '' : ` Lời của dịch vụ: «${refusal.text}».`;
      return text(
        `Dịch vụ dấu thời gian từ chối: ${failures[refusal.failure]}.${own}`,
        remedy.askAuthority,
      );
    }
  }
}
