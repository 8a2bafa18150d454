import { type Instant, parseInstant } from '../../domain/time/instant.ts';
import type { ChainCode, ChainFinding } from '../../format/certificate/chain-finding.ts';
import { timeText } from './time.ts';
import type { FindingText } from './xml.ts';

type ByCode<T extends { readonly code: string }> = {
  readonly [C in T['code']]: Extract<T, { readonly code: C }>;
};
type Texts<T extends { readonly code: string }> = {
  readonly [C in T['code']]: (refusal: ByCode<T>[C]) => FindingText;
};

const text = (sentence: string, remedy: string | null): FindingText => ({ sentence, remedy });

const when = (written: string): string => {
  const instant: Instant | undefined = parseInstant(written);
  return instant === undefined ? written : timeText(instant);
};

const remedy = {
  signAgain:
    'Người ký đổi sang chứng thư số còn hiệu lực do tổ chức được tin cậy cấp, ký lại, rồi nhà trường phát hành lại học bạ.',
  askIssuer:
    'Báo cho tổ chức đã cấp chứng thư số (Ban Cơ yếu hoặc nhà cung cấp chữ ký số công cộng) để được cấp chứng thư đúng quy định, rồi ký lại.',
  forged:
    'Không dùng chữ ký này. Báo cho nhà trường và Sở GDĐT: có dấu hiệu chứng thư số bị làm giả hoặc bị sửa.',
  renewCrl:
    'Nối mạng để tải danh sách thu hồi mới nhất, hoặc chép tệp .crl mới của tổ chức cấp vào thư mục tin cậy, rồi kiểm tra lại.',
  proveTime:
    'Kiểm tra trong sổ đăng ký của Sở GDĐT: thời điểm Sở tiếp nhận học bạ hoặc dấu thời gian cho biết chữ ký có trước lúc đó hay không.',
} as const;

const usages: Readonly<Record<string, string>> = {
  signature: 'ký số',
  timestamp: 'cấp dấu thời gian',
  'ocsp-response': 'trả lời trạng thái chứng thư',
  crl: 'ký danh sách thu hồi',
};

const reasons: Readonly<Record<string, string>> = {
  unspecified: 'không nêu lí do',
  keyCompromise: 'khóa bí mật bị lộ',
  cACompromise: 'khóa của tổ chức cấp bị lộ',
  affiliationChanged: 'người giữ đã đổi nơi công tác',
  superseded: 'đã cấp chứng thư khác thay thế',
  cessationOfOperation: 'ngừng sử dụng',
  certificateHold: 'đang tạm dừng',
  privilegeWithdrawn: 'quyền sử dụng bị rút',
  aACompromise: 'khóa của tổ chức thuộc tính bị lộ',
};
const reasonText = (reason: string): string => reasons[reason] ?? reason;

const chain: Texts<ChainFinding> = {
  'path-trusted': ({ facts }) =>
    text(`Chứng thư số được cấp theo chuỗi tin cậy đến gốc «${facts.anchor}».`, null),
  'path-signatures-good': () => text('Chữ ký của từng tổ chức cấp trong chuỗi đều đúng.', null),
  'path-in-validity': () => text('Mọi chứng thư số trong chuỗi còn hạn vào lúc ký.', null),
  'path-usage-allowed': () =>
    text('Chứng thư số được dùng đúng mục đích và đúng quyền của tổ chức cấp.', null),
  'path-not-revoked': () => text('Không chứng thư số nào trong chuỗi bị thu hồi.', null),
  'issuer-not-found': ({ facts }) =>
    text(
      `Chứng thư số của ${facts.certificate} do «${facts.issuer}» cấp, không dẫn đến gốc tin cậy nào.`,
      'Nếu đó là tổ chức được công nhận, quản trị viên thêm chứng thư gốc và chứng thư của tổ chức cấp vào thư mục tin cậy. Nếu không, người ký phải dùng chứng thư số do tổ chức được công nhận cấp.',
    ),
  'certificate-signature-wrong': ({ facts }) =>
    text(
      `Chứng thư số của ${facts.certificate} (số ${facts.serial}) mang tên «${facts.issuer}» nhưng không phải do tổ chức này ký.`,
      remedy.forged,
    ),
  'certificate-algorithm-refused': ({ facts }) =>
    text(
      `Chứng thư số của ${facts.certificate} được ký bằng thuật toán không được chấp nhận (${facts.algorithm}).`,
      remedy.askIssuer,
    ),
  'certificate-key-refused': ({ facts }) =>
    text(
      `Khóa của ${facts.certificate} (${facts.key}) không đạt mức tối thiểu: RSA 2048 bit, hoặc ECDSA P-256, P-384.`,
      remedy.askIssuer,
    ),
  'certificate-expired': ({ facts }) =>
    text(
      `Chứng thư số của ${facts.certificate} đã hết hạn lúc ${when(facts.notAfter)}, trước khi ký.`,
      remedy.signAgain,
    ),
  'certificate-not-yet-valid': ({ facts }) =>
    text(
      `Chứng thư số của ${facts.certificate} chỉ có hiệu lực từ ${when(facts.notBefore)}, sau lúc ký.`,
      'Kiểm tra đồng hồ của máy đã ký. Người ký ký lại sau khi chứng thư số có hiệu lực.',
    ),
  'issuer-not-authority': ({ facts }) =>
    text(
      `${facts.certificate} không phải tổ chức cấp chứng thư số nhưng đã cấp chứng thư cho người khác.`,
      remedy.forged,
    ),
  'issuer-may-not-certify': ({ facts }) =>
    text(
      `Chứng thư số của ${facts.certificate} không được quyền ký chứng thư khác.`,
      remedy.forged,
    ),
  'path-too-long': ({ facts }) =>
    text(
      `Dưới ${facts.certificate} chỉ được có ${facts.allowed} cấp trung gian, chuỗi này có nhiều hơn.`,
      remedy.askIssuer,
    ),
  'certificate-not-for-usage': ({ facts }) =>
    text(
      `Chứng thư số của ${facts.certificate} không được cấp để ${usages[facts.usage] ?? facts.usage}.`,
      'Người ký chọn đúng chứng thư số dùng để ký, rồi ký lại.',
    ),
  'critical-extension-unknown': ({ facts }) =>
    text(
      `Chứng thư số của ${facts.certificate} có điều kiện bắt buộc mà phần mềm không biết (${facts.oid}).`,
      'Cập nhật phần mềm; nếu vẫn vậy, báo cho tổ chức cấp chứng thư số.',
    ),
  'name-outside-constraints': ({ facts }) =>
    text(
      `Tên của ${facts.certificate} nằm ngoài phạm vi mà «${facts.authority}» được cấp chứng thư.`,
      remedy.askIssuer,
    ),
  'policy-not-accepted': ({ facts }) =>
    text(
      `Chứng thư số của ${facts.certificate} không theo chính sách chứng thư được chấp nhận.`,
      remedy.askIssuer,
    ),
  'certificate-revoked': ({ facts }) =>
    text(
      `Chứng thư số của ${facts.certificate} đã bị thu hồi từ ${when(facts.revokedAt)} (${reasonText(facts.reason)}), trước khi ký.`,
      remedy.signAgain,
    ),
  'certificate-revoked-later': ({ facts }) =>
    text(
      `Chứng thư số của ${facts.certificate} bị thu hồi từ ${when(facts.revokedAt)} (${reasonText(facts.reason)}), sau thời điểm ghi trong chữ ký; chưa có bằng chứng chữ ký có từ trước đó.`,
      remedy.proveTime,
    ),
  'certificate-expired-later': ({ facts }) =>
    text(
      `Chứng thư số của ${facts.certificate} hết hạn lúc ${when(facts.notAfter)}, sau thời điểm ghi trong chữ ký; chưa có bằng chứng chữ ký có từ trước đó.`,
      remedy.proveTime,
    ),
  'crl-missing': ({ facts }) =>
    text(
      `Chưa có danh sách thu hồi hay câu trả lời trạng thái của «${facts.issuer}» nên chưa biết chứng thư số của ${facts.certificate} có bị thu hồi không.`,
      remedy.renewCrl,
    ),
  'crl-out-of-date': ({ facts }) =>
    text(
      `Danh sách thu hồi hay câu trả lời trạng thái của «${facts.issuer}» chỉ có giá trị đến ${when(facts.nextUpdate)} nên chưa biết chứng thư số của ${facts.certificate} có bị thu hồi sau đó không.`,
      remedy.renewCrl,
    ),
  'crl-not-usable': ({ facts }) =>
    text(
      `Danh sách thu hồi hay câu trả lời trạng thái của «${facts.issuer}» không dùng được cho chứng thư số của ${facts.certificate}: sai chữ ký, sai phạm vi hoặc phát hành sau khi chứng thư hết hạn.`,
      remedy.renewCrl,
    ),
};

const isChainFinding = (finding: { readonly code: string }): finding is ChainFinding =>
  Object.hasOwn(chain, finding.code);

function chainText<C extends ChainCode>(code: C, finding: ByCode<ChainFinding>[C]): FindingText {
  return chain[code](finding);
}

/** What a finding about a certificate's chain says; undefined for a code of another table. */
export const chainFindingText = (finding: { readonly code: string }): FindingText | undefined =>
  isChainFinding(finding) ? chainText(finding.code, finding) : undefined;
