import assert from 'node:assert/strict';
import { test } from 'node:test';
import { samplePrimary } from '../../../../test/support/primary-content.ts';
import { sampleContent } from '../../../../test/support/sample-content.ts';
import type { ReviewRow, SigningReview } from '../../../app/signing/review-signing.ts';
import type { SigningItem } from '../../../app/signing/session.ts';
import type { RecordContent } from '../../../domain/record/content.ts';
import {
  type CellChange,
  changedCells,
  coveredCells,
} from '../../../domain/record/covered-cells.ts';
import type { Sha256Hex } from '../../../domain/record/events.ts';
import { reviewWarnings } from '../../../domain/record/review-warning.ts';
import { teacherSlot } from '../../../domain/record/slot.ts';
import type { SubjectCode } from '../../../domain/school/yearbook.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { reviewText } from './review-table.ts';

const digest = `abcdef012345${'0'.repeat(52)}` as Sha256Hex;
const at = '2026-06-01T01:15:00Z' as Instant;

function reviewOf(
  content: RecordContent,
  slot: SigningItem['slot'],
  changes: readonly CellChange[] | null,
): SigningReview {
  const { code, version, className, learner } = content;
  const item = {
    className,
    code,
    version,
    learner: learner.number,
    slot,
    content: digest,
    parts: [],
  };
  const cells = coveredCells(content, slot);
  const warnings = reviewWarnings(content, slot, undefined);
  const lookedAt = changes === null ? null : at;
  const row: ReviewRow = { item, content, cells, changes, lookedAt, warnings };
  const session = {
    id: '0'.repeat(32),
    school: content.school.code,
    year: content.year,
    signer: content.head.personalId,
    classes: [className],
    digest,
    openedAt: at,
    items: [item],
  };
  return { session, rows: [row] };
}

const show = (review: SigningReview): string =>
  reviewText(review, 'Nguyễn Văn An', 80, 'hocba sign');
const [maths] = sampleContent.subjects;
assert(maths !== undefined && maths.teachers[0] !== undefined);
const slot = teacherSlot(maths.teachers[0].personalId);

test('no line is wider than the terminal, but the command to copy', () => {
  for (const review of [
    reviewOf(sampleContent, slot, null),
    reviewOf(sampleContent, 'homeroom', null),
    reviewOf(sampleContent, 'head', []),
    reviewOf(samplePrimary, 'homeroom', null),
  ]) {
    for (const line of show(review).split('\n')) {
      assert.ok([...line].length <= 80 || line.startsWith('Lớp '), line);
    }
  }
});

test('a teacher sees the rows that the signature covers and no others', () => {
  const text = show(reviewOf(sampleContent, slot, null));
  assert.match(text, /Toán/);
  assert.match(text, /7,8\s+8,3\s+8,1/);
  assert.doesNotMatch(text, /Ngữ văn/);
  assert.match(text, /lần đầu/);
  assert.match(text, /Mã bộ soát: abcdef012345/);
});

test('a homeroom teacher sees results, every subject and the comment', () => {
  const text = show(reviewOf(sampleContent, 'homeroom', null));
  for (const { subject } of sampleContent.subjects) assert.match(text, new RegExp(subject));
  assert.match(text, /Rèn luyện\s+Học tập/);
  assert.match(text, /Nhận xét của GVCN/);
  assert.match(show(reviewOf(samplePrimary, 'homeroom', null)), /Hoàn thành/);
});

test('what changed is told by learner, subject and field, in the form’s own words', () => {
  const subjects = sampleContent.subjects.map((row) =>
    row.subject === ('TOAN' as SubjectCode)
      ? { ...row, results: { ...row.results, year: 90 } as typeof row.results, comment: 'Mới' }
      : row,
  );
  const after = { ...sampleContent, subjects };
  const changes = changedCells(coveredCells(sampleContent, slot), coveredCells(after, slot));
  const text = show(reviewOf(after, slot, changes));
  assert.match(text, /ĐÃ ĐỔI/);
  const lines = text.split('\n');
  const mark = lines.find((line) => /Cả năm/.test(line) && /8,1/.test(line) && /9,0/.test(line));
  assert.ok(mark?.includes('Toán'), text);
  assert.ok(
    lines.some((line) => /Nhận xét/.test(line) && /Mới/.test(line)),
    text,
  );
  assert.match(show(reviewOf(after, slot, [])), /Không có gì đổi từ lần xem trước \(08:15/);
});
