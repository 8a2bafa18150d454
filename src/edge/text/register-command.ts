/** Sentences of `hocba fsck` and `hocba look-up`. */
export const fsckCommandText = {
  summary:
    'Tính lại toàn bộ sổ gốc từ tệp và sự kiện, không tin điều gì đã lưu; nêu từng chỗ khác. --quick bỏ qua việc xác minh lại chữ ký.',
  usage: 'fsck [--config TỆP] [--quick] [--json]',
  noConfig: (file: string): string =>
    `Chưa có sổ gốc nào ở đây (không có ${file}). Chạy «npm start» trước, hoặc cho biết tệp cấu hình bằng --config.`,
  looked: (r: {
    events: number;
    files: number;
    messages: number;
    checkpoints: number;
    stamps: number;
  }): string =>
    `Đã tính lại ${r.events} sự kiện, ${r.files} tệp học bạ, ${r.messages} bản tin, ${r.checkpoints} điểm kiểm và ${r.stamps} dấu thời gian của nhật ký.`,
  clean: 'Không có chỗ nào khác: sổ gốc đúng là sổ gốc mà các điểm kiểm đã ký nói tới.',
  differences: (count: number): string => `Có ${count} chỗ khác:`,
  place: {
    leafIndex: 'lá số',
    message: 'bản tin số',
    size: 'điểm kiểm',
    sha256: 'tệp có SHA-256',
    detail: 'chi tiết:',
  },
} as const;

export const lookUpCommandText = {
  summary: 'Hỏi một sổ gốc về một mã số tra cứu; thêm ngày sinh để nhận cả học bạ.',
  usage: 'look-up MÃ [--register ĐỊA-CHỈ] [--birth-date NĂM-THÁNG-NGÀY] [--json]',
  wrongCode: (text: string): string =>
    `«${text}» không phải mã số tra cứu: mã có 32 chữ số thập lục phân, ví dụ 0f8e2b4c6d7a4e10b3c5d7e9f1a3b5c7.`,
  wrongDate: (text: string): string =>
    `Ngày sinh «${text}» không đúng dạng NĂM-THÁNG-NGÀY, ví dụ 2014-01-19.`,
  notFound:
    'Sổ gốc không có học bạ nào với mã (và ngày sinh) này. Xin kiểm tra lại từng chữ số; nếu vẫn không thấy, hỏi nhà trường đã phát hành.',
  states: {
    registered: 'ĐÃ TIẾP NHẬN, CHƯA KHÓA: nhà trường còn có thể thu hồi hoặc thay thế',
    'in-force': 'CÓ HIỆU LỰC: đã khóa, không ai sửa được nữa',
    recalled: 'ĐÃ THU HỒI: không còn giá trị sử dụng',
  },
  labels: {
    code: 'Mã số tra cứu',
    school: 'Trường',
    year: 'Năm học',
    grade: 'Khối',
    initials: 'Chữ cái đầu tên học sinh',
    version: 'Phiên bản',
    registeredAt: 'Tiếp nhận',
    lockedAt: 'Khóa',
    sha256: 'SHA-256 của tệp',
    learner: 'Học sinh',
  },
} as const;
