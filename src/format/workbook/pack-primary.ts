import type { PrimaryResult } from '../../domain/assessment/outcome.ts';
import type { LearnerYear, PrimaryYear } from '../../domain/school/yearbook.ts';
import type { Json, JsonObject } from './pack.ts';
import type { CommentIndex } from './pack-comments.ts';

/** The results of a learner of grades 1 to 5 in the form `packs/1`. */
export function packPrimary(
  learner: LearnerYear,
  year: PrimaryYear,
  result: PrimaryResult | undefined,
  comments: CommentIndex,
): JsonObject {
  // Comments are numbered in the order of their first use.
  const subjects = year.subjects.map(({ code, level, test, exempt, comment }) => ({
    code,
    level,
    ...(test === undefined ? {} : { test }),
    ...(exempt ? { exempt: true } : {}),
    comment: comments.of(comment),
  }));
  const homeroomComment = comments.of(learner.homeroomComment);
  return {
    subjects,
    qualities: Object.fromEntries(year.qualities),
    competences: Object.fromEntries(year.competences),
    absence:
      year.absence === null ? null : { p: year.absence.withLeave, k: year.absence.withoutLeave },
    height: year.heightCm,
    weight: year.weightKg,
    result: result?.result ?? null,
    completed: result?.completed ?? null,
    ...packSupplement(year, result),
    promoted: result?.promoted ?? null,
    award: packAward(result, year),
    homeroomComment,
    comments: {
      qualities: comments.of(year.comments.qualities),
      general: comments.of(year.comments.general),
      special: comments.of(year.comments.special),
    },
    ...(year.suddenAward === null ? {} : { suddenAward: year.suddenAward }),
  };
}

function packSupplement(year: PrimaryYear, result: PrimaryResult | undefined): JsonObject {
  if (year.supplement.size === 0) return {};
  const supplement: { [key: string]: Json } = {};
  for (const [name, { level, test }] of year.supplement) {
    supplement[name] = test === null ? { level } : { level, test };
  }
  return { supplement, completedAfter: result?.completedAfter ?? null, decision: year.decision };
}

/** Học sinh Tiêu biểu is recognised by people: it stands only where a file says so. */
function packAward(result: PrimaryResult | undefined, { recognised }: PrimaryYear): Json {
  if (result?.award === 'HSXS') return 'HSXS';
  return result?.award === 'TB-eligible' && recognised === true ? 'TB' : null;
}
