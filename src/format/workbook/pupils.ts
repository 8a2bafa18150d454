import { foreignEthnicCode } from '../../domain/catalogue/ethnic-groups.ts';
import { parseLearnerNumber } from '../../domain/person/identity.ts';
import type { LearnerYear, Relative } from '../../domain/school/yearbook.ts';
import { type LearnerDraft, type LearnerFacts, newDraft } from './draft.ts';
import { ethnicCodeOf, ethnicName } from './ethnic.ts';
import type { Findings } from './finding.ts';
import { readNote } from './notes.ts';
import { communeCodeOf, nationalityCodeOf, provinceCodeOf } from './places.ts';
import { bad, type Reading, read, readText } from './reading.ts';
import { readDate } from './reading-date.ts';
import { fitsPersonalId, readCode, readPersonalId, readSex, writeSex } from './reading-person.ts';
import { type RowReader, readRow } from './row-reader.ts';
import { meaningOfStatus } from './status.ts';
import type { Table } from './table.ts';

/** Reads a pupil list: the anchor to which every other file's rows are tied. */
export function readPupilList(
  table: Table,
  findings: Findings,
  known: ReadonlyMap<string, LearnerDraft>,
): LearnerDraft[] {
  const drafts: LearnerDraft[] = [];
  const seen = new Set(known.keys());
  const orders = new Map<string, number>();
  for (const row of table.rows) {
    const reader = readRow(table, row, findings);
    const code = readCode(reader.cell('code'));
    const number = code.state === 'value' ? parseLearnerNumber(code.value) : undefined;
    if (number === undefined) {
      findings.refused('row-without-key', reader.where('code'));
      continue;
    }
    reader.about({ pupil: number });
    reader.value('code', readCode);
    if (seen.has(number)) {
      findings.refused('duplicate-code', reader.where('code'), { pupil: number, field: 'code' });
      continue;
    }
    seen.add(number);
    const className = reader.value('class', readText)?.toUpperCase() ?? '';
    const order = (orders.get(className) ?? 0) + 1;
    orders.set(className, order);
    const facts = readFacts(reader, findings, { number, className, order });
    const draft = newDraft(facts, reader.where());
    for (const former of (reader.value('formerCodes', readText) ?? '').split(/[;,]/)) {
      if (former.trim() !== '') draft.formerNumbers.add(former.trim());
    }
    readNote(reader, draft, findings);
    drafts.push(draft);
  }
  return drafts;
}

function readFacts(
  reader: RowReader,
  findings: Findings,
  { number, className, order }: Pick<LearnerFacts, 'number' | 'className' | 'order'>,
): LearnerFacts {
  const { from1904 } = reader.table.workbook;
  const text = (field: string) => reader.value(field, readText);
  const report = (code: 'missing-birth-date' | 'missing-fact', field: string) =>
    findings.reported(code, reader.where(field), { pupil: number, field });
  const name = text('name') ?? '';
  if (name === '') report('missing-fact', 'name');
  const birth = reader.reading('birthDate', (cell) => readDate(cell, from1904));
  if (birth.state === 'empty') report('missing-birth-date', 'birthDate');
  const birthDate = birth.state === 'value' ? birth.value : null;
  const sex = reader.value('sex', readSex, writeSex);
  const ethnicCode = reader.value('ethnic', readEthnic, (c) => ethnicName(c) ?? c);
  const nationality = reader.value('nationality', readNationality) ?? 'VN';
  const foreign = ethnicCode === foreignEthnicCode || nationality !== 'VN';
  const status = reader.value('status', readStatus);
  const statusDate = reader.value('statusDate', (cell) => readDate(cell, from1904));
  const grade = Number(/^(1[0-2]|[1-9])(?=\D)/.exec(className)?.[0] ?? 0);
  if (grade === 0) {
    const about = { pupil: number, field: 'class', written: className };
    findings.reported('unknown-class', reader.where('class'), about);
  }
  return {
    number,
    personalId: readOwnId(reader, findings, { number, sex, birthDate, foreign }),
    passport: text('passport'),
    name,
    sex,
    birthDate,
    ethnicCode,
    nationality,
    className,
    grade,
    order,
    status,
    statusDate,
    ...presence(status, statusDate, grade),
    disability: text('disability'),
    policyBeneficiary: text('policy'),
    permanentAddress: readAddress(reader),
    currentAddress: text('current'),
    birthPlace: text('birthPlace'),
    homeTown: text('homeTown'),
    father: readRelative(reader, 'father'),
    mother: readRelative(reader, 'mother'),
    guardian: readRelative(reader, 'guardian'),
    registerNumber: text('registerNo'),
  };
}

/** Which terms the learner has results for. At primary level one result stands for the whole year. */
function presence(
  status: string | null,
  date: string | null,
  grade: number,
): Pick<LearnerFacts, 'present' | 'transfer'> {
  const meaning = status === null ? undefined : meaningOfStatus(status);
  const primary = grade <= 5;
  const term1 = primary && meaning?.moved === 'in' ? true : (meaning?.term1 ?? true);
  const present = { term1, term2: meaning?.term2 ?? true };
  if (meaning?.moved === 'in') return { present, transfer: date === null ? {} : { in: date } };
  if (meaning?.moved === 'out') return { present, transfer: date === null ? {} : { out: date } };
  return { present, transfer: null };
}

function readOwnId(
  reader: RowReader,
  findings: Findings,
  of: Pick<LearnerFacts, 'number' | 'sex' | 'birthDate'> & { readonly foreign: boolean },
): LearnerFacts['personalId'] {
  const reading = reader.reading('personalId', readPersonalId);
  const about = { pupil: of.number, field: 'personalId' };
  if (reading.state === 'empty' && !of.foreign) {
    findings.reported('missing-personal-id', reader.where('personalId'), about);
  }
  if (reading.state !== 'value') return null;
  if (!fitsPersonalId(reading.value, of.sex, of.birthDate)) {
    const written = { ...about, written: reading.value };
    findings.reported('personal-id-mismatch', reader.where('personalId'), written);
  }
  return reading.value;
}

/** Reads a text and turns it into a code of a list; a text that the list does not know is reported. */
const coded =
  (find: (text: string) => string | undefined, code: Parameters<typeof bad>[0]) =>
  (cell: Parameters<typeof readText>[0]): Reading<string> => {
    const text = readText(cell);
    if (text.state !== 'value') return text;
    const found = find(text.value);
    return found === undefined ? bad(code) : read(found, ...text.repairs);
  };

export const readEthnic = coded(ethnicCodeOf, 'unknown-ethnic');
const readNationality = coded(nationalityCodeOf, 'unknown-nationality');

function readStatus(cell: Parameters<typeof readText>[0]): Reading<string> {
  const text = readText(cell);
  if (text.state !== 'value') return text;
  return meaningOfStatus(text.value) === undefined ? bad('unknown-status') : text;
}

/** Today's province and commune become codes; an old address stays as it was written. */
function readAddress(reader: RowReader): LearnerYear['permanentAddress'] {
  const province = reader.value('province', coded(provinceCodeOf, 'unknown-place'));
  const commune =
    province === null
      ? null
      : reader.value(
          'commune',
          coded((text) => communeCodeOf(text, province), 'unknown-place'),
        );
  const detail = reader.value('detail', readText);
  const parts = ['detail', 'commune', 'province'].map((field) => readText(reader.cell(field)));
  const words = parts.flatMap((part) => (part.state === 'value' ? [part.value] : []));
  if (words.length === 0) return null;
  const known = province !== null && commune !== null;
  return { province, commune, detail, text: known ? null : words.join(', ') };
}

function readRelative(reader: RowReader, who: string): Relative | null {
  const name = reader.value(`${who}Name`, readText);
  const job = reader.value(`${who}Job`, readText);
  return name === null ? null : { name, job };
}
