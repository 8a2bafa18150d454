import type {
  MappingFault,
  MappingFaultCode,
} from '../../format/workbook/mapping/parse-mapping.ts';

/** Kinds of sheets as a mapping file names them, and as people call them. */
export const sheetKindNames: Readonly<Record<string, string>> = {
  'pupil-list': 'danh sách học sinh',
  'staff-list': 'danh sách cán bộ',
  assignments: 'phân công chuyên môn',
  'homeroom-assignments': 'phân công chủ nhiệm',
  'class-list': 'danh sách chia lớp',
  'term-summary': 'sổ điểm tổng kết học kì',
  'subject-marks': 'sổ điểm môn',
  'homeroom-book': 'sổ chủ nhiệm',
  reassessment: 'đánh giá lại trong hè',
  'summer-conduct': 'rèn luyện trong hè',
  'transfer-in': 'kết quả của học sinh chuyển đến',
  'subject-choice': 'môn lựa chọn và chuyên đề',
  'primary-year': 'kết quả cuối năm tiểu học',
  'primary-comments': 'nhận xét cuối năm tiểu học',
  supplement: 'đánh giá bổ sung',
};

const kinds = Object.entries(sheetKindNames)
  .map(([kind, name]) => `${kind} (${name})`)
  .join(', ');

const faults: Readonly<Record<MappingFaultCode, (value: string) => string>> = {
  'not-json': () => 'không phải là JSON hợp lệ; kiểm tra dấu phẩy, dấu ngoặc và dấu nháy kép',
  'not-an-object': () => 'phải là một đối tượng { … }',
  'wrong-schema': () => 'phải là "schema": "hocba-mapping/1"',
  'no-sheets': () => 'cần một danh sách "sheets": [ … ] có ít nhất một mục',
  'unknown-key': (value) => `không có mục «${value}»; tên mục để ghi chú phải bắt đầu bằng dấu _`,
  'not-a-text': (value) => `«${value}» phải là một chuỗi chữ trong dấu nháy kép`,
  'no-pattern': () =>
    'cần "file" hoặc "sheet" để biết áp dụng cho tệp hay trang nào (dùng * cho phần thay đổi)',
  'unknown-kind': (value) => `«${value}» không phải là một loại trang. Chọn một trong: ${kinds}`,
  'no-header': () => 'cần "header": { "row": số dòng } hoặc { "texts": [ít nhất hai tiêu đề cột] }',
  'bad-row': (value) =>
    `số dòng «${value}» không hợp lệ; ghi số dòng như Excel hiển thị, từ 1 đến 200`,
  'bad-depth': (value) => `số dòng tiêu đề «${value}» không hợp lệ; ghi 1, 2 hoặc 3`,
  'bad-term': (value) => `học kì «${value}» không hợp lệ; ghi 1 hoặc 2`,
  'no-columns': () => 'cần "columns": { "tiêu đề trong tệp": "tiêu đề chuẩn", … }',
  'column-open': () => 'chưa được ghép: điền tiêu đề chuẩn, hoặc null nếu không cần đọc cột này',
  'unknown-field': (value) => `«${value}» không phải là tiêu đề chuẩn của loại trang này`,
  'essential-missing': (value) =>
    `thiếu cột không thể bỏ: cần ghép ít nhất một trong các cột ${value}`,
};

/** One fault of a mapping file: where it is, and what to write. */
export const mappingFaultSentence = ({ path, code, value }: MappingFault): string =>
  `${path === '' ? 'Tệp' : path}: ${faults[code](value ?? '')}.`;

export const mappingText = {
  faulty: (file: string, count: number): string =>
    `Tệp ghép cột ${file} có ${count} chỗ cần sửa; chưa đọc gì:`,
  kept: (file: string): string =>
    `Có tệp không theo bố cục nào đã biết: đọc lại theo tệp ghép cột đã giữ của trường (${file}).`,
  keeping: (file: string): string =>
    `Đã giữ tệp ghép cột của trường ở ${file}; lần nhập sau không cần --mapping.`,
  nothingUnknown: 'Mọi tệp đều có bố cục đã biết, không cần tệp ghép cột.',
  drafted: (file: string, count: number, open: number): string =>
    `Đã ghi bản nháp ghép cột cho ${count} loại trang vào ${file}, còn ${open} cột ghi «?». ` +
    'Xin mở bằng trình soạn thảo, kiểm tra từng dòng, thay «?» bằng tiêu đề chuẩn (hoặc null nếu không cần đọc), ' +
    `rồi nhập lại với --mapping ${file}.`,
  exists: (file: string): string =>
    `Tệp ${file} đã có, không ghi đè. Xin chọn tên khác hoặc chuyển tệp cũ đi nơi khác.`,
  note:
    'Bên trái là tiêu đề cột trong tệp của trường, bên phải là tiêu đề chuẩn. Thay mọi «?»; null nghĩa là không đọc cột. ' +
    'Mục bắt đầu bằng _ chỉ để ghi chú.',
  kinds: `Các loại trang (kind): ${kinds}`,
} as const;
