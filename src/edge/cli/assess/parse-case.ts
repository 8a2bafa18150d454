import type { PrimaryCase, SecondaryCase } from '../../../domain/assessment/case.ts';
import {
  type SecondaryRules,
  secondaryRulesOf,
} from '../../../domain/assessment/secondary-rules.ts';
import {
  type CaseFault,
  type Cursor,
  entryOf,
  fault,
  isJsonObject,
  wholeOf,
} from './json-cursor.ts';
import { parsePrimaryCase } from './parse-primary.ts';
import { parseMinCount, parseSecondaryCase } from './parse-secondary.ts';

export type CaseId = string | number | null;

/** A case of the contract, read or refused with its first fault. */
export type ParsedCase =
  | {
      readonly kind: 'secondary';
      readonly id: CaseId;
      readonly input: SecondaryCase;
      readonly rules: SecondaryRules;
    }
  | { readonly kind: 'primary'; readonly id: CaseId; readonly input: PrimaryCase }
  | { readonly kind: 'unreadable'; readonly id: CaseId; readonly fault: CaseFault };

/** Reads one case of `hocba assess`; unknown keys are ignored. */
export function parseCase(json: unknown): ParsedCase {
  if (!isJsonObject(json)) {
    return { kind: 'unreadable', id: null, fault: { code: 'not-object', path: '' } };
  }
  const faults: CaseFault[] = [];
  const cursor: Cursor = { at: json, path: '', faults };
  const id = idOf(cursor);
  const parsed = bodyOf(cursor, id);
  const [first] = faults;
  return first === undefined && parsed !== null
    ? parsed
    : { kind: 'unreadable', id, fault: first ?? { code: 'not-object', path: '' } };
}

function idOf(cursor: Cursor): CaseId {
  const id = entryOf(cursor, 'id');
  if (typeof id === 'string' || typeof id === 'number') return id;
  return fault(cursor, 'id', id === null ? 'missing' : 'wrong-type');
}

function bodyOf(cursor: Cursor, id: CaseId): ParsedCase | null {
  const programme = entryOf(cursor, 'programme');
  if (programme === 'TT27') {
    const grade = gradeOf(cursor, { min: 1, max: 5 });
    return { kind: 'primary', id, input: parsePrimaryCase(cursor, grade ?? 1) };
  }
  if (programme !== 'TT22' && programme !== 'TT43') {
    return fault(cursor, 'programme', programme === null ? 'missing' : 'unknown-programme');
  }
  const grade = gradeOf(cursor, gradesOf(cursor));
  const minCount = parseMinCount(cursor);
  const rules = secondaryRulesOf(programme);
  return {
    kind: 'secondary',
    id,
    input: parseSecondaryCase(cursor, grade ?? 6),
    rules: minCount === null ? rules : { ...rules, minCount },
  };
}

interface Grades {
  readonly min: number;
  readonly max: number;
}

function gradeOf(cursor: Cursor, grades: Grades): number | null {
  if (entryOf(cursor, 'grade') === null) return fault(cursor, 'grade', 'missing');
  return wholeOf(cursor, 'grade', grades);
}

const gradesByLevel: ReadonlyMap<unknown, Grades> = new Map([
  ['THCS', { min: 6, max: 9 }],
  ['THPT', { min: 10, max: 12 }],
  ['GDTX-THCS', { min: 6, max: 9 }],
  ['GDTX-THPT', { min: 10, max: 12 }],
]);

/** The grades of the case's level; all secondary grades where it names none. */
function gradesOf(cursor: Cursor): Grades {
  const level = entryOf(cursor, 'level');
  const all = { min: 6, max: 12 };
  if (level === null) return all;
  const grades = gradesByLevel.get(level);
  if (grades === undefined) fault(cursor, 'level', 'unknown-value');
  return grades ?? all;
}
