import { type PersonalId, parsePersonalId, type Sex } from '../../domain/person/identity.ts';
import { personalIdFacts } from '../../domain/person/personal-id.ts';
import { cleanText, fold } from './fold.ts';
import { type Cell, isBlank, isErrorCell } from './grid.ts';
import { bad, empty, type Reading, read } from './reading.ts';

/** Số định danh cá nhân: 12 digits. As a number it lost its leading zeros; spaces group its digits. */
export function readPersonalId(cell: Cell): Reading<PersonalId> {
  if (isBlank(cell) || cell === null) return empty;
  if (isErrorCell(cell)) return bad('formula-error');
  if (typeof cell === 'number') return padded(String(cell));
  if (typeof cell !== 'string') return bad('bad-personal-id');
  const text = cleanText(cell).replace(/^'/, '');
  const digits = text.replace(/[ .-]/g, '');
  if (digits !== text) {
    const id = parsePersonalId(digits);
    return id === undefined ? bad('bad-personal-id') : read(id, 'spaced-id');
  }
  const id = parsePersonalId(text);
  if (id === undefined) return padded(text);
  return text === cell ? read(id) : read(id, 'extra-space');
}

/** Zeros are lost only in front, and no province code has three of them. */
function padded(digits: string): Reading<PersonalId> {
  const id = /^[1-9]\d{9,10}$/.test(digits) ? parsePersonalId(digits.padStart(12, '0')) : undefined;
  return id === undefined ? bad('bad-personal-id') : read(id, 'lost-zero');
}

/** Does a số định danh fit the sex and year of birth that stand beside it? */
export function fitsPersonalId(id: PersonalId, sex: Sex | null, birthDate: string | null): boolean {
  const says = personalIdFacts(id);
  if (sex !== null && says.sex !== sex) return false;
  return birthDate === null || says.birthYear === Number(birthDate.slice(0, 4));
}

/** Mã học sinh, mã cán bộ: letters and digits; a number stands as its digits. */
export function readCode(cell: Cell): Reading<string> {
  if (isBlank(cell) || cell === null) return empty;
  if (isErrorCell(cell)) return bad('formula-error');
  if (typeof cell === 'number') return read(String(cell), 'code-as-number');
  if (typeof cell !== 'string') return bad('bad-number');
  const text = cleanText(cell).replace(/^'/, '').toUpperCase();
  return text === cell ? read(text) : read(text, 'extra-space');
}

const sexes: Readonly<Record<string, Sex>> = {
  nam: 'M',
  nu: 'F',
  '1': 'M',
  '01': 'M',
  '2': 'F',
  '02': 'F',
  m: 'M',
  f: 'F',
  male: 'M',
  female: 'F',
};

/** Giới tính: Nam, Nữ; 1, 2; 01, 02; M, F. */
export function readSex(cell: Cell): Reading<Sex> {
  if (isBlank(cell) || cell === null) return empty;
  const text = typeof cell === 'number' || typeof cell === 'string' ? String(cell) : '';
  const sex = sexes[fold(text)];
  if (sex === undefined) return bad('bad-sex');
  return text === writeSex(sex) ? read(sex) : read(sex, 'sex-code');
}

export const writeSex = (sex: Sex): string => (sex === 'M' ? 'Nam' : 'Nữ');
