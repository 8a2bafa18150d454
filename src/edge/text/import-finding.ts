import type { FindingCode } from '../../format/workbook/finding.ts';
import { faultTexts } from './import-fault.ts';
import { type FindingText, findingText as text } from './import-finding-text.ts';
import { repairTexts } from './import-repair.ts';

/** Every code has its words: the compiler finds the missing one. */
export const findingTexts: Readonly<Record<FindingCode, FindingText>> = {
  ...repairTexts,
  ...faultTexts,
  'missing-mark': text(
    'subject-teacher',
    'Thiếu điểm hoặc mức đánh giá',
    ({ field, subject, term }) => `thiếu ${field}${subject}${term}`,
    'Bổ sung điểm trong sổ của phần mềm rồi xuất và nạp lại tệp.',
  ),
  'missing-comment': text(
    'subject-teacher',
    'Thiếu nhận xét',
    ({ field, subject, term }) => `thiếu ${field}${subject}${term}`,
    'Bổ sung nhận xét rồi xuất và nạp lại tệp.',
  ),
  'missing-email': text(
    'data-officer',
    'Cán bộ chưa có thư điện tử',
    () => 'chưa có địa chỉ thư điện tử',
    'Bổ sung thư điện tử trong CSDL ngành; cần có để mời ký số.',
  ),
  'missing-assignment': text(
    'vice-principal',
    'Chưa phân công giáo viên',
    ({ subject, className, term }) => `chưa có giáo viên${subject} lớp ${className}${term}`,
    'Bổ sung phân công chuyên môn rồi nạp lại tệp phân công.',
  ),
  'missing-homeroom': text(
    'vice-principal',
    'Chưa có giáo viên chủ nhiệm',
    ({ className }) => `lớp ${className} chưa có giáo viên chủ nhiệm`,
    'Bổ sung trang phân công chủ nhiệm rồi nạp lại.',
  ),
  'missing-personal-id': text(
    'data-officer',
    'Thiếu số định danh cá nhân',
    () => 'thiếu số định danh cá nhân',
    'Bổ sung số định danh cá nhân trong CSDL ngành theo giấy tờ của học sinh.',
  ),
  'missing-birth-date': text(
    'data-officer',
    'Thiếu ngày sinh',
    () => 'thiếu ngày sinh',
    'Bổ sung ngày sinh theo giấy khai sinh.',
  ),
  'missing-fact': text(
    'data-officer',
    'Thiếu thông tin bắt buộc',
    ({ field }) => `thiếu ${field}`,
    'Bổ sung thông tin rồi nạp lại tệp.',
  ),
  'missing-rows': text(
    'clerk',
    'Học sinh không có trong sổ',
    ({ field }) => `không tìm thấy ${field === 'giá trị' ? 'kết quả cuối năm' : field}`,
    'Kiểm tra đã nạp đủ tệp và học sinh có tên trong sổ.',
  ),
  'missing-book': text(
    'clerk',
    'Chưa có sổ điểm môn',
    ({ subject, term }) => `sổ tổng kết có kết quả${subject}${term} nhưng chưa có sổ điểm môn`,
    'Nạp thêm sổ điểm môn của lớp; điểm trong học bạ chỉ lấy từ sổ điểm môn.',
  ),
  'no-code': text(
    'clerk',
    'Tệp không có mã học sinh',
    () => 'tệp không có cột mã học sinh, đã ghép theo số định danh, họ tên và ngày sinh',
    'Kiểm tra lại các em được ghép; nên dùng danh sách có mã học sinh.',
  ),
  'no-pupil-list': text(
    'data-officer',
    'Chưa có danh sách học sinh',
    () => 'chưa có danh sách học sinh (C1-HocSinh) nên trang này không được nhập',
    'Xuất danh sách học sinh từ CSDL ngành rồi nạp cùng các sổ.',
  ),
  'row-shift': text(
    'clerk',
    'Mã học sinh bị lệch dòng',
    ({ written, clean }) =>
      `mã ${written} là của em khác; theo họ tên và ngày sinh thì đây là mã ${clean}`,
    'Sửa cột mã học sinh trong tệp cho đúng người rồi nạp lại; kết quả đã được ghép theo họ tên và ngày sinh.',
  ),
  'duplicate-row': text(
    'clerk',
    'Một học sinh có hai dòng',
    () => 'có hơn một dòng, chỉ lấy dòng đầu',
    'Xóa dòng thừa trong tệp; nếu hai dòng khác nhau thì giữ dòng đúng.',
  ),
  'stale-result': text(
    'homeroom-teacher',
    'Kết quả in trong sổ không khớp với điểm',
    ({ field, term, written, clean }) =>
      `${field}${term} trong sổ là ${written}, tính theo thông tư là ${clean}`,
    'Tính lại và xuất lại sổ; học bạ dùng kết quả tính từ điểm.',
  ),
  'stale-average': text(
    'subject-teacher',
    'Điểm trung bình trong sổ không khớp với điểm',
    ({ subject, term, written, clean }) =>
      `điểm trung bình${subject}${term} trong sổ là ${written}, tính từ các điểm là ${clean}`,
    'Tính lại và xuất lại sổ; học bạ dùng điểm trung bình tính từ các điểm.',
  ),
  'transferred-in-gap': text(
    'vice-principal',
    'Học sinh chuyển đến chưa học môn này ở trường cũ',
    ({ subject }) => `chuyển đến giữa năm, không có kết quả học kì I${subject}`,
    'Hiệu trưởng quyết định việc bổ sung kiến thức và đánh giá môn học này.',
  ),
  'decimal-test': text(
    'subject-teacher',
    'Điểm kiểm tra định kì có số lẻ',
    ({ field, written }) => `${field} ghi ${written}, Thông tư 27 chỉ cho điểm nguyên`,
    'Sửa thành điểm nguyên theo bài kiểm tra rồi nạp lại.',
  ),
  'unread-note': text(
    'homeroom-teacher',
    'Ghi chú cần người đọc',
    ({ written }) => `ghi chú ${written} chưa được hiểu`,
    'Đọc ghi chú và tự cập nhật nếu ghi chú làm thay đổi dữ liệu.',
  ),
  'ambiguous-teacher': text(
    'vice-principal',
    'Trùng tên giáo viên',
    ({ written, subject }) => `có hơn một người tên ${written}, chưa rõ ai dạy${subject}`,
    'Ghi thêm môn dạy trong danh sách cán bộ, hoặc ghi mã cán bộ trong bảng phân công.',
  ),
  'name-conflict': text(
    'data-officer',
    'Họ tên khác nhau giữa các tệp',
    ({ written, clean }) => `họ tên ghi ${written}, danh sách học sinh ghi ${clean}`,
    'Đối chiếu giấy khai sinh rồi sửa tệp sai; học bạ dùng danh sách học sinh.',
  ),
  'value-conflict': text(
    'clerk',
    'Thông tin khác nhau giữa các tệp',
    ({ field, written, clean }) => `${field} ghi ${written}, nơi khác ghi ${clean}`,
    'Đối chiếu rồi sửa tệp sai; học bạ dùng giá trị thứ hai.',
  ),
  'class-conflict': text(
    'clerk',
    'Học sinh ở lớp khác',
    ({ written, clean }) => `nằm trong sổ lớp ${written}, danh sách học sinh ghi lớp ${clean}`,
    'Sửa lớp của học sinh; học bạ dùng lớp trong danh sách học sinh.',
  ),
  'other-grade': text(
    'clerk',
    'Sổ của khối khác',
    ({ className }) =>
      `trang này là của lớp ${className}, không thuộc khối ghi ở tên tệp hoặc trong danh sách học sinh`,
    'Chọn đúng tệp của khối; nếu đúng tệp thì bổ sung danh sách học sinh của khối ấy.',
  ),
  'not-the-year': text(
    'clerk',
    'Sổ một học kì được nạp thay cho cả năm',
    ({ className, term, written }) =>
      `sổ lớp ${className} (${written}) là của${term}, không phải kết quả cả năm`,
    'Nạp đủ sổ của cả hai học kì; cả năm được tính từ hai học kì, còn số buổi nghỉ trong sổ học kì II đã cộng cả năm.',
  ),
  'bad-total': text(
    'homeroom-teacher',
    'Tổng số buổi nghỉ không khớp',
    ({ written, clean }) => `tổng số buổi nghỉ ghi ${written}, P và K cộng lại là ${clean}`,
    'Sửa số buổi nghỉ rồi nạp lại.',
  ),
  'unexpected-row': text(
    'clerk',
    'Kết quả không mong đợi',
    ({ subject, term }) =>
      `có kết quả${subject}${term} dù học kì đó không học ở trường, hoặc không chọn môn này`,
    'Kiểm tra trạng thái và môn lựa chọn của học sinh; kết quả này không vào học bạ.',
  ),
  'too-many-marks': text(
    'subject-teacher',
    'Thừa điểm thường xuyên',
    ({ subject, term }) => `nhiều điểm thường xuyên hơn quy định${subject}${term}`,
    'Bỏ bớt điểm thường xuyên theo số lượng của thông tư.',
  ),
  'unknown-learner': text(
    'clerk',
    'Không có trong danh sách học sinh',
    ({ written }) => `dòng của ${written} không khớp với học sinh nào nên không được nhập`,
    'Kiểm tra mã, họ tên, ngày sinh; hoặc bổ sung em vào danh sách học sinh.',
  ),
  'ambiguous-learner': text(
    'clerk',
    'Khớp với nhiều học sinh',
    ({ written }) => `dòng của ${written} khớp với hơn một học sinh nên không được nhập`,
    'Ghi thêm mã học sinh hoặc số định danh cho dòng này.',
  ),
  'row-without-key': text(
    'clerk',
    'Dòng thiếu mã hoặc tên',
    () => 'dòng thiếu mã hoặc tên nên không được nhập',
    'Bổ sung mã và tên rồi nạp lại.',
  ),
  'unread-row': text(
    'clerk',
    'Dòng không đọc được',
    ({ written }) => `không hiểu dòng ${written} nên không nhập`,
    'Kiểm tra dòng này; nếu là dữ liệu thì điền đủ các cột.',
  ),
  'duplicate-code': text(
    'data-officer',
    'Trùng mã',
    () => 'mã này đã có ở một dòng trước nên dòng này không được nhập',
    'Kiểm tra và sửa mã bị trùng.',
  ),
  'broken-header': text(
    'clerk',
    'Dòng tiêu đề cột bị hỏng',
    ({ field, written }) =>
      `trang giống ${field} nhưng không có ô tiêu đề riêng ${written} nên không được nhập`,
    'Bỏ trộn ô và ghi lại tiêu đề cột như phần mềm xuất ra, hoặc ghép cột bằng --suggest-mapping rồi nạp lại.',
  ),
  'unknown-term': text(
    'clerk',
    'Không rõ học kì',
    () => 'không rõ trang này của học kì nào nên không được nhập',
    'Ghi học kì ở dòng tiêu đề của trang.',
  ),
};
