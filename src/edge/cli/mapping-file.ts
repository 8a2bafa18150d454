import type { ImportedYearbook } from '../../app/import-yearbook.ts';
import { type Mapping, noMapping } from '../../format/workbook/mapping/mapping.ts';
import { parseMapping } from '../../format/workbook/mapping/parse-mapping.ts';
import { suggestMapping } from '../../format/workbook/mapping/suggest-mapping.ts';
import { cliText } from '../text/cli.ts';
import { mappingFaultSentence, mappingText as t } from '../text/mapping.ts';
import { type ExitCode, exit, type Io } from './command.ts';

export interface MappingFiles {
  /** Undefined when there is no such file. */
  readText(path: string): Promise<string | undefined>;
  /** False when the file is there already: a clerk's work is never overwritten. */
  writeNewText(path: string, text: string): Promise<boolean>;
  /** Where the mapping of a school is kept between imports. */
  keptPath(school: string): string;
  /** Writes over what was kept before. */
  keepText(path: string, text: string): Promise<void>;
}

/** A code that can name a file. */
const isFileName = (school: string): boolean => /^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$/.test(school);

/** The mapping that was kept for a school; undefined where none is, or what is kept cannot be used. */
export async function keptMapping(
  school: string | undefined,
  files: MappingFiles,
  io: Io,
): Promise<Mapping | undefined> {
  if (school === undefined || !isFileName(school)) return undefined;
  const path = files.keptPath(school);
  const text = await files.readText(path);
  if (text === undefined) return undefined;
  const mapping = parseMapping(text);
  io.stderr(`${mapping.ok ? t.kept(path) : t.faulty(path, mapping.refusal.length)}\n`);
  return mapping.ok ? mapping.value : undefined;
}

/** Keeps the mapping with which a school's year was stored, for the imports to come. */
export async function keepMapping(
  path: string,
  school: string,
  files: MappingFiles,
  io: Io,
): Promise<void> {
  const text = await files.readText(path);
  if (text === undefined || !isFileName(school)) return;
  const place = files.keptPath(school);
  if ((await files.readText(place)) === text) return;
  await files.keepText(place, text);
  io.stderr(`${t.keeping(place)}\n`);
}

/** The school's mapping, or the exit code after every fault of the file was named. */
export async function loadMapping(
  path: string | undefined,
  files: MappingFiles,
  io: Io,
): Promise<Mapping | ExitCode> {
  if (path === undefined) return noMapping;
  const text = await files.readText(path);
  if (text === undefined) {
    io.stderr(`${cliText.fileMissing(path)}\n`);
    return exit.unreadable;
  }
  const mapping = parseMapping(text);
  if (mapping.ok) return mapping.value;
  io.stderr(`${t.faulty(path, mapping.refusal.length)}\n`);
  for (const fault of mapping.refusal) io.stderr(`  - ${mappingFaultSentence(fault)}\n`);
  return exit.unreadable;
}

/** Writes a draft for the sheets that were refused; false when it could not be written. */
export async function draftMapping(
  path: string,
  imported: ImportedYearbook,
  files: MappingFiles,
  io: Io,
): Promise<boolean> {
  const draft = suggestMapping(imported.unknown ?? []);
  if (draft.sheets.length === 0) {
    io.stderr(`${t.nothingUnknown}\n`);
    return true;
  }
  const { schema, sheets } = draft;
  const text = JSON.stringify({ schema, _note: t.note, _kinds: t.kinds, sheets }, null, 2);
  if (!(await files.writeNewText(path, `${text}\n`))) {
    io.stderr(`${t.exists(path)}\n`);
    return false;
  }
  const open = sheets.flatMap(({ columns }) => Object.values(columns)).filter((v) => v === '?');
  io.stderr(`${t.drafted(path, sheets.length, open.length)}\n`);
  return true;
}
