import type {
  ClassGroup,
  EducationLevel,
  LearnerYear,
  SecondarySubjectYear,
  SecondaryYear,
} from '../../domain/school/yearbook.ts';
import type { Term } from '../../domain/time/school-year.ts';
import type { LearnerDraft, SubjectTerm } from './draft.ts';
import type { Findings, Where } from './finding.ts';
import { hasSpecialTopic, requiredOf } from './learner-year.ts';

/** One learner, with the subjects that must have results. */
export interface GapCase {
  readonly draft: LearnerDraft;
  readonly learner: LearnerYear;
  readonly year: SecondaryYear;
  readonly group: ClassGroup;
  readonly level: EducationLevel;
}

/** Reports every mark, level and comment that must be there and is not. */
export function checkGaps(of: GapCase, findings: Findings): void {
  const { draft, learner } = of;
  if (!learner.notAssessed) {
    for (const subject of of.year.subjects) {
      for (const term of [1, 2] as const) {
        if (!learner.present[`term${term}`]) {
          checkAbsent(of, subject, term, findings);
          continue;
        }
        if (['year', `term${term}`].includes(subject.exempt)) continue;
        checkBook(of, subject, term, findings);
        checkSummary(draft, subject, term, findings);
      }
    }
    checkTransfer(of, findings);
  }
  checkNotTaken(of, findings);
  const { homeroom } = draft;
  if (homeroom !== null && homeroom.comment === null && learner.present.term2) {
    const about = { pupil: draft.facts.number, field: 'homeroomComment' };
    findings.reported('missing-comment', homeroom.where, about);
  }
}

function checkBook(
  of: GapCase,
  subject: SecondarySubjectYear,
  term: Term,
  findings: Findings,
): void {
  const { draft } = of;
  const { code } = subject;
  const row = draft.marks.get(code)?.get(term);
  const about = { pupil: draft.facts.number, subject: code, term };
  if (row === undefined) {
    // Nothing can be missing from a book that nobody handed in.
    const where = { file: draft.where.file, sheet: null, cell: null, row: null };
    if (draft.summaries.get(term)?.results.get(code)?.value != null) {
      findings.reported('missing-book', where, { ...about, field: code });
    }
    return;
  }
  if (row.blank) {
    findings.reported('missing-mark', row.where, { ...about, field: code });
    return;
  }
  for (const [field, where] of missingMarks(row, of, subject)) {
    findings.reported('missing-mark', where, { ...about, field });
  }
  if (row.comment === null) {
    findings.reported('missing-comment', row.commentWhere, { ...about, field: 'comment' });
  }
}

/** Marks in a term in which the learner was not at this school. */
function checkAbsent(
  { draft }: GapCase,
  { code }: SecondarySubjectYear,
  term: Term,
  findings: Findings,
): void {
  const row = draft.marks.get(code)?.get(term);
  if (row === undefined || row.blank) return;
  const about = { pupil: draft.facts.number, subject: code, term };
  findings.reported('unexpected-row', row.where, about);
}

/** Results in a subject that the learner does not take: they are not in the content, so they are named. */
function checkNotTaken({ draft, year }: GapCase, findings: Findings): void {
  const taken = new Set(year.subjects.map(({ code }) => code));
  const report = (where: Where, subject: string, term: Term) =>
    findings.reported('unexpected-row', where, { pupil: draft.facts.number, subject, term });
  for (const [code, terms] of draft.marks) {
    if (taken.has(code)) continue;
    for (const [term, row] of terms) if (!row.blank) report(row.where, code, term);
  }
  for (const [term, { results }] of draft.summaries) {
    for (const [code, { value, where }] of results) {
      if (!taken.has(code) && value !== null) report(where, code, term);
    }
  }
}

/** The empty cells that matter: marks short of the required number, gk, ck, and the average of these. */
function missingMarks(
  row: SubjectTerm,
  { draft, group, level }: GapCase,
  { code }: SecondarySubjectYear,
): (readonly [string, Where])[] {
  const need = requiredOf(code, draft.facts.grade, level);
  const topic = hasSpecialTopic(draft, group, code) ? 1 : 0;
  const given = row.regular.filter((mark) => mark !== null).length;
  const gaps = [...row.gaps];
  const isRegular = ([field]: (typeof gaps)[number]) => /^tx\d*$/.test(field);
  const short = need === null ? 0 : Math.max(0, need + topic - given);
  const missing = [
    ...gaps.filter(isRegular).slice(0, short),
    ...gaps.filter(([field]) => field === 'gk' || field === 'ck'),
  ];
  const average = row.gaps.get('avg');
  return missing.length > 0 && average !== undefined ? [...missing, ['avg', average]] : missing;
}

function checkSummary(
  draft: LearnerDraft,
  { code }: SecondarySubjectYear,
  term: Term,
  findings: Findings,
): void {
  const placed = draft.summaries.get(term)?.results.get(code);
  if (placed === undefined || placed.value !== null) return;
  const about = { pupil: draft.facts.number, subject: code, term, field: code };
  findings.reported('missing-mark', placed.where, about);
}

/** Term 1 at another school, where a subject of this school was not taught. */
function checkTransfer({ draft, learner, year }: GapCase, findings: Findings): void {
  if (learner.present.term1) return;
  const pupil = draft.facts.number;
  if (draft.transfer === null) {
    if (learner.transfer?.in !== undefined) {
      findings.reported('missing-rows', draft.where, { pupil, term: 1, field: 'transfer' });
    }
    return;
  }
  for (const { code, exempt, term1 } of year.subjects) {
    if (term1 !== null || exempt !== 'none') continue;
    const about = { pupil, subject: code, term: 1 as const, field: code };
    const { where } = draft.transfer.results.get(code) ?? draft.transfer;
    findings.reported('transferred-in-gap', where, about);
    const summary = draft.summaries.get(2);
    // The year's result of this subject cannot be known either: said where the year is closed.
    if (summary !== undefined) {
      findings.reported('transferred-in-gap', summary.where, { ...about, term: 2 });
    }
  }
}
