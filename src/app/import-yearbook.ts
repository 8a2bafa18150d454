import type { Result } from '../domain/result.ts';
import type { Yearbook } from '../domain/school/yearbook.ts';
import { checkYearbook } from '../format/workbook/check.ts';
import type { Finding } from '../format/workbook/finding.ts';
import type { Workbook } from '../format/workbook/grid.ts';
import { type Mapping, noMapping } from '../format/workbook/mapping/mapping.ts';
import type { UnknownSheet } from '../format/workbook/mapping/suggest-mapping.ts';
import type { FileRefusal, FileRefusalCode } from '../format/workbook/refusal.ts';
import { resultsOf, type YearResults } from '../format/workbook/results.ts';
import type { SchoolProfile } from '../format/workbook/school.ts';
import { type FileContent, readYearbook } from '../format/workbook/yearbook.ts';

/** Reads the bytes of one workbook, within limits on time and memory. */
export interface WorkbookSource {
  read(file: string, bytes: Uint8Array): Promise<Result<Workbook, FileRefusalCode>>;
}

/** One file as the user handed it in; `name` is how findings call it. */
export interface WorkbookFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a school's workbooks say together, and everything that a person should know about it. */
export interface ImportedYearbook {
  readonly yearbook: Yearbook;
  /** Derived by the circular, never read. */
  readonly results: YearResults;
  readonly findings: readonly Finding[];
  readonly files: readonly FileContent[];
  readonly refused: readonly FileRefusal[];
  /** The sheets of files that no layout fits: a draft of a mapping is made from them. */
  readonly unknown?: readonly UnknownSheet[];
}

/** What to import, for which school and year, and how the school's own layouts are read. */
export interface ImportRequest {
  readonly files: readonly WorkbookFile[];
  readonly profile?: SchoolProfile;
  readonly mapping?: Mapping;
}

/** Told after each file: file `done` of `total`. */
export type ImportProgress = (done: number, total: number, file: string) => void;

/**
 * Reads a school's workbooks in any order as one yearbook, derives the results, and holds everything
 * against everything. A file that cannot be read is refused whole; the others are imported.
 */
export async function importYearbook(
  { files, profile = {}, mapping = noMapping }: ImportRequest,
  source: WorkbookSource,
  onProgress: ImportProgress = () => undefined,
): Promise<ImportedYearbook> {
  const workbooks: Workbook[] = [];
  const unread: FileRefusal[] = [];
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  for (const [index, { name, bytes }] of sorted.entries()) {
    const read = await source.read(name, bytes);
    if (read.ok) workbooks.push(read.value);
    else unread.push({ file: name, code: read.refusal, detail: null });
    onProgress(index + 1, sorted.length, name);
  }
  const read = readYearbook(workbooks, profile, mapping);
  const results = resultsOf(read.yearbook);
  checkYearbook(read, results);
  return {
    yearbook: read.yearbook,
    results,
    findings: read.findings.list,
    files: read.files,
    refused: [...unread, ...read.refused],
    unknown: read.unknown,
  };
}
