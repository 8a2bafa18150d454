import type { CertificateFault, CertificatePart } from '../../format/certificate/certificate.ts';
import type { CrlFault, CrlPart } from '../../format/certificate/crl.ts';
import type { AuthorityRefusal, KeyFileRefusal } from '../../format/certificate/key-file.ts';
import type { TrustFault } from '../../format/certificate/trust-store.ts';
import type { FindingText } from './xml.ts';

type ByCode<T extends { readonly code: string }> = {
  readonly [C in T['code']]: Extract<T, { readonly code: C }>;
};
type Texts<T extends { readonly code: string }> = {
  readonly [C in T['code']]: (refusal: ByCode<T>[C]) => FindingText;
};

const text = (sentence: string, remedy: string | null): FindingText => ({ sentence, remedy });

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

const forged =
  'Không dùng chứng thư số này. Báo cho nhà trường và Sở GDĐT: có dấu hiệu bị làm giả hoặc bị sửa.';
const askIssuer =
  'Báo cho tổ chức đã cấp chứng thư số (Ban Cơ yếu hoặc nhà cung cấp chữ ký số công cộng) để được cấp chứng thư đúng quy định.';
const newFile =
  'Xuất lại chứng thư số từ thiết bị hoặc tải lại từ tổ chức cấp; không sửa tệp bằng tay.';
const newCrl = 'Tải lại danh sách thu hồi từ tổ chức cấp.';

const faults: Texts<CertificateFault | CrlFault> = {
  'certificate-not-der': () => text('Tệp không phải chứng thư số.', newFile),
  'certificate-malformed': ({ part }) =>
    text(`Chứng thư số sai quy cách ở phần ${certificateParts[part]}.`, newFile),
  'certificate-algorithms-differ': () =>
    text('Chứng thư số ghi hai thuật toán ký khác nhau.', forged),
  'certificate-key-unreadable': () =>
    text('Không đọc được khóa công khai trong chứng thư số.', newFile),
  'certificate-extension-malformed': ({ oid }) =>
    text(`Phần mở rộng ${oid} của chứng thư số sai quy cách.`, askIssuer),
  'certificate-extension-twice': ({ oid }) =>
    text(`Phần mở rộng ${oid} có hai lần trong chứng thư số.`, askIssuer),
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
