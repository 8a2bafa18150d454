import { type Layout, type ReadyLayout, ready } from './layout.ts';
import { isSubjectName } from './subjects.ts';

const order = { field: 'order', headers: ['STT', 'TT', 'Số TT'] };
const code = { field: 'code', headers: ['Mã học sinh', 'Mã HS', 'Mã định danh học sinh'] };
const name = { field: 'name', headers: ['Họ tên', 'Họ và tên', 'Họ và tên học sinh'] };
const birthDate = {
  field: 'birthDate',
  headers: ['Ngày sinh', 'Ngày sinh (dd/mm/yyyy)', 'Ngày, tháng, năm sinh'],
};
const personalId = {
  field: 'personalId',
  headers: ['Số định danh cá nhân', 'Số CCCD', 'Số CCCD/Định danh', 'Mã định danh', 'CCCD'],
};
const sex = { field: 'sex', headers: ['Giới tính'] };
const ethnic = { field: 'ethnic', headers: ['Dân tộc'] };
const className = { field: 'class', headers: ['Lớp', 'Mã lớp', 'Tên lớp'] };
const note = { field: 'note', headers: ['Ghi chú'] };

/** A column headed by a subject: its marks or levels stand under it. */
const subjectColumn = (_path: string, label: string): string | undefined =>
  isSubjectName(label) ? `subject:${label}` : undefined;

/** CSDL ngành, Học sinh → Xuất Excel. */
const pupilList: Layout = {
  sheet: 'pupil-list',
  workbook: 'pupil-list',
  depth: 1,
  required: ['class', 'code', 'name', 'birthDate', 'status'],
  forbidden: [],
  columns: [
    order,
    className,
    code,
    name,
    birthDate,
    sex,
    ethnic,
    personalId,
    note,
    { field: 'status', headers: ['Trạng thái HS', 'Trạng thái'] },
    { field: 'statusDate', headers: ['Ngày nhập trạng thái', 'Ngày trạng thái'] },
    { field: 'nationality', headers: ['Quốc tịch'] },
    { field: 'disability', headers: ['Loại khuyết tật'] },
    { field: 'passport', headers: ['Số hộ chiếu', 'Hộ chiếu'] },
    { field: 'province', headers: ['Tỉnh/Thành phố (Theo địa chỉ thường trú)'] },
    { field: 'commune', headers: ['Xã/Phường (Theo địa chỉ thường trú)'] },
    { field: 'detail', headers: ['Thôn/Xóm/Số nhà (Theo địa chỉ thường trú)'] },
    { field: 'current', headers: ['Chỗ ở hiện nay'] },
    { field: 'birthPlace', headers: ['Nơi sinh'] },
    { field: 'homeTown', headers: ['Quê quán'] },
    { field: 'policy', headers: ['Diện chính sách'] },
    { field: 'fatherName', headers: ['Họ tên cha', 'Họ và tên cha'] },
    { field: 'fatherJob', headers: ['Nghề nghiệp cha'] },
    { field: 'motherName', headers: ['Họ tên mẹ', 'Họ và tên mẹ'] },
    { field: 'motherJob', headers: ['Nghề nghiệp mẹ'] },
    { field: 'guardianName', headers: ['Họ tên người giám hộ', 'Họ và tên người giám hộ'] },
    { field: 'guardianJob', headers: ['Nghề nghiệp người giám hộ'] },
    { field: 'registerNo', headers: ['Số đăng bộ', 'Số sổ đăng bộ'] },
  ],
};

/** CSDL ngành, Cán bộ. */
const staffList: Layout = {
  sheet: 'staff-list',
  workbook: 'staff-list',
  depth: 1,
  required: ['code', 'name', 'status', 'group'],
  forbidden: [],
  columns: [
    order,
    name,
    birthDate,
    sex,
    ethnic,
    personalId,
    note,
    { field: 'code', headers: ['Mã cán bộ', 'Mã định danh cán bộ'] },
    { field: 'status', headers: ['Trạng thái CB', 'Trạng thái cán bộ'] },
    { field: 'email', headers: ['Email', 'Thư điện tử'] },
    { field: 'position', headers: ['Vị trí việc làm'] },
    { field: 'group', headers: ['Nhóm chức vụ'] },
    { field: 'contract', headers: ['Hình thức hợp đồng'] },
    { field: 'degree', headers: ['Trình độ chuyên môn nghiệp vụ'] },
    { field: 'subjects', headers: ['Môn dạy'] },
  ],
};

/** Phân công chuyên môn: one row per teacher and subject, with a list of classes. */
const assignments: Layout = {
  sheet: 'assignments',
  workbook: 'assignments',
  depth: 1,
  required: ['teacher', 'subject', 'classes'],
  forbidden: [],
  columns: [
    order,
    note,
    { field: 'teacher', headers: ['Giáo viên', 'Họ tên giáo viên'] },
    { field: 'subject', headers: ['Môn', 'Môn học'] },
    { field: 'classes', headers: ['Lớp dạy', 'Các lớp'] },
  ],
};

const homeroomAssignments: Layout = {
  sheet: 'homeroom-assignments',
  workbook: 'assignments',
  depth: 1,
  required: ['class', 'teacher'],
  forbidden: ['Mã học sinh'],
  columns: [
    order,
    className,
    note,
    { field: 'teacher', headers: ['Giáo viên chủ nhiệm', 'GVCN'] },
    { field: 'size', headers: ['Sĩ số'] },
  ],
};

/** The list that a school makes when it forms its first classes: no code, classes as title rows. */
const classList: Layout = {
  sheet: 'class-list',
  workbook: 'class-list',
  depth: 1,
  required: ['name', 'birthDate', 'female'],
  forbidden: ['Mã học sinh'],
  columns: [
    order,
    name,
    birthDate,
    ethnic,
    personalId,
    note,
    { field: 'female', headers: ['Nữ'] },
    { field: 'disabled', headers: ['K.tật', 'Khuyết tật', 'KT'] },
  ],
};

/** vnEdu, sổ điểm tổng kết: one sheet per class. */
const termSummary: Layout = {
  sheet: 'term-summary',
  workbook: 'term-summary',
  depth: 2,
  required: ['code', 'study', 'conduct', 'absWith'],
  forbidden: [],
  columns: [
    order,
    code,
    name,
    birthDate,
    personalId,
    sex,
    note,
    { field: 'study', headers: ['Kết quả học tập'] },
    { field: 'conduct', headers: ['Kết quả rèn luyện'] },
    { field: 'absWith', headers: ['Buổi nghỉ > P'] },
    { field: 'absWithout', headers: ['Buổi nghỉ > K'] },
    { field: 'absTotal', headers: ['Buổi nghỉ > Tổng'] },
  ],
  other: subjectColumn,
};

/** vnEdu, sổ điểm môn: one sheet per subject. */
const subjectMarks: Layout = {
  sheet: 'subject-marks',
  workbook: 'subject-marks',
  depth: 2,
  required: ['code', 'tx', 'gk', 'ck'],
  forbidden: [],
  columns: [
    order,
    code,
    name,
    birthDate,
    note,
    { field: 'tx', headers: ['ĐĐGtx'] },
    { field: 'gk', headers: ['ĐĐGgk'] },
    { field: 'ck', headers: ['ĐĐGck'] },
    { field: 'avg', headers: ['ĐTBmhk', 'ĐTBmhkI', 'ĐTBmhkII', 'Mức đánh giá'] },
    {
      field: 'comment',
      headers: ['Nhận xét sự tiến bộ, ưu điểm nổi bật, hạn chế chủ yếu', 'Nhận xét'],
    },
  ],
  other: (path) => /^ddgtx > \d$/.exec(path)?.[0].replace('ddgtx > ', 'tx:'),
};

/** A homeroom teacher's book: one sheet per class. */
const homeroomBook: Layout = {
  sheet: 'homeroom-book',
  workbook: 'homeroom-book',
  depth: 2,
  required: ['code', 'conduct1', 'comment'],
  forbidden: [],
  columns: [
    order,
    code,
    name,
    birthDate,
    note,
    { field: 'conduct1', headers: ['Kết quả rèn luyện > HKI', 'Kết quả rèn luyện > HK1'] },
    { field: 'conduct2', headers: ['Kết quả rèn luyện > HKII', 'Kết quả rèn luyện > HK2'] },
    { field: 'conductYear', headers: ['Kết quả rèn luyện > Cả năm'] },
    { field: 'absWith1', headers: ['Buổi nghỉ HKI > P'] },
    { field: 'absWithout1', headers: ['Buổi nghỉ HKI > K'] },
    { field: 'absWith2', headers: ['Buổi nghỉ HKII > P'] },
    { field: 'absWithout2', headers: ['Buổi nghỉ HKII > K'] },
    { field: 'comment', headers: ['Nhận xét của giáo viên chủ nhiệm'] },
    { field: 'award', headers: ['Khen thưởng'] },
    { field: 'competition', headers: ['Kết quả tham gia các cuộc thi'] },
    { field: 'certificate', headers: ['Chứng chỉ'] },
  ],
};

/** Đánh giá lại trong kì nghỉ hè (art. 14). */
const reassessment: Layout = {
  sheet: 'reassessment',
  workbook: 'reassessment',
  depth: 1,
  required: ['code', 'subject', 'after'],
  forbidden: [],
  columns: [
    order,
    className,
    code,
    name,
    birthDate,
    note,
    { field: 'subject', headers: ['Môn', 'Môn học'] },
    { field: 'before', headers: ['ĐTBmcn hoặc mức đánh giá'] },
    { field: 'after', headers: ['Điểm hoặc mức sau đánh giá lại'] },
  ],
};

/** Rèn luyện trong kì nghỉ hè (art. 13). */
const summerConduct: Layout = {
  sheet: 'summer-conduct',
  workbook: 'reassessment',
  depth: 1,
  required: ['code', 'before', 'after'],
  forbidden: [],
  columns: [
    order,
    className,
    code,
    name,
    birthDate,
    note,
    { field: 'before', headers: ['Rèn luyện cả năm'] },
    { field: 'after', headers: ['Rèn luyện sau hè'] },
    { field: 'comment', headers: ['Nhận xét'] },
  ],
};

/** Term 1 of learners who came from another school. */
const transferIn: Layout = {
  sheet: 'transfer-in',
  workbook: 'transfer-in',
  depth: 1,
  required: ['code', 'fromSchool', 'in'],
  forbidden: [],
  columns: [
    order,
    code,
    name,
    birthDate,
    personalId,
    note,
    { field: 'fromSchool', headers: ['Trường chuyển đi'] },
    { field: 'in', headers: ['Ngày chuyển đến'] },
    { field: 'class', headers: ['Lớp tiếp nhận'] },
    { field: 'study', headers: ['Học tập HKI', 'Học tập HK1'] },
    { field: 'conduct', headers: ['Rèn luyện HKI', 'Rèn luyện HK1'] },
    { field: 'absWith', headers: ['Nghỉ có phép'] },
    { field: 'absWithout', headers: ['Nghỉ không phép'] },
  ],
  other: subjectColumn,
};

/** THPT and GDTX: chosen subjects and cụm chuyên đề. */
const subjectChoice: Layout = {
  sheet: 'subject-choice',
  workbook: 'subject-choice',
  depth: 1,
  required: ['code', 'chosen', 'specialTopics'],
  forbidden: [],
  columns: [
    order,
    className,
    code,
    name,
    birthDate,
    note,
    { field: 'chosen', headers: ['Môn lựa chọn'] },
    { field: 'specialTopics', headers: ['Cụm chuyên đề'] },
  ],
};

/** Secondary and common layouts; those of primary schools stand in layouts-primary.ts. */
export const secondaryLayouts: readonly ReadyLayout[] = [
  pupilList,
  staffList,
  assignments,
  homeroomAssignments,
  classList,
  termSummary,
  subjectMarks,
  homeroomBook,
  reassessment,
  summerConduct,
  transferIn,
  subjectChoice,
].map(ready);
