import type { Term } from '../../domain/time/school-year.ts';
import type { TextRepair } from './fold.ts';

/** Mended without asking; the content holds the clean value. */
export type RepairCode =
  | TextRepair
  | 'tone-placement'
  | 'serial-date'
  | 'date-cell'
  | 'date-variant'
  | 'lost-zero'
  | 'spaced-id'
  | 'code-as-number'
  | 'sex-code'
  | 'decimal-comma'
  | 'mark-as-text'
  | 'level-spelling'
  | 'x-variant'
  | 'subject-alias'
  | 'list-spacing'
  | 'roman-term'
  | 'temp-code'
  | 'blank-total'
  | 'cumulative-absence'
  | 'sheet-name'
  | 'class-title-above-header'
  | 'class-title-row'
  | 'repeated-header'
  | 'footer-row'
  | 'blank-row'
  | 'hidden-column'
  | 'html-xls'
  | 'capital-name';

/** A person must look; the content holds what was written, or null. */
export type ReportCode =
  | 'missing-mark'
  | 'missing-comment'
  | 'missing-email'
  | 'missing-assignment'
  | 'missing-homeroom'
  | 'missing-personal-id'
  | 'missing-birth-date'
  | 'missing-fact'
  | 'missing-rows'
  | 'missing-book'
  | 'no-code'
  | 'row-shift'
  | 'duplicate-row'
  | 'stale-result'
  | 'stale-average'
  | 'transferred-in-gap'
  | 'decimal-test'
  | 'bad-mark'
  | 'bad-level'
  | 'bad-date'
  | 'bad-personal-id'
  | 'bad-sex'
  | 'bad-number'
  | 'bad-tick'
  | 'formula-error'
  | 'text-as-date'
  | 'personal-id-mismatch'
  | 'unknown-ethnic'
  | 'unknown-nationality'
  | 'unknown-place'
  | 'unknown-status'
  | 'unknown-subject'
  | 'unknown-teacher'
  | 'unknown-class'
  | 'unknown-code'
  | 'unknown-column'
  | 'unknown-sheet'
  | 'unread-note'
  | 'ambiguous-teacher'
  | 'name-conflict'
  | 'value-conflict'
  | 'class-conflict'
  | 'other-grade'
  | 'not-the-year'
  | 'bad-total'
  | 'unexpected-row'
  | 'too-many-marks';

/** The row was left out. */
export type RowRefusalCode =
  | 'unknown-learner'
  | 'ambiguous-learner'
  | 'row-without-key'
  | 'unread-row'
  | 'duplicate-code'
  | 'unknown-term'
  | 'broken-header'
  | 'no-pupil-list';

export type FindingCode = RepairCode | ReportCode | RowRefusalCode;

/** Where a finding sits. Rows and cells are as Excel shows them (from 1, from A1). */
export interface Where {
  readonly file: string;
  readonly sheet: string | null;
  readonly cell: string | null;
  readonly row: number | null;
}

/** Whom and what a finding is about. */
export interface About {
  readonly pupil?: string | null;
  readonly staff?: string | null;
  readonly className?: string | null;
  readonly subject?: string | null;
  readonly term?: Term | null;
  readonly field?: string | null;
  readonly written?: string | number | null;
  readonly clean?: string | number | null;
}

/** One thing that was mended, must be looked at, or was left out. */
export interface Finding extends Where, Required<About> {
  readonly code: FindingCode;
  readonly outcome: 'repaired' | 'reported' | 'refused';
}

/** Collects findings in the order in which they were met. */
export interface Findings {
  readonly list: readonly Finding[];
  repaired(code: RepairCode, where: Where, about?: About): void;
  reported(code: ReportCode, where: Where, about?: About): void;
  refused(code: RowRefusalCode, where: Where, about?: About): void;
  /** Takes over what was collected apart. */
  addAll(findings: readonly Finding[]): void;
}

export function newFindings(): Findings {
  const list: Finding[] = [];
  const add = (
    code: FindingCode,
    outcome: Finding['outcome'],
    { file, sheet, cell, row }: Where,
    about: About,
  ): void => {
    list.push({
      code,
      outcome,
      file,
      sheet,
      cell,
      row,
      pupil: about.pupil ?? null,
      staff: about.staff ?? null,
      className: about.className ?? null,
      subject: about.subject ?? null,
      term: about.term ?? null,
      field: about.field ?? null,
      written: about.written ?? null,
      clean: about.clean ?? null,
    });
  };
  return {
    list,
    repaired: (code, where, about = {}) => add(code, 'repaired', where, about),
    reported: (code, where, about = {}) => add(code, 'reported', where, about),
    refused: (code, where, about = {}) => add(code, 'refused', where, about),
    addAll: (findings) => {
      list.push(...findings);
    },
  };
}
