import { type Instant, parseInstant } from '../../domain/time/instant.ts';
import type { CertificateFault, CertificatePart } from '../../format/certificate/certificate.ts';
import type { ChainCode, ChainFinding } from '../../format/certificate/chain-finding.ts';
import type { CrlFault, CrlPart } from '../../format/certificate/crl.ts';
import type { AuthorityRefusal, KeyFileRefusal } from '../../format/certificate/key-file.ts';
import type { TrustFault } from '../../format/certificate/trust-store.ts';
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
      `Chưa có danh sách thu hồi của «${facts.issuer}» nên chưa biết chứng thư số của ${facts.certificate} có bị thu hồi không.`,
      remedy.renewCrl,
    ),
  'crl-out-of-date': ({ facts }) =>
    text(
      `Danh sách thu hồi của «${facts.issuer}» chỉ có giá trị đến ${when(facts.nextUpdate)} nên chưa biết chứng thư số của ${facts.certificate} có bị thu hồi sau đó không.`,
      remedy.renewCrl,
    ),
  'crl-not-usable': ({ facts }) =>
    text(
      `Danh sách thu hồi của «${facts.issuer}» không dùng được cho chứng thư số của ${facts.certificate}: sai chữ ký, sai phạm vi hoặc phát hành sau khi chứng thư hết hạn.`,
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

const certificateParts: { readonly [P in CertificatePart]: string } = {
  structure: 'cấu trúc',
  version: 'phiên bản',
  serial: 'số hiệu',
  algorithm: 'thuật toán',
  issuer: 'tên tổ chức cấp',
  validity: 'thời hạn',
  subject: 'tên chủ thể',
  signature: 'chữ ký',
  extensions: 'phần mở rộng',
};
const crlParts: { readonly [P in CrlPart]: string } = {
  structure: 'cấu trúc',
  algorithm: 'thuật toán',
  issuer: 'tên tổ chức cấp',
  time: 'thời điểm cập nhật',
  entries: 'danh sách số hiệu',
  extensions: 'phần mở rộng',
};

const newFile =
  'Xuất lại chứng thư số từ thiết bị hoặc tải lại từ tổ chức cấp; không sửa tệp bằng tay.';
const newCrl = 'Tải lại danh sách thu hồi từ tổ chức cấp.';

const faults: Texts<CertificateFault | CrlFault> = {
  'certificate-not-der': () => text('Tệp không phải chứng thư số.', newFile),
  'certificate-malformed': ({ part }) =>
    text(`Chứng thư số sai quy cách ở phần ${certificateParts[part]}.`, newFile),
  'certificate-algorithms-differ': () =>
    text('Chứng thư số ghi hai thuật toán ký khác nhau.', remedy.forged),
  'certificate-key-unreadable': () =>
    text('Không đọc được khóa công khai trong chứng thư số.', newFile),
  'certificate-extension-malformed': ({ oid }) =>
    text(`Phần mở rộng ${oid} của chứng thư số sai quy cách.`, remedy.askIssuer),
  'certificate-extension-twice': ({ oid }) =>
    text(`Phần mở rộng ${oid} có hai lần trong chứng thư số.`, remedy.askIssuer),
  'crl-not-der': () => text('Tệp không phải danh sách thu hồi chứng thư số.', newCrl),
  'crl-malformed': ({ part }) =>
    text(`Danh sách thu hồi sai quy cách ở phần ${crlParts[part]}.`, newCrl),
  'crl-algorithms-differ': () => text('Danh sách thu hồi ghi hai thuật toán ký khác nhau.', newCrl),
};

function faultText<C extends keyof ByCode<CertificateFault | CrlFault>>(
  code: C,
  fault: ByCode<CertificateFault | CrlFault>[C],
): FindingText {
  return faults[code](fault);
}

/** Why a certificate or a CRL cannot be read. */
export const certificateFaultText = (fault: CertificateFault | CrlFault): FindingText =>
  faultText(fault.code, fault);

const trust: Texts<TrustFault> = {
  'trust-file-unreadable': ({ file }) =>
    text(
      `Tệp ${file} trong thư mục tin cậy không phải PEM hay DER.`,
      'Chép lại tệp, hoặc bỏ tệp này khỏi thư mục tin cậy.',
    ),
  'trust-entry-unknown': ({ file, label }) =>
    text(
      `Tệp ${file} có phần «${label}», không phải chứng thư số hay danh sách thu hồi.`,
      'Bỏ phần đó khỏi thư mục tin cậy; khóa bí mật không được để ở đây.',
    ),
  'trust-certificate-refused': ({ file, fault }) => inFile(file, certificateFaultText(fault)),
  'trust-crl-refused': ({ file, fault }) => inFile(file, certificateFaultText(fault)),
  'trust-certificate-not-authority': ({ file, certificate }) =>
    text(
      `Tệp ${file} chứa chứng thư số của ${certificate}, không phải của tổ chức cấp chứng thư.`,
      'Thư mục tin cậy chỉ chứa chứng thư gốc, chứng thư của tổ chức cấp và danh sách thu hồi.',
    ),
};

const inFile = (file: string, { sentence, remedy: what }: FindingText): FindingText =>
  text(`Tệp ${file}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`, what);

function trustText<C extends TrustFault['code']>(
  code: C,
  fault: ByCode<TrustFault>[C],
): FindingText {
  return trust[code](fault);
}

/** What could not be taken from the folder of trusted authorities. */
export const trustFaultText = (fault: TrustFault): FindingText => trustText(fault.code, fault);

const keyFiles: Texts<KeyFileRefusal | AuthorityRefusal> = {
  'key-file-unreadable': () =>
    text('Tệp không phải PKCS#12 (.p12, .pfx).', 'Chọn đúng tệp khóa, hoặc xuất lại tệp.'),
  'key-file-password-wrong': () =>
    text('Mật khẩu của tệp khóa không đúng.', 'Nhập lại mật khẩu đã đặt khi xuất tệp.'),
  'key-file-algorithm-unknown': ({ oid }) =>
    text(
      `Tệp khóa được mã hóa theo cách không được hỗ trợ (${oid}).`,
      'Xuất lại tệp khóa với mã hóa AES-256.',
    ),
  'key-file-without-key': () =>
    text('Tệp khóa không chứa khóa bí mật.', 'Xuất lại tệp kèm cả khóa bí mật.'),
  'key-file-without-certificate': () =>
    text(
      'Tệp khóa không chứa chứng thư số của khóa bí mật.',
      'Xuất lại tệp kèm cả chứng thư số và chuỗi của tổ chức cấp.',
    ),
  'authority-not-found': () =>
    text(
      'Chưa có cơ quan chứng thực thử nghiệm trên máy này.',
      'Chạy «npm start»: chương trình sẽ tạo cơ quan mới.',
    ),
  'authority-passphrase-wrong': () =>
    text(
      'Mật khẩu của cơ quan chứng thực thử nghiệm không đúng.',
      'Dùng mật khẩu đã đặt khi tạo, hoặc xóa thư mục của cơ quan này để tạo lại từ đầu.',
    ),
  'authority-damaged': ({ file }) =>
    text(
      `Dữ liệu của cơ quan chứng thực thử nghiệm hỏng ở tệp ${file}.`,
      'Khôi phục thư mục từ bản sao lưu, hoặc xóa thư mục của cơ quan này để tạo lại từ đầu.',
    ),
};

function keyFileTextOf<C extends (KeyFileRefusal | AuthorityRefusal)['code']>(
  code: C,
  refusal: ByCode<KeyFileRefusal | AuthorityRefusal>[C],
): FindingText {
  return keyFiles[code](refusal);
}

/** Why a PKCS#12 file, or the demo authority's folder, cannot be used. */
export const keyFileRefusalText = (refusal: KeyFileRefusal | AuthorityRefusal): FindingText =>
  keyFileTextOf(refusal.code, refusal);
