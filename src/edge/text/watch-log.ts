import type { LogFinding, LogReason } from '../../app/watch-log/log-finding.ts';
import type { AuditFault } from '../../format/log/tree-audit.ts';
import { type LogRefusal, logSentence } from './log.ts';

type Own = Extract<
  LogReason,
  AuditFault | { readonly code: 'head-not-served' | 'head-not-text' | 'consistency-not-served' }
>;
type ByCode = { readonly [C in Own['code']]: Extract<Own, { readonly code: C }> };

/** «lá 7» or «các lá từ 256 đến 511»: leaves are counted from 0, as in proofs. */
export const leavesText = ({ start, end }: { start: number; end: number }): string =>
  end === start + 1 ? `lá ${start}` : `các lá từ ${start} đến ${end - 1}`;

const upper = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

const sentences: { readonly [C in keyof ByCode]: (reason: ByCode[C]) => string } = {
  'head-not-served': () => 'Nơi này không đưa ra đầu nhật ký (checkpoint) nào.',
  'head-not-text': () => 'Đầu nhật ký không phải văn bản UTF-8.',
  'consistency-not-served': ({ because }) =>
    `Các tệp mã băm của nhật ký không cho đường chứng minh rằng đầu mới chứa trọn đầu đã thấy. ${logSentence(because)}`,
  'entries-malformed': (fault) =>
    `Tệp mục nhật ký chứa ${leavesText(fault)} không đọc được. ${logSentence(fault.because)}`,
  'tile-malformed': (fault) =>
    `Tệp mã băm của ${leavesText(fault)} không đọc được. ${logSentence(fault.because)}`,
  'entries-not-served': (fault) =>
    `Nhật ký không đưa ra ${leavesText(fault)} (${fault.path}) dù đầu nhật ký đã ký nói là có: lá đã bị bỏ hoặc bị giấu.`,
  'tile-not-served': (fault) =>
    `Nhật ký không đưa ra mã băm của ${leavesText(fault)} (${fault.path}) dù đầu nhật ký đã ký nói là có.`,
  'leaf-differs-from-tile': (fault) =>
    `${upper(leavesText(fault))}: nội dung không khớp với mã băm mà chính nhật ký đã ghi; lá đã bị sửa sau khi ghi.`,
  'tile-differs-from-leaves': (fault) =>
    `Tệp ${fault.path}: mã băm không phải của ${leavesText(fault)}; cây băm đã bị sửa.`,
  'leaves-rewritten': (fault) =>
    `${upper(leavesText(fault))} không còn là những lá đã thấy lần trước: lịch sử đã bị viết lại.`,
  'root-differs-from-leaves': ({ size }) =>
    `${size} lá của nhật ký không cho ra mã gốc mà đầu nhật ký đã ký.`,
};

const isOwn = (reason: LogReason): reason is Own => reason.code in sentences;

function ownSentence<C extends keyof ByCode>(code: C, reason: ByCode[C]): string {
  return sentences[code](reason);
}

/** What a check of `hocba log check` found wrong or open. */
export const logReasonSentence = (reason: LogReason): string => {
  if (isOwn(reason)) return ownSentence(reason.code, reason);
  const refusal: LogRefusal = reason;
  return logSentence(refusal);
};

const checks: { readonly [C in LogFinding['check']]: string } = {
  head: 'Đầu nhật ký',
  witness: 'Bên làm chứng',
  leaves: 'Các lá và cây băm',
};
const outcomes = { passed: 'đạt', failed: 'KHÔNG ĐẠT', undetermined: 'chưa xác định' } as const;

/** One line of the report. */
export const logFindingSentence = (finding: LogFinding): string => {
  const line = `${checks[finding.check]}: ${outcomes[finding.outcome]}.`;
  return finding.outcome === 'passed' ? line : `${line} ${logReasonSentence(finding.reason)}`;
};

/** Sentences of `hocba log`. */
export const logCommandText = {
  summary:
    'Theo dõi nhật ký của một sổ gốc từ bên ngoài: chữ ký, bên làm chứng, từng lá, và không có gì đã thấy bị sửa. Lần trước thấy gì được nhớ trong tệp --state; --quick chỉ đọc lá mới; --follow xem lại mãi.',
  usage:
    'log check ĐỊA-CHỈ|THƯ-MỤC --key KHÓA [--witness KHÓA]… [--state TỆP] [--quick] [--follow [--every GIÂY]] [--json]',
  keyWrong: (text: string, why: string): string =>
    `Không dùng được khóa «${text.slice(0, 80)}». ${why} Cho khóa dạng TÊN+MÃ+BASE64 hoặc tệp .vkey chứa nó.`,
  keyNotForLogs: 'Đây là khóa của bên làm chứng, không phải của sổ gốc.',
  keyNotForWitnesses: 'Đây là khóa của sổ gốc, không phải của bên làm chứng.',
  keyUnreadable: 'Không đọc được tệp khóa.',
  stateMalformed: (file: string): string =>
    `Tệp nhớ ${file} bị hỏng hoặc không phải do lệnh này ghi. Giữ nguyên tệp để xem xét, rồi chạy lại với một tệp khác.`,
  stateOfAnother: (file: string): string =>
    `Tệp nhớ ${file} là của nhật ký khác hoặc đã bị sửa: chữ ký trong đó không phải của khóa này.`,
  followNeedsState: '--follow cần --state TỆP để nhớ điều đã thấy.',
  reading: 'Đọc nhật ký',
  seen: (known: number | null, size: number | null): string =>
    known === null
      ? `Lần đầu xem nhật ký này; đầu nhật ký nói có ${size ?? 'không rõ bao nhiêu'} lá.`
      : `Lần trước đã thấy ${known} lá; đầu nhật ký bây giờ nói có ${size ?? 'không rõ bao nhiêu'} lá.`,
  read: (from: number, size: number): string =>
    from === 0 ? `Đã đọc lại cả ${size} lá.` : `Đã đọc các lá từ ${from} đến ${size}.`,
  verdicts: {
    0: 'Nhật ký đúng: không có gì đã thấy bị sửa.',
    1: 'LỊCH SỬ CỦA SỔ GỐC KHÔNG CÒN NHƯ ĐÃ KÝ. Báo ngay cho Bộ (bên làm chứng) và cơ quan quản lý; giữ các tệp bằng chứng.',
    2: 'Chưa xác định: còn điều chưa kiểm tra được.',
  },
  evidence: (folder: string): string => `Bằng chứng đã cất: ${folder}`,
  noEvidence: 'Không có --state nên không cất bằng chứng; chạy lại với --state TỆP để cất.',
  waiting: (code: string, seconds: number): string =>
    `Chưa hỏi được nhật ký (${code}); hỏi lại sau ${seconds} giây.`,
} as const;
