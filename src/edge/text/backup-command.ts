import type { BackupRefusalCode, RestoreRefusalCode } from '../../app/backup/ports.ts';

type Sentences<Code extends string> = { readonly [C in Code]: (fact: string) => string };

const backupRefused: Sentences<BackupRefusalCode> = {
  'backup-server-elsewhere': (fact) =>
    `Dữ liệu của PostgreSQL (${fact}) không ở máy này, hoặc người chạy lệnh không được đọc. Chạy lệnh trên chính máy chủ dữ liệu với người dùng postgres; nếu PostgreSQL do nơi khác quản lý, dùng công cụ của nơi đó (pg_basebackup, pgBackRest), xem docs/van-hanh/sao-luu.md.`,
  'backup-has-tablespaces': () =>
    'Máy chủ PostgreSQL này có tablespace riêng, lệnh không sao lưu được. Dùng pg_basebackup hoặc pgBackRest.',
  'backup-inside-data': (fact) =>
    `Thư mục sao lưu ${fact} nằm trong thư mục dữ liệu của PostgreSQL. Chọn thư mục khác, tốt nhất ở ổ đĩa khác.`,
  'backup-folder-denied': (fact) =>
    `Không ghi được vào thư mục sao lưu ${fact}. Kiểm tra đường dẫn và quyền của thư mục.`,
  'archive-not-writable': (fact) =>
    `PostgreSQL không ghi được vào ${fact}, hoặc tài khoản trong cấu hình không có quyền đổi thiết lập máy chủ. Cho người dùng chạy PostgreSQL được ghi vào thư mục đó, rồi chạy lại.`,
};

const restoreRefused: Sentences<RestoreRefusalCode> = {
  'backup-missing': (fact) =>
    `Không có bản sao lưu trọn vẹn nào trong ${fact}. Thư mục «partial-…» là bản làm dở, không dùng được.`,
  'backup-unreadable': (fact) =>
    `Bản kê (manifest.json) của bản sao lưu ${fact} không đọc được hoặc đã bị sửa. Dùng bản sao lưu khác: ghi thư mục của bản đó sau --from.`,
  'backup-of-other-version': (fact) =>
    `Bản sao lưu này (${fact}) của phiên bản khác. Dùng đúng phiên bản chương trình đã lập ra nó.`,
  'backup-incomplete': (fact) =>
    `Bản sao lưu thiếu tệp ${fact}. Dùng bản sao lưu khác: ghi thư mục của bản đó sau --from.`,
  'backup-changed': (fact) =>
    `Tệp ${fact} trong bản sao lưu không đúng như lúc sao lưu. Dùng bản sao lưu khác: ghi thư mục của bản đó sau --from.`,
  'backup-after-time': (fact) =>
    `Không có bản sao lưu nào trước thời điểm cần khôi phục; bản gần nhất xong lúc ${fact}. Chọn thời điểm sau đó.`,
  'archive-gap': (fact) =>
    `Thiếu tệp nhật ký ghi trước ${fact} trong thư mục wal: phần sau chỗ thiếu không khôi phục được. Tìm lại tệp đó, hoặc dùng bản sao lưu mới hơn; muốn dừng trước chỗ thiếu, chuyển các tệp sau nó đi nơi khác rồi chạy lại.`,
  'archive-changed': (fact) =>
    `Nhật ký ghi trước hỏng trước tệp ${fact}: PostgreSQL không đọc được tới cuối. Tìm bản lành của các tệp trong thư mục wal, hoặc dùng bản sao lưu mới hơn.`,
  'restore-time-not-reached': (fact) =>
    `Nhật ký không tới được thời điểm đã cho${fact === '' ? '' : `; giao dịch cuối cùng có được là lúc ${fact} (giờ UTC)`}. Bỏ --at để khôi phục tới cuối, hoặc chọn thời điểm sớm hơn.`,
  'restore-target-exists': (fact) =>
    `Thư mục ${fact} đã có và không rỗng; lệnh không ghi đè. Chọn thư mục mới, hoặc tự đổi tên thư mục cũ.`,
  'restore-target-denied': (fact) =>
    `Không lập được thư mục ${fact}, hoặc người dùng chạy PostgreSQL không vào đọc được. Chọn nơi khác hoặc sửa quyền.`,
  'restore-failed': (fact) =>
    `PostgreSQL không khôi phục được từ bản sao lưu này${fact === '' ? '' : ` (${fact})`}. Không có gì được ghi lại; thử bản sao lưu khác.`,
};

/** Sentences of `hocba backup`. */
export const backupText = {
  summary:
    'Sao lưu cơ sở dữ liệu của Sở khi đang chạy. --archive: từ lần khởi động sau của PostgreSQL, lưu liên tục nhật ký ghi trước vào THƯ-MỤC/wal, để khôi phục được tới từng thời điểm.',
  usage: 'backup --to THƯ-MỤC [--config TỆP] [--archive] [--json]',
  copying: 'Sao lưu',
  size: (bytes: number): string => `${megabytes(bytes)} MB`,
  made: (b: {
    readonly folder: string;
    readonly files: number;
    readonly bytes: number;
    readonly endedAt: string;
    readonly manifestSha256: string;
    readonly archived: boolean;
  }): string =>
    [
      `Đã sao lưu ${b.files} tệp, ${megabytes(b.bytes)} MB vào ${b.folder}, tới thời điểm ${b.endedAt}.`,
      `SHA-256 của bản kê: ${b.manifestSha256}. Ghi lại ở nơi khác để sau này đối chiếu.`,
      b.archived
        ? 'Nhật ký ghi trước đang được lưu tiếp vào thư mục wal bên cạnh.'
        : 'Chưa lưu nhật ký ghi trước: những gì nhận sau thời điểm này không nằm trong bản sao lưu. Muốn có, chạy lệnh này với --archive rồi khởi động lại PostgreSQL.',
    ].join('\n'),
  archiving: (folder: string): string =>
    `Từ lần khởi động sau, PostgreSQL lưu nhật ký ghi trước vào ${folder}. Khởi động lại PostgreSQL, rồi sao lưu ngay một bản.`,
  refused: backupRefused,
} as const;

/** Sentences of `hocba restore`. */
export const restoreText = {
  summary:
    'Khôi phục dữ liệu PostgreSQL từ bản sao lưu và nhật ký ghi trước, tới cuối hoặc tới một thời điểm (--at). Thư mục đích phải chưa có. --wal: thư mục pg_wal của máy chủ đã hỏng, nếu còn.',
  usage: 'restore --from THƯ-MỤC --to THƯ-MỤC-DỮ-LIỆU [--at THỜI-ĐIỂM] [--wal THƯ-MỤC] [--json]',
  wrongMoment: (text: string): string =>
    `«${text}» không phải là thời điểm. Ghi cả múi giờ, ví dụ 2026-06-10T15:30:00+07:00.`,
  copying: 'Chép, kiểm tra',
  verified: 'xong, tệp nào cũng đúng',
  recovering: 'Khôi phục',
  recovered: 'xong',
  done: (r: {
    readonly folder: string;
    readonly backup: string;
    readonly lastCommit: string | null;
  }): string =>
    [
      `Đã khôi phục vào ${r.folder} từ ${r.backup}.`,
      r.lastCommit === null
        ? 'Sau bản sao lưu không có giao dịch nào.'
        : `Giao dịch cuối cùng: ${r.lastCommit} (giờ UTC).`,
      'Việc tiếp theo: khởi động PostgreSQL trên thư mục này, chạy «hocba fsck», đối chiếu với Bộ, bật lại việc lưu nhật ký («hocba backup --archive») và sao lưu ngay một bản mới (xem docs/van-hanh/sao-luu.md).',
    ].join('\n'),
  refused: restoreRefused,
} as const;

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1).replace('.', ',');
