import { type Layout, type ReadyLayout, ready } from './layout.ts';
import {
  birthDate,
  className,
  code,
  name,
  note,
  order,
  personalId,
  sex,
} from './layout-columns.ts';
import { isSubjectName } from './subjects.ts';

/** A column headed by a subject: its marks or levels stand under it. */
const subjectColumn = (_path: string, label: string): string | undefined =>
  isSubjectName(label) ? `subject:${label}` : undefined;

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

/** Books of results of grades 6 to 12. */
export const secondaryLayouts: readonly ReadyLayout[] = [
  termSummary,
  subjectMarks,
  homeroomBook,
  reassessment,
  summerConduct,
  transferIn,
  subjectChoice,
].map(ready);
