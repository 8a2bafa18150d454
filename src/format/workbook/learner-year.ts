import type { CommentLevel } from '../../domain/assessment/level.ts';
import type { Score } from '../../domain/assessment/score.ts';
import { commentsRequired, regularRequired } from '../../domain/assessment/term-average.ts';
import type {
  ClassGroup,
  CommentTerm,
  EducationLevel,
  Exemption,
  LearnerYear,
  ScoreTerm,
  SecondarySubjectYear,
  SecondaryYear,
  SubjectCode,
  TermAbsence,
} from '../../domain/school/yearbook.ts';
import type { Term } from '../../domain/time/school-year.ts';
import { subjectsTaken } from './classes.ts';
import type { LearnerDraft, SubjectTerm } from './draft.ts';
import { curriculumOf } from './subjects.ts';

/** Is this learner not assessed: a note says so, or a learner with a disability has no result anywhere? */
export function isNotAssessed(learner: LearnerDraft): boolean {
  if ([...learner.summaries.values()].some(({ notAssessed }) => notAssessed)) return true;
  if (learner.facts.disability === null) return false;
  const marks = [...learner.marks.values()].flatMap((terms) => [...terms.values()]);
  if (learner.facts.grade <= 5) return learner.primary?.blank ?? false;
  return marks.length > 0 && marks.every(({ blank }) => blank);
}

/** How many ĐĐGtx a subject needs in a grade, without the special topic's; null where nobody says. */
export function requiredOf(code: SubjectCode, grade: number, level: EducationLevel): number | null {
  const subject = curriculumOf[level].find((s) => s.code === code);
  if (subject === undefined) return null;
  if (subject.kind === 'comment') return commentsRequired;
  const count = subject.periods.get(grade);
  return count === undefined ? null : regularRequired(count);
}

/** Does the learner take the subject's cụm chuyên đề? */
export const hasSpecialTopic = (
  learner: LearnerDraft,
  group: ClassGroup,
  code: SubjectCode,
): boolean => (learner.choice?.specialTopics ?? group.specialTopics).includes(code);

/** One learner's year as the school wrote it, from all files together. */
export function secondaryLearner(
  learner: LearnerDraft,
  group: ClassGroup,
  level: EducationLevel,
): LearnerYear {
  const { homeroom, transfer } = learner;
  return {
    ...learner.facts,
    transfer: withFormerSchool(learner),
    formerNumbers: [...learner.formerNumbers],
    notAssessed: isNotAssessed(learner),
    homeroomComment: homeroom?.comment ?? null,
    competition: homeroom?.competition ?? null,
    certificate: homeroom?.certificate ?? null,
    results: {
      kind: 'secondary',
      subjects: subjectsTaken(learner, group, level).map((code) =>
        subjectYear(learner, group, level, code),
      ),
      conduct: {
        term1:
          homeroom?.conduct[0].value ??
          learner.summaries.get(1)?.conduct.value ??
          transfer?.conduct.value ??
          null,
        term2: homeroom?.conduct[1].value ?? learner.summaries.get(2)?.conduct.value ?? null,
        afterSummer: learner.summer?.level ?? null,
      },
      absence: absenceOf(learner),
      summerComment: learner.summer?.comment ?? null,
    },
  };
}

function withFormerSchool({ facts, transfer }: LearnerDraft): LearnerYear['transfer'] {
  const fromSchool = transfer?.fromSchool;
  if (fromSchool === null || fromSchool === undefined) return facts.transfer;
  return { ...facts.transfer, fromSchool };
}

/** By term from the homeroom book; else the summaries', where term 2 is the year's less term 1's. */
function absenceOf({
  facts,
  homeroom,
  summaries,
  transfer,
}: LearnerDraft): SecondaryYear['absence'] {
  const term1 =
    homeroom?.absence[0].value ?? summaries.get(1)?.absence.value ?? transfer?.absence ?? null;
  if (!facts.present.term2) return { term1, term2: null };
  const whole = summaries.get(2)?.absence.value ?? null;
  return { term1, term2: homeroom?.absence[1].value ?? less(whole, term1) };
}

function less(whole: TermAbsence | null, first: TermAbsence | null): TermAbsence | null {
  if (whole === null || first === null) return null;
  const withLeave = whole.withLeave - first.withLeave;
  const withoutLeave = whole.withoutLeave - first.withoutLeave;
  return withLeave < 0 || withoutLeave < 0 ? null : { withLeave, withoutLeave };
}

function subjectYear(
  learner: LearnerDraft,
  group: ClassGroup,
  level: EducationLevel,
  code: SubjectCode,
): SecondarySubjectYear {
  const kind = curriculumOf[level].find((s) => s.code === code)?.kind ?? 'score';
  const exempt = exemptionOf(learner, code);
  const reassessed = learner.reassessed.get(code)?.value ?? null;
  const row = (term: Term) => learner.marks.get(code)?.get(term);
  const moved = learner.transfer?.results.get(code)?.value ?? null;
  if (kind === 'comment') {
    return {
      kind,
      code,
      exempt,
      term1: commentTerm(row(1)) ?? movedLevel(moved),
      term2: commentTerm(row(2)),
      reassessed: typeof reassessed === 'string' ? reassessed : null,
    };
  }
  const need = requiredOf(code, learner.facts.grade, level);
  const topic = hasSpecialTopic(learner, group, code);
  return {
    kind,
    code,
    exempt,
    term1: scoreTerm(row(1), need, topic) ?? movedAverage(moved),
    term2: scoreTerm(row(2), need, topic),
    reassessed: typeof reassessed === 'number' ? reassessed : null,
  };
}

function exemptionOf(learner: LearnerDraft, code: SubjectCode): Exemption {
  const isExempt = (term: Term): boolean =>
    learner.marks.get(code)?.get(term)?.exempt === true ||
    learner.summaries.get(term)?.results.get(code)?.value === 'M' ||
    (term === 1 && learner.transfer?.results.get(code)?.value === 'M');
  const [first, second] = [isExempt(1), isExempt(2)];
  if (first && (second || !learner.facts.present.term2)) return 'year';
  if (second) return first || !learner.facts.present.term1 ? 'year' : 'term2';
  return first ? 'term1' : 'none';
}

/** The marks that count: empty columns behind the required number are only columns. */
export function regularMarks<T>(marks: readonly (T | null)[], need: number | null): (T | null)[] {
  const given = marks.filter((mark) => mark !== null);
  if (need === null || given.length >= need) return given;
  const kept = marks.slice(0, need);
  return marks.slice(need).every((mark) => mark === null) ? kept : [...marks];
}

function scoreTerm(
  row: SubjectTerm | undefined,
  need: number | null,
  topic: boolean,
): ScoreTerm | null {
  if (row === undefined || row.kind !== 'score' || row.exempt || row.blank) return null;
  const regular = regularMarks<Score>(row.regular, need === null ? null : need + (topic ? 1 : 0));
  return {
    regular,
    midterm: row.midterm,
    final: row.final,
    transferredAverage: null,
    specialTopicIndex: topic && regular.length > 0 ? regular.length - 1 : null,
    comment: row.comment,
  };
}

function commentTerm(row: SubjectTerm | undefined): CommentTerm | null {
  if (row === undefined || row.kind !== 'comment' || row.exempt || row.blank) return null;
  const regular = regularMarks<CommentLevel>(row.regular, commentsRequired);
  const { midterm, final, comment } = row;
  return { regular, midterm, final, transferredLevel: null, comment };
}

type Moved = Score | CommentLevel | 'M' | null;

const movedAverage = (value: Moved): ScoreTerm | null =>
  typeof value !== 'number'
    ? null
    : {
        regular: [],
        midterm: null,
        final: null,
        transferredAverage: value,
        specialTopicIndex: null,
        comment: null,
      };

const movedLevel = (value: Moved): CommentTerm | null =>
  value !== 'D' && value !== 'CD'
    ? null
    : { regular: [], midterm: null, final: null, transferredLevel: value, comment: null };
