import type { QualityLevel } from '../assessment/level.ts';
import { isPrimaryLevel, isQualityLevel } from '../assessment/level.ts';
import type { PrimaryResult } from '../assessment/outcome.ts';
import type { LearnerYear, PrimaryYear, Yearbook } from '../school/yearbook.ts';
import type { Findings } from './build-subjects.ts';
import { oneLine } from './one-line.ts';
import {
  generalNames,
  type PrimaryForm,
  type PrimarySubjectResult,
  type PrimaryYearResult,
  qualityNames,
  specialNames,
  type TraitLevel,
  type TraitTable,
} from './primary-form.ts';
import { primaryAwardWords, primaryCompletionWords, rowPlace } from './wording.ts';

/** What the form of grades 1 to 5 is made of. */
export interface PrimaryPages {
  readonly learner: LearnerYear;
  readonly results: PrimaryYear;
  readonly yearbook: Yearbook;
  readonly assessed: PrimaryResult;
  /** Quyết định của hiệu trưởng taken after the import; a decision in the workbooks is in `assessed`. */
  readonly decision: boolean | null;
}

/** Mẫu học bạ tiểu học. Undefined, with refusals, when a result that it needs is missing. */
export function buildPrimaryForm(pages: PrimaryPages, findings: Findings): PrimaryForm | undefined {
  const { learner, results, assessed } = pages;
  flagged(assessed, findings);
  const subjects = buildRows(pages, findings);
  const result = buildResult(pages, findings);
  const { absence, comments } = results;
  if (absence === null) findings.refusals.push({ code: 'absences-missing' });
  for (const table of ['qualities', 'general', 'special'] as const) {
    if (oneLine(comments[table]) === null && !learner.notAssessed) {
      findings.warnings.push({ code: 'trait-comment-missing', of: table });
    }
  }
  if (result === undefined || absence === null) return undefined;
  return {
    kind: 'primary',
    subjects,
    qualities: tableOf(qualityNames, 'pc', results.qualities, results, comments.qualities),
    general: tableOf(generalNames, 'nl', results.competences, results, comments.general),
    special: tableOf(specialNames, 'nl', results.competences, results, comments.special),
    heightCm: results.heightCm,
    weightKg: results.weightKg,
    absences: absence,
    result,
  };
}

/** Whatever keeps art. 9 from being applied is lacking in the record too. */
function flagged({ flags }: PrimaryResult, { refusals }: Findings): void {
  for (const flag of flags) {
    if (flag.code === 'missing-level') refusals.push({ code: 'level-missing', of: flag.of });
    if (flag.code === 'missing-test') refusals.push({ code: 'test-missing', subject: flag.of });
    if (flag.code === 'test-not-whole') refusals.push({ code: 'test-not-whole', subject: flag.of });
  }
}

/** The rows of the subjects' table, in the form's order. */
function buildRows(
  { learner, results, yearbook }: PrimaryPages,
  { refusals, warnings }: Findings,
): readonly PrimarySubjectResult[] {
  const rows: PrimarySubjectResult[] = [];
  for (const { code: subject, exempt, level, test, comment: written } of results.subjects) {
    const name = yearbook.subjects.find(({ code }) => code === subject)?.name;
    if (name === undefined) {
      refusals.push({ code: 'subject-unknown', subject });
      continue;
    }
    const comment = oneLine(written);
    if (comment === null && !exempt && !learner.notAssessed) {
      warnings.push({ code: 'subject-comment-missing', subject });
    }
    const marks = { level, test: test ?? null, supplement: supplementOf(subject, results) };
    rows.push({ subject, name, marks: exempt ? 'exempt' : marks, comment });
  }
  const { grade } = learner;
  return rows.sort((a, b) => rowPlace(grade, a.subject) - rowPlace(grade, b.subject));
}

/** A supplement whose level is not one of the letters counts as not given, as in the assessment. */
function supplementOf(subject: string, { supplement }: PrimaryYear) {
  const found = supplement.get(subject);
  return found === undefined || !isPrimaryLevel(found.level)
    ? null
    : { level: found.level, test: found.test };
}

/** A table of qualities or competences with its merged comment; null where the grade has no such level. */
function tableOf<Name extends string>(
  names: readonly Name[],
  prefix: 'pc' | 'nl',
  levels: ReadonlyMap<string, QualityLevel | null>,
  { supplement }: PrimaryYear,
  comment: string | null,
): TraitTable<Name> {
  const traitOf = (name: Name): TraitLevel | null => {
    const level = levels.get(name) ?? null;
    const after = supplement.get(`${prefix}:${name}`)?.level;
    return level === null ? null : { level, supplement: isQualityLevel(after) ? after : null };
  };
  const entries = names.map((name) => [name, traitOf(name)] as const);
  // Every name of the list is a key of the result.
  const table = Object.fromEntries(entries) as { readonly [N in Name]: TraitLevel | null };
  return { levels: table, comment: oneLine(comment) };
}

/** Mục 4 to 6. For a learner who is not assessed, the principal's decision stands for the rule's. */
function buildResult(
  { learner, results, assessed, decision }: PrimaryPages,
  { refusals }: Findings,
): PrimaryYearResult | undefined {
  const { reasons, supplement, result: outcome } = assessed;
  if (reasons.includes('supplement-pending')) {
    refusals.push({ code: 'supplement-pending', items: supplement.items });
    return undefined;
  }
  const decides = reasons.includes('principal-decides');
  const promoted = assessed.promoted ?? (decides ? decision : null);
  if (promoted === null) {
    if (decides) refusals.push({ code: 'decision-missing' });
    else if (refusals.length === 0) {
      // Art. 9 found nothing to go by: exempt from everything.
      refusals.push({ code: 'promotion-undecided', pending: [], reasons: ['study-incomplete'] });
    }
    return undefined;
  }
  const completed = assessed.completedAfter ?? assessed.completed ?? promoted;
  const { grade } = learner;
  return {
    outcome,
    completed,
    programmeCompleted: completed && grade === 5,
    promoted,
    completionText: primaryCompletionWords(grade, { completed, promoted }),
    award: awardOf(assessed, results),
    suddenAward: oneLine(results.suddenAward),
  };
}

/** Học sinh Xuất sắc follows from the results; Học sinh Tiêu biểu stands only where people recognised it. */
function awardOf({ award }: PrimaryResult, { recognised }: PrimaryYear): string | null {
  if (award === 'HSXS') return primaryAwardWords.excellent;
  return award === 'TB-eligible' && recognised === true ? primaryAwardWords.outstanding : null;
}
