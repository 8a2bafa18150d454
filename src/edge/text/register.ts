import type { itemCodes } from '../../app/register/check-item.ts';
import type { DoorCode } from '../../app/register/refuse-message.ts';
import { parseSlot } from '../../domain/record/slot.ts';
import type { RegistryRefusal } from '../../domain/registry/refusal.ts';
import { parseInstant } from '../../domain/time/instant.ts';
import type { AuthorityCode } from '../../domain/trust/judge-authority.ts';
import { authorityRows } from './authority.ts';
import { type SignerCode, signerRows } from './signers.ts';
import { timeText } from './time.ts';
import { findingText } from './verify.ts';
import type { FindingText } from './xml.ts';

export { fsckText } from './fsck.ts';

type Facts = Readonly<Record<string, string>>;

/** What the HTTP interface itself may answer. */
export const apiCodes = [
  'request-malformed',
  'content-type-not-accepted',
  'body-too-large',
  'not-found',
  'reply-not-ready',
  'record-not-found',
  'too-many-attempts',
  'try-later',
  'intake-full',
  'internal',
] as const;
export type ApiCode = (typeof apiCodes)[number];

export type RegisterCode =
  | DoorCode
  | (typeof itemCodes)[number]
  | RegistryRefusal['code']
  | AuthorityCode
  | SignerCode
  | ApiCode;

type Row = readonly [sentence: (facts: Facts) => string, remedy: string | null];

const when = (text: string | undefined): string => {
  const instant = text === undefined ? undefined : parseInstant(text);
  return instant === undefined ? '' : ` lúc ${timeText(instant)}`;
};
const fact = (facts: Facts, name: string): string => facts[name] ?? '';

const sendAgain =
  'Gửi lại đúng tệp gói tin mà phần mềm của trường đã tạo; nếu vẫn lỗi, tạo gói tin mới rồi gửi.';
const askVendor =
  'Báo cho đơn vị cung cấp phần mềm của trường: gói tin phải theo đúng docs/protocol.md.';
const checkWithOffice = 'Kiểm tra lại thông tin trường đã đăng ký với Sở GDĐT.';

/** One catalogue: every code that the register answers with, its sentence and what to do. */
export const registerRows: { readonly [C in RegisterCode]: Row } = {
  ...authorityRows,
  ...signerRows,
  'message-unreadable': [
    () => 'Không đọc được bản tin: tệp bị cắt, bị sửa hoặc không đúng định dạng.',
    sendAgain,
  ],
  'message-seal-missing': [
    () => 'Bản tin chưa được đóng dấu bằng chứng thư số của nhà trường.',
    'Văn thư đóng dấu bản tin bằng chứng thư số của trường rồi gửi lại.',
  ],
  'message-seal-invalid': [
    () => 'Con dấu số trên bản tin không hợp lệ hoặc không phải của trường này.',
    'Đóng dấu lại bằng đúng chứng thư số của trường (không dùng chứng thư cá nhân), rồi gửi lại.',
  ],
  'message-seal-undetermined': [
    () => 'Chưa xác định được tình trạng chứng thư số đã đóng dấu bản tin.',
    'Gửi lại sau ít phút; nếu vẫn vậy, báo Sở GDĐT cập nhật danh sách thu hồi chứng thư.',
  ],
  'school-unknown': [
    () => 'Mã trường trong bản tin chưa được đăng ký với Sở GDĐT này.',
    checkWithOffice,
  ],
  'tax-code-differs': [
    () => 'Mã số thuế của trường không khớp với mã đã đăng ký với Sở GDĐT.',
    checkWithOffice,
  ],
  'environment-not-expected': [
    () => 'Bản tin thử nghiệm và bản tin thật không được gửi lẫn vào nhau.',
    'Chọn đúng địa chỉ của hệ thống thật hoặc hệ thống thử nghiệm.',
  ],
  'count-differs': [
    (f) =>
      `Bản tin khai ${fact(f, 'declared')} học bạ nhưng có ${fact(f, 'found')} học bạ trong tệp.`,
    askVendor,
  ],
  'package-id-reused': [
    () => 'Mã gói tin này đã được dùng cho một gói tin có nội dung khác.',
    'Mỗi gói tin mới phải có mã mới; tạo lại gói tin rồi gửi.',
  ],
  'item-digest-differs': [
    () => 'Mã băm khai trong gói tin không phải của tệp học bạ gửi kèm.',
    askVendor,
  ],
  'item-names-another-record': [
    (f) =>
      `Gói tin khai học bạ ${fact(f, 'declared')} nhưng tệp gửi kèm là học bạ ${fact(f, 'found')}.`,
    askVendor,
  ],
  'record-of-another-school': [
    (f) => `Học bạ này của trường có mã ${fact(f, 'found')}, không phải của trường gửi.`,
    'Chỉ trường đã phát hành mới được nộp học bạ; bỏ học bạ này ra khỏi gói tin.',
  ],
  'record-of-another-year': [
    (f) => `Học bạ này của năm học ${fact(f, 'found')}, gói tin là của năm ${fact(f, 'declared')}.`,
    'Nộp học bạ trong gói tin của đúng năm học.',
  ],
  'record-of-another-class': [
    (f) => `Học bạ này của lớp ${fact(f, 'found')}, gói tin là của lớp ${fact(f, 'declared')}.`,
    'Nộp học bạ trong gói tin của đúng lớp.',
  ],
  'record-already-registered': [
    (f) => `Học bạ này đã được tiếp nhận${when(f['registeredAt'])}.`,
    null,
  ],
  'version-not-next': [
    (f) => `Phiên bản gửi là ${fact(f, 'found')}, phiên bản được chờ là ${fact(f, 'expected')}.`,
    'Tra cứu phiên bản đang có trong sổ gốc rồi phát hành phiên bản kế tiếp.',
  ],
  'learner-already-has-record': [
    () => 'Học sinh này đã có một học bạ khác trong sổ gốc cho năm học này.',
    'Nếu học bạ đã nộp là sai, trường đã nộp phải thu hồi hoặc thay thế nó trước ngày khóa.',
  ],
  'code-of-another-learner': [
    () => 'Mã số tra cứu này đã thuộc về học bạ của một học sinh khác.',
    'Phát hành lại học bạ với mã số tra cứu mới.',
  ],
  'code-of-another-year': [
    () => 'Mã số tra cứu này đã thuộc về học bạ của một năm học khác.',
    'Phát hành lại học bạ với mã số tra cứu mới.',
  ],
  'not-the-issuing-school': [
    () => 'Chỉ trường đã phát hành học bạ mới được thay thế hoặc thu hồi.',
    'Liên hệ trường đã phát hành học bạ này.',
  ],
  'period-locked': [
    (f) => `Kỳ tiếp nhận đã khóa${when(f['lockedAt'])}; học bạ không thể thay đổi nữa.`,
    'Sau ngày khóa không ai sửa được học bạ. Trường hợp đặc biệt: báo cáo Sở GDĐT.',
  ],
  'record-unknown': [
    () => 'Không có học bạ nào trong sổ gốc mang mã số tra cứu này.',
    'Kiểm tra lại mã số tra cứu.',
  ],
  'version-not-current': [
    (f) =>
      `Yêu cầu nêu phiên bản ${fact(f, 'found')}, phiên bản hiện hành là ${fact(f, 'current')}.`,
    'Lập lại yêu cầu với phiên bản hiện hành.',
  ],
  'record-already-recalled': [(f) => `Học bạ này đã được thu hồi${when(f['recalledAt'])}.`, null],
  'period-already-locked': [(f) => `Kỳ này đã khóa${when(f['lockedAt'])}.`, null],
  'period-closed': [
    (f) => `Đợt này đã hết hạn${when(f['closedAt'])}; không đổi ngày khóa được nữa.`,
    'Học sinh chưa có học bạ: xử lý khi khóa, hoặc theo đợt bổ sung.',
  ],
  'date-is-over': [
    (f) => `Ngày khóa ${fact(f, 'lastDay')} đã qua (hôm nay là ${fact(f, 'today')}).`,
    'Chọn ngày từ hôm nay trở đi.',
  ],
  'dates-out-of-order': [
    () => 'Ngày khóa đợt đánh giá bổ sung phải sau ngày khóa đợt hoàn thành.',
    'Đặt ngày cho đợt «completed» trước, rồi đặt ngày muộn hơn cho đợt «supplementary».',
  ],
  'period-still-open': [
    () => 'Đợt này chưa hết hạn, chưa được khóa thiếu: các trường còn nộp được.',
    'Chờ hết ngày khóa, hoặc để các trường nộp đủ rồi khóa như thường.',
  ],
  'period-out-of-order': [
    () => 'Phải khóa đợt hoàn thành trước rồi mới khóa đợt đánh giá bổ sung.',
    'Khóa đợt «completed» trước.',
  ],
  'enrolment-not-stated': [
    (f) => `Chưa có báo cáo sĩ số của các trường: ${fact(f, 'schools')}.`,
    'Đôn đốc các trường gửi báo cáo sĩ số có đóng dấu, rồi khóa lại.',
  ],
  'learners-unaccounted': [
    (f) =>
      `Còn lớp có học sinh chưa có học bạ và chưa nêu lý do, hoặc số liệu không khớp: ${fact(f, 'classes')}.`,
    'Trường nộp nốt học bạ hoặc gửi lại báo cáo sĩ số nêu rõ lý do từng học sinh.',
  ],
  'packages-waiting': [
    (f) => `Còn ${fact(f, 'count')} gói tin đã nhận mà chưa xử lý xong.`,
    'Chờ xử lý xong rồi khóa.',
  ],
  'nothing-to-lock': [() => 'Năm học này chưa có trường nào nộp học bạ hoặc báo cáo sĩ số.', null],
  'class-twice': [
    (f) => `Báo cáo sĩ số nêu lớp ${fact(f, 'className')} hai lần.`,
    'Sửa báo cáo: mỗi lớp một dòng.',
  ],
  'learner-twice': [
    (f) => `Báo cáo sĩ số nêu một học sinh hai lần (lớp ${fact(f, 'className')}).`,
    'Sửa báo cáo: mỗi học sinh chỉ nêu một lần.',
  ],
  'more-excused-than-enrolled': [
    (f) => `Lớp ${fact(f, 'className')} nêu nhiều học sinh không nộp hơn sĩ số.`,
    'Sửa sĩ số hoặc danh sách học sinh không nộp.',
  ],
  'request-malformed': [
    () => 'Yêu cầu không đúng quy cách.',
    'Xem docs/protocol.md hoặc /openapi.json của máy chủ này.',
  ],
  'content-type-not-accepted': [
    () => 'Kiểu nội dung không được chấp nhận.',
    'Gửi tệp XML với Content-Type: application/xml.',
  ],
  'body-too-large': [
    () => 'Bản tin lớn quá giới hạn 64 MiB.',
    'Chia thành nhiều gói tin nhỏ hơn, mỗi gói một lớp.',
  ],
  'not-found': [() => 'Không có gì ở địa chỉ này.', null],
  'reply-not-ready': [() => 'Bản tin đang được xử lý, chưa có trả lời.', 'Hỏi lại sau ít giây.'],
  'record-not-found': [
    () => 'Không tìm thấy học bạ với thông tin đã nhập.',
    'Kiểm tra lại mã số tra cứu và ngày sinh.',
  ],
  'too-many-attempts': [
    () => 'Ngày sinh đã bị nhập sai quá nhiều lần cho mã số tra cứu này.',
    'Chờ một lúc rồi thử lại với ngày sinh đúng.',
  ],
  'try-later': [
    () => 'Hệ thống tạm thời chưa phục vụ được.',
    'Thử lại sau ít phút; bản tin đã được xác nhận thì không bị mất.',
  ],
  'intake-full': [
    () =>
      'Sổ gốc đang có nhiều gói tin chờ xử lý; gói tin này chưa được nhận, nhưng đã có chỗ trong hàng.',
    'Gửi lại đúng gói tin này sau số giây ghi ở Retry-After, kèm tiêu đề hocba-turn vừa nhận được.',
  ],
  internal: [
    () => 'Hệ thống gặp lỗi khi xử lý yêu cầu.',
    'Thử lại; nếu vẫn lỗi, báo Sở GDĐT kèm thời điểm gửi.',
  ],
};

const isRegisterCode = (code: string): code is RegisterCode => Object.hasOwn(registerRows, code);

/** What a code of the register, or of a record's report, says to a reader. */
export function registerText(code: string, facts: Facts): FindingText {
  if (isRegisterCode(code)) {
    const [sentence, remedy] = registerRows[code];
    return { sentence: sentence(facts), remedy };
  }
  const slot = facts['slot'] === undefined ? undefined : parseSlot(facts['slot']);
  const finding = { code, outcome: 'failed' as const, facts };
  return findingText(slot === undefined ? finding : { ...finding, slot }, null);
}

/** Sentence and remedy in one text, as a signed reply carries it. */
export function registerSentence(code: string, facts: Facts): string {
  const { sentence, remedy } = registerText(code, facts);
  return remedy === null ? sentence : `${sentence} ${remedy}`;
}
