import type { EducationLevel, Subject, SubjectCode } from '../../domain/school/yearbook.ts';
import { fold } from './fold.ts';

/** A subject of a level's curriculum: periods by grade, and every spelling met in workbooks. */
export interface CurriculumSubject {
  readonly code: SubjectCode;
  readonly name: string;
  readonly kind: 'score' | 'comment';
  /** Số tiết mỗi năm; one number for all grades, or one for each. */
  readonly periods: number | Readonly<Record<number, number>>;
  /** Primary level: the grades in which the subject is taught, and those with a Bài KTĐK. */
  readonly grades: readonly number[];
  readonly testGrades: readonly number[];
  /** Other names, without the parts in brackets that name a share of the subject. */
  readonly aliases: readonly string[];
  /** May be left out by the learner (ngoại ngữ in the continuing programme). */
  readonly optional: boolean;
}

type Row = readonly [string, string, 'score' | 'comment', CurriculumSubject['periods'], string[]];

const secondary = (rows: readonly Row[], grades: readonly number[]): CurriculumSubject[] =>
  rows.map(([code, name, kind, periods, aliases]) => ({
    code: code as SubjectCode,
    name,
    kind,
    periods,
    aliases,
    grades,
    testGrades: [],
    optional: false,
  }));

/** Chương trình GDPT 2018, THCS (grades 6 to 9). */
const lowerSecondary = secondary(
  [
    ['TOAN', 'Toán', 'score', 140, ['Toán học']],
    ['LSDL', 'Lịch sử và Địa lí', 'score', 105, ['LS&ĐL', 'Sử - Địa']],
    ['KHTN', 'Khoa học tự nhiên', 'score', 140, ['KHTN']],
    ['TIN', 'Tin học', 'score', 35, ['Tin']],
    ['NV', 'Ngữ văn', 'score', 140, ['Văn', 'Văn học']],
    ['NN1', 'Ngoại ngữ 1', 'score', 105, ['Ng.ngữ', 'Ngoại ngữ', 'Tiếng Anh', 'Anh']],
    ['GDCD', 'Giáo dục công dân', 'score', 35, ['GDCD', 'Công dân']],
    ['CN', 'Công nghệ', 'score', { 6: 35, 7: 35, 8: 52, 9: 52 }, ['C.nghệ', 'CN']],
    ['GDTC', 'Giáo dục thể chất', 'comment', 70, ['GDTC', 'Thể dục']],
    ['NT', 'Nghệ thuật', 'comment', 70, ['NT']],
    [
      'GDDP',
      'Nội dung giáo dục của địa phương',
      'comment',
      35,
      ['NDGDCĐP', 'NDGDĐP', 'GDĐP', 'Giáo dục địa phương'],
    ],
    [
      'TNHN',
      'Hoạt động trải nghiệm, hướng nghiệp',
      'comment',
      105,
      ['HĐTN&HN', 'HĐTNHN', 'HĐTN', 'Hoạt động trải nghiệm'],
    ],
  ],
  [6, 7, 8, 9],
);

/** Chương trình GDPT 2018, THPT (grades 10 to 12); the continuing programme takes its subjects from it. */
const upperSecondary = secondary(
  [
    ['TOAN', 'Toán', 'score', 105, ['Toán học']],
    ['VL', 'Vật lí', 'score', 70, ['Lí']],
    ['HH', 'Hóa học', 'score', 70, ['Hóa']],
    ['SH', 'Sinh học', 'score', 70, ['Sinh']],
    ['TIN', 'Tin học', 'score', 70, ['Tin']],
    ['NV', 'Ngữ văn', 'score', 105, ['Văn', 'Văn học']],
    ['LS', 'Lịch sử', 'score', 52, ['Sử']],
    ['DL', 'Địa lí', 'score', 70, ['Địa']],
    ['NN1', 'Ngoại ngữ 1', 'score', 105, ['Ng.ngữ', 'Ngoại ngữ', 'Tiếng Anh', 'Anh']],
    ['KTPL', 'Giáo dục kinh tế và pháp luật', 'score', 70, ['GDKT&PL', 'GDKTPL', 'KTPL']],
    ['CN', 'Công nghệ', 'score', 70, ['C.nghệ', 'CN']],
    [
      'QPAN',
      'Giáo dục quốc phòng và an ninh',
      'score',
      35,
      ['GDQP&AN', 'GDQPAN', 'QPAN', 'Giáo dục quốc phòng an ninh'],
    ],
    ['GDTC', 'Giáo dục thể chất', 'comment', 70, ['GDTC', 'Thể dục']],
    ['AN', 'Âm nhạc', 'comment', 70, ['Nhạc']],
    ['MT', 'Mĩ thuật', 'comment', 70, ['MT']],
    [
      'GDDP',
      'Nội dung giáo dục của địa phương',
      'comment',
      35,
      ['NDGDCĐP', 'NDGDĐP', 'GDĐP', 'Giáo dục địa phương'],
    ],
    [
      'TNHN',
      'Hoạt động trải nghiệm, hướng nghiệp',
      'comment',
      105,
      ['HĐTN&HN', 'HĐTNHN', 'HĐTN', 'Hoạt động trải nghiệm'],
    ],
  ],
  [10, 11, 12],
);

const continuing = upperSecondary.map((s) => ({ ...s, optional: s.code === 'NN1' }));

type PrimaryRow = readonly [string, string, number[], number[], string[]];

const primary: readonly CurriculumSubject[] = (
  [
    ['TOAN', 'Toán', [1, 2, 3, 4, 5], [1, 2, 3, 4, 5], ['Toán học']],
    ['TV', 'Tiếng Việt', [1, 2, 3, 4, 5], [1, 2, 3, 4, 5], ['TV', 'T.Việt']],
    ['DD', 'Đạo đức', [1, 2, 3, 4, 5], [], ['ĐĐ']],
    ['TNXH', 'Tự nhiên và Xã hội', [1, 2, 3], [], ['TN&XH', 'TNXH']],
    ['LSDL', 'Lịch sử và Địa lí', [4, 5], [4, 5], ['LS&ĐL']],
    ['KH', 'Khoa học', [4, 5], [4, 5], []],
    ['NN1', 'Ngoại ngữ 1', [1, 2, 3, 4, 5], [3, 4, 5], ['Ngoại ngữ', 'Ng.ngữ', 'Tiếng Anh']],
    [
      'TIN',
      'Tin học và Công nghệ (Tin học)',
      [3, 4, 5],
      [3, 4, 5],
      ['TH-CN (Tin học)', 'Tin học', 'Tin'],
    ],
    [
      'CN',
      'Tin học và Công nghệ (Công nghệ)',
      [3, 4, 5],
      [3, 4, 5],
      ['TH-CN (Công nghệ)', 'Công nghệ', 'C.nghệ'],
    ],
    ['AN', 'Nghệ thuật (Âm nhạc)', [1, 2, 3, 4, 5], [], ['Âm nhạc']],
    ['MT', 'Nghệ thuật (Mĩ thuật)', [1, 2, 3, 4, 5], [], ['Mĩ thuật']],
    ['HDTN', 'Hoạt động trải nghiệm', [1, 2, 3, 4, 5], [], ['HĐTN']],
    ['GDTC', 'Giáo dục thể chất', [1, 2, 3, 4, 5], [], ['GDTC', 'Thể dục']],
    ['TDT', 'Tiếng dân tộc', [], [], ['Tiếng dân tộc thiểu số']],
  ] satisfies PrimaryRow[]
).map(([code, name, grades, testGrades, aliases]) => ({
  code: code as SubjectCode,
  name,
  kind: 'comment' as const,
  periods: {},
  grades,
  testGrades,
  aliases,
  optional: code === 'TDT',
}));

/** The subjects of a level, in the order of its forms. */
export const curriculumOf: Readonly<Record<EducationLevel, readonly CurriculumSubject[]>> = {
  TH: primary,
  THCS: lowerSecondary,
  THPT: upperSecondary,
  'GDTX-THCS': lowerSecondary,
  'GDTX-THPT': continuing,
};

/** The level's subjects as a yearbook lists them; an optional one that no grade teaches is left out. */
export const subjectsOf = (level: EducationLevel): Subject[] =>
  curriculumOf[level]
    .filter((subject) => subject.grades.length > 0)
    .map(({ code, name, kind, periods, grades }) => ({
      code,
      name,
      kind,
      periods: new Map(
        typeof periods === 'number'
          ? grades.map((grade) => [grade, periods])
          : Object.entries(periods).map(([grade, count]) => [Number(grade), count]),
      ),
    }));

/** A subject as a cell names it, and the share of it that stands in brackets. */
export interface NamedSubject {
  readonly subject: CurriculumSubject;
  readonly part: string | null;
}

/** Shares of a subject that several teachers give, in the order of the forms (folded). */
const partOrder = [
  'lich su',
  'dia li',
  'vat li hoa hoc',
  'vat li',
  'hoa hoc',
  'sinh hoc',
  'am nhac',
  'mi thuat',
];

/** Where a share stands among the others; a share that the list does not know stands by its name. */
export function partRank(part: string | null): string {
  if (part === null) return '';
  const at = partOrder.indexOf(foldSubject(part));
  return at < 0 ? `z${part}` : `a${at}`;
}

/** Nghệ thuật of THCS is given by teachers of Âm nhạc and of Mĩ thuật: codes that staff lists know. */
const shareCodes: Readonly<Record<string, string>> = { 'am nhac': 'AN', 'mi thuat': 'MT' };

/** The code of what somebody teaches: the subject's, or of the share where it has one of its own. */
export const taughtCode = ({ subject, part }: NamedSubject): SubjectCode =>
  ((part === null ? undefined : shareCodes[foldSubject(part)]) ?? subject.code) as SubjectCode;

/** A name for comparison: &, - and «và» are one, and y after l, m, k is i. */
const foldSubject = (text: string): string =>
  ` ${fold(text).replace(/[&,;-]/g, ' ')} `
    .replaceAll(' va ', ' ')
    .replace(/([lmk])y(?=[ )])/g, '$1i')
    .replace(/ +/g, ' ')
    .trim();

const indexes = new Map<EducationLevel, ReadonlyMap<string, CurriculumSubject>>();

function indexOf(level: EducationLevel): ReadonlyMap<string, CurriculumSubject> {
  const known = indexes.get(level);
  if (known !== undefined) return known;
  const index = new Map<string, CurriculumSubject>();
  for (const subject of curriculumOf[level]) {
    for (const name of [subject.name, ...subject.aliases]) index.set(foldSubject(name), subject);
  }
  indexes.set(level, index);
  return index;
}

/** Finds a subject by any spelling; «Nghệ thuật (Âm nhạc)» is a share of Nghệ thuật in THCS. */
export function findSubject(text: string, level: EducationLevel): NamedSubject | undefined {
  const index = indexOf(level);
  const whole = index.get(foldSubject(text));
  if (whole !== undefined) return { subject: whole, part: null };
  const match = /^(.+?)\s*\(([^()]+)\)$/.exec(text);
  const base = index.get(foldSubject(match?.[1] ?? ''));
  return base === undefined ? undefined : { subject: base, part: (match?.[2] ?? '').trim() };
}

/** Is this the name of a subject at any level? Tells a subject's column from others. */
export const isSubjectName = (text: string): boolean =>
  (['TH', 'THCS', 'THPT'] as const).some((level) => findSubject(text, level) !== undefined);
