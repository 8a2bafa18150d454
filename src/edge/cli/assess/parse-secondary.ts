import type {
  CommentTermCase,
  ScoreTermCase,
  SecondaryCase,
  SecondarySubjectCase,
} from '../../../domain/assessment/case.ts';
import {
  type CommentLevel,
  isCommentLevel,
  isStudyLevel,
} from '../../../domain/assessment/level.ts';
import { type Score, scoreOfTenths } from '../../../domain/assessment/score.ts';
import type { Exemption } from '../../../domain/school/yearbook.ts';
import {
  booleanOf,
  type Cursor,
  childOf,
  childrenOf,
  entryOf,
  fault,
  letterOf,
  pathOf,
  wholeOf,
} from './json-cursor.ts';
import { subjectCodes } from './subject-codes.ts';

/** The highest number of ĐĐGtx or of counted subjects that a case may ask for. */
const maxCount = { regular: 10, subjects: 30 };

/** Reads a case under Circular 22/2021 or 43/2021. Faults go to the cursor; then the value is not to be used. */
export function parseSecondaryCase(cursor: Cursor, grade: number): SecondaryCase {
  const notAssessed = booleanOf(cursor, 'notAssessed');
  const children = childrenOf(cursor, 'subjects');
  const codes = subjectCodes(children);
  const subjects = children.map((child, index) => subject(child, codes[index]));
  if (Array.isArray(entryOf(cursor, 'subjects')) && children.length === 0 && !notAssessed) {
    fault(cursor, 'subjects', 'empty');
  }
  const conduct = childOf(cursor, 'conduct');
  const conductOf = (key: string) =>
    conduct === null ? null : letterOf(conduct, key, isStudyLevel);
  return {
    grade,
    notAssessed,
    subjects: subjects.filter((s) => s !== null),
    conduct: {
      term1: conductOf('term1'),
      term2: conductOf('term2'),
      afterSummer: conductOf('afterSummer'),
    },
    absences: wholeOf(cursor, 'absences', { min: 0, max: Number.MAX_SAFE_INTEGER }),
  };
}

/** `minCount` of a case; null where the programme's own count applies. */
export const parseMinCount = (cursor: Cursor): number | null =>
  wholeOf(cursor, 'minCount', { min: 1, max: maxCount.subjects });

function subject(
  cursor: Cursor,
  code: SecondarySubjectCase['code'] | null | undefined,
): SecondarySubjectCase | null {
  const kind = entryOf(cursor, 'kind');
  const exempt = exemption(cursor);
  if (kind !== 'score' && kind !== 'comment') {
    if (kind === null) return fault(cursor, 'kind', 'missing');
    return fault(cursor, 'kind', typeof kind === 'string' ? 'unknown-value' : 'wrong-type');
  }
  if (code === null || code === undefined) return null;
  if (kind === 'comment') {
    return {
      kind,
      code,
      exempt,
      term1: commentTerm(cursor, 'term1'),
      term2: commentTerm(cursor, 'term2'),
      reassessed: letterOf(cursor, 'reassess', isCommentLevel),
    };
  }
  return {
    kind,
    code,
    exempt,
    term1: scoreTerm(cursor, 'term1'),
    term2: scoreTerm(cursor, 'term2'),
    reassessed: markOf(cursor, 'reassess'),
    regularRequired: wholeOf(cursor, 'txRequired', { min: 1, max: maxCount.regular }),
    specialTopic: booleanOf(cursor, 'chuyenDe'),
  };
}

function exemption(cursor: Cursor): Exemption {
  const value = entryOf(cursor, 'exempt');
  if (value === null || value === false) return 'none';
  if (value === true) return 'year';
  if (value === 'term1' || value === 'term2') return value;
  fault(cursor, 'exempt', typeof value === 'string' ? 'unknown-value' : 'wrong-type');
  return 'none';
}

const holdsAssessments = (term: Cursor): boolean =>
  entryOf(term, 'tx') !== null || entryOf(term, 'gk') !== null || entryOf(term, 'ck') !== null;

function scoreTerm(cursor: Cursor, key: string): ScoreTermCase | null {
  const term = childOf(cursor, key);
  if (term === null) return null;
  if (!holdsAssessments(term)) {
    if (entryOf(term, 'level') !== null) return fault(term, 'level', 'wrong-kind');
    const average = markOf(term, 'avg');
    if (average !== null) return { from: 'transfer', average };
    if (Object.hasOwn(term.at, 'avg')) return null;
  }
  return {
    from: 'marks',
    regular: listOf(term, 'tx', mark),
    specialTopic: markOf(term, 'chuyenDe'),
    midterm: markOf(term, 'gk'),
    final: markOf(term, 'ck'),
  };
}

function commentTerm(cursor: Cursor, key: string): CommentTermCase | null {
  const term = childOf(cursor, key);
  if (term === null) return null;
  if (!holdsAssessments(term)) {
    if (entryOf(term, 'avg') !== null) return fault(term, 'avg', 'wrong-kind');
    const level = letterOf(term, 'level', isCommentLevel);
    if (level !== null) return { from: 'level', level };
    if (Object.hasOwn(term.at, 'level')) return null;
  }
  return {
    from: 'assessments',
    regular: listOf(term, 'tx', comment),
    midterm: letterOf(term, 'gk', isCommentLevel),
    final: letterOf(term, 'ck', isCommentLevel),
  };
}

/** A mark in tenths under a key; null where it is absent, or with a fault. */
function markOf(cursor: Cursor, key: string): Score | null {
  const tenths = wholeOf(cursor, key, { min: 0, max: 100 });
  return tenths === null ? null : (scoreOfTenths(tenths) ?? null);
}

/** Reads one item of a list; null for a gap, or with a fault. */
type ItemReader<T> = (list: Cursor, value: unknown, index: number) => T | null;

function listOf<T>(cursor: Cursor, key: string, read: ItemReader<T>): readonly (T | null)[] {
  const value = entryOf(cursor, key);
  if (value === null) return [];
  if (!Array.isArray(value)) {
    fault(cursor, key, 'not-list');
    return [];
  }
  const list = { at: cursor.at, path: pathOf(cursor, key), faults: cursor.faults };
  return value.map((item: unknown, index) =>
    item === null || item === undefined ? null : read(list, item, index),
  );
}

const mark: ItemReader<Score> = (list, value, index) => {
  if (typeof value !== 'number') return fault(list, index, 'wrong-type');
  if (!Number.isInteger(value)) return fault(list, index, 'not-whole');
  return scoreOfTenths(value) ?? fault(list, index, 'out-of-range');
};

const comment: ItemReader<CommentLevel> = (list, value, index) =>
  isCommentLevel(value)
    ? value
    : fault(list, index, typeof value === 'string' ? 'unknown-value' : 'wrong-type');
