import type { JobRefusal } from '../../app/demo/run-main-job.ts';
import type { StageReport } from '../../app/demo/stage.ts';
import { roleWords } from './school.ts';
import { schoolActText } from './school-acts.ts';

const number = (value: number): string => new Intl.NumberFormat('vi-VN').format(value);
const seconds = (value: number): string =>
  `${new Intl.NumberFormat('vi-VN', { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value)} giây`;

/** What each count of a stage counts. */
const countWords: Readonly<Record<string, string>> = {
  files: 'tệp',
  learners: 'học sinh',
  opened: 'học bạ mở',
  repaired: 'chỗ đã sửa',
  reported: 'chỗ cần xem',
  refused: 'bị từ chối',
  lackedBefore: 'thiếu dữ liệu lúc đầu',
  mends: 'việc bổ sung',
  ready: 'đủ điều kiện chốt',
  excused: 'không có học bạ đợt này',
  warnings: 'có lưu ý',
  assessed: 'được xét',
  promoted: 'lên lớp hoặc hoàn thành',
  retained: 'ở lại',
  undecided: 'chưa quyết định',
  notAssessed: 'không đánh giá',
  excellent: 'Xuất sắc',
  good: 'Giỏi',
  records: 'học bạ',
  signatures: 'chữ ký',
  seals: 'dấu',
  packages: 'gói tin',
  classes: 'lớp',
  enrolled: 'theo sĩ số',
  inForce: 'có hiệu lực',
};

const counted = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, value]) => `${number(value)} ${countWords[name] ?? name}`)
    .join(', ');

const countOf = (stages: readonly StageReport[], stage: string, name: string): number =>
  stages.find((one) => one.stage === stage)?.counts[name] ?? 0;

/** Words of `hocba demo`. */
export const demoText = {
  summary:
    'chạy cả hệ thống trên máy này với dữ liệu mẫu: trường, Sở, Bộ; mọi người và mọi số đều hư cấu',
  starting: 'Học bạ số: bản trình diễn. Đang khởi động…',
  stopping: 'Đang dừng các vai và máy chủ dữ liệu…',
  events: {
    'postgres-creating': '  tạo máy chủ dữ liệu PostgreSQL (lần đầu)',
    'postgres-orphan-stopped': '  dừng máy chủ dữ liệu còn sót của lần chạy trước',
    'postgres-ready': '  máy chủ dữ liệu đã sẵn sàng',
    'authority-opening': '  mở cơ quan chứng thực thử nghiệm',
    'roles-opening': '  mở vai Sở và vai Bộ',
  } as Readonly<Record<string, string>>,
  roleEnded: (role: string, code: string): string =>
    `Vai ${roleWords(role)} dừng bất thường (mã ${code}); bản trình diễn dừng theo.`,
  stageDone: ({ seconds: took, counts }: StageReport, resumed: boolean): string =>
    `${seconds(took).padStart(10)}   ${counted(counts)}${resumed ? ' (đã xong từ lần chạy trước)' : ''}`,
  mend: (what: string, by: string, why: string): string =>
    `               · ${by}: ${what}. ${why}`,
  refused: (refusal: JobRefusal): string => `Công việc dừng lại. ${schoolActText(refusal)}`,
  total: (stages: readonly StageReport[], total: number): string => {
    const sum = countOf(stages, 'sign', 'signatures') + countOf(stages, 'seal', 'seals');
    const learners = number(countOf(stages, 'import', 'learners'));
    const inForce = number(countOf(stages, 'lock', 'inForce'));
    const work = seconds(stages.reduce((all, one) => all + one.seconds, 0));
    return `${learners} học sinh, ${inForce} học bạ có hiệu lực, ${number(sum)} chữ ký; các chặng mất ${work}, lần chạy này ${seconds(total)}.`;
  },
  exported: (directory: string, counts: Readonly<Record<string, number>>): string =>
    `Đã ghi vào ${directory}: ${number(counts['records'] ?? 0)} học bạ (records/) với bằng chứng (proofs/), ${number(counts['tiles'] ?? 0)} mảnh nhật ký (log/), ${number(counts['keys'] ?? 0)} tệp khóa (keys/), ${number(counts['trust'] ?? 0)} tệp tin cậy (trust/).`,
  addresses: 'Đang mở:',
  address: (what: string): string =>
    ({
      'look-up': 'Trang tra cứu (Sở)',
      province: 'Giao diện của Sở (OpenAPI)',
      ministry: 'Bộ (nhân chứng của nhật ký)',
    })[what] ?? what,
  samples: 'Ba mã để thử tra cứu (kèm ngày sinh để xem cả học bạ):',
  sample: (code: string, learner: string, className: string, birthDate: string): string =>
    `  ${code}   ${birthDate.split('-').reverse().join('/')}   ${learner}, lớp ${className}`,
  stop: 'Nhấn Ctrl-C để dừng tất cả.',
} as const;
