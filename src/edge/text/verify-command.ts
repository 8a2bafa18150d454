import type { PolicyName } from '../../format/signature/policy.ts';
import type { TimeProof } from '../../format/signature/report.ts';
import type { VerifyUsageRefusal } from '../cli/commands/verify-arguments.ts';
import { timeText } from './time.ts';

/** Why the arguments of `hocba verify` are refused. */
export function verifyUsageText(refusal: VerifyUsageRefusal): string {
  switch (refusal.code) {
    case 'no-file':
      return 'Chưa nêu tệp học bạ cần kiểm tra.';
    case 'unknown-option':
      return `Không có tùy chọn «${refusal.option}».`;
    case 'value-missing':
      return `Tùy chọn «${refusal.option}» phải có giá trị đi kèm.`;
    case 'value-unexpected':
      return `Tùy chọn «${refusal.option}» không nhận giá trị.`;
    case 'time-unreadable':
      return `Thời điểm «${refusal.text}» không đọc được; viết như 2026-06-30 (hết ngày đó) hoặc 2026-06-30T17:00:00+07:00.`;
    case 'proof-for-many':
      return 'Mỗi tệp bằng chứng chỉ thuộc một học bạ: dùng --proof với đúng một tệp học bạ.';
  }
}

/** Why a file could not be read at all; then nothing was checked. */
export type FileTrouble =
  | 'file-missing'
  | 'file-is-folder'
  | 'file-forbidden'
  | 'file-is-pdf'
  | 'file-unreadable';

const troubles: { readonly [T in FileTrouble]: string } = {
  'file-missing': 'Không tìm thấy tệp. Kiểm tra lại tên và thư mục.',
  'file-is-folder': 'Đây là một thư mục, không phải tệp. Nêu rõ từng tệp .xml cần kiểm tra.',
  'file-forbidden': 'Không có quyền đọc tệp. Xin quyền đọc hoặc chép tệp ra nơi khác.',
  'file-is-pdf':
    'Đây là bản in PDF. Lệnh này mới kiểm tra được tệp XML: tải tệp XML của học bạ từ cổng tra cứu.',
  'file-unreadable': 'Không đọc được tệp: ổ đĩa hoặc tệp bị lỗi.',
};

export const fileTroubleText = (trouble: FileTrouble): string => troubles[trouble];

export const verifyText = {
  summary: 'kiểm tra tệp học bạ số và chữ ký',
  usage:
    'verify TỆP… [--trust THƯ-MỤC] [--at THỜI-ĐIỂM] [--proof TỆP] [--policy TỆP] [--offline] [--json]',
  asOf: 'tại thời điểm',
  zone: '(giờ Việt Nam)',
  unreadable: 'KHÔNG ĐỌC ĐƯỢC',
  trial: 'HỌC BẠ THỬ NGHIỆM: không có giá trị sử dụng như học bạ thật.',
  labels: {
    file: 'Tệp',
    learner: 'Học sinh',
    adultLearner: 'Học viên',
    class: 'Lớp',
    school: 'Trường',
    centre: 'Trung tâm',
    form: 'Học bạ',
    result: 'Kết quả',
    code: 'Mã tra cứu',
    digest: 'SHA-256',
    trust: 'Nơi tin cậy',
    policy: 'Chính sách',
    time: 'Có từ trước',
    noTrust: 'chưa có',
  },
  result: (study: string | null, conduct: string | null, promotion: string): string =>
    [
      study === null ? [] : `Học tập: ${study}`,
      conduct === null ? [] : `Rèn luyện: ${conduct}`,
      promotion,
    ]
      .flat()
      .join('. '),
  born: 'sinh ngày',
  schoolYear: 'năm học',
  version: 'phiên bản',
  fileCount: (count: number): string => `${count} tệp`,
  signatures: (count: number): string => `Chữ ký (${count})`,
  columns: { signer: 'Người ký', role: 'Vai trò', at: 'Ký lúc', outcome: 'Kết quả' },
  outcomes: { passed: 'đạt', failed: 'SAI', undetermined: 'chưa rõ' },
  failed: 'Điều chưa đạt',
  undetermined: 'Điều chưa rõ',
  passed: 'Điều đã đạt',
  remedies: 'Cần làm',
  proof: 'Bằng chứng trong nhật ký của sổ đăng ký',
  total: (checked: number, parts: readonly string[]): string =>
    `Tổng cộng ${checked} tệp: ${parts.join(', ')}.`,
  totals: {
    valid: 'hợp lệ',
    invalid: 'không hợp lệ',
    undetermined: 'chưa xác định',
    unreadable: 'không đọc được',
  },
  trustUnreadable: (directory: string): string =>
    `Không đọc được thư mục tin cậy «${directory}». Thư mục này phải có chứng thư gốc và chứng thư của các tổ chức cung cấp dịch vụ chứng thực, kèm danh sách thu hồi (CRL).`,
  policy: ({ id, version, sha256 }: PolicyName): string =>
    `${id}, phiên bản ${version} (SHA-256 ${sha256.slice(0, 16)}…)`,
  time: (time: TimeProof): string => {
    if (time.source === 'stated') return 'chưa được chứng minh; thời điểm ký do người ký khai';
    const source =
      time.source === 'register' ? 'sổ đăng ký' : `dấu thời gian của ${time.authority}`;
    return `${timeText(time.provenBy)} (theo ${source})`;
  },
  proofNotJson: 'Tệp bằng chứng không phải là JSON.',
  proofRemedy:
    'Tải lại tệp bằng chứng của đúng học bạ này từ cổng tra cứu; nếu vẫn sai, báo cho Sở quản lý sổ đăng ký.',
  proofKeysRemedy:
    'Để khóa công khai của sổ đăng ký vào thư mục tin cậy (--trust) rồi kiểm tra lại bằng chứng.',
  proofUnreadable: (file: string): string => `Không đọc được tệp bằng chứng «${file}».`,
} as const;
