/** Sentences of `hocba export`. */
export const exportText = {
  summary:
    'Đọc sổ sách Excel như lệnh import rồi ghi lại thành các tệp .xlsx đúng mẫu của phần mềm, đã sửa và tính lại.',
  usage:
    'export THƯ-MỤC --from TỆP|THƯ-MỤC… [--school MÃ] [--year 2025-2026] [--mapping TỆP.json] [--json]',
  notEmpty: (folder: string): string =>
    `Thư mục ${folder} không trống; không ghi đè tệp nào. Xin chọn một thư mục mới hoặc trống.`,
  nothing: 'Không đọc được học sinh nào nên không ghi tệp nào.',
  unread: (count: number): string =>
    `Có ${count} tệp không đọc được; nội dung của chúng không có trong các tệp đã ghi. Chạy lệnh import để xem chi tiết.`,
  open: (count: number): string =>
    `Còn ${count} chỗ cần người xem trong dữ liệu; chạy lệnh import với cùng các tệp để xem từng chỗ.`,
  wrote: (file: string, sheets: number, rows: number): string =>
    `${file}: ${sheets} trang, ${rows} dòng`,
  done: (files: number, folder: string, learners: number): string =>
    `Đã ghi ${files} tệp của ${learners} học sinh vào ${folder}.`,
} as const;
