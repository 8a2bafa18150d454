import type { SubjectCode } from '../school/yearbook.ts';
import type { RecordContent } from './content.ts';
import { type Slot, teacherOf } from './slot.ts';

export type CellValue = string | number | boolean | null;

/** Ô dữ liệu được ký: one value of a record that a signature covers. */
export interface CoveredCell {
  /** The row that holds it; null outside the table of subjects. */
  readonly subject: SubjectCode | null;
  /** The path of members from the row, or from the content: `results.term1`, `learner.name`. */
  readonly field: string;
  readonly value: CellValue;
}

/** Ô dữ liệu đã đổi: what it was and what it is; null where it did not stand or stands no more. */
export interface CellChange {
  readonly subject: SubjectCode | null;
  readonly field: string;
  readonly before: CellValue;
  readonly after: CellValue;
}

/** Members of a content outside THONG_TIN_HOC_BA: only the head's signature and the seal cover them. */
const aroundRecord = new Set([
  'environment',
  'version',
  'extracted',
  'circular',
  'createdOn',
  'issuedOn',
  'inForceFrom',
  'issuedAt',
  'head',
]);

/**
 * Every value that the slot's signature covers: a teacher's rows; the homeroom teacher's section; for the head and the
 * seal all of it. Walks the content itself, so that nothing signed can be missing from what the signer is shown.
 */
export function coveredCells(content: RecordContent, slot: Slot): readonly CoveredCell[] {
  const teacher = teacherOf(slot);
  const cells: CoveredCell[] = [];
  if (teacher !== undefined) {
    if (content.kind !== 'secondary') return [];
    for (const row of content.subjects) {
      if (!row.teachers.some(({ personalId }) => personalId === teacher)) continue;
      collect(row, row.subject, [], cells);
    }
    return cells;
  }
  for (const [name, value] of Object.entries(content)) {
    if (name === 'subjects') continue;
    if (slot !== 'homeroom' || !aroundRecord.has(name)) collect(value, null, [name], cells);
  }
  for (const [index, row] of content.subjects.entries()) {
    cells.push({ subject: row.subject, field: 'order', value: index + 1 });
    collect(row, row.subject, [], cells);
  }
  return cells;
}

function collect(
  value: unknown,
  subject: SubjectCode | null,
  path: readonly string[],
  cells: CoveredCell[],
): void {
  if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      collect(inner, subject, [...path, name], cells);
    }
    return;
  }
  const field = path.join('.');
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    cells.push({ subject, field, value });
  } else cells.push({ subject, field, value: null });
}

const keyOf = ({ subject, field }: { subject: SubjectCode | null; field: string }): string =>
  `${subject ?? ''}/${field}`;

/** What differs between two lots of cells, in the order of the later ones; what vanished comes last. */
export function changedCells(
  before: readonly CoveredCell[],
  after: readonly CoveredCell[],
): readonly CellChange[] {
  const earlier = new Map(before.map((cell) => [keyOf(cell), cell]));
  const changes: CellChange[] = [];
  for (const { subject, field, value } of after) {
    const was = earlier.get(keyOf({ subject, field }))?.value ?? null;
    earlier.delete(keyOf({ subject, field }));
    if (was !== value) changes.push({ subject, field, before: was, after: value });
  }
  for (const { subject, field, value } of earlier.values()) {
    if (value !== null) changes.push({ subject, field, before: value, after: null });
  }
  return changes;
}
