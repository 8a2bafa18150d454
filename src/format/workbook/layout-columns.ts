import type { ColumnSpec } from './layout.ts';

/** Columns that many kinds of sheets have. */
export const order: ColumnSpec = { field: 'order', headers: ['STT', 'TT', 'Số TT'] };
export const code: ColumnSpec = {
  field: 'code',
  headers: ['Mã học sinh', 'Mã HS', 'Mã định danh học sinh'],
};
export const name: ColumnSpec = {
  field: 'name',
  headers: ['Họ tên', 'Họ và tên', 'Họ và tên học sinh'],
};
export const birthDate: ColumnSpec = {
  field: 'birthDate',
  headers: ['Ngày sinh', 'Ngày sinh (dd/mm/yyyy)', 'Ngày, tháng, năm sinh'],
};
export const personalId: ColumnSpec = {
  field: 'personalId',
  headers: ['Số định danh cá nhân', 'Số CCCD', 'Số CCCD/Định danh', 'Mã định danh', 'CCCD'],
};
export const sex: ColumnSpec = { field: 'sex', headers: ['Giới tính'] };
export const ethnic: ColumnSpec = { field: 'ethnic', headers: ['Dân tộc'] };
export const className: ColumnSpec = { field: 'class', headers: ['Lớp', 'Mã lớp', 'Tên lớp'] };
export const note: ColumnSpec = { field: 'note', headers: ['Ghi chú'] };
/** Tells namesakes among the staff apart. */
export const staffCode: ColumnSpec = {
  field: 'staffCode',
  headers: ['Mã cán bộ', 'Mã giáo viên', 'Mã định danh cán bộ'],
};
