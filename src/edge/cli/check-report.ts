import type { CheckItem, ClassReport } from '../../app/check-data.ts';
import type { CheckFinding } from '../../domain/check/finding.ts';
import { isHomeroomField, menderAt, menderOfFinding } from '../../domain/check/mender.ts';
import type { LearnerNumber } from '../../domain/person/identity.ts';
import type { SubjectCode, Yearbook } from '../../domain/school/yearbook.ts';
import type { Finding } from '../../format/workbook/finding.ts';
import type { Json, JsonObject } from '../../format/workbook/pack.ts';
import type { FileRefusal } from '../../format/workbook/refusal.ts';
import { checkMenderNames, checkTexts, checkWhat } from '../text/check.ts';
import {
  findingMender,
  findingRemedy,
  findingSentence,
  findingTitle,
  menderNames,
  refusalRemedy,
  refusalSentence,
} from '../text/import.ts';
import { namesOf } from './import-contract.ts';

/** One matter as users read it. */
export interface CheckLine {
  readonly code: string;
  readonly severity: 'must' | 'look';
  readonly title: string;
  readonly sentence: string;
  readonly remedy: string;
  readonly mender: { readonly role: string; readonly names: readonly string[] };
}

/** Writes the sentences of a yearbook's findings. */
export function checkLines(yearbook: Yearbook): (item: CheckItem) => CheckLine {
  const names = namesOf({ yearbook });
  const learners = new Map<string, { name: string; className: string }>(
    yearbook.learners.map((learner) => [learner.number, learner]),
  );
  const learnerText = (number: string): string => {
    const known = learners.get(number);
    return known === undefined
      ? `học sinh mã ${number}`
      : `em ${known.name} (mã ${number}, lớp ${known.className})`;
  };
  return (item) =>
    item.source === 'workbook'
      ? {
          code: item.finding.code,
          severity: item.severity,
          title: findingTitle(item.finding.code),
          sentence: findingSentence(item.finding, names),
          remedy: findingRemedy(item.finding.code),
          mender: workbookMender(item.finding, yearbook),
        }
      : ruleLine(item.finding, yearbook, learnerText);
}

/** The role that the import names, with the people where it is a teacher's. */
function workbookMender(finding: Finding, yearbook: Yearbook): CheckLine['mender'] {
  const role = findingMender(finding.code);
  const names = menderNames[role];
  if (role !== 'subject-teacher' && role !== 'homeroom-teacher') return { role: names, names: [] };
  const learner = yearbook.learners.find(({ number }) => number === finding.pupil);
  const isHomeroom = role === 'homeroom-teacher' || isHomeroomField(finding.field ?? '');
  const place = {
    className: finding.className ?? learner?.className ?? null,
    learner: learner?.number ?? null,
    subject: subjectOf(finding.subject, finding.field, yearbook),
    term: finding.term,
  };
  const named = menderAt(isHomeroom ? 'homeroom-teacher' : 'subject-teacher', place, yearbook);
  return { role: checkMenderNames[named.role], names: named.names };
}

/** The subject that a finding names, in itself or in its field («diem:TOAN»). */
function subjectOf(
  subject: string | null,
  field: string | null,
  { subjects }: Yearbook,
): SubjectCode | null {
  const code = subject ?? field?.split(':')[1];
  return subjects.find((one) => one.code === code)?.code ?? null;
}

function ruleLine(
  finding: CheckFinding,
  yearbook: Yearbook,
  learnerText: (number: LearnerNumber | string) => string,
): CheckLine {
  const { code, severity, facts, field, term, className } = finding;
  const subject = subjectOf(finding.subject, field, yearbook);
  const subjectName = yearbook.subjects.find((one) => one.code === subject)?.name ?? subject ?? '';
  const inSubject = finding.subject === null || field.includes(':') ? '' : ` môn ${subjectName}`;
  const inTerm = term === null ? '' : ` học kì ${term === 1 ? 'I' : 'II'}`;
  const what = checkWhat(code, facts, {
    where: `${inSubject}${inTerm}`,
    fieldCode: field,
    subjectName,
    className: className ?? '',
    learner: learnerText,
    staff: (id) => yearbook.staff.find((member) => member.id === id)?.name ?? id,
  });
  const who =
    finding.learner !== null
      ? learnerText(finding.learner)
      : className === null
        ? ''
        : `lớp ${className}`;
  const mender = menderOfFinding({ ...finding, subject }, yearbook);
  return {
    code,
    severity,
    title: checkTexts[code].title,
    sentence: `${capital(who === '' ? what : `${who}: ${what}`)}.`,
    remedy: checkTexts[code].remedy,
    mender: { role: checkMenderNames[mender.role], names: mender.names },
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a check has to say: the reports of the classes asked for, and the files that were not read. */
export interface CheckOutcome {
  readonly yearbook: Yearbook;
  readonly reports: readonly ClassReport[];
  readonly refused: readonly FileRefusal[];
}

/** The JSON document of `hocba check --json`. */
export function checkDocument({ yearbook, reports, refused }: CheckOutcome): JsonObject {
  const lineOf = checkLines(yearbook);
  return {
    schema: 'hocba-check/1',
    school: { code: yearbook.school.code, name: yearbook.school.name },
    year: yearbook.year,
    classes: reports.map(({ className, must, look, items }) => ({
      class: className,
      must,
      look,
      findings: items.map((item) => ({ ...placeOf(item), ...lineJson(lineOf(item)) })),
    })),
    refused: refused.map((refusal) => ({
      file: refusal.file,
      code: refusal.code,
      sentence: refusalSentence(refusal),
      remedy: refusalRemedy(refusal.code),
    })),
  };
}

const lineJson = ({ mender, title: _, ...line }: CheckLine): JsonObject => ({
  ...line,
  mender: { ...mender },
});

function placeOf({ source, finding }: CheckItem): JsonObject {
  if (source === 'rules') {
    const { learner, subject, term, field, facts } = finding;
    return { source, learner, subject, term, field, facts: { ...facts } as JsonObject };
  }
  const { pupil: learner, subject, term, field, file, sheet, cell, written, clean } = finding;
  const at: { [key: string]: Json } = { file, sheet, cell };
  return { source, learner, subject, term, field, facts: { written, clean }, at };
}
