import { isBlank, type Sheet } from '../grid.ts';
import { allLayouts, readColumns } from '../header.ts';
import type { ReadyLayout } from '../layout.ts';
import { fieldNamed, headerOf } from './field.ts';
import { essentials, satisfies } from './kinds.ts';
import { mappingSchema } from './parse-mapping.ts';
import { similarity } from './similarity.ts';
import { alsoCalled } from './synonyms.ts';

/** A sheet that no layout fits, and the file it stands in. */
export interface UnknownSheet {
  readonly file: string;
  readonly sheet: Sheet;
}

/** One entry of a draft: what a clerk completes in a text editor. «?» marks what is still open. */
export interface DraftEntry {
  readonly file: string;
  readonly sheet: string;
  readonly kind: string;
  readonly header: { readonly texts: readonly string[] };
  readonly depth: number;
  readonly columns: Readonly<Record<string, string>>;
  /** Headers of the known layout for which nothing was found. */
  readonly _open: readonly string[];
}

export interface MappingDraft {
  readonly schema: typeof mappingSchema;
  readonly sheets: readonly DraftEntry[];
}

/** Writes a draft for sheets that were not understood: headers found, best guesses, what is still open. */
export function suggestMapping(sheets: readonly UnknownSheet[]): MappingDraft {
  const groups: { of: UnknownSheet[]; draft: Guess }[] = [];
  const seen: Seen = new Map();
  for (const unknown of sheets) {
    const draft = guess(unknown.sheet, seen);
    if (draft === undefined) continue;
    const group = groups.find((other) => joined(other.draft, draft) !== undefined);
    if (group === undefined) groups.push({ of: [unknown], draft });
    else {
      group.of.push(unknown);
      group.draft = joined(group.draft, draft) ?? group.draft;
    }
  }
  const entries = groups.map(({ of, draft }) => ({
    file: patternOf(of.map(({ file }) => file)),
    sheet: patternOf(of.map(({ sheet }) => sheet.name)),
    ...draft,
  }));
  return { schema: mappingSchema, sheets: entries };
}

/** One entry for sheets of one kind that differ in some columns only; undefined where they contradict. */
function joined(a: Guess, b: Guess): Guess | undefined {
  if (a.kind !== b.kind || a.depth !== b.depth) return undefined;
  const texts = a.header.texts.filter((text) => b.header.texts.includes(text));
  if (texts.length < 2) return undefined;
  const columns: Record<string, string> = { ...a.columns };
  for (const [label, value] of Object.entries(b.columns)) {
    const before = columns[label] ?? '?';
    if (before !== '?' && value !== '?' && before !== value) return undefined;
    columns[label] = before === '?' ? value : before;
  }
  const _open = a._open.filter((header) => b._open.includes(header));
  return { ...a, header: { texts }, columns, _open };
}

type Guess = Omit<DraftEntry, 'file' | 'sheet'>;

/** One name as it is; several as what they begin and end with, and * between. */
function patternOf(names: readonly string[]): string {
  const different = [...new Set(names)];
  const [first = '*', ...rest] = different;
  if (rest.length === 0) return first;
  let start = 0;
  while (start < first.length && rest.every((name) => name[start] === first[start])) start += 1;
  let end = 0;
  const shortest = Math.min(...different.map((name) => name.length));
  while (end < shortest - start && rest.every((name) => name.at(-1 - end) === first.at(-1 - end))) {
    end += 1;
  }
  return `${first.slice(0, start)}*${first.slice(first.length - end)}`;
}

/** How much alike a header must be to be proposed. */
const likely = 0.6;

interface Candidate {
  readonly layout: ReadyLayout;
  readonly row: number;
  readonly depth: 1 | 2 | 3;
  readonly matches: ReadonlyMap<string, string>;
  readonly labels: readonly string[];
  readonly score: number;
}

function guess(sheet: Sheet, seen: Seen): Guess | undefined {
  const candidates = headerRows(sheet).flatMap((row) =>
    allLayouts.map((layout) => match(sheet, row, layout, seen)),
  );
  const best = candidates.sort((a, b) => b.score - a.score)[0];
  if (best === undefined) return undefined;
  const { layout, labels, matches, row, depth } = best;
  const known = matches.size >= 2;
  const columns: Record<string, string> = {};
  for (const label of labels) columns[label] = known ? (matches.get(label) ?? '?') : '?';
  const texts = (sheet.rows[row] ?? []).filter((c) => typeof c === 'string' && c.trim() !== '');
  return {
    kind: known ? layout.sheet : '?',
    header: { texts: texts.map(String) },
    depth,
    columns,
    _open: known ? stillOpen(layout, new Set(matches.values())) : [],
  };
}

/** The fullest rows among the first: a header names nearly every column. */
function headerRows(sheet: Sheet): number[] {
  return sheet.rows
    .slice(0, 40)
    .map((cells, row) => ({
      row,
      texts: cells.filter((c) => typeof c === 'string' && c.trim() !== '' && !/\d{4}/.test(c)),
    }))
    .filter(({ texts }) => texts.length >= 3)
    .sort((a, b) => b.texts.length - a.texts.length || a.row - b.row)
    .slice(0, 3)
    .map(({ row }) => row);
}

/** A row belongs to the header while nothing stands in it under the header's first cell. */
function depthAt(sheet: Sheet, row: number, most: number): 1 | 2 | 3 {
  const first = (sheet.rows[row] ?? []).findIndex((cell) => !isBlank(cell));
  const isSub = (at: number) => {
    const cells = sheet.rows[at] ?? [];
    return isBlank(cells[first]) && cells.some((cell) => !isBlank(cell));
  };
  if (most < 2 || !isSub(row + 1)) return 1;
  return most < 3 || !isSub(row + 2) ? 2 : 3;
}

function match(sheet: Sheet, row: number, layout: ReadyLayout, seen: Seen): Candidate {
  const depth = depthAt(sheet, row, layout.depth);
  const columns = readColumns(sheet, { layout: { ...layout, depth }, row });
  const labels = [...new Set(columns.map(({ label }) => label))];
  const pairs = labels
    .flatMap((label) => likeliest(layout, label, seen).map((found) => ({ label, ...found })))
    .sort((a, b) => b.score - a.score);
  const matches = new Map<string, string>();
  const taken = new Set<string>();
  let score = 0;
  for (const { label, header, score: alike } of pairs) {
    // With ĐĐGtx > 1 found, no other column can be the group's own.
    const group = header.split(' > ')[0] ?? header;
    if (matches.has(label) || taken.has(header) || (taken.has(group) && group !== header)) continue;
    if (header === 'ĐĐGtx' && [...taken].some((other) => other.startsWith('ĐĐGtx > '))) continue;
    matches.set(label, header);
    taken.add(header);
    score += alike;
  }
  return { layout, row, depth, matches, labels, score: score - stillMissing(layout, taken) };
}

interface Likely {
  readonly header: string;
  readonly score: number;
}

/** What was compared already: the sheets of a school repeat their headers. */
type Seen = Map<string, readonly Likely[]>;

function likeliest(layout: ReadyLayout, label: string, seen: Seen): readonly Likely[] {
  const key = `${layout.sheet} ${label}`;
  const known = seen.get(key) ?? compared(layout, label);
  seen.set(key, known);
  return known;
}

/** The headers of the layout that a label may mean. */
function compared(layout: ReadyLayout, label: string): Likely[] {
  if (fieldNamed(layout, label) !== undefined) return [{ header: label, score: 1 }];
  return layout.columns.flatMap(({ field, headers }) => {
    const names = [...headers, ...(alsoCalled[field] ?? [])];
    const score = Math.max(...names.map((name) => similarity(name, label)));
    if (score < likely) return [];
    const digit = /(?:>|\s)\s*(\d)$/.exec(label)?.[1];
    if (field === 'tx' && digit !== undefined) return [{ header: `ĐĐGtx > ${digit}`, score }];
    return [{ header: headerOf(layout, field), score }];
  });
}

/** A kind of whose key columns nothing was found is less likely. */
const stillMissing = (layout: ReadyLayout, taken: ReadonlySet<string>): number =>
  2 * essentials[layout.sheet].filter((anyOf) => !isFound(layout, anyOf, taken)).length;

const isFound = (
  layout: ReadyLayout,
  anyOf: readonly string[],
  taken: ReadonlySet<string>,
): boolean =>
  [...taken].some((header) => {
    const field = fieldNamed(layout, header) ?? '';
    return anyOf.some((wanted) => satisfies(field, wanted));
  });

/** The columns of the known layout that nothing in the sheet resembles. */
function stillOpen(layout: ReadyLayout, taken: ReadonlySet<string>): string[] {
  const fields = new Set([...taken].map((header) => fieldNamed(layout, header)));
  const regular = [...fields].some((field) => field?.startsWith('tx:') === true);
  return layout.columns
    .filter(({ field }) => !fields.has(field) && !(field === 'tx' && regular))
    .map(({ field }) => headerOf(layout, field));
}
