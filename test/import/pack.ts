import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openWorkbookReader } from '../../src/adapter/workbook/reader.ts';
import { type ImportedYearbook, importYearbook } from '../../src/app/import-yearbook.ts';
import { packOf } from '../../src/format/workbook/pack.ts';
import type { SchoolProfile } from '../../src/format/workbook/school.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** One fault that was put into a workbook on purpose (packs-manifest/1). */
export interface Trap {
  readonly id: string;
  readonly kind: string;
  readonly file: string;
  readonly sheet?: string;
  readonly cell?: string;
  readonly row?: number;
  readonly range?: string;
  readonly pupil?: string;
  readonly staff?: string;
  readonly field?: string;
  readonly subject?: string;
  readonly class?: string;
  readonly term?: number;
}

export interface Manifest {
  readonly kinds: Readonly<Record<string, { readonly expect: 'repair' | 'report' | 'accept' }>>;
  readonly files: readonly {
    readonly file: string;
    readonly kind: string;
    readonly sheets: readonly { readonly sheet: string; readonly headerRow: number }[];
  }[];
  readonly traps: readonly Trap[];
}

/** One of the fictional schools: its workbooks, its faults, and what an importer must end with. */
export interface Pack {
  readonly manifest: Manifest;
  readonly truth: Record<string, unknown>;
  readonly content: Record<string, unknown>;
  readonly imported: ImportedYearbook;
}

const readJson = (name: string, file: string) =>
  JSON.parse(
    gunzipSync(readFileSync(path.join(root, 'test/fixtures/packs', name, file))).toString('utf8'),
  );

/** The workbooks of a pack: a sample that the program ships with. */
export function packFiles(name: string): { name: string; bytes: Buffer }[] {
  const folder = path.join(root, 'samples', name);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.xlsx?$/.test(file))
    .map((file) => ({
      name: file.replaceAll(path.sep, '/'),
      bytes: readFileSync(path.join(folder, file)),
    }));
}

/** What the school says of itself: no workbook holds it. */
export function profileOf(truth: Pack['truth']): SchoolProfile {
  const school = Object(truth['school']);
  return { code: String(school.code), departmentName: String(school.departmentName) };
}

export async function importPack(name: string): Promise<Pack> {
  const truth = readJson(name, 'truth.json.gz');
  const profile = profileOf(truth);
  const reader = openWorkbookReader();
  try {
    const imported = await importYearbook({ files: packFiles(name), profile }, reader);
    const packed = packOf(imported.yearbook, imported.results);
    const content = JSON.parse(JSON.stringify(packed));
    return { manifest: readJson(name, 'manifest.json.gz'), truth, content, imported };
  } finally {
    await reader.close();
  }
}

/** Every place in which two JSON values differ, as «path: got … want …». */
export function differences(got: unknown, want: unknown, at = ''): string[] {
  if (Object.is(got, want)) return [];
  if (isObject(got) && isObject(want)) {
    const keys = new Set([...Object.keys(got), ...Object.keys(want)]);
    return [...keys].flatMap((key) => differences(got[key], want[key], `${at}/${key}`));
  }
  return [`${at}: got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
