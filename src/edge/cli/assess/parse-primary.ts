import type {
  PrimaryCase,
  PrimarySubjectCase,
  QualityCase,
  SupplementCase,
} from '../../../domain/assessment/case.ts';
import { isPrimaryLevel, isQualityLevel } from '../../../domain/assessment/level.ts';
import { testRequired } from '../../../domain/assessment/tested-subjects.ts';
import {
  booleanOf,
  type Cursor,
  childOf,
  childrenOf,
  entryOf,
  fault,
  letterOf,
  wholeOf,
} from './json-cursor.ts';
import { subjectCodes } from './subject-codes.ts';

/** Reads a case under Circular 27/2020. Faults go to the cursor; then the value is not to be used. */
export function parsePrimaryCase(cursor: Cursor, grade: number): PrimaryCase {
  const notAssessed = booleanOf(cursor, 'notAssessed');
  const children = childrenOf(cursor, 'subjects');
  const codes = subjectCodes(children);
  const subjects = children.map((child, index) => subject(child, codes[index], grade));
  if (Array.isArray(entryOf(cursor, 'subjects')) && children.length === 0 && !notAssessed) {
    fault(cursor, 'subjects', 'empty');
  }
  const read = subjects.filter((s) => s !== null);
  const named = [
    ...qualities(cursor, 'qualities', 'pc:'),
    ...qualities(cursor, 'competences', 'nl:'),
  ];
  return {
    grade,
    notAssessed,
    subjects: read,
    qualities: named,
    supplement: supplements(cursor, read, named),
    principalDecision: principalDecision(cursor),
  };
}

function subject(
  cursor: Cursor,
  code: PrimarySubjectCase['code'] | null | undefined,
  grade: number,
): PrimarySubjectCase | null {
  const exempt = booleanOf(cursor, 'exempt');
  const level = letterOf(cursor, 'level', isPrimaryLevel);
  const test = testOf(cursor);
  if (code === null || code === undefined) return null;
  if (exempt) return { state: 'exempt', code };
  const tested = Object.hasOwn(cursor.at, 'test') || testRequired(code, grade);
  return tested ? { state: 'tested', code, level, test } : { state: 'untested', code, level };
}

/** A test mark of 1 to 10. One that is not whole is the assessment's to flag, not a fault of the file. */
function testOf(cursor: Cursor): number | null {
  const value = entryOf(cursor, 'test');
  if (value === null) return null;
  if (typeof value !== 'number') return fault(cursor, 'test', 'wrong-type');
  return value >= 1 && value <= 10 ? value : fault(cursor, 'test', 'out-of-range');
}

function qualities(cursor: Cursor, key: string, prefix: 'pc:' | 'nl:'): QualityCase[] {
  const named = childOf(cursor, key);
  if (named === null) return [];
  return Object.keys(named.at).map((name) => ({
    name: prefix + name,
    level: letterOf(named, name, isQualityLevel),
  }));
}

function supplements(
  cursor: Cursor,
  subjects: readonly PrimarySubjectCase[],
  named: readonly QualityCase[],
): SupplementCase[] {
  const given = childOf(cursor, 'supplement');
  if (given === null) return [];
  const cases: SupplementCase[] = [];
  for (const key of Object.keys(given.at)) {
    const item = childOf(given, key);
    const subject = subjects.find((s) => s.code === key);
    const quality = named.find((q) => q.name === key);
    if (item === null) continue;
    if (subject !== undefined) {
      const level = letterOf(item, 'level', isPrimaryLevel);
      const test = wholeOf(item, 'test', { min: 1, max: 10 });
      if (level !== null) cases.push({ of: 'subject', code: subject.code, level, test });
    } else if (quality !== undefined) {
      const level = letterOf(item, 'level', isQualityLevel);
      if (level !== null) cases.push({ of: 'quality', name: quality.name, level });
    } else fault(given, key, 'unknown-item');
  }
  return cases;
}

function principalDecision(cursor: Cursor): PrimaryCase['principalDecision'] {
  const value = entryOf(cursor, 'principalDecision');
  if (value === null) return null;
  if (value === 'promote') return 'promote';
  if (value === 'retain' || value === 'repeat') return 'retain';
  return fault(cursor, 'principalDecision', 'unknown-value');
}
