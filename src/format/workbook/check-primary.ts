import type { PrimaryResult } from '../../domain/assessment/outcome.ts';
import type { LearnerYear, PrimaryYear } from '../../domain/school/yearbook.ts';
import type { LearnerDraft, Placed } from './draft.ts';
import type { Findings, Where } from './finding.ts';
import { fold } from './fold.ts';
import { isOutstanding } from './primary-year.ts';

/** One primary learner, with what the files say and what follows from it. */
export interface PrimaryCheck {
  readonly draft: LearnerDraft;
  readonly learner: LearnerYear;
  readonly year: PrimaryYear;
  readonly result: PrimaryResult | undefined;
}

/** Reports what must be there and is not, and printed results that do not follow. */
export function checkPrimary(check: PrimaryCheck, findings: Findings): void {
  const { draft, learner } = check;
  if (learner.notAssessed || !learner.present.term2) return;
  const pupil = draft.facts.number;
  if (draft.primary === null) findings.reported('missing-rows', draft.where, { pupil });
  else checkLevels(check, findings);
  checkComments(check, findings);
  if (draft.primary !== null && check.result !== undefined) checkPrinted(check, findings);
}

function checkLevels({ draft, year }: PrimaryCheck, findings: Findings): void {
  const pupil = draft.facts.number;
  const missing = (where: Where, field: string) =>
    findings.reported('missing-mark', where, { pupil, field });
  for (const { code, exempt, level, test } of year.subjects) {
    const row = draft.primary?.subjects.get(code);
    if (row === undefined || exempt) continue;
    if (level === null) missing(row.level.where, `mon:${code}`);
    const said = findings.list.some(
      (f) => f.pupil === pupil && f.field === `diem:${code}` && f.outcome === 'reported',
    );
    if (test === null && row.test !== null && !said) missing(row.test.where, `diem:${code}`);
  }
  for (const [prefix, levels] of [
    ['pc:', draft.primary?.qualities],
    ['nl:', draft.primary?.competences],
  ] as const) {
    for (const [name, { value, where }] of levels ?? []) {
      if (value === null) missing(where, `${prefix}${name}`);
    }
  }
}

function checkComments({ draft, year }: PrimaryCheck, findings: Findings): void {
  const { primaryComments } = draft;
  const pupil = draft.facts.number;
  if (primaryComments === null) {
    findings.reported('missing-rows', draft.where, { pupil, field: 'comment' });
    return;
  }
  const check = (placed: Placed<string> | undefined, field: string) => {
    if (placed?.value !== null || placed === undefined) return;
    findings.reported('missing-comment', placed.where, { pupil, field });
  };
  for (const { code, exempt } of year.subjects) {
    if (!exempt) check(primaryComments.subjects.get(code), `comment:${code}`);
  }
  check(primaryComments.qualities, 'cQualities');
  check(primaryComments.general, 'cGeneral');
  check(primaryComments.special, 'cSpecial');
  check(primaryComments.homeroom, 'homeroomComment');
}

const resultWords = {
  HTXS: 'Hoàn thành xuất sắc',
  HTT: 'Hoàn thành tốt',
  HT: 'Hoàn thành',
  CHT: 'Chưa hoàn thành',
} as const;

/** A printed result, tick or award that is not the one that follows; an unknown result claims nothing. */
function checkPrinted({ draft, result }: PrimaryCheck, findings: Findings): void {
  const { primary, primaryComments } = draft;
  if (primary === null || result === undefined) return;
  const pupil = draft.facts.number;
  const stale = (placed: Placed<string | boolean>, field: string, clean: string | null) =>
    findings.reported('stale-result', placed.where, {
      pupil,
      field,
      written: placed.value === null ? null : String(placed.value),
      clean,
    });
  const derived = result.result === null ? null : resultWords[result.result];
  const printed = primary.result.value;
  if (printed !== null && fold(printed) !== fold(derived ?? '')) {
    stale(primary.result, 'result', derived);
  }
  if (result.result !== null && (primary.completed.value ?? false) !== result.completed) {
    stale(primary.completed, 'completed', result.completed === true ? 'x' : null);
  }
  // Lên lớp is ticked when the year closes, before any supplement.
  if (result.result !== null && (primary.promoted.value ?? false) !== result.completed) {
    stale(primary.promoted, 'promoted', result.completed === true ? 'x' : null);
  }
  const award = primaryComments?.award;
  if (award === undefined) return;
  const wanted = result.award === 'HSXS';
  const says = fold(award.value ?? '') === 'hoc sinh xuat sac';
  const recognised = isOutstanding(award.value);
  const other = award.value !== null && !says && !recognised;
  const early = recognised && result.award !== 'TB-eligible';
  if (wanted !== says || other || early) stale(award, 'award', wanted ? 'Học sinh Xuất sắc' : null);
}
