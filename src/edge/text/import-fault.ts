import type { FindingCode } from '../../format/workbook/finding.ts';
import { type FindingText, findingText as text } from './import-finding-text.ts';

/** Codes of values and names that could not be understood. */
type FaultCode =
  | Exclude<
      Extract<FindingCode, `bad-${string}` | `unknown-${string}`>,
      'bad-total' | 'unknown-learner' | 'unknown-term'
    >
  | 'formula-error'
  | 'text-as-date'
  | 'personal-id-mismatch';

/** The words for values and names that could not be understood. */
export const faultTexts: Readonly<Record<FaultCode, FindingText>> = {
  'bad-mark': text(
    'subject-teacher',
    'Điểm không hợp lệ',
    ({ field, subject, written }) =>
      `${field}${subject} ghi ${written}, không phải là điểm từ 0 đến 10`,
    'Sửa điểm: từ 0 đến 10, nhiều nhất một chữ số thập phân, hoặc M nếu được miễn.',
  ),
  'bad-level': text(
    'subject-teacher',
    'Mức đánh giá không hợp lệ',
    ({ field, subject, written }) =>
      `${field}${subject} ghi ${written}, không phải là một mức đánh giá`,
    'Sửa theo các mức của thông tư (Đ, CĐ; Tốt, Khá, Đạt, Chưa đạt; T, H, C).',
  ),
  'bad-date': text(
    'data-officer',
    'Ngày tháng không hợp lệ',
    ({ field, written }) => `${field} ghi ${written}, không phải là một ngày có thật`,
    'Sửa theo dạng ngày/tháng/năm (dd/mm/yyyy).',
  ),
  'bad-personal-id': text(
    'data-officer',
    'Số định danh không hợp lệ',
    ({ written }) => `số định danh ghi ${written}, không đủ 12 chữ số`,
    'Sửa số định danh theo giấy tờ; định dạng cột là văn bản để không mất số 0 đầu.',
  ),
  'bad-sex': text(
    'data-officer',
    'Giới tính không rõ',
    ({ written }) => `giới tính ghi ${written}`,
    'Ghi Nam hoặc Nữ.',
  ),
  'bad-number': text(
    'clerk',
    'Số không hợp lệ',
    ({ field, written }) => `${field} ghi ${written}, không phải là số`,
    'Sửa thành một số rồi nạp lại.',
  ),
  'bad-tick': text(
    'clerk',
    'Dấu đánh không rõ',
    ({ field, written }) => `${field} ghi ${written}, không rõ có hay không`,
    'Dùng x để đánh dấu, để trống nếu không.',
  ),
  'formula-error': text(
    'clerk',
    'Công thức bị lỗi',
    ({ field, written }) => `${field} là một công thức bị lỗi ${written}`,
    'Sửa công thức hoặc gõ giá trị rồi nạp lại.',
  ),
  'text-as-date': text(
    'clerk',
    'Chữ bị Excel đổi thành ngày',
    ({ field, written }) => `${field} là một ô ngày tháng (số ${written}), không phải chữ`,
    'Định dạng cột là văn bản, gõ lại giá trị (lớp 7/1 hay bị đổi thành ngày 7 tháng 1) rồi nạp lại.',
  ),
  'personal-id-mismatch': text(
    'data-officer',
    'Số định danh không khớp giới tính hoặc năm sinh',
    ({ written }) => `số định danh ${written} không khớp với giới tính hoặc năm sinh`,
    'Đối chiếu giấy tờ rồi sửa số định danh, giới tính hoặc ngày sinh.',
  ),
  'unknown-ethnic': text(
    'data-officer',
    'Dân tộc không có trong danh mục',
    ({ written }) => `dân tộc ghi ${written}, không có trong danh mục`,
    'Ghi theo danh mục dân tộc của Tổng cục Thống kê.',
  ),
  'unknown-nationality': text(
    'data-officer',
    'Quốc tịch không có trong danh mục',
    ({ written }) => `quốc tịch ghi ${written}, không có trong danh mục`,
    'Ghi tên nước theo danh mục.',
  ),
  'unknown-place': text(
    'data-officer',
    'Địa danh không có trong danh mục',
    ({ written }) => `địa danh ${written} không có trong danh mục hiện hành`,
    'Sửa theo tên tỉnh, xã hiện hành; địa chỉ được giữ nguyên như đã ghi.',
  ),
  'unknown-status': text(
    'data-officer',
    'Trạng thái học sinh không rõ',
    ({ written }) => `trạng thái ghi ${written}, không có trong danh mục`,
    'Chọn trạng thái theo danh mục của CSDL ngành.',
  ),
  'unknown-subject': text(
    'clerk',
    'Môn học không rõ',
    ({ written }) => `không rõ môn ${written} là môn nào`,
    'Ghi tên môn theo chương trình.',
  ),
  'unknown-teacher': text(
    'vice-principal',
    'Giáo viên không có trong danh sách cán bộ',
    ({ written }) => `không có ${written} trong danh sách cán bộ`,
    'Sửa tên giáo viên trong bảng phân công, hoặc bổ sung danh sách cán bộ.',
  ),
  'unknown-class': text(
    'clerk',
    'Lớp không có trong danh sách học sinh',
    ({ written }) => `không có lớp ${written} trong danh sách học sinh`,
    'Sửa tên lớp cho khớp với danh sách học sinh.',
  ),
  'unknown-code': text(
    'clerk',
    'Mã học sinh không có trong danh sách',
    ({ written, clean }) => `mã ${written} không có trong danh sách, đã ghép với mã ${clean}`,
    'Sửa mã học sinh trong tệp; kiểm tra em được ghép có đúng không.',
  ),
  'unknown-column': text(
    'clerk',
    'Cột chưa được đọc',
    ({ written }) => `cột ${written} không thuộc mẫu đã biết nên không được đọc`,
    'Nếu cột có dữ liệu cần nhập, đổi tên cột theo mẫu của phần mềm.',
  ),
  'unknown-sheet': text(
    'clerk',
    'Trang chưa được đọc',
    () => 'trang này không thuộc mẫu đã biết nên không được đọc',
    'Nếu trang có dữ liệu cần nhập, giữ đúng dòng tiêu đề cột của phần mềm.',
  ),
};
