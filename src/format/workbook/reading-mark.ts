import type {
  CommentLevel,
  PrimaryLevel,
  QualityLevel,
  StudyLevel,
} from '../../domain/assessment/level.ts';
import { type Score, scoreOfTenths } from '../../domain/assessment/score.ts';
import { cleanText, fold } from './fold.ts';
import { type Cell, isBlank, isErrorCell } from './grid.ts';
import { bad, empty, type Reading, read, readNumber } from './reading.ts';

/** Miễn: M in place of a mark or level. */
export type Exempt = 'M';

const isExempt = (cell: Cell): boolean => typeof cell === 'string' && fold(cell) === 'm';

/** A mark from 0 to 10 with at most one decimal, or M. Nothing is rounded here. */
export function readScore(cell: Cell): Reading<Score | Exempt> {
  if (isExempt(cell)) return read('M');
  const number = readNumber(cell);
  if (number.state === 'empty') return empty;
  if (number.state === 'bad') return bad(number.code === 'bad-number' ? 'bad-mark' : number.code);
  const tenths = Math.round(number.value * 10);
  const score = scoreOfTenths(tenths);
  if (score === undefined || Math.abs(tenths / 10 - number.value) > 1e-6) return bad('bad-mark');
  return read(score, ...number.repairs);
}

/** One level: the letter kept, how the form writes it, and the spellings met for it (folded). */
interface LevelSpelling<L extends string> {
  readonly level: L;
  readonly usual: readonly string[];
  readonly folded: readonly string[];
}

const commentLevels: readonly LevelSpelling<CommentLevel>[] = [
  { level: 'D', usual: ['Đ'], folded: ['d', 'dat'] },
  { level: 'CD', usual: ['CĐ'], folded: ['cd', 'chua dat'] },
];

const studyLevels: readonly LevelSpelling<StudyLevel>[] = [
  { level: 'T', usual: ['Tốt'], folded: ['t', 'tot'] },
  { level: 'K', usual: ['Khá'], folded: ['k', 'kha'] },
  { level: 'D', usual: ['Đạt'], folded: ['d', 'dat'] },
  { level: 'CD', usual: ['Chưa đạt'], folded: ['cd', 'chua dat'] },
];

const primaryLevels: readonly LevelSpelling<PrimaryLevel>[] = [
  { level: 'T', usual: ['T'], folded: ['t', 'hoan thanh tot', 'htt'] },
  { level: 'H', usual: ['H'], folded: ['h', 'hoan thanh', 'ht'] },
  { level: 'C', usual: ['C'], folded: ['c', 'chua hoan thanh', 'cht'] },
];

const qualityLevels: readonly LevelSpelling<QualityLevel>[] = [
  { level: 'T', usual: ['T'], folded: ['t', 'tot'] },
  { level: 'Đ', usual: ['Đ'], folded: ['d', 'dat'] },
  { level: 'C', usual: ['C'], folded: ['c', 'can co gang', 'ccg'] },
];

function readLevel<L extends string>(
  cell: Cell,
  spellings: readonly LevelSpelling<L>[],
): Reading<L> {
  if (isBlank(cell)) return empty;
  if (isErrorCell(cell)) return bad('formula-error');
  if (typeof cell !== 'string') return bad('bad-level');
  const text = fold(cell);
  const found = spellings.find((spelling) => spelling.folded.includes(text));
  if (found === undefined) return bad('bad-level');
  if (found.usual.includes(cell)) return read(found.level);
  const composed = cell.normalize('NFC');
  if (found.usual.includes(composed)) return read(found.level, 'nfd-text');
  return found.usual.includes(cleanText(cell))
    ? read(found.level, composed.includes('Ð') ? 'eth-letter' : 'extra-space')
    : read(found.level, 'level-spelling');
}

/** Đ / CĐ of a subject assessed by comments, or M. */
export const readCommentLevel = (cell: Cell): Reading<CommentLevel | Exempt> =>
  isExempt(cell) ? read('M') : readLevel(cell, commentLevels);

/** Tốt, Khá, Đạt, Chưa đạt. */
export const readStudyLevel = (cell: Cell): Reading<StudyLevel> => readLevel(cell, studyLevels);

/** T, H, C of a primary subject, or M. */
export const readPrimaryLevel = (cell: Cell): Reading<PrimaryLevel | Exempt> =>
  isExempt(cell) ? read('M') : readLevel(cell, primaryLevels);

/** T, Đ, C of a quality or competence. */
export const readQualityLevel = (cell: Cell): Reading<QualityLevel> =>
  readLevel(cell, qualityLevels);

/** How the forms write a level that a person should read. */
export const writeStudyLevel = (level: StudyLevel): string =>
  studyLevels.find((spelling) => spelling.level === level)?.usual[0] ?? level;

export const writeCommentLevel = (level: CommentLevel | Exempt): string =>
  commentLevels.find((spelling) => spelling.level === level)?.usual[0] ?? level;
