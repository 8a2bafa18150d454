import { parseInstant } from '../../domain/time/instant.ts';
import type { CertificateDecision } from '../../domain/trust/decide-certificate.ts';
import { dateText, shortTimeText } from './time.ts';

const acts: Readonly<Record<CertificateDecision['act'], string>> = {
  approve: 'Đã phê duyệt',
  refuse: 'Đã từ chối',
  suspend: 'Đã tạm dừng',
  reinstate: 'Đã khôi phục',
  withdraw: 'Đã thu hồi',
  replace: 'Đã thay',
};

/** Sentences of `hocba certificates` and `hocba appointments`. */
export const signersCommandText = {
  certificates: {
    summary:
      'Sổ đăng ký chứng thư số của Sở: xem, phê duyệt, từ chối, tạm dừng, thu hồi; lịch sử; chứng thư sắp hết hạn.',
    usage: `certificates list [--school MÃ] [--state TRẠNG-THÁI]
  certificates expiring [--within SỐ-NGÀY] [--school MÃ]
  certificates history MÃ-BĂM
  certificates propose TỆP… --school MÃ [--kind token|remote|seal] [--password-file TỆP]
  certificates approve MÃ-BĂM… | --all --school MÃ [--from THỜI-ĐIỂM]
  certificates refuse MÃ-BĂM… --reason "LÍ DO"
  certificates suspend MÃ-BĂM… --reason "LÍ DO" [--from THỜI-ĐIỂM]
  certificates reinstate MÃ-BĂM… [--from THỜI-ĐIỂM]
  certificates withdraw MÃ-BĂM… --reason key-compromise|lost|left-school|position-changed|registered-by-mistake|other [--from THỜI-ĐIỂM]
  certificates replace MÃ-BĂM --by MÃ-BĂM [--from THỜI-ĐIỂM]
  (mọi lệnh: [--config TỆP] [--json])`,
  },
  appointments: {
    summary: 'Phân công ký trong sổ của Sở: ai được ký vai trò nào, ở trường nào, từ ngày nào.',
    usage: `appointments list [--school MÃ] [--role VAI-TRÒ] [--on NGÀY]
  appointments history MÃ-PHÂN-CÔNG
  appointments state --school MÃ --id MÃ --person SỐ-ĐỊNH-DANH --name "HỌ TÊN" --role VAI-TRÒ --from NGÀY [--until NGÀY]
    [--class LỚP] --decision "SỐ QĐ" --decided-on NGÀY [--substitutes MÃ-PHÂN-CÔNG]
  appointments end MÃ-PHÂN-CÔNG --school MÃ --on NGÀY-CUỐI --reason "LÍ DO"
  (mọi lệnh: [--config TỆP] [--json])`,
  },
  noConfig: (file: string): string =>
    `Chưa có sổ gốc nào ở đây (không có ${file}). Chạy «npm start» trước, hoặc cho biết tệp cấu hình bằng --config.`,
  unknownVerb: (verb: string | undefined): string =>
    verb === undefined ? 'Xin cho biết việc cần làm.' : `Không có việc «${verb}».`,
  wrongState: (text: string, states: readonly string[]): string =>
    `Không có trạng thái «${text}»; có: ${states.join(', ')}.`,
  wrongDays: 'Số ngày (--within) phải là số nguyên không âm.',
  wrongTime:
    'Thời điểm phải có dạng 2026-06-01 hoặc 2026-06-01T08:00:00+07:00; ngày có dạng 2026-06-01.',
  wrongReason: (reasons: readonly string[]): string =>
    `Xin chọn lí do bằng --reason: ${reasons.join(', ')}.`,
  wrongKind: (kinds: readonly string[]): string => `Loại chứng thư (--kind): ${kinds.join(', ')}.`,
  wrongRole: (roles: readonly string[]): string => `Vai trò (--role): ${roles.join(', ')}.`,
  oneCertificate: 'Xin cho mã băm của chứng thư số (xem bằng «hocba certificates list»).',
  oneAppointment: 'Xin cho một mã phân công (xem bằng «hocba appointments list»).',
  noCertificate: (text: string): string =>
    `Không có chứng thư số nào bắt đầu bằng «${text}»; cần ít nhất 8 chữ số đầu của mã băm.`,
  severalCertificates: (text: string): string =>
    `Có nhiều dòng bắt đầu bằng «${text}»; cho thêm chữ số hoặc cho biết trường bằng --school.`,
  allNeedsSchool: 'Phê duyệt tất cả chứng thư đang chờ phải cho biết trường bằng --school.',
  successorMissing: 'Xin cho chứng thư thay thế bằng --by.',
  proposeNeeds: 'Xin cho tệp chứng thư số và trường (--school).',
  appointmentNeeds: (roles: readonly string[]): string =>
    `Phân công ký cần đủ: --school, --id, --person (12 chữ số), --name, --role (${roles.join(', ')}), --from, --decision, --decided-on.`,
  endingNeeds: 'Thôi phân công cần: mã phân công, --school, --on (ngày cuối), --reason.',
  files: {
    'file-unreadable': (file: string): string =>
      `Không đọc được tệp ${file}. Xin kiểm tra đường dẫn và quyền đọc.`,
    'no-certificate': (file: string): string =>
      `Tệp ${file} không có chứng thư số nào đọc được (PEM, DER hoặc PKCS#12).`,
    'password-wrong': (file: string): string =>
      `Không mở được tệp ${file} bằng mật khẩu đã cho (--password-file).`,
  },
  decided: (act: CertificateDecision['act'], count: number): string =>
    `${acts[act]} ${count} chứng thư số.`,
  proposed: (added: number, of: number): string =>
    added === of
      ? `Đã ghi đề nghị đăng ký ${added} chứng thư số; chờ phê duyệt.`
      : `Đã ghi đề nghị đăng ký ${added} trong ${of} chứng thư số; số còn lại đã có trong sổ.`,
  entered: (count: number): string =>
    count === 0 ? 'Sổ đã có đúng như vậy; không có gì thay đổi.' : `Đã ghi ${count} sự kiện.`,
  noRows: 'Không có dòng nào.',
  count: (count: number): string => `${count} dòng.`,
  noneExpiring: (days: number): string =>
    `Không có chứng thư số nào đã hết hạn hoặc hết hạn trong ${days} ngày tới.`,
  expired: 'đã hết hạn',
  daysLeft: (days: number): string => (days === 0 ? 'hôm nay' : `còn ${days} ngày`),
  renewed: 'đã có chứng thư mới',
  notRenewed: 'CHƯA có chứng thư mới',
  from: (text: string): string => {
    const instant = parseInstant(text);
    return `từ ${instant === undefined ? dateText(text) : shortTimeText(instant)}`;
  },
  lastDay: (day: string): string => `đến hết ${dateText(day)}`,
  message: (number: number): string => `bản tin ${number} của trường`,
  certificateHead: ['Trường', 'Mã băm', 'Người giữ', 'Loại', 'Trạng thái', 'Hết hạn', 'Ghi chú'],
  expiryHead: ['Trường', 'Mã băm', 'Người giữ', 'Loại', 'Hết hạn', 'Còn', 'Thay thế'],
  appointmentHead: ['Trường', 'Mã', 'Họ tên', 'Vai trò', 'Lớp', 'Từ', 'Đến', 'Quyết định'],
  historyHead: ['Lúc', 'Trường', 'Việc', 'Hiệu lực', 'Lí do', 'Ai'],
} as const;
