import type { CommentLevel, StudyLevel } from '../../domain/assessment/level.ts';
import type { SubjectAverages } from '../../domain/assessment/outcome.ts';
import type { TermAbsence } from '../../domain/school/yearbook.ts';
import type { Term } from '../../domain/time/school-year.ts';
import type { CheckedLearner } from './check.ts';
import type { LearnerDraft, Placed } from './draft.ts';
import type { Findings } from './finding.ts';
import { fold } from './fold.ts';
import { writeCommentLevel, writeStudyLevel } from './reading-mark.ts';
import type { ReadYearbook } from './yearbook.ts';

/** Holds printed averages, levels, absences and awards against what follows from the marks. */
export function checkSecondary(
  checked: CheckedLearner,
  read: ReadYearbook,
  findings: Findings,
): void {
  const { draft, result } = checked;
  if (draft.summaries.get(1)?.notAssessed || draft.summaries.get(2)?.notAssessed) return;
  for (const subject of result.subjects) checkAverages(draft, subject, findings);
  for (const term of [1, 2] as const) checkTerm(checked, term, findings);
  for (const flag of result.flags) {
    if (flag.code !== 'too-many-tx') continue;
    const { subject, term } = flag;
    const where = draft.marks.get(subject)?.get(term)?.where ?? draft.where;
    findings.reported('too-many-marks', where, { pupil: draft.facts.number, subject, term });
  }
  checkReassessment(checked, read, findings);
  checkHomeroom(checked, findings);
  checkAbsence(draft, findings);
}

type Average = SubjectAverages['year'];

const shownAverage = (value: Average): string | number | null => {
  if (typeof value === 'number') return value / 10;
  return value === 'D' || value === 'CD' ? writeCommentLevel(value) : value;
};

function checkAverages(draft: LearnerDraft, subject: SubjectAverages, findings: Findings): void {
  for (const term of [1, 2] as const) {
    const derived = subject[`term${term}`];
    const marks = draft.marks.get(subject.code)?.get(term);
    const about = { pupil: draft.facts.number, subject: subject.code, term };
    const stale = (placed: Placed<number | CommentLevel | 'M'> | undefined, field: string) => {
      if (placed === undefined || placed.value === null || placed.value === derived) return;
      const written = shownAverage(placed.value as Average);
      const all = { ...about, field, written, clean: shownAverage(derived) };
      findings.reported('stale-average', placed.where, all);
    };
    if (marks === undefined) continue;
    if (!marks.exempt) stale(marks.printed, 'avg');
    stale(draft.summaries.get(term)?.results.get(subject.code), subject.code);
  }
}

/** Reports a printed level that is not the one that follows; an empty cell claims nothing. */
function staleLevel(
  placed: Placed<StudyLevel>,
  derived: StudyLevel | null,
  about: { readonly pupil: string; readonly term: Term | null; readonly field: string },
  findings: Findings,
): void {
  if (placed.value === null || placed.value === derived) return;
  const clean = derived === null ? null : writeStudyLevel(derived);
  const written = writeStudyLevel(placed.value);
  findings.reported('stale-result', placed.where, { ...about, written, clean });
}

function checkTerm({ draft, result }: CheckedLearner, term: Term, findings: Findings): void {
  const pupil = draft.facts.number;
  const derived = result.study[`term${term}`].level;
  const summary = draft.summaries.get(term);
  const about = { pupil, term, field: 'study' };
  if (summary !== undefined) {
    staleLevel(summary.study, derived, about, findings);
    conflict(summary.conduct, draft.homeroom?.conduct[term - 1], { pupil, term }, findings);
  }
  if (term === 1 && draft.transfer !== null) {
    staleLevel(draft.transfer.study, derived, about, findings);
    conflict(draft.transfer.conduct, draft.homeroom?.conduct[0], { pupil, term }, findings);
  }
}

/** Kết quả rèn luyện in two files that do not agree; the homeroom book's stands. */
function conflict(
  placed: Placed<StudyLevel>,
  homeroom: Placed<StudyLevel> | undefined,
  about: { readonly pupil: string; readonly term: Term },
  findings: Findings,
): void {
  const other = homeroom?.value ?? null;
  if (placed.value === null || other === null || placed.value === other) return;
  findings.reported('value-conflict', placed.where, {
    ...about,
    field: 'conduct',
    written: writeStudyLevel(placed.value),
    clean: writeStudyLevel(other),
  });
}

function checkReassessment(
  { draft, result }: CheckedLearner,
  { beforeReassessment }: ReadYearbook,
  findings: Findings,
): void {
  const pupil = draft.facts.number;
  for (const { learner, subject, before } of beforeReassessment) {
    if (learner !== draft || before.value === null) continue;
    const derived = result.subjects.find(({ code }) => code === subject)?.year ?? null;
    if (before.value === derived) continue;
    findings.reported('stale-average', before.where, {
      pupil,
      subject,
      field: 'before',
      written: shownAverage(before.value as Average),
      clean: shownAverage(derived),
    });
  }
  if (draft.summer !== null) {
    const about = { pupil, term: null, field: 'conductYear' };
    staleLevel(draft.summer.before, result.conduct.year, about, findings);
  }
}

const awardWords = { XS: 'Học sinh Xuất sắc', G: 'Học sinh Giỏi' } as const;

function checkHomeroom({ draft, result }: CheckedLearner, findings: Findings): void {
  const { homeroom } = draft;
  if (homeroom === null) return;
  const pupil = draft.facts.number;
  const about = { pupil, term: null, field: 'conductYear' };
  staleLevel(homeroom.conductYear, result.conduct.year, about, findings);
  const derived = result.award === null ? null : awardWords[result.award];
  const printed = homeroom.award.value;
  if (fold(printed ?? '') === fold(derived ?? '')) return;
  const all = { pupil, field: 'award', written: printed, clean: derived };
  findings.reported('stale-result', homeroom.award.where, all);
}

/** Term 1 by the summary, the year by term 2's, against the homeroom book term by term. */
function checkAbsence(draft: LearnerDraft, findings: Findings): void {
  const first = draft.homeroom?.absence[0].value ?? null;
  const second = draft.homeroom?.absence[1].value ?? null;
  const whole =
    first === null || second === null
      ? null
      : {
          withLeave: first.withLeave + second.withLeave,
          withoutLeave: first.withoutLeave + second.withoutLeave,
        };
  compare(draft, 1, first, findings);
  compare(draft, 2, whole, findings);
}

function compare(
  draft: LearnerDraft,
  term: Term,
  expected: TermAbsence | null,
  findings: Findings,
): void {
  const placed = draft.summaries.get(term)?.absence;
  const printed = placed?.value ?? null;
  if (placed === undefined || printed === null || expected === null) return;
  const show = ({ withLeave, withoutLeave }: TermAbsence) => `P ${withLeave}, K ${withoutLeave}`;
  if (show(printed) === show(expected)) return;
  const about = { pupil: draft.facts.number, term, field: 'absence' };
  const values = { written: show(printed), clean: show(expected) };
  findings.reported('value-conflict', placed.where, { ...about, ...values });
}
