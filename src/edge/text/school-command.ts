import type { Turn } from '../../app/signing/class-turns.ts';
import type { SessionRefusal } from '../../app/signing/sign-session.ts';
import type { ReviewWarning } from '../../domain/record/review-warning.ts';
import type { RecallReason } from '../../domain/registry/event.ts';
import { schoolActText } from './school-acts.ts';
import { slotRoleText } from './signing.ts';
import { timeText } from './time.ts';

const config = '[--config TỆP] [--json]';

/** Sentences of the acts of a school at the command line. */
export const schoolCommandText = {
  acts: {
    mend: {
      summary:
        'Bổ sung điều còn thiếu sau khi nhập sổ: điểm, phân công, quyết định; ai làm, vì sao.',
      usage: `mend --file TỆP.json ${config}`,
    },
    close: {
      summary: 'Chốt lớp: cố định nội dung học bạ thành tệp để kí; nêu chữ kí nào hết hiệu lực.',
      usage: `close [--class 6A1,6A2] [--by NGƯỜI] ${config}`,
    },
    reopen: {
      summary: 'Mở chốt để sửa, phải ghi lí do; chỉ trước khi đóng dấu.',
      usage: `reopen --class 6A1 --reason LÍ-DO [--record MÃ,…] [--by NGƯỜI] ${config}`,
    },
    review: {
      summary:
        'Bảng soát trước khi kí: đúng những gì chữ kí sẽ phủ, và điều đã đổi từ lần xem trước.',
      usage: `review --signer NGƯỜI [--class 6A1,6A2] ${config}`,
    },
    sign: {
      summary: 'Kí những gì vừa soát, một lần nhập PIN cho cả lớp; chạy lại để kí nốt phần còn dở.',
      usage: `sign --signer NGƯỜI [--class 6A1,6A2] [--reviewed MÃ-BỘ-SOÁT] ${config}`,
    },
    seal: {
      summary: 'Đóng dấu (kí bằng chứng thư số của trường) các học bạ đã đủ chữ kí.',
      usage: `seal [--class 6A1,6A2] ${config}`,
    },
    issue: {
      summary: 'Phát hành các học bạ đã đóng dấu, sau khi tự xác minh từng tệp.',
      usage: `issue [--class 6A1,6A2] ${config}`,
    },
    signers: {
      summary:
        'Đăng kí với Sở: chứng thư số mà các học bạ đang được kí, con dấu của trường, và phân công kí của năm học.',
      usage: `signers --decision SỐ-QUYẾT-ĐỊNH --decided NGÀY --from NGÀY [--until NGÀY] [--class 6A1,6A2] ${config}`,
    },
    submit: {
      summary: 'Đóng gói, gửi Sở và nhận trả lời; --wait chờ trả lời, --enrolment báo cả sĩ số.',
      usage: `submit [--class 6A1,6A2] [--wait] [--enrolment] ${config}`,
    },
    recall: {
      summary: 'Thu hồi một học bạ đã phát hành, trước khi Sở khóa.',
      usage: `recall --record MÃ --reason wrong-content|wrong-learner|issued-by-mistake|other [--note LỜI] ${config}`,
    },
    replace: {
      summary: 'Mở phiên bản thay thế cho một học bạ Sở đã tiếp nhận, trước khi khóa.',
      usage: `replace --record MÃ ${config}`,
    },
    status: {
      summary: 'Mỗi lớp đang ở đâu, đến lượt ai, chữ kí nào đã hết hiệu lực.',
      usage: `status [--class 6A1,6A2] ${config}`,
    },
  },
  optionsMissing: 'Thiếu tham số, hoặc có tham số không dùng được.',
  classUnknown: (unknown: readonly string[], all: readonly string[]): string =>
    `Không có lớp ${unknown.join(', ')}. Các lớp của năm học này: ${all.join(', ')}.`,
  personUnknown: (text: string): string =>
    `«${text}» không phải số định danh 12 chữ số, cũng không phải mã cán bộ của trường.`,
  actorUnknown: 'Chưa biết ai làm việc này: xin thêm --by, hoặc bổ sung số định danh của người đó.',
  recordUnknown: (code: string): string => `Trường không có học bạ nào mang mã ${code}.`,
  reasonUnknown: (reasons: readonly RecallReason[]): string =>
    `Lí do thu hồi phải là một trong: ${reasons.join(', ')}.`,
  noRegister: 'Cấu hình chưa ghi sổ gốc của Sở (mục register) nên chưa gửi được.',
  keptTrust: 'Không đọc được thư mục tin cậy trong cấu hình.',
  close: {
    closed: (className: string, count: number): string => `Lớp ${className}: chốt ${count} học bạ.`,
    nothing: (className: string): string => `Lớp ${className}: không còn học bạ nào chờ chốt.`,
    withdrawn: 'Những chữ kí sau hết hiệu lực vì nội dung đã kí nay đã đổi; xin người kí soát lại:',
    columns: ['Lớp', 'Học sinh', 'Chữ kí của', 'Vai trò'],
  },
  reopened: (className: string, count: number): string =>
    `Lớp ${className}: mở chốt ${count} học bạ. Sửa xong thì chốt lại; chữ kí nào không bị đổi nội dung vẫn giữ.`,
  review: {
    title: (signer: string, role: string, className: string, count: number): string =>
      `Lớp ${className}: ${signer} kí ${count} học bạ với tư cách ${role}`,
    nothing: 'Chưa có học bạ nào chờ chữ kí này.',
    order: 'STT',
    learner: 'Họ và tên',
    term1: 'HK I',
    term2: 'HK II',
    year: 'Cả năm',
    reassessed: 'ĐG lại',
    comment: 'Nhận xét',
    level: 'Mức',
    test: 'KTĐK',
    conduct: 'Rèn luyện',
    study: 'Học tập',
    absences: 'Nghỉ',
    promotion: 'Lên lớp',
    subjects: 'Kết quả cả năm từng môn',
    first: 'Người kí xem những học bạ này lần đầu.',
    firstOf: (count: number): string => `${count} học bạ được xem lần đầu.`,
    unchanged: (since: string): string => `Không có gì đổi từ lần xem trước (${since}).`,
    changed: 'ĐÃ ĐỔI từ lần xem trước:',
    changeColumns: ['Học sinh', 'Môn', 'Mục', 'Trước', 'Nay'],
    warnings: 'Cần để ý:',
    digest: (digest: string): string =>
      `Mã bộ soát: ${digest}. Chữ kí sẽ phủ đúng những gì hiện ở trên; nội dung đổi thì phải soát lại.`,
    next: (command: string): string => `Kí: ${command}`,
  },
  sign: {
    progress: 'Kí',
    finished: (count: number): string => `${count} chữ kí`,
    done: (signed: number, total: number): string => `Đã kí ${signed}/${total} học bạ.`,
    before: (count: number): string => `Trong đó ${count} đã kí ở lần chạy trước.`,
    left: (count: number): string =>
      `Còn ${count} học bạ chưa kí. Chạy lại lệnh này để kí tiếp: học bạ đã kí không bị kí lại.`,
    failed: 'Chưa kí được:',
    kept: (signed: number, total: number): string =>
      `Đã giữ ${signed}/${total} chữ kí; chạy lại lệnh này để kí tiếp phần còn lại.`,
  },
  seal: {
    progress: 'Đóng dấu',
    finished: (count: number): string => `${count} dấu`,
    sealed: (className: string, count: number): string =>
      `Lớp ${className}: đóng dấu ${count} học bạ.`,
  },
  issued: (className: string, count: number): string =>
    `Lớp ${className}: phát hành ${count} học bạ.`,
  waiting: (className: string, count: number): string =>
    `Lớp ${className}: ${count} học bạ chưa đủ chữ kí.`,
  signers: {
    dateUnknown: 'Ngày phải viết NĂM-THÁNG-NGÀY, ví dụ 2025-08-15.',
    stated: (message: number, certificates: number, appointments: number): string =>
      `Đã gửi Sở ${certificates} chứng thư số và ${appointments} phân công kí (bản tin ${message}); chờ Sở phê duyệt chứng thư.`,
  },
  submit: {
    enrolment: (message: number): string => `Đã báo sĩ số (bản tin ${message}).`,
    sent: (className: string, packed: number, registered: number, refused: number): string =>
      `Lớp ${className}: đóng gói ${packed}, Sở tiếp nhận ${registered}, từ chối ${refused} học bạ.`,
    waiting: (count: number): string =>
      `${count} gói đang chờ Sở trả lời; chạy lại lệnh này để nhận trả lời.`,
  },
  recalled: (code: string): string => `Đã thu hồi học bạ ${code}; mã này vẫn tra cứu được.`,
  replaced: (code: string, version: number): string =>
    `Đã mở phiên bản ${version} của học bạ ${code}. Sửa, chốt, kí, đóng dấu và gửi lại như lần đầu.`,
  mended: (count: number, records: number): string =>
    `Đã nhận ${count} việc bổ sung, đụng tới ${records} học bạ.`,
  status: {
    columns: ['Lớp', 'Học bạ', 'Tình trạng'],
    states: {
      absent: 'chưa mở',
      drafting: 'nháp',
      closed: 'đã chốt',
      signing: 'đang kí',
      sealed: 'đã đóng dấu',
      issued: 'đã phát hành',
      submitted: 'đã gửi',
      registered: 'Sở đã tiếp nhận',
      refused: 'Sở từ chối',
      recalled: 'đã thu hồi',
      replaced: 'đã thay thế',
    } as Readonly<Record<string, string>>,
    turns: 'Đến lượt:',
    withdrawn: 'Chữ kí hết hiệu lực, chưa kí lại:',
  },
  turn: ({ slot, signer, records }: Turn): string =>
    signer.kind === 'person'
      ? `${signer.name} (${signer.personalId}), ${slotRoleText(slot)}: ${records} học bạ`
      : `${signer.name}, đóng dấu: ${records} học bạ`,
  kept: (learners: number, opened: number): string =>
    `Đã lưu dữ liệu của ${learners} học sinh và mở ${opened} học bạ mới.`,
} as const;

const t = schoolCommandText;

type Own = Exclude<SessionRefusal['code'], Parameters<typeof schoolActText>[0]['code']>;

/** Why a reviewed set was not signed, and what to do. */
export function sessionRefusalText(refusal: SessionRefusal): string {
  switch (refusal.code) {
    case 'not-reviewed':
      return 'Chưa soát những lớp này. Xin chạy hocba review với đúng người kí và các lớp đó trước khi kí.';
    case 'review-of-another-set':
      return `Mã bộ soát không phải của lần soát gần nhất (${refusal.digest.slice(0, 12)}). Xin soát lại rồi kí.`;
    case 'review-outdated': {
      const [first] = refusal.items;
      return `Từ lúc soát đến nay ${refusal.items.length} học bạ đã đổi hoặc không còn chờ chữ kí này (đầu tiên: học sinh ${first?.learner ?? ''} lớp ${first?.className ?? ''}). Không kí gì cả; xin soát lại.`;
    }
    default:
      return schoolActText(
        refusal satisfies { readonly code: Exclude<SessionRefusal['code'], Own> },
      );
  }
}

/** What is worth a second look before signing; the learner stands before it. */
export function reviewWarningText(
  warning: ReviewWarning,
  nameOf: (subject: string) => string,
): string {
  switch (warning.code) {
    case 'signature-was-withdrawn':
      return `chữ kí trước hết hiệu lực lúc ${timeText(warning.at)} vì nội dung đã đổi`;
    case 'comment-missing':
      return `môn ${nameOf(warning.subject)} chưa có nhận xét`;
    case 'year-result-missing':
      return `môn ${nameOf(warning.subject)} chưa có kết quả cả năm`;
    case 'homeroom-comment-missing':
      return 'chưa có nhận xét của giáo viên chủ nhiệm';
    case 'not-promoted':
      return warning.decision;
  }
}

export const turnsText = (turns: readonly Turn[]): readonly string[] =>
  turns.length === 0 ? [] : [t.status.turns, ...turns.map((turn) => `  ${t.turn(turn)}`)];
