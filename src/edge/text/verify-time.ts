import { parseInstant } from '../../domain/time/instant.ts';
import { chainFindingText } from './certificate.ts';
import { dateText, timeText } from './time.ts';

type Facts = Readonly<Record<string, string>>;
/** `who` is whose signature it is about: «chữ ký của giáo viên Lê Thị Hoa». */
type Row = readonly [sentence: (facts: Facts, who: string) => string, remedy: string | null];

const remedy = {
  askSchool:
    'Không dùng tệp này. Lấy lại tệp gốc từ cổng tra cứu bằng mã số tra cứu; nếu tệp ở đó cũng báo như vậy, đề nghị nhà trường thu hồi và phát hành lại.',
  register:
    'Lấy bằng chứng của sổ đăng ký (tùy chọn --proof) hoặc hỏi Sở GDĐT: sổ đăng ký cho biết tệp này đã có từ khi nào.',
  stampTool:
    'Báo cho đơn vị quản trị phần mềm của nhà trường: phần kèm theo con dấu phải đúng quy cách hocba-1. Sau đó nhà trường thu hồi và phát hành lại học bạ.',
  trustStamp:
    'Thêm chứng thư gốc của tổ chức cấp dấu thời gian vào thư mục tin cậy (--trust) nếu tổ chức đó được Nhà nước cấp phép; nếu không, nhà trường phải phát hành lại học bạ với dấu thời gian của tổ chức được tin cậy.',
  policy:
    'Chọn chính sách kiểm tra có hiệu lực vào thời điểm kiểm tra (--policy), hoặc sửa lại tham số --at.',
} as const;

const when = (written: string | undefined): string => {
  const instant = parseInstant(written ?? '');
  return instant === undefined ? (written ?? '') : timeText(instant);
};

/** Why the time-stamp authority's certificate is not accepted, in the words of the table of certificates. */
const reasonOf = ({ reason = '', ...facts }: Facts): string =>
  chainFindingText({ code: reason, facts } as { code: string })?.sentence ?? reason;

const kinds: Readonly<Record<string, string>> = {
  certificate: 'Chứng thư số',
  crl: 'Danh sách thu hồi',
  answer: 'Câu trả lời trạng thái chứng thư',
};
const kindText = ({ kind = '', place = '' }: Facts): string =>
  `${kinds[kind] ?? kind} thứ ${place}`;

/** Sentences about the proven time, what the seal carries, and the policy; the other codes are in verify.ts. */
export const timeRows: Readonly<Record<string, Row>> = {
  'time-proven-by-time-stamp': [
    (f) =>
      `Dấu thời gian của «${f['authority'] ?? ''}» chứng tỏ các chữ ký đã có trước ${when(f['provenBy'])}.`,
    null,
  ],
  'time-proven-by-register': [
    (f) => `Sổ đăng ký chứng tỏ học bạ đã có trước ${when(f['provenBy'])}.`,
    null,
  ],
  'time-as-stated': [
    () =>
      'Thời điểm ký là do người ký tự khai; chưa có dấu thời gian hay sổ đăng ký nào chứng minh.',
    null,
  ],
  'time-not-proven': [
    () =>
      'Chính sách kiểm tra đòi hỏi thời điểm ký phải được chứng minh, nhưng học bạ không kèm dấu thời gian dùng được.',
    remedy.register,
  ],
  'signed-after-proven-time': [
    (f, who) =>
      `Thời điểm ghi trong ${who} (${when(f['signedAt'])}) muộn hơn thời điểm đã được chứng minh (${when(f['provenBy'])}): giờ khai không đúng.`,
    'Không dùng tệp này. Báo cho nhà trường kiểm tra đồng hồ máy ký, rồi ký và phát hành lại.',
  ],
  'algorithm-no-longer-accepted': [
    (f, who) =>
      `Thuật toán của ${who} (${f['algorithm'] ?? ''}) chỉ được chấp nhận đến hết ngày ${dateText(f['until'] ?? '')}, mà chưa chứng minh được chữ ký có trước ngày đó.`,
    remedy.register,
  ],
  'digest-not-accepted': [
    (f, who) => `Hàm băm trong ${who} (${f['algorithm'] ?? ''}) không được chính sách chấp nhận.`,
    'Người ký dùng phần mềm ký với hàm băm được chấp nhận, ký lại, rồi nhà trường phát hành lại.',
  ],
  'policy-not-in-force': [
    (f) =>
      `Chính sách kiểm tra «${f['policy'] ?? ''}» chỉ có hiệu lực từ ngày ${dateText(f['validFrom'] ?? '')}, sau thời điểm kiểm tra.`,
    remedy.policy,
  ],
  'time-stamp-unreadable': [
    () => 'Dấu thời gian kèm con dấu của nhà trường không đọc được.',
    remedy.askSchool,
  ],
  'time-stamp-not-bare': [
    () => 'Dấu thời gian kèm con dấu mang thêm phần không ai ký.',
    remedy.stampTool,
  ],
  'time-stamp-authority-not-trusted': [
    (f) => `Tổ chức cấp dấu thời gian không được tin cậy. ${reasonOf(f)}`,
    remedy.trustStamp,
  ],
  'time-stamp-authority-revoked': [
    (f) =>
      `Chứng thư số của tổ chức cấp dấu thời gian đã bị thu hồi trước khi cấp dấu. ${reasonOf(f)}`,
    remedy.askSchool,
  ],
  'time-stamp-authority-expired': [
    (f) =>
      `Chứng thư số của tổ chức cấp dấu thời gian đã hết hạn (${when(f['notAfter'])}), nên dấu thời gian tự nó không còn chứng minh được thời điểm.`,
    remedy.register,
  ],
  'time-stamp-authority-open': [
    (f) => `Chưa đủ căn cứ để tin tổ chức cấp dấu thời gian. ${reasonOf(f)}`,
    remedy.register,
  ],
  'time-stamp-key-no-longer-accepted': [
    (f) =>
      `Khóa của tổ chức cấp dấu thời gian «${f['authority'] ?? ''}» (${f['key'] ?? ''}) chỉ được chấp nhận đến hết ngày ${dateText(f['until'] ?? '')}, mà chưa chứng minh được dấu thời gian có trước ngày đó.`,
    remedy.register,
  ],
  'evidence-unreadable': [
    (f) => `${kindText(f)} kèm con dấu của nhà trường không đọc được.`,
    remedy.askSchool,
  ],
  'evidence-repeated': [(f) => `${kindText(f)} kèm con dấu bị lặp lại.`, remedy.stampTool],
  'evidence-certificate-unused': [
    (f) =>
      `Chứng thư số «${f['certificate'] ?? ''}» kèm con dấu không liên quan đến chữ ký nào trong học bạ.`,
    remedy.askSchool,
  ],
  'evidence-crl-unused': [
    (f) =>
      `Danh sách thu hồi của «${f['issuer'] ?? ''}» kèm con dấu không thuộc về người ký nào, hoặc không do tổ chức cấp ký.`,
    remedy.askSchool,
  ],
  'evidence-answer-unused': [
    (f) =>
      `Câu trả lời trạng thái lập lúc ${when(f['producedAt'])} kèm con dấu không thuộc về người ký nào, hoặc do bên không có quyền trả lời.`,
    remedy.askSchool,
  ],
};
