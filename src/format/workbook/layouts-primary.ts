import { fold } from './fold.ts';
import { type Layout, type ReadyLayout, ready } from './layout.ts';
import { birthDate, className, code, name, note, order } from './layout-columns.ts';
import { isSubjectName } from './subjects.ts';

/** Phẩm chất and năng lực: our names, and the headers of the forms. */
export const qualityNames: Readonly<Record<string, string>> = {
  yeuNuoc: 'Yêu nước',
  nhanAi: 'Nhân ái',
  chamChi: 'Chăm chỉ',
  trungThuc: 'Trung thực',
  trachNhiem: 'Trách nhiệm',
};
export const competenceNames: Readonly<Record<string, string>> = {
  tuChu: 'Tự chủ và tự học',
  giaoTiep: 'Giao tiếp và hợp tác',
  giaiQuyet: 'Giải quyết vấn đề và sáng tạo',
  ngonNgu: 'Ngôn ngữ',
  tinhToan: 'Tính toán',
  khoaHoc: 'Khoa học',
  congNghe: 'Công nghệ',
  tinHoc: 'Tin học',
  thamMi: 'Thẩm mĩ',
  theChat: 'Thể chất',
};

const general = new Set(['tuChu', 'giaoTiep', 'giaiQuyet']);

const qualityColumns = Object.entries(qualityNames).map(([key, header]) => ({
  field: `pc:${key}`,
  headers: [`Phẩm chất chủ yếu > ${header}`],
}));

const competenceColumns = Object.entries(competenceNames).map(([key, header]) => ({
  field: `nl:${key}`,
  headers: [`Năng lực cốt lõi > Năng lực ${general.has(key) ? 'chung' : 'đặc thù'} > ${header}`],
}));

/** CSDL ngành, Kết quả học tập at the end of the year: three header rows. */
const primaryYear: Layout = {
  sheet: 'primary-year',
  workbook: 'primary-year',
  depth: 3,
  required: ['code', 'pc:yeuNuoc', 'nl:tuChu', 'result'],
  forbidden: [],
  columns: [
    order,
    className,
    code,
    name,
    birthDate,
    note,
    ...qualityColumns,
    ...competenceColumns,
    { field: 'completed', headers: ['Hoàn thành chương trình lớp học'] },
    { field: 'promoted', headers: ['Lên lớp'] },
    { field: 'result', headers: ['Xếp loại'] },
  ],
  other: (path, label) => {
    const [, subject, last] = label.split(' > ');
    if (!path.startsWith('mon hoc va hoat dong giao duc > ')) return undefined;
    if (subject === undefined || last === undefined || !isSubjectName(subject)) return undefined;
    if (fold(last) === 'muc dat duoc') return `mon:${subject}`;
    return fold(last) === 'diem ktdk' ? `diem:${subject}` : undefined;
  },
};

/** Comments, height, weight and absences: one sheet per class. */
const primaryComments: Layout = {
  sheet: 'primary-comments',
  workbook: 'primary-comments',
  depth: 1,
  required: ['code', 'cQualities', 'cGeneral', 'homeroomComment'],
  forbidden: [],
  columns: [
    order,
    code,
    name,
    birthDate,
    note,
    { field: 'height', headers: ['Chiều cao (cm)'] },
    { field: 'weight', headers: ['Cân nặng (kg)'] },
    { field: 'absWith', headers: ['Nghỉ có phép'] },
    { field: 'absWithout', headers: ['Nghỉ không phép'] },
    { field: 'cQualities', headers: ['Nhận xét Phẩm chất chủ yếu'] },
    { field: 'cGeneral', headers: ['Nhận xét Năng lực chung'] },
    { field: 'cSpecial', headers: ['Nhận xét Năng lực đặc thù'] },
    { field: 'homeroomComment', headers: ['Nhận xét của giáo viên chủ nhiệm'] },
    { field: 'award', headers: ['Khen thưởng'] },
    { field: 'suddenAward', headers: ['Khen thưởng đột xuất'] },
  ],
  other: (_path, label) => {
    const subject = /^nhận xét (.+)$/iu.exec(label)?.[1];
    return subject !== undefined && isSubjectName(subject) ? `comment:${subject}` : undefined;
  },
};

/** Đánh giá bổ sung and the principal's decisions (Circular 27/2020, art. 11). */
const supplement: Layout = {
  sheet: 'supplement',
  workbook: 'supplement',
  depth: 1,
  required: ['code', 'item', 'level', 'decision'],
  forbidden: [],
  columns: [
    order,
    className,
    code,
    name,
    birthDate,
    note,
    { field: 'item', headers: ['Môn học', 'Môn'] },
    { field: 'level', headers: ['Mức đạt được'] },
    { field: 'test', headers: ['Điểm KTĐK'] },
    { field: 'decision', headers: ['Quyết định của hiệu trưởng'] },
  ],
};

export const primaryLayouts: readonly ReadyLayout[] = [
  primaryYear,
  primaryComments,
  supplement,
].map(ready);
