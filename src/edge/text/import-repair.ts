import type { RepairCode } from '../../format/workbook/finding.ts';
import type { FindingText } from './import-finding-text.ts';

const done = 'Không cần làm gì; nên sửa ở tệp gốc để lần sau không lặp lại.';

const repair = (title: string, what: FindingText['what'], remedy: string = done): FindingText => ({
  title,
  what,
  remedy,
  mender: 'nobody',
});

/** A value that was read differently from how it was written. */
const value = (title: string): FindingText =>
  repair(
    title,
    ({ field, subject, term, written, clean }) =>
      `${field}${subject}${term} ghi ${written}, đã đọc là ${clean}`,
  );

const layout = (title: string, what: string): FindingText => repair(title, () => what);

/** The words for everything that was mended without asking. */
export const repairTexts: Readonly<Record<RepairCode, FindingText>> = {
  'nfd-text': value('Chữ tiếng Việt ở dạng tổ hợp (NFD)'),
  'eth-letter': value('Chữ Ð lạ thay cho Đ'),
  'extra-space': value('Thừa dấu cách'),
  'tone-placement': value('Vị trí dấu thanh khác danh sách'),
  'capital-name': value('Chữ hoa, chữ thường khác danh sách'),
  'serial-date': value('Ngày ở dạng số của Excel'),
  'date-cell': value('Ngày ở dạng ô ngày tháng'),
  'date-variant': value('Ngày viết theo dạng khác'),
  'lost-zero': value('Số định danh mất số 0 đầu'),
  'spaced-id': value('Số định danh có dấu cách'),
  'code-as-number': value('Mã ở dạng số'),
  'sex-code': value('Giới tính viết theo dạng khác'),
  'decimal-comma': value('Số viết bằng dấu phẩy ở dạng chữ'),
  'mark-as-text': value('Số ở dạng chữ'),
  'level-spelling': value('Mức đánh giá viết theo dạng khác'),
  'x-variant': value('Dấu x viết theo dạng khác'),
  'subject-alias': value('Tên môn viết theo dạng khác'),
  'list-spacing': value('Danh sách lớp viết không đều'),
  'roman-term': repair(
    'Học kì viết bằng số La Mã',
    ({ written, clean }) => `tiêu đề ghi ${written}, đã đọc là học kì ${clean}`,
  ),
  'temp-code': value('Mã tạm đã đổi thành mã chính thức'),
  'blank-total': repair(
    'Tổng số buổi nghỉ để trống',
    ({ clean }) => `tổng số buổi nghỉ để trống, đã cộng P và K thành ${clean}`,
  ),
  'cumulative-absence': layout(
    'Buổi nghỉ học kì II là số cộng dồn',
    'cột «Buổi nghỉ» của học kì II đếm cả năm, đã trừ số của học kì I',
  ),
  'sheet-name': repair(
    'Tên trang khác tên lớp',
    ({ written, clean }) => `trang tên ${written}, tiêu đề ghi lớp ${clean}`,
  ),
  'class-title-above-header': layout(
    'Tên lớp nằm trên dòng tiêu đề',
    'tên lớp nằm trên tiêu đề cột',
  ),
  'class-title-row': repair(
    'Dòng chỉ ghi tên lớp',
    ({ className }) => `dòng này chỉ ghi tên lớp ${className}`,
  ),
  'repeated-header': layout('Lặp lại dòng tiêu đề', 'dòng này lặp lại tiêu đề cột'),
  'footer-row': repair(
    'Dòng tổng hoặc chữ ký',
    ({ written }) => `dòng ${written} là dòng tổng hoặc chữ ký nên bỏ qua`,
  ),
  'blank-row': layout('Dòng trống giữa bảng', 'dòng trống giữa bảng'),
  'hidden-column': repair(
    'Cột ẩn',
    ({ written }) => `cột ẩn ${written} chứa mã nội bộ của phần mềm nên bỏ qua`,
  ),
  'html-xls': layout('Tệp .xls thật ra là trang web', 'tệp là một bảng HTML có đuôi .xls'),
};
