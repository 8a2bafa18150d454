import type {
  Assignment,
  ClassGroup,
  StaffMember,
  SubjectCode,
  Yearbook,
} from '../../../domain/school/yearbook.ts';
import type { Term } from '../../../domain/time/school-year.ts';
import { ethnicName } from '../ethnic.ts';
import { foldName } from '../fold.ts';
import type { Cell, Sheet, Workbook } from '../grid.ts';
import { writeSex } from '../reading-person.ts';
import { classTeacher } from '../staff.ts';
import { shareNameOf } from '../subjects.ts';
import { letterhead, ofClass, orderColumn, subjectIn, writeDate } from './form-values.ts';
import { type FormColumn, workbookOf, writeSheet } from './sheet-form.ts';

const of = <R>(header: string, cell: (row: R) => Cell): FormColumn<R> => ({
  header: [header],
  cell,
});

const taughtName = (yearbook: Yearbook, code: SubjectCode): string =>
  code === classTeacher
    ? 'Giáo viên chủ nhiệm'
    : (subjectIn(yearbook, code)?.name ?? shareNameOf(code, yearbook.level) ?? code);

/** CSDL_GiaoVien, in the yearbook's order: a member's place gives their id. */
export function staffList(yearbook: Yearbook): Workbook {
  const columns: FormColumn<StaffMember>[] = [
    orderColumn,
    of('Mã cán bộ', ({ code }) => code),
    of('Họ tên', ({ name }) => name),
    of('Ngày sinh', ({ birthDate }) => writeDate(birthDate)),
    of('Giới tính', ({ sex }) => (sex === null ? null : writeSex(sex))),
    of('Trạng thái CB', ({ status }) => status),
    of('Số định danh cá nhân', ({ personalId }) => personalId),
    of('Dân tộc', ({ ethnicCode }) =>
      ethnicCode === null ? null : (ethnicName(ethnicCode) ?? null),
    ),
    of('Email', ({ email }) => email),
    of('Vị trí việc làm', ({ position }) => position),
    of('Nhóm chức vụ', ({ group }) => group),
    of('Hình thức hợp đồng', ({ contract }) => contract),
    of('Trình độ chuyên môn\nnghiệp vụ', ({ degree }) => degree),
    of('Môn dạy', ({ subjects }) =>
      subjects.length === 0 ? null : subjects.map((code) => taughtName(yearbook, code)).join('; '),
    ),
  ];
  const sheet = writeSheet({
    name: 'Sheet1',
    titles: letterhead(yearbook, 'DANH SÁCH CÁN BỘ, GIÁO VIÊN, NHÂN VIÊN'),
    headerRow: 3,
    columns,
    rows: yearbook.staff,
  });
  return workbookOf('CSDL_GiaoVien.xlsx', [sheet]);
}

/** What one teacher gives in one term: a row of the sheet. */
interface Duty {
  readonly teacher: StaffMember;
  readonly subject: string;
  readonly note: string | null;
  readonly classes: string[];
}

/** PCCM: one sheet for each term, and the homeroom teachers. */
export function assignmentBook(yearbook: Yearbook): Workbook {
  const { year } = yearbook;
  const terms = ([1, 2] as const).filter((term) =>
    yearbook.assignments.some(({ terms }) => terms.includes(term)),
  );
  const sheets = terms.map((term) => termSheet(yearbook, term));
  const name = year === '' ? 'PCCM.xlsx' : `PCCM_${year}.xlsx`;
  const homerooms = yearbook.classes.filter(({ homeroom }) => homeroom !== null);
  return workbookOf(name, [
    ...sheets,
    ...(homerooms.length === 0 ? [] : [homeroomSheet(yearbook, homerooms)]),
  ]);
}

/** Two teachers of one name are told apart by their code; without namesakes nobody needs that column. */
function staffCodeColumn<R>(
  { staff }: Yearbook,
  member: (row: R) => StaffMember | undefined,
): FormColumn<R>[] {
  const names = new Set(staff.map(({ name }) => foldName(name)));
  if (names.size === staff.length) return [];
  return [of('Mã cán bộ', (row) => member(row)?.code ?? null)];
}

function termSheet(yearbook: Yearbook, term: Term): Sheet {
  const columns: FormColumn<Duty>[] = [
    orderColumn,
    ...staffCodeColumn<Duty>(yearbook, ({ teacher }) => teacher),
    of('Giáo viên', ({ teacher }) => teacher.name),
    of('Môn', ({ subject }) => subject),
    of('Lớp dạy', ({ classes }) => classes.join(', ')),
    of('Ghi chú', ({ note }) => note),
  ];
  return writeSheet({
    name: `PCCM HK${term === 1 ? 'I' : 'II'}`,
    titles: letterhead(yearbook, `BẢNG PHÂN CÔNG CHUYÊN MÔN HỌC KỲ ${term}`),
    headerRow: 3,
    columns,
    rows: dutiesOf(yearbook, term),
  });
}

/** Rows by teacher in the order of the staff list, each subject, share and note in a row of its own. */
function dutiesOf(yearbook: Yearbook, term: Term): Duty[] {
  const duties = new Map<string, Duty>();
  const given = yearbook.assignments.filter(({ terms }) => terms.includes(term));
  for (const teacher of yearbook.staff) {
    for (const assignment of given.filter((entry) => entry.teacher === teacher.id)) {
      const subject = subjectName(yearbook, assignment);
      const note = assignment.note ?? null;
      const key = [teacher.id, subject, note].join('|');
      const duty = duties.get(key) ?? { teacher, subject, note, classes: [] };
      duty.classes.push(assignment.className);
      duties.set(key, duty);
    }
  }
  return [...duties.values()];
}

function subjectName(yearbook: Yearbook, { subject, part }: Assignment): string {
  const name = subjectIn(yearbook, subject)?.name ?? subject;
  return part === null ? name : `${name} (${part})`;
}

function homeroomSheet(yearbook: Yearbook, classes: readonly ClassGroup[]): Sheet {
  const member = ({ homeroom }: ClassGroup) => yearbook.staff.find(({ id }) => id === homeroom);
  const columns: FormColumn<ClassGroup>[] = [
    orderColumn,
    of('Lớp', ({ name }) => name),
    ...staffCodeColumn<ClassGroup>(yearbook, member),
    of('Giáo viên chủ nhiệm', (group) => member(group)?.name ?? null),
    of('Sĩ số', ({ name }) => ofClass(yearbook, name).length),
  ];
  return writeSheet({
    name: 'GVCN',
    titles: letterhead(yearbook, 'PHÂN CÔNG GIÁO VIÊN CHỦ NHIỆM'),
    headerRow: 3,
    columns,
    rows: classes,
  });
}
