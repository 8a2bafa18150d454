import { type CurriculumEntry, curricula } from '../../domain/catalogue/subjects.ts';
import type { EducationLevel, Subject, SubjectCode } from '../../domain/school/yearbook.ts';
import { fold } from './fold.ts';

/** A subject of a level's curriculum, with every spelling met in workbooks. */
export interface CurriculumSubject extends CurriculumEntry {
  /** Other names, without the parts in brackets that name a share of the subject. */
  readonly aliases: readonly string[];
}

/** Other names at THCS, by code. */
const lowerSecondary: Readonly<Record<string, readonly string[]>> = {
  TOAN: ['Toán học'],
  LSDL: ['LS&ĐL', 'Sử - Địa'],
  KHTN: ['KHTN'],
  TIN: ['Tin'],
  NV: ['Văn', 'Văn học'],
  NN1: ['Ng.ngữ', 'Ngoại ngữ', 'Tiếng Anh', 'Anh'],
  GDCD: ['GDCD', 'Công dân'],
  CN: ['C.nghệ', 'CN'],
  GDTC: ['GDTC', 'Thể dục'],
  NT: ['NT'],
  GDDP: ['NDGDCĐP', 'NDGDĐP', 'GDĐP', 'Giáo dục địa phương'],
  TNHN: ['HĐTN&HN', 'HĐTNHN', 'HĐTN', 'Hoạt động trải nghiệm'],
};

/** Other names at THPT and in the continuing programme. */
const upperSecondary: Readonly<Record<string, readonly string[]>> = {
  TOAN: ['Toán học'],
  VL: ['Lí'],
  HH: ['Hóa'],
  SH: ['Sinh'],
  TIN: ['Tin'],
  NV: ['Văn', 'Văn học'],
  LS: ['Sử'],
  DL: ['Địa'],
  NN1: ['Ng.ngữ', 'Ngoại ngữ', 'Tiếng Anh', 'Anh'],
  KTPL: ['GDKT&PL', 'GDKTPL', 'KTPL'],
  CN: ['C.nghệ', 'CN'],
  QPAN: ['GDQP&AN', 'GDQPAN', 'QPAN', 'Giáo dục quốc phòng an ninh'],
  GDTC: ['GDTC', 'Thể dục'],
  AN: ['Nhạc'],
  MT: ['MT'],
  GDDP: ['NDGDCĐP', 'NDGDĐP', 'GDĐP', 'Giáo dục địa phương'],
  TNHN: ['HĐTN&HN', 'HĐTNHN', 'HĐTN', 'Hoạt động trải nghiệm'],
};

/** Other names at primary level. */
const primary: Readonly<Record<string, readonly string[]>> = {
  TOAN: ['Toán học'],
  TV: ['TV', 'T.Việt'],
  DD: ['ĐĐ'],
  TNXH: ['TN&XH', 'TNXH'],
  LSDL: ['LS&ĐL'],
  NN1: ['Ngoại ngữ', 'Ng.ngữ', 'Tiếng Anh'],
  TIN: ['TH-CN (Tin học)', 'Tin học', 'Tin'],
  CN: ['TH-CN (Công nghệ)', 'Công nghệ', 'C.nghệ'],
  AN: ['Âm nhạc'],
  MT: ['Mĩ thuật'],
  HDTN: ['HĐTN'],
  GDTC: ['GDTC', 'Thể dục'],
  TDT: ['Tiếng dân tộc thiểu số'],
};

const named = (
  level: EducationLevel,
  aliases: Readonly<Record<string, readonly string[]>>,
): readonly CurriculumSubject[] =>
  curricula[level].map((entry) => ({ ...entry, aliases: aliases[entry.code] ?? [] }));

/** The subjects of a level, in the order of its forms. */
export const curriculumOf: Readonly<Record<EducationLevel, readonly CurriculumSubject[]>> = {
  TH: named('TH', primary),
  THCS: named('THCS', lowerSecondary),
  THPT: named('THPT', upperSecondary),
  'GDTX-THCS': named('GDTX-THCS', lowerSecondary),
  'GDTX-THPT': named('GDTX-THPT', upperSecondary),
};

/** The level's subjects as a yearbook lists them; an optional one that no grade teaches is left out. */
export const subjectsOf = (level: EducationLevel): Subject[] =>
  curriculumOf[level]
    .filter((subject) => subject.grades.length > 0)
    .map(({ code, name, kind, periods }) => ({ code, name, kind, periods }));

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

/** How a staff list names such a share, where the level has no subject of that code. */
export const shareNameOf = (code: SubjectCode, level: EducationLevel): string | undefined =>
  ['Nghệ thuật (Âm nhạc)', 'Nghệ thuật (Mĩ thuật)'].find((name) => {
    const named = findSubject(name, level);
    return named !== undefined && named.part !== null && taughtCode(named) === code;
  });

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
