import { type Layout, type ReadyLayout, ready } from './layout.ts';
import {
  birthDate,
  className,
  code,
  ethnic,
  name,
  note,
  order,
  personalId,
  sex,
  staffCode,
} from './layout-columns.ts';

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
    { field: 'formerCodes', headers: ['Mã học sinh cũ', 'Mã tạm'] },
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
    staffCode,
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
    staffCode,
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

/** Who is at the school: learners, staff, classes and who teaches what. */
export const listLayouts: readonly ReadyLayout[] = [
  pupilList,
  staffList,
  assignments,
  homeroomAssignments,
  classList,
].map(ready);
