/** Composition root: settings → adapters → edges. The only file, with its folder, that imports everything. */
import { readFile } from 'node:fs/promises';
import { instantOf } from './domain/time/instant.ts';
import type { Io } from './edge/cli/command.ts';
import { type CommandEntry, runCli } from './edge/cli/run-cli.ts';

const clock = { now: () => instantOf(Date.now()) };

/** The acts of a school on its own database. */
const schoolEntries = (
  [
    ['mend', 'bổ sung điều còn thiếu sau khi nhập sổ'],
    ['close', 'chốt lớp: cố định nội dung học bạ để kí'],
    ['reopen', 'mở chốt để sửa, phải ghi lí do'],
    ['review', 'bảng soát trước khi kí: sẽ kí gì, đã đổi gì'],
    ['sign', 'kí những gì vừa soát, một lần nhập PIN cho cả lớp'],
    ['seal', 'đóng dấu các học bạ đã đủ chữ kí'],
    ['issue', 'phát hành các học bạ đã đóng dấu'],
    ['signers', 'đăng kí với Sở chứng thư số và phân công kí'],
    ['submit', 'gửi Sở và nhận trả lời'],
    ['recall', 'thu hồi một học bạ trước khi khóa'],
    ['replace', 'mở phiên bản thay thế của một học bạ'],
    ['status', 'mỗi lớp đang ở đâu, đến lượt ai'],
  ] as const
).map(
  ([name, summary]): CommandEntry => ({
    name,
    summary,
    load: async () => {
      const { schoolCommand } = await import('./edge/cli/school/school-command.ts');
      const { schoolActs } = await import('./edge/cli/school/acts.ts');
      const { schoolDeps } = await import('./main/open-school.ts');
      return schoolCommand(schoolActs[name], schoolDeps);
    },
  }),
);

const entries: readonly CommandEntry[] = [
  {
    name: 'demo',
    summary: 'chạy cả hệ thống trên máy này với dữ liệu mẫu: trường, Sở, Bộ',
    load: async () => {
      const { demoCommand } = await import('./edge/cli/commands/demo.ts');
      return demoCommand((await import('./main/demo/demo-deps.ts')).demoDeps);
    },
  },
  {
    name: 'import',
    summary: 'đọc sổ sách Excel của trường, báo từng chỗ đã sửa và cần xem',
    load: async () => {
      const { importCommand } = await import('./edge/cli/commands/import.ts');
      return importCommand((await import('./main/import-deps.ts')).importDeps);
    },
  },
  {
    name: 'extract',
    summary: 'nhập bản trích lục từ học bạ giấy (năm học theo Thông tư 58/2011)',
    load: async () => {
      const { extractCommand } = await import('./edge/cli/commands/extract.ts');
      return extractCommand((await import('./main/extract-deps.ts')).extractDeps);
    },
  },
  {
    name: 'check',
    summary: 'kiểm tra dữ liệu «đúng, đủ, sạch, sống»: mỗi lớp một phiếu',
    load: async () => {
      const { checkCommand } = await import('./edge/cli/commands/check.ts');
      return checkCommand((await import('./main/check-deps.ts')).checkDeps);
    },
  },
  {
    name: 'export',
    summary: 'đọc sổ sách Excel rồi ghi lại thành .xlsx đúng mẫu của phần mềm',
    load: async () => {
      const { exportCommand } = await import('./edge/cli/commands/export.ts');
      return exportCommand((await import('./main/export-deps.ts')).exportDeps);
    },
  },
  ...schoolEntries,
  {
    name: 'pair',
    summary: 'ghép với chương trình kí trên máy có USB token',
    load: async () => {
      const { pairCommand } = await import('./edge/cli/commands/pair.ts');
      return pairCommand((await import('./main/pair-deps.ts')).pairDeps);
    },
  },
  {
    name: 'assess',
    summary: 'xét kết quả theo thông tư cho các trường hợp trong tệp JSON',
    load: async () => (await import('./edge/cli/commands/assess.ts')).assessCommand({ readFile }),
  },
  {
    name: 'verify',
    summary: 'xác minh tệp học bạ, không cần mạng',
    load: async () => {
      const { verifyCommand } = await import('./edge/cli/commands/verify.ts');
      const { loadTrust } = await import('./main/trust.ts');
      return verifyCommand({ readFile, loadTrust, clock });
    },
  },
  {
    name: 'course',
    summary: 'quá trình học tập qua nhiều năm, nhiều trường: năm thiếu, năm trùng',
    load: async () => {
      const { courseCommand } = await import('./edge/cli/commands/course.ts');
      return courseCommand((await import('./main/course-deps.ts')).courseDeps);
    },
  },
  {
    name: 'signing-service',
    summary: 'thử dịch vụ kí từ xa theo tệp cấu hình, liệt kê chứng thư số',
    load: async () => {
      const { signingServiceCommand } = await import('./edge/cli/commands/signing-service.ts');
      return signingServiceCommand((await import('./main/signing-service.ts')).signingServiceDeps);
    },
  },
  {
    name: 'serve',
    summary: 'chạy một vai trò ngoài thực địa: province (Sở), ministry (Bộ)',
    load: async () => {
      const { serveCommand } = await import('./edge/cli/commands/serve.ts');
      return serveCommand((await import('./main/serve-command.ts')).serveDeps);
    },
  },
  {
    name: 'agent',
    summary: 'cho trang của trường kí bằng USB token cắm ở máy này; mã PIN gõ tại đây',
    load: async () => {
      const { agentCommand } = await import('./edge/cli/commands/agent.ts');
      return agentCommand((await import('./main/agent-command.ts')).agentDeps);
    },
  },
  {
    name: 'look-up',
    summary: 'hỏi một sổ gốc về một mã số tra cứu',
    load: async () => {
      const { lookUpCommand } = await import('./edge/cli/commands/look-up.ts');
      return lookUpCommand((await import('./main/look-up-deps.ts')).lookUpDeps);
    },
  },
  {
    name: 'fsck',
    summary: 'tính lại toàn bộ sổ gốc, nêu từng chỗ khác',
    load: async () => {
      const { fsckCommand } = await import('./edge/cli/commands/fsck.ts');
      return fsckCommand((await import('./main/fsck-deps.ts')).fsckDeps);
    },
  },
  {
    name: 'backup',
    summary: 'sao lưu cơ sở dữ liệu của Sở khi đang chạy',
    load: async () => {
      const { backupCommand } = await import('./edge/cli/commands/backup.ts');
      return backupCommand((await import('./main/backup-deps.ts')).backupDeps);
    },
  },
  {
    name: 'restore',
    summary: 'khôi phục cơ sở dữ liệu từ bản sao lưu, tới một thời điểm',
    load: async () => {
      const { restoreCommand } = await import('./edge/cli/commands/restore.ts');
      return restoreCommand((await import('./main/restore-deps.ts')).restoreDeps);
    },
  },
  {
    name: 'log',
    summary: 'theo dõi nhật ký của một sổ gốc từ bên ngoài; đóng và gia hạn dấu thời gian',
    load: async () => {
      const { logCommand } = await import('./edge/cli/commands/log.ts');
      return logCommand((await import('./main/log-deps.ts')).logDeps);
    },
  },
  {
    name: 'certificates',
    summary: 'sổ đăng ký chứng thư số của Sở: xem, phê duyệt, từ chối, thu hồi, sắp hết hạn',
    load: async () => {
      const { certificatesCommand } = await import('./edge/cli/commands/signers.ts');
      return certificatesCommand((await import('./main/signer-deps.ts')).signerDeps);
    },
  },
  {
    name: 'appointments',
    summary: 'phân công ký trong sổ của Sở: ai được ký vai trò nào, từ ngày nào',
    load: async () => {
      const { appointmentsCommand } = await import('./edge/cli/commands/signers.ts');
      return appointmentsCommand((await import('./main/signer-deps.ts')).signerDeps);
    },
  },
  {
    name: 'calendar',
    summary: 'lịch khóa của Sở: xem hoặc đặt ngày cuối của từng đợt',
    load: async () => {
      const { calendarCommand } = await import('./edge/cli/commands/calendar.ts');
      return calendarCommand((await import('./main/calendar-deps.ts')).calendarDeps);
    },
  },
  {
    name: 'lock',
    summary: 'khóa một đợt của năm học, hoặc xem trước còn thiếu ai',
    load: async () => {
      const { lockCommand } = await import('./edge/cli/commands/lock.ts');
      return lockCommand((await import('./main/calendar-deps.ts')).lockDeps);
    },
  },
  {
    name: 'conformance',
    summary: 'chấm một sổ gốc bất kỳ theo docs/protocol.md',
    load: async () => {
      const { conformanceCommand } = await import('./edge/cli/commands/conformance.ts');
      return conformanceCommand((await import('./main/conformance-deps.ts')).conformanceDeps);
    },
  },
  {
    name: 'bench',
    summary: 'đo tốc độ: verify, sign, main-job, assess, import, log, intake',
    load: async () => {
      const { benchCommand } = await import('./edge/cli/commands/bench.ts');
      const { benchVerify } = await import('./main/bench/bench-verify.ts');
      const { benchSoak } = await import('./main/bench/bench-soak.ts');
      const { benchSign } = await import('./main/bench/bench-sign.ts');
      const { benchMainJob } = await import('./main/bench/bench-main-job.ts');
      const { benchAssess } = await import('./main/bench/bench-assess.ts');
      const { benchImport } = await import('./main/bench/bench-import.ts');
      const { benchLog } = await import('./main/bench/bench-log.ts');
      const { benchIntake } = await import('./main/bench/bench-intake.ts');
      const benches = [benchVerify, benchSoak, benchSign, benchMainJob, benchAssess, benchImport];
      return benchCommand([...benches, benchLog, benchIntake]);
    },
  },
];

const io: Io = {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  isTty: process.stderr.isTTY === true,
  columns: process.stderr.columns ?? 80,
};

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => stop.abort());
}
const debug = process.env['HOCBA_DEBUG'] === '1';
process.exitCode = await runCli(entries, process.argv.slice(2), io, stop.signal, debug);
