import type {
  CommentLevel,
  PrimaryLevel,
  QualityLevel,
  StudyLevel,
} from '../../domain/assessment/level.ts';
import type { Score } from '../../domain/assessment/score.ts';
import type { LearnerYear, SubjectCode, TermAbsence } from '../../domain/school/yearbook.ts';
import type { Term } from '../../domain/time/school-year.ts';
import type { Where } from './finding.ts';
import type { Exempt } from './reading-mark.ts';

/** A value as one cell gave it, and where that cell is. */
export interface Placed<T> {
  readonly value: T | null;
  readonly where: Where;
}

/** One learner's row in a subject book. `regular` keeps a gap where a mark is missing. */
export interface MarkRow<T> {
  readonly regular: readonly (T | null)[];
  readonly midterm: T | null;
  readonly final: T | null;
  /** The average or level that the book shows. */
  readonly printed: Placed<T>;
  readonly comment: string | null;
  readonly exempt: boolean;
  /** Neither a mark nor a comment stands in the row. */
  readonly blank: boolean;
  /** The cells for marks in which nothing stands, by field: tx0, tx1 …, gk, ck, avg. */
  readonly gaps: ReadonlyMap<string, Where>;
  readonly where: Where;
  readonly commentWhere: Where;
}

export type SubjectTerm =
  | ({ readonly kind: 'score' } & MarkRow<Score>)
  | ({ readonly kind: 'comment' } & MarkRow<CommentLevel>);

/** One learner's row in a summary book. */
export interface SummaryRow {
  readonly results: ReadonlyMap<SubjectCode, Placed<Score | CommentLevel | Exempt>>;
  readonly study: Placed<StudyLevel>;
  readonly conduct: Placed<StudyLevel>;
  /** In term 2 the count of the whole year. */
  readonly absence: Placed<TermAbsence>;
  readonly notAssessed: boolean;
  readonly where: Where;
}

/** One learner's row in the homeroom teacher's book. */
export interface HomeroomRow {
  readonly conduct: readonly [Placed<StudyLevel>, Placed<StudyLevel>];
  readonly conductYear: Placed<StudyLevel>;
  readonly absence: readonly [Placed<TermAbsence>, Placed<TermAbsence>];
  readonly comment: string | null;
  readonly award: Placed<string>;
  readonly competition: string | null;
  readonly certificate: string | null;
  readonly where: Where;
}

/** Term 1 at another school. */
export interface TransferRow {
  readonly results: ReadonlyMap<SubjectCode, Placed<Score | CommentLevel | Exempt>>;
  readonly study: Placed<StudyLevel>;
  readonly conduct: Placed<StudyLevel>;
  readonly absence: TermAbsence | null;
  readonly fromSchool: string | null;
  readonly in: string | null;
  readonly where: Where;
}

/** One learner's row in a primary school's results. */
export interface PrimaryRow {
  readonly subjects: ReadonlyMap<
    SubjectCode,
    { readonly level: Placed<PrimaryLevel | Exempt>; readonly test: Placed<number> | null }
  >;
  readonly qualities: ReadonlyMap<string, Placed<QualityLevel>>;
  readonly competences: ReadonlyMap<string, Placed<QualityLevel>>;
  readonly completed: Placed<boolean>;
  readonly promoted: Placed<boolean>;
  readonly result: Placed<string>;
  readonly blank: boolean;
  readonly where: Where;
}

export interface PrimaryCommentRow {
  readonly subjects: ReadonlyMap<SubjectCode, Placed<string>>;
  readonly qualities: Placed<string>;
  readonly general: Placed<string>;
  readonly special: Placed<string>;
  readonly homeroom: Placed<string>;
  readonly heightCm: number | null;
  readonly weightKg: number | null;
  readonly absence: TermAbsence | null;
  readonly award: Placed<string>;
  readonly suddenAward: string | null;
  readonly where: Where;
}

/** Who the learner is, by the pupil list. */
export type LearnerFacts = Omit<
  LearnerYear,
  'results' | 'formerNumbers' | 'homeroomComment' | 'competition' | 'certificate' | 'notAssessed'
>;

/** All that the files say of one learner; filled file by file, judged at the end. */
export interface LearnerDraft {
  readonly facts: LearnerFacts;
  readonly where: Where;
  readonly formerNumbers: Set<string>;
  readonly marks: Map<SubjectCode, Map<Term, SubjectTerm>>;
  readonly summaries: Map<Term, SummaryRow>;
  homeroom: HomeroomRow | null;
  transfer: TransferRow | null;
  readonly reassessed: Map<SubjectCode, Placed<Score | CommentLevel>>;
  summer: {
    readonly before: Placed<StudyLevel>;
    readonly level: StudyLevel | null;
    readonly comment: string | null;
  } | null;
  choice: {
    readonly chosen: readonly SubjectCode[];
    readonly specialTopics: readonly SubjectCode[];
  } | null;
  primary: PrimaryRow | null;
  primaryComments: PrimaryCommentRow | null;
  readonly supplement: Map<string, { readonly level: string; readonly test: number | null }>;
  decision: string | null;
}

export const newDraft = (facts: LearnerFacts, where: Where): LearnerDraft => ({
  facts,
  where,
  formerNumbers: new Set(),
  marks: new Map(),
  summaries: new Map(),
  homeroom: null,
  transfer: null,
  reassessed: new Map(),
  summer: null,
  choice: null,
  primary: null,
  primaryComments: null,
  supplement: new Map(),
  decision: null,
});
