/** Sentences of `hocba check` beside those of the findings. */
export const checkCommandText = {
  summary:
    'Kiểm tra dữ liệu năm học «đúng, đủ, sạch, sống»: mỗi lớp một phiếu, mỗi việc một câu, kèm cách xử lí và người xử lí.',
  usage:
    'check [TỆP|THƯ-MỤC…] [--school MÃ] [--year 2025-2026] [--mapping TỆP] [--class 6A] [--json]',
  needsYear:
    'Xin cho sổ sách cần kiểm tra, hoặc --school MÃ và --year NĂM-HỌC của dữ liệu đã lưu trong cơ sở dữ liệu của trường.',
  notStored: (school: string, year: string): string =>
    `Cơ sở dữ liệu của trường không có dữ liệu năm học ${year} của trường mã ${school}. Xin nạp bằng lệnh «hocba import».`,
  noClass: (name: string, classes: readonly string[]): string =>
    `Không có lớp ${name}. Các lớp: ${classes.join(', ')}.`,
  heading: (school: string, year: string): string =>
    `KIỂM TRA DỮ LIỆU${school === '' ? '' : ` – ${school}`}${year === '' ? '' : `, năm học ${year}`}`,
  totals: (classes: number, learners: number, must: number, look: number): string =>
    `${classes} lớp, ${learners} học sinh: ${must} việc phải sửa, ${look} việc cần xem.`,
  classHeading: (className: string | null, must: number, look: number): string =>
    `${className === null ? 'TOÀN TRƯỜNG' : `LỚP ${className}`}: ${must} việc phải sửa, ${look} việc cần xem`,
  cleanClasses: (names: readonly string[]): string =>
    `Không có việc gì ở ${names.length} lớp: ${names.join(', ')}.`,
  more: (count: number): string => `… và ${count} việc nữa (xem đủ: thêm --class hoặc --json).`,
  mender: (role: string, names: readonly string[]): string =>
    names.length === 0 ? role : `${role} (${names.join(', ')})`,
  remedy: (text: string): string => `Cách xử lí: ${text}`,
} as const;
