import type { CommentLevel } from '../../domain/assessment/level.ts';
import type {
  SecondaryResult,
  StudyOutcome,
  SubjectAverages,
} from '../../domain/assessment/outcome.ts';
import type {
  CommentTerm,
  LearnerYear,
  ScoreTerm,
  SecondarySubjectYear,
  SecondaryYear,
  TermAbsence,
} from '../../domain/school/yearbook.ts';
import type { Json, JsonObject } from './pack.ts';
import type { CommentIndex } from './pack-comments.ts';
import type { LearnerResult } from './results.ts';

/** The results of a learner of grades 6 to 12 in the form `packs/1`. */
export function packSecondary(
  learner: LearnerYear,
  year: SecondaryYear,
  derived: (LearnerResult & { readonly kind: 'secondary' }) | undefined,
  comments: CommentIndex,
): JsonObject {
  const result = derived?.result;
  const averages = new Map(result?.subjects.map((subject) => [subject.code as string, subject]));
  // Comments are numbered in the order of their first use: subjects first, then the homeroom teacher's.
  const subjects = year.subjects.map((subject) =>
    packSubject(subject, averages.get(subject.code), comments),
  );
  const study = result?.study;
  return {
    subjects,
    ...packGap(learner, year),
    conduct: {
      term1: year.conduct.term1,
      term2: year.conduct.term2,
      year: learner.notAssessed ? null : (result?.conduct.year ?? null),
      ...(year.conduct.afterSummer === null ? {} : { afterSummer: year.conduct.afterSummer }),
    },
    absence: packAbsence(year),
    study: {
      term1: packStudy(study?.term1, derived?.openReading.includes('term1')),
      term2: packStudy(study?.term2, derived?.openReading.includes('term2')),
      year: packStudy(study?.year, derived?.openReading.includes('year')),
      ...(study?.afterReassess === null || study === undefined
        ? {}
        : { afterReassess: study.afterReassess.level }),
    },
    award: result?.award ?? null,
    promoted: result?.promoted ?? null,
    ...packNeeds(result),
    ...(year.summerComment === null ? {} : { summerComment: year.summerComment }),
    homeroomComment: comments.of(learner.homeroomComment),
  };
}

/** A subject of this school that a learner from elsewhere has no term-1 result in. */
function packGap(learner: LearnerYear, year: SecondaryYear): JsonObject {
  if (learner.present.term1 || learner.notAssessed) return {};
  const gap = year.subjects.find(
    ({ term1, term2, exempt }) => term1 === null && term2 !== null && exempt === 'none',
  );
  return gap === undefined ? {} : { gapSubject: gap.code };
}

/** What the learner needed, whether or not it has happened; left out where promotion is not known. */
function packNeeds(result: SecondaryResult | undefined): JsonObject {
  if (result === undefined || result.promoted === null) return {};
  const needs: Json[] = [];
  if (result.summerConduct) needs.push('summer-conduct');
  if (result.reassess.eligible) needs.push('reassess');
  return { needs };
}

function packAbsence({ absence }: SecondaryYear): JsonObject {
  const { term1, term2 } = absence;
  const known = [term1, term2].filter((term) => term !== null);
  const total = known.reduce((sum, term) => sum + term.withLeave + term.withoutLeave, 0);
  return {
    term1: packTermAbsence(term1),
    term2: packTermAbsence(term2),
    total: known.length === 0 ? null : total,
  };
}

const packTermAbsence = (term: TermAbsence | null): Json =>
  term === null ? null : { p: term.withLeave, k: term.withoutLeave };

function packStudy(outcome: StudyOutcome | undefined, open: boolean | undefined): Json {
  if (outcome === undefined || outcome.level === null) return null;
  const { level, base, adjustedBy } = outcome;
  const policy = open === true ? { policy: 'sixth-subject' } : {};
  return adjustedBy === null ? { level, ...policy } : { level, base, adjustedBy, ...policy };
}

function packSubject(
  subject: SecondarySubjectYear,
  averages: SubjectAverages | undefined,
  comments: CommentIndex,
): JsonObject {
  const exempt = subject.exempt !== 'none';
  const of = (term: 'term1' | 'term2'): Json =>
    subject.kind === 'score'
      ? packScoreTerm(subject[term], known(averages?.[term]), comments)
      : packCommentTerm(subject[term], known(averages?.[term]), comments);
  return {
    code: subject.code,
    kind: subject.kind,
    ...(exempt ? { exempt: subject.exempt === 'year' ? true : subject.exempt } : {}),
    term1: of('term1'),
    term2: of('term2'),
    year: known(averages?.year),
    ...(subject.reassessed === null ? {} : { reassess: subject.reassessed }),
  };
}

/** M stands for no result. */
const known = (value: SubjectAverages['year'] | undefined): number | CommentLevel | null =>
  value === undefined || value === 'M' ? null : value;

function packScoreTerm(
  term: ScoreTerm | null,
  average: number | CommentLevel | null,
  comments: CommentIndex,
): Json {
  if (term === null) return null;
  if (term.transferredAverage !== null) return { avg: term.transferredAverage, from: 'transfer' };
  const topic = term.specialTopicIndex;
  return {
    tx: term.regular,
    gk: term.midterm,
    ck: term.final,
    ...(topic === null ? {} : { chuyenDeIndex: topic }),
    avg: average,
    comment: comments.of(term.comment),
  };
}

function packCommentTerm(
  term: CommentTerm | null,
  level: number | CommentLevel | null,
  comments: CommentIndex,
): Json {
  if (term === null) return null;
  if (term.transferredLevel !== null) return { level: term.transferredLevel, from: 'transfer' };
  const { regular, midterm, final } = term;
  const all = [...regular, midterm, final].every((mark) => mark === 'D');
  const comment = comments.of(term.comment);
  return all ? { level, comment } : { tx: regular, gk: midterm, ck: final, level, comment };
}
