import type { ServiceRefusal, ServiceRefusalCode } from '../../app/signing/ports.ts';
import type { FindingText } from './xml.ts';

type Facts = ServiceRefusal['facts'];
type Write = (facts: Facts) => FindingText;

const text = (sentence: string, remedy: string): FindingText => ({ sentence, remedy });

/** « (VNPT SmartCA)», or nothing where the place is not known. */
const at = ({ place }: Facts): string => (place === undefined || place === '' ? '' : ` (${place})`);

/** Statuses as providers and our adapters name them. */
const statuses: Readonly<Record<string, string>> = {
  expired: 'đã hết hạn',
  revoked: 'đã bị thu hồi',
  suspended: 'đang bị tạm dừng',
  inactive: 'chưa được kích hoạt hoặc đang bị khóa',
  disabled: 'có khóa kí đang bị tắt',
  'not-yet-valid': 'chưa đến ngày có hiệu lực',
  'algorithm-refused':
    'dùng loại khóa mà học bạ không nhận (cần RSA từ 2048 bit, EC P-256 hoặc P-384)',
  unreadable: 'không đọc được',
  unknown: 'có trạng thái không rõ',
};

export const certificateStatusText = (status: string): string =>
  statuses[status] ?? `có trạng thái «${status}»`;

const triesText = ({ triesLeft }: Facts): string =>
  triesLeft === undefined ? '' : ` Còn ${triesLeft} lần thử.`;

/** «Mã của nhà cung cấp: 4004.», or nothing. */
const providerCode = ({ code }: Facts): string =>
  code === undefined ? '' : ` Mã của nhà cung cấp: ${code}.`;

const refusals: { readonly [C in ServiceRefusalCode]: Write } = {
  'token-absent': (facts) =>
    text(
      `Không thấy USB token hoặc thẻ kí số${at(facts)}.`,
      'Cắm USB token vào máy, chờ đèn sáng, rồi kí lại.',
    ),
  'token-removed': (facts) =>
    text(
      `USB token${at(facts)} đã bị rút ra khi đang kí.`,
      'Cắm lại token rồi kí tiếp: những học bạ đã kí xong vẫn giữ nguyên, chỉ kí phần còn lại.',
    ),
  'pin-wrong': (facts) =>
    text(
      `Mã PIN hoặc mã xác thực${at(facts)} không đúng.${triesText(facts)}`,
      'Nhập lại cho đúng. Nhập sai nhiều lần thì token hoặc tài khoản kí số bị khóa.',
    ),
  'pin-locked': (facts) =>
    text(
      `Mã PIN hoặc tài khoản kí số${at(facts)} đã bị khóa do nhập sai nhiều lần.`,
      'Liên hệ nơi cấp chứng thư số để mở khóa; không tự thử thêm.',
    ),
  'pin-cancelled': () =>
    text('Người kí đã đóng ô nhập mã PIN.', 'Chọn kí lại và nhập mã PIN khi sẵn sàng.'),
  'certificate-not-found': (facts) =>
    text(
      `Dịch vụ kí${at(facts)} không có chứng thư số này của người kí.`,
      'Kiểm tra số định danh hoặc mã số thuế đã đăng kí với nhà cung cấp, và đúng token đang cắm.',
    ),
  'certificate-not-usable': (facts) =>
    text(
      `Chứng thư số${at(facts)} ${certificateStatusText(facts['status'] ?? 'unknown')} nên không dùng để kí được.`,
      'Liên hệ nơi cấp để gia hạn, mở lại hoặc cấp chứng thư mới, rồi đăng kí chứng thư mới với Sở.',
    ),
  'key-not-usable': (facts) =>
    text(
      `Khóa kí${at(facts)} không dùng được cho việc này.${providerCode(facts)}`,
      'Kiểm tra gói dịch vụ và quyền kí với nhà cung cấp; nếu là token, hỏi nơi cấp token.',
    ),
  'approval-declined': (facts) =>
    text(
      `Người kí đã từ chối yêu cầu kí trên thiết bị xác nhận${at(facts)}.`,
      'Nếu bấm nhầm, chọn kí lại và xác nhận. Những học bạ đã kí xong vẫn giữ nguyên.',
    ),
  'approval-expired': (facts) =>
    text(
      `Yêu cầu kí${at(facts)} đã hết hạn vì không được xác nhận kịp.`,
      'Mở sẵn ứng dụng kí số trên điện thoại, chọn kí lại và xác nhận trong 5 phút. Những học bạ đã kí xong vẫn giữ nguyên.',
    ),
  'credential-refused': (facts) =>
    text(
      facts['missing'] === undefined
        ? `Dịch vụ kí${at(facts)} không nhận tài khoản trong cấu hình.${providerCode(facts)}`
        : `Dịch vụ kí${at(facts)} đòi thêm «${facts['missing']}», mà cấu hình chưa có.`,
      'Quản trị hệ thống kiểm tra mã ứng dụng, mật khẩu và tên người dùng trong tệp cấu hình dịch vụ kí.',
    ),
  'too-many-items': (facts) =>
    text(
      `Một lần kí có nhiều học bạ hơn mức dịch vụ${at(facts)} cho phép${
        facts['limit'] === undefined ? '' : ` (tối đa ${facts['limit']})`
      }.${providerCode(facts)}`,
      'Quản trị hệ thống giảm số lượng mỗi lần (hashesPerRequest) trong tệp cấu hình, hoặc kí từng lớp.',
    ),
  'item-refused': (facts) =>
    text(
      `Dịch vụ kí${at(facts)} không kí mục này.${providerCode(facts)}`,
      'Chọn kí lại riêng mục này. Nếu vẫn vậy, báo cho nhà cung cấp kèm mã ở trên.',
    ),
};

/** What to tell a signer whom a signing service refused, and what they can do. */
export const serviceRefusalText = ({ code, facts }: ServiceRefusal): FindingText =>
  refusals[code](facts);

/** What happened and what to do when a remote signing service fails; part of `outageText`. */
export const signingServiceOutageText = {
  'signing-service-unreachable': [
    'Không kết nối được tới dịch vụ kí.',
    'Kiểm tra mạng và địa chỉ dịch vụ kí trong cấu hình (với VGCA: mở VGCA Sign Service trên máy này), rồi kí lại phần còn thiếu.',
  ],
  'signing-service-unavailable': [
    'Dịch vụ kí đang bận hoặc tạm ngừng phục vụ.',
    'Chờ ít phút rồi kí lại; những học bạ đã kí xong vẫn giữ nguyên.',
  ],
  'signing-service-unintelligible': [
    'Dịch vụ kí trả lời không đúng giao thức, nên câu trả lời không được dùng.',
    'Kiểm tra địa chỉ và loại dịch vụ trong cấu hình; nếu đúng, báo cho nhà cung cấp và nhóm phát triển.',
  ],
  'signing-service-rejected': [
    'Dịch vụ kí không nhận yêu cầu của chương trình.',
    'Báo mã trong ngoặc cho nhà cung cấp dịch vụ kí và nhóm phát triển; những học bạ đã kí xong vẫn giữ nguyên.',
  ],
  'signing-redirect-unavailable': [
    'Không mở được địa chỉ trên máy này để nhận kết quả xác nhận từ trình duyệt.',
    'Đóng chương trình đang dùng cổng đó, hoặc đổi redirectUri trong cấu hình (và đăng kí lại với nhà cung cấp).',
  ],
  'signing-outcome-unknown': [
    'Mất liên lạc ngay khi đang gửi yêu cầu kí, nên chưa biết dịch vụ đã nhận hay chưa.',
    'Nếu điện thoại hiện yêu cầu kí, hãy từ chối yêu cầu đó; rồi chọn kí lại phần còn thiếu. Không có học bạ nào bị ghi là đã kí khi chưa có chữ kí.',
  ],
} as const satisfies Readonly<Record<string, readonly [what: string, remedy: string]>>;
