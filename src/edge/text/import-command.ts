/** Sentences of `hocba import` beside those of the findings. */
export const importCommandText = {
  summary:
    'Đọc sổ sách Excel của một trường: liệt kê từng chỗ đã sửa, từng chỗ cần người xem, từng chỗ bị từ chối.',
  usage:
    'import TỆP|THƯ-MỤC… [--school MÃ] [--year 2025-2026] [--mapping TỆP.json] ' +
    '[--suggest-mapping TỆP.json] [--config TỆP] [--dry-run] [--json]',
  noFiles: 'Không có sổ Excel nào (.xls, .xlsx) trong những đường dẫn đã cho.',
  wrongYear: (text: string): string =>
    `Năm học «${text}» không đúng dạng. Xin ghi hai năm liền nhau, ví dụ 2025-2026.`,
  reading: (done: number, total: number, file: string): string => `Đọc ${done}/${total}: ${file}`,
  stored: (learners: number): string =>
    `Đã lưu dữ liệu của ${learners} học sinh vào cơ sở dữ liệu của trường.`,
  notStored: 'Chạy thử: chưa lưu gì.',
  needsSchool:
    'Chưa lưu được: chưa biết mã trường hoặc năm học. Xin thêm --school MÃ và --year NĂM-HỌC, hoặc --dry-run để chỉ xem.',
} as const;
