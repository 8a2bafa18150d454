import type { JobRefusal } from '../../app/demo/run-main-job.ts';
import type { MendingRefusal } from '../../app/school/mend-school.ts';
import { menderOf } from '../../domain/record/build-refusal.ts';
import { type ExpectedSigner, type Slot, teacherOf } from '../../domain/record/slot.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { vietnamDate } from '../../domain/time/instant.ts';
import { buildRefusalText, menderText } from './school.ts';
import { serviceRefusalText } from './signing-service.ts';

type Sentences<R extends { readonly code: string }> = {
  readonly [C in R['code']]: (refusal: Extract<R, { readonly code: C }>) => string;
};

const number = (value: number): string => new Intl.NumberFormat('vi-VN').format(value);
const day = (at: Instant): string => vietnamDate(at).split('-').reverse().join('/');

const slotText = (slot: Slot): string => {
  if (slot === 'homeroom') return 'giáo viên chủ nhiệm';
  if (slot === 'head') return 'người đứng đầu';
  return slot === 'seal' ? 'dấu của trường' : `giáo viên môn học (${teacherOf(slot) ?? ''})`;
};

const signerText = (signer: ExpectedSigner): string =>
  signer.kind === 'person' ? `${signer.name} (${signer.personalId})` : signer.name;

/** How many learners of a long list are named. */
const shown = 10;

type NotReady = Extract<JobRefusal, { code: 'class-not-ready' }>['lacking'];

function notReady(lacking: NotReady): string {
  const lines = lacking.slice(0, shown).flatMap(({ learner, refusals }) =>
    refusals.map((one) => {
      const { className, number: code, name } = learner;
      const mender = menderText(menderOf(one));
      return `  ${className} ${code} ${name}: ${buildRefusalText(one)} (${mender})`;
    }),
  );
  return [`Chưa chốt được: ${number(lacking.length)} học sinh còn thiếu.`, ...lines].join('\n');
}

const sentences: Sentences<JobRefusal | MendingRefusal> = {
  'record-already-open': () => 'Học bạ đã được mở.',
  'record-not-open': () => 'Học bạ chưa được mở.',
  'class-already-closed': () => 'Lớp đã chốt. Muốn sửa phải mở chốt và ghi rõ lý do.',
  'class-not-closed': () => 'Lớp chưa chốt nên chưa ký được.',
  'content-sealed': ({ sealedAt }) =>
    `Học bạ đã đóng dấu ngày ${day(sealedAt)}; nội dung không thể thay đổi nữa.`,
  'reason-missing': () => 'Phải ghi rõ lý do.',
  'slot-not-in-record': ({ slot }) => `Học bạ này không có chỗ ký của ${slotText(slot)}.`,
  'signer-not-expected': ({ slot, expected }) =>
    `Chỗ ký của ${slotText(slot)} là của ${signerText(expected)}.`,
  'slot-already-signed': ({ slot, signedAt }) =>
    `Chỗ ký của ${slotText(slot)} đã ký ngày ${day(signedAt)}.`,
  'signatures-missing': ({ slots }) => `Còn thiếu chữ ký: ${slots.map(slotText).join(', ')}.`,
  'time-before-earlier-act': ({ earlier }) =>
    `Thời điểm ký sớm hơn việc phải xong trước đó (ngày ${day(earlier)}). Xin kiểm tra đồng hồ máy.`,
  'not-sealed': () => 'Học bạ chưa đóng dấu.',
  'not-issued': () => 'Học bạ chưa phát hành.',
  'not-submitted': () => 'Học bạ chưa gửi Sở.',
  'reply-to-another-message': ({ message }) =>
    `Bản tin trả lời là của gói tin khác; đang chờ trả lời gói ${message}.`,
  'already-registered': ({ receivedAt }) => `Sở đã tiếp nhận ngày ${day(receivedAt)}.`,
  'awaiting-reply': ({ message }) => `Đang chờ Sở trả lời gói tin ${message}.`,
  'no-longer-valid': ({ state }) =>
    state === 'recalled' ? 'Học bạ đã bị thu hồi.' : 'Học bạ đã được thay thế.',
  'not-registered': () => 'Sở chưa tiếp nhận học bạ này.',
  'version-not-next': ({ expected }) => `Phiên bản thay thế phải là phiên bản ${expected}.`,
  'period-locked': ({ lockedAt }) =>
    `Đã khóa ngày ${day(lockedAt)}: không ai sửa, thu hồi hay thay thế được nữa.`,
  'signer-without-certificate': ({ signer }) => `${signerText(signer)} chưa có chứng thư số.`,
  'certificate-of-another': ({ signer }) =>
    `Chứng thư số đưa ra không phải của ${signerText(signer)}.`,
  'certificate-not-trusted': ({ signer, finding }) =>
    `Chứng thư số của ${signerText(signer)} chưa được tin cậy (${finding}).`,
  'signature-does-not-verify': ({ signer }) =>
    `Chữ ký của ${signerText(signer)} không khớp chứng thư số; không ghi lại chữ ký nào.`,
  'service-refused': ({ refusal }) => {
    const { sentence, remedy } = serviceRefusalText(refusal);
    return `${sentence} ${remedy}`;
  },
  'time-stamp-refused': ({ failure }) =>
    `Dịch vụ dấu thời gian từ chối cấp dấu cho con dấu (${failure}); chưa đóng dấu học bạ nào. Báo cho quản trị hệ thống kiểm tra cấu hình dịch vụ, rồi đóng dấu lại.`,
  'time-stamp-not-accepted': ({ finding }) =>
    `Dấu thời gian nhận được không dùng được (${finding}); chưa đóng dấu học bạ nào. Báo cho quản trị hệ thống kiểm tra đồng hồ máy và dịch vụ dấu thời gian, rồi đóng dấu lại.`,
  'evidence-not-enough': ({ finding, holder }) =>
    `Chưa đủ bằng chứng về chứng thư số${holder === '' ? '' : ` của ${holder}`} để kèm vào con dấu (${finding}); chưa đóng dấu học bạ nào. Cập nhật danh sách thu hồi (CRL) của các tổ chức cấp, rồi đóng dấu lại.`,
  'content-changed-while-signing': () =>
    'Nội dung đã đổi trong lúc ký; xin xem lại rồi ký lần nữa.',
  'record-does-not-verify': ({ record, findings }) =>
    `Học bạ ${record} không qua được xác minh (${findings.map(({ code }) => code).join(', ')}); không phát hành.`,
  'year-not-imported': () => 'Chưa nhập dữ liệu năm học.',
  'class-not-ready': ({ lacking }) => notReady(lacking),
  'school-not-ready': ({ check }) => notReady(check.lacking),
  'record-not-opened': ({ learners }) =>
    `Chưa mở học bạ cho ${number(learners.length)} học sinh; xin nhập lại sổ sách.`,
  'actor-unknown': ({ staff }) =>
    `Không tìm thấy cán bộ ${staff ?? '(chưa rõ)'} cùng số định danh trong danh sách.`,
  'mend-refused': ({ mend, refusal }) =>
    `Không nhận được việc bổ sung «${mend.why}»: ${schoolActText(refusal)}`,
  'package-refused': ({ refusal }) => `Sở không nhận gói tin: ${refusal.sentence}`,
  'enrolment-refused': ({ refusal }) => `Sở không nhận báo cáo sĩ số: ${refusal.sentence}`,
  'signers-refused': ({ refusal }) => `Sở không nhận danh sách người ký: ${refusal.sentence}`,
  'signers-not-approved': ({ refusal }) =>
    `Sở chưa phê duyệt được chứng thư số của trường (${refusal.code}).`,
  'reply-unreadable': ({ fault }) => `Không đọc được bản tin trả lời của Sở (${fault}).`,
  'reply-not-trusted': ({ finding }) =>
    `Dấu của Sở trên bản tin trả lời không xác minh được (${finding}).`,
  'reply-to-another-package': ({ message }) => `Bản tin trả lời ${message} là của gói tin khác.`,
  'records-refused-by-register': ({ count }) =>
    `Sở từ chối ${number(count)} học bạ; lý do ở bản tin trả lời của từng lớp.`,
  'lock-refused': ({ refusal }) => `Sở chưa khóa được (${refusal.code}).`,
  'look-up-failed': ({ record }) => `Không tra cứu được học bạ ${record} vừa khóa.`,
  'mend-without-reason': () => 'Việc bổ sung phải ghi lý do.',
  'mend-not-allowed': ({ by }) => `Cán bộ ${by} không có quyền làm việc này.`,
  'staff-not-in-school': ({ staff }) => `Không có cán bộ ${staff}.`,
  'class-not-in-school': ({ className }) => `Không có lớp ${className}.`,
  'subject-not-in-class': ({ subject }) => `Lớp không học môn ${subject}.`,
  'learner-not-in-school': ({ learner }) => `Không có học sinh ${learner}.`,
  'no-such-result': ({ subject }) =>
    `Môn ${subject}: không có mức đạt được hay điểm kiểm tra định kì nào để nhập.`,
  'result-already-there': ({ subject }) => `Môn ${subject} đã có kết quả; không ghi đè.`,
  'already-assigned': ({ teacher }) => `Đã phân công ${teacher}.`,
  'mark-already-there': ({ subject, term }) =>
    `Môn ${subject} học kì ${term} đã có điểm ở chỗ này; điểm sai phải sửa ở sổ gốc.`,
  'no-such-mark-place': ({ subject, term }) =>
    `Môn ${subject} học kì ${term} không có cột điểm này.`,
  'learner-is-assessed': ({ learner }) =>
    `Học sinh ${learner} được đánh giá bình thường; việc lên lớp theo thông tư.`,
  'already-decided': ({ learner }) => `Đã có quyết định cho học sinh ${learner}.`,
  'staff-without-personal-id': () => 'Người thực hiện chưa có số định danh cá nhân.',
};

/** The sentence of any refusal that a school's act answers. */
export function schoolActText(refusal: JobRefusal | MendingRefusal): string {
  const sentence = sentences[refusal.code] as (one: JobRefusal | MendingRefusal) => string;
  return sentence(refusal);
}
