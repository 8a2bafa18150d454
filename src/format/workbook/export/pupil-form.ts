import { allCommunes } from '../../../domain/catalogue/communes.ts';
import { nationalityOf } from '../../../domain/catalogue/nationalities.ts';
import { provinces } from '../../../domain/catalogue/provinces.ts';
import type { LearnerYear, Yearbook } from '../../../domain/school/yearbook.ts';
import { ethnicName } from '../ethnic.ts';
import type { Cell, Workbook } from '../grid.ts';
import { writeSex } from '../reading-person.ts';
import { letterhead, orderColumn, writeDate } from './form-values.ts';
import { type FormColumn, workbookOf, writeSheet } from './sheet-form.ts';

const communeNames = new Map(
  Array.from(allCommunes(), ({ code, name, kind }) => [
    code,
    kind === null ? name : `${kind} ${name}`,
  ]),
);

const provinceNames = new Map(
  provinces.flatMap(({ code, name, kind, validTo }) =>
    validTo === null ? [[code, `${kind} ${name}`] as const] : [],
  ),
);

interface WrittenAddress {
  readonly province: string | null;
  readonly commune: string | null;
  readonly detail: string | null;
}

/** An address in the three columns of the list; one that is kept as text is taken apart at its commas. */
export function writeAddress(address: LearnerYear['permanentAddress']): WrittenAddress {
  if (address === null) return { province: null, commune: null, detail: null };
  const { province, commune, detail, text } = address;
  if (text === null) {
    return {
      province: provinceNames.get(province ?? '') ?? province,
      commune: communeNames.get(commune ?? '') ?? commune,
      detail,
    };
  }
  const rest = detail !== null && text.startsWith(detail) ? text.slice(detail.length) : text;
  const parts = rest.replace(/^, /, '');
  const last = parts.lastIndexOf(', ');
  if (parts === '') return { province: null, commune: null, detail };
  if (last < 0) return { province: parts, commune: null, detail };
  return { province: parts.slice(last + 2), commune: parts.slice(0, last), detail };
}

const of = (header: string, cell: (learner: LearnerYear) => Cell): FormColumn<LearnerYear> => ({
  header: [header],
  cell,
});

/** The columns of CSDL ngành, Học sinh → Xuất Excel, in its order. */
const columns: readonly FormColumn<LearnerYear>[] = [
  orderColumn,
  of('Mã lớp', ({ className }) => className),
  of('Mã học sinh', ({ number }) => number),
  of('Họ tên', ({ name }) => name),
  of('Ngày sinh\n(dd/mm/yyyy)', ({ birthDate }) => writeDate(birthDate)),
  of('Giới tính', ({ sex }) => (sex === null ? null : writeSex(sex))),
  of('Trạng thái HS', ({ status }) => status),
  of('Ngày nhập trạng thái', ({ statusDate }) => writeDate(statusDate)),
  of('Dân tộc', ({ ethnicCode }) =>
    ethnicCode === null ? null : (ethnicName(ethnicCode) ?? null),
  ),
  of('Quốc tịch', ({ nationality }) => nationalityOf(nationality)?.name ?? nationality),
  of('Loại khuyết tật', ({ disability }) => disability),
  of('Số định danh cá nhân', ({ personalId }) => personalId),
  of('Tỉnh/Thành phố\n(Theo địa chỉ thường trú)', (l) => writeAddress(l.permanentAddress).province),
  of('Xã/Phường\n(Theo địa chỉ thường trú)', (l) => writeAddress(l.permanentAddress).commune),
  of('Thôn/Xóm/Số nhà\n(Theo địa chỉ thường trú)', (l) => writeAddress(l.permanentAddress).detail),
  of('Chỗ ở hiện nay', ({ currentAddress }) => currentAddress),
  of('Nơi sinh', ({ birthPlace }) => birthPlace),
  of('Quê quán', ({ homeTown }) => homeTown),
  of('Diện chính sách', ({ policyBeneficiary }) => policyBeneficiary),
  of('Họ tên cha', ({ father }) => father?.name ?? null),
  of('Nghề nghiệp cha', ({ father }) => father?.job ?? null),
  of('Họ tên mẹ', ({ mother }) => mother?.name ?? null),
  of('Nghề nghiệp mẹ', ({ mother }) => mother?.job ?? null),
  of('Họ tên người giám hộ', ({ guardian }) => guardian?.name ?? null),
  of('Nghề nghiệp người giám hộ', ({ guardian }) => guardian?.job ?? null),
  of('Số đăng bộ', ({ registerNumber }) => registerNumber),
];

/** Columns that the sector's export lacks: written only where somebody has such a value. */
const ownColumns: readonly {
  readonly needed: (learner: LearnerYear) => boolean;
  readonly column: FormColumn<LearnerYear>;
}[] = [
  {
    needed: ({ passport }) => passport !== null,
    column: of('Số hộ chiếu', ({ passport }) => passport),
  },
  {
    needed: ({ formerNumbers }) => formerNumbers.length > 0,
    column: of('Mã học sinh cũ', ({ formerNumbers }) =>
      formerNumbers.length === 0 ? null : formerNumbers.join('; '),
    ),
  },
];

/** C1-HocSinh: the anchor of every other book, learner by learner in the yearbook's order. */
export function pupilList(yearbook: Yearbook): Workbook {
  const { learners } = yearbook;
  const own = ownColumns.filter(({ needed }) => learners.some(needed));
  const sheet = writeSheet({
    name: 'Sheet1',
    titles: letterhead(yearbook, 'DANH SÁCH HỌC SINH'),
    headerRow: 3,
    columns: [...columns, ...own.map(({ column }) => column)],
    rows: learners,
  });
  return workbookOf('C1-HocSinh.xlsx', [sheet]);
}
