import type { ImportedYearbook } from '../../app/import-yearbook.ts';
import type { Finding } from '../../format/workbook/finding.ts';
import { type Json, type JsonObject, packOf } from '../../format/workbook/pack.ts';
import {
  findingMender,
  findingRemedy,
  findingSentence,
  type ImportNames,
  menderNames,
  refusalRemedy,
  refusalSentence,
} from '../text/import.ts';

/** Exit codes of `hocba import`: everything read; something refused; nothing could be read. */
export type ImportExitCode = 0 | 1 | 65;

export function importExitCode({ findings, files, refused }: ImportedYearbook): ImportExitCode {
  if (files.length === 0) return 65;
  const rows = findings.some(({ outcome }) => outcome === 'refused');
  return rows || refused.length > 0 ? 1 : 0;
}

/** The JSON document of `hocba import --json` (shared contract, import.md). */
export function importReport(imported: ImportedYearbook): JsonObject {
  const names = namesOf(imported);
  return {
    content: packOf(imported.yearbook, imported.results),
    findings: imported.findings.map((finding) => findingJson(finding, names)),
    files: imported.files.map(({ file, kind, sheets }) => ({
      file,
      kind,
      sheets: sheets.map((sheet) => ({ ...sheet })),
    })),
    refused: imported.refused.map((refusal) => ({
      file: refusal.file,
      code: refusal.code,
      sentence: refusalSentence(refusal),
      remedy: refusalRemedy(refusal.code),
    })),
  };
}

function findingJson(finding: Finding, names: ImportNames): JsonObject {
  const { code, outcome, file, sheet, cell, row, pupil, field, written, clean } = finding;
  const { staff, className, subject, term } = finding;
  const more: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries({ staff, class: className, subject, term })) {
    if (value !== null) more[key] = value;
  }
  return {
    code,
    outcome,
    file,
    sheet,
    cell,
    row,
    pupil,
    ...more,
    field,
    written,
    clean,
    sentence: findingSentence(finding, names),
    ...(outcome === 'repaired'
      ? {}
      : { remedy: findingRemedy(code), mender: menderNames[findingMender(code)] }),
  };
}

/** Names for the codes of findings, from what was imported. */
export function namesOf({ yearbook }: Pick<ImportedYearbook, 'yearbook'>): ImportNames {
  const pupils = new Map(yearbook.learners.map((learner) => [learner.number as string, learner]));
  const staff = new Map(yearbook.staff.map(({ id, name }) => [id as string, name]));
  const subjects = new Map(yearbook.subjects.map(({ code, name }) => [code as string, name]));
  return {
    pupil: (code) => pupils.get(code),
    staff: (id) => staff.get(id),
    subject: (code) => subjects.get(code),
  };
}
