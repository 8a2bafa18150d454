import type {
  CommentTerm,
  LearnerYear,
  PrimaryYear,
  ScoreTerm,
  SecondarySubjectYear,
  SecondaryYear,
  SubjectCode,
  TermAbsence,
  Yearbook,
} from '../school/yearbook.ts';
import type {
  CommentTermCase,
  PrimaryCase,
  PrimarySubjectCase,
  QualityCase,
  ScoreTermCase,
  SecondaryCase,
  SecondarySubjectCase,
  SupplementCase,
} from './case.ts';
import { isPrimaryLevel, isQualityLevel } from './level.ts';
import { underOlderRules } from './older-rules.ts';
import { regularRequired } from './term-average.ts';

/**
 * The case of a learner of grades 6 to 12; undefined for a primary learner, and for a year under Circular 58/2011, which
 * is held as issued and never computed by a later circular.
 */
export function secondaryCaseOf(
  learner: LearnerYear,
  yearbook: Yearbook,
): SecondaryCase | undefined {
  const { results } = learner;
  if (results.kind !== 'secondary') return undefined;
  const { programme, year } = yearbook;
  if (programme === 'TT22' && underOlderRules(year, learner.grade)) return undefined;
  return {
    grade: learner.grade,
    notAssessed: learner.notAssessed,
    subjects: results.subjects.map((subject) => subjectCase(subject, learner, yearbook)),
    conduct: results.conduct,
    absences: absencesOf(results),
  };
}

/** Both terms' absences; null while one of them is not known. */
function absencesOf({ absence: { term1, term2 } }: SecondaryYear): number | null {
  return term1 === null || term2 === null ? null : sessions(term1) + sessions(term2);
}

const sessions = (absence: TermAbsence): number => absence.withLeave + absence.withoutLeave;

function subjectCase(
  subject: SecondarySubjectYear,
  learner: LearnerYear,
  yearbook: Yearbook,
): SecondarySubjectCase {
  const { code, exempt } = subject;
  if (subject.kind === 'comment') {
    return {
      kind: 'comment',
      code,
      exempt,
      term1: commentTermCase(subject.term1),
      term2: commentTermCase(subject.term2),
      reassessed: subject.reassessed,
    };
  }
  return {
    kind: 'score',
    code,
    exempt,
    term1: scoreTermCase(subject.term1),
    term2: scoreTermCase(subject.term2),
    reassessed: subject.reassessed,
    regularRequired: requiredIn(yearbook, code, learner.grade),
    specialTopic: takesSpecialTopic(subject, learner, yearbook),
  };
}

/** Số ĐĐGtx by the subject's yearly periods in this grade; null where the yearbook does not say. */
function requiredIn(yearbook: Yearbook, code: SubjectCode, grade: number): number | null {
  const periods = yearbook.subjects.find((s) => s.code === code)?.periods.get(grade);
  return periods === undefined ? null : regularRequired(periods);
}

/** Cụm chuyên đề exist in grades 10 to 12: by the class list, or because a mark stands in the book. */
function takesSpecialTopic(
  subject: SecondarySubjectYear & { readonly kind: 'score' },
  learner: LearnerYear,
  yearbook: Yearbook,
): boolean {
  if (learner.grade < 10) return false;
  const marked = [subject.term1, subject.term2].some((term) => term?.specialTopicIndex != null);
  if (marked) return true;
  const group = yearbook.classes.find((c) => c.name === learner.className);
  return group?.specialTopics.includes(subject.code) ?? false;
}

function scoreTermCase(term: ScoreTerm | null): ScoreTermCase | null {
  if (term === null) return null;
  if (term.transferredAverage !== null) {
    return { from: 'transfer', average: term.transferredAverage };
  }
  const { regular, midterm, final, specialTopicIndex } = term;
  const topic = specialTopicIndex === null ? null : (regular[specialTopicIndex] ?? null);
  // A topic's mark that is not there stays among the others as a gap, whatever the policy.
  if (topic === null) return { from: 'marks', regular, specialTopic: null, midterm, final };
  const others = regular.filter((_, index) => index !== specialTopicIndex);
  return { from: 'marks', regular: others, specialTopic: topic, midterm, final };
}

function commentTermCase(term: CommentTerm | null): CommentTermCase | null {
  if (term === null) return null;
  if (term.transferredLevel !== null) return { from: 'level', level: term.transferredLevel };
  const { regular, midterm, final } = term;
  return { from: 'assessments', regular, midterm, final };
}

/** The case of a learner of grades 1 to 5; undefined for a secondary learner. */
export function primaryCaseOf(learner: LearnerYear): PrimaryCase | undefined {
  const { results } = learner;
  if (results.kind !== 'primary') return undefined;
  return {
    grade: learner.grade,
    notAssessed: learner.notAssessed,
    subjects: results.subjects.map(primarySubjectCase),
    qualities: [
      ...qualityCases('pc:', results.qualities),
      ...qualityCases('nl:', results.competences),
    ],
    supplement: supplementCases(results),
    principalDecision: principalDecision(results.decision),
  };
}

function primarySubjectCase(subject: PrimaryYear['subjects'][number]): PrimarySubjectCase {
  const { code, exempt, level, test } = subject;
  if (exempt) return { state: 'exempt', code };
  if (test === undefined) return { state: 'untested', code, level };
  return { state: 'tested', code, level, test };
}

const qualityCases = (prefix: string, levels: PrimaryYear['qualities']): QualityCase[] =>
  Array.from(levels, ([name, level]) => ({ name: prefix + name, level }));

/** An item whose level is not one of its letters is left out: it then still waits for its supplement. */
function supplementCases(results: PrimaryYear): SupplementCase[] {
  const cases: SupplementCase[] = [];
  for (const [name, { level, test }] of results.supplement) {
    if (name.startsWith('pc:') || name.startsWith('nl:')) {
      if (isQualityLevel(level)) cases.push({ of: 'quality', name, level });
      continue;
    }
    const subject = results.subjects.find((s) => s.code === name);
    if (subject !== undefined && isPrimaryLevel(level)) {
      cases.push({ of: 'subject', code: subject.code, level, test });
    }
  }
  return cases;
}

/** Reads the principal's words: «Cho lên lớp» promotes, «Ở lại lớp» does not; anything else decides nothing. */
function principalDecision(words: string | null): PrimaryCase['principalDecision'] {
  if (words === null) return null;
  const folded = words.normalize('NFC').toLowerCase();
  if (/không|chưa|ở lại|lưu ban/.test(folded)) return 'retain';
  return /lên lớp/.test(folded) ? 'promote' : null;
}
