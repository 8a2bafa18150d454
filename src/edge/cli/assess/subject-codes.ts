import type { SubjectCode } from '../../../domain/school/yearbook.ts';
import { type Cursor, entryOf, fault } from './json-cursor.ts';

/** The subjects' codes in order; null with a fault where one is missing, empty or comes twice. */
export function subjectCodes(subjects: readonly Cursor[]): readonly (SubjectCode | null)[] {
  const seen = new Set<string>();
  return subjects.map((subject) => {
    const code = entryOf(subject, 'code');
    if (code === null) return fault(subject, 'code', 'missing');
    if (typeof code !== 'string') return fault(subject, 'code', 'wrong-type');
    if (code === '') return fault(subject, 'code', 'empty');
    if (seen.has(code)) return fault(subject, 'code', 'duplicate');
    seen.add(code);
    return code as SubjectCode;
  });
}
