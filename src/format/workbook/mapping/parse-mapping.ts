import { ok, type Result, refuse } from '../../../domain/result.ts';
import type { Term } from '../../../domain/time/school-year.ts';
import { cleanText, fold } from '../fold.ts';
import { layoutOf } from '../header.ts';
import { foldPath, type ReadyLayout } from '../layout.ts';
import { fieldNamed } from './field.ts';
import { essentials, isSheetKind, satisfies } from './kinds.ts';
import { isIgnored, type Mapping, type SheetMapping } from './mapping.ts';

export const mappingSchema = 'hocba-mapping/1';

export type MappingFaultCode =
  | 'not-json'
  | 'not-an-object'
  | 'wrong-schema'
  | 'no-sheets'
  | 'unknown-key'
  | 'not-a-text'
  | 'no-pattern'
  | 'unknown-kind'
  | 'no-header'
  | 'bad-row'
  | 'bad-depth'
  | 'bad-term'
  | 'no-columns'
  | 'column-open'
  | 'unknown-field'
  | 'essential-missing';

/** One thing wrong with a mapping file, and where: `sheets[0].columns["Mã số"]`. */
export interface MappingFault {
  readonly path: string;
  readonly code: MappingFaultCode;
  readonly value: string | null;
}

type JsonRecord = Readonly<Record<string, unknown>>;
type Report = (path: string, code: MappingFaultCode, value?: unknown) => void;

const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a mapping file. Keys that begin with _ are remarks; every other fault is found, not only the first. */
export function parseMapping(text: string): Result<Mapping, readonly MappingFault[]> {
  const faults: MappingFault[] = [];
  const report: Report = (path, code, value = null) => {
    faults.push({ path, code, value: value === null ? null : String(value) });
  };
  const json = parseJson(text);
  if (json === undefined) report('', 'not-json');
  else if (!isRecord(json)) report('', 'not-an-object');
  else {
    onlyKeys(json, ['schema', 'sheets'], '', report);
    if (json['schema'] !== mappingSchema) report('schema', 'wrong-schema', json['schema']);
    const sheets = json['sheets'];
    if (!Array.isArray(sheets) || sheets.length === 0) report('sheets', 'no-sheets');
    else {
      const parsed = sheets.map((entry, index) => parseSheet(entry, `sheets[${index}]`, report));
      const mapping = parsed.filter((entry) => entry !== undefined);
      if (faults.length === 0) return ok(mapping);
    }
  }
  return refuse(faults);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

function onlyKeys(
  record: JsonRecord,
  known: readonly string[],
  path: string,
  report: Report,
): void {
  for (const key of Object.keys(record)) {
    if (!known.includes(key) && !key.startsWith('_')) {
      report(path === '' ? key : `${path}.${key}`, 'unknown-key', key);
    }
  }
}

const sheetKeys = 'file sheet kind header depth columns term class subject'.split(' ');

function parseSheet(entry: unknown, path: string, report: Report): SheetMapping | undefined {
  if (!isRecord(entry)) {
    report(path, 'not-an-object');
    return undefined;
  }
  onlyKeys(entry, sheetKeys, path, report);
  const text = (key: string): string | null => {
    const value = entry[key] ?? null;
    if (value === null || typeof value === 'string') return value;
    report(`${path}.${key}`, 'not-a-text', value);
    return null;
  };
  const [file, sheet, className, subject] = ['file', 'sheet', 'class', 'subject'].map(text);
  if (file === null && sheet === null) report(path, 'no-pattern');
  const header = parseHeader(entry['header'], `${path}.header`, report);
  const term = parseTerm(entry['term'], `${path}.term`, report);
  const kind = entry['kind'];
  if (typeof kind !== 'string' || !isSheetKind(kind)) {
    report(`${path}.kind`, 'unknown-kind', kind ?? null);
    return undefined;
  }
  const known = layoutOf(kind);
  const depth = parseDepth(entry['depth'], known.depth, `${path}.depth`, report);
  const fields = parseColumns(entry['columns'], known, `${path}.columns`, report);
  if (header === undefined || fields === undefined) return undefined;
  return {
    file: file ?? null,
    sheet: sheet ?? null,
    header,
    term,
    className: className?.toUpperCase() ?? null,
    subject: subject ?? null,
    layout: mappedLayout({ ...known, depth }, fields),
  };
}

function parseHeader(
  value: unknown,
  path: string,
  report: Report,
): SheetMapping['header'] | undefined {
  if (!isRecord(value)) {
    report(path, 'no-header');
    return undefined;
  }
  onlyKeys(value, ['row', 'texts'], path, report);
  const { row, texts } = { row: value['row'], texts: value['texts'] };
  if (row !== undefined) {
    if (typeof row === 'number' && Number.isInteger(row) && row >= 1 && row <= 200) {
      return { row: row - 1 };
    }
    report(`${path}.row`, 'bad-row', row);
    return undefined;
  }
  const words = Array.isArray(texts) ? texts.filter((t) => typeof t === 'string') : [];
  if (words.length >= 2) return { texts: new Set(words.map(fold)) };
  report(path, 'no-header');
  return undefined;
}

function parseTerm(value: unknown, path: string, report: Report): Term | null {
  if (value === undefined || value === null) return null;
  if (value === 1 || value === 2) return value;
  report(path, 'bad-term', value);
  return null;
}

function parseDepth(
  value: unknown,
  known: ReadyLayout['depth'],
  path: string,
  report: Report,
): ReadyLayout['depth'] {
  if (value === undefined) return known;
  if (value === 1 || value === 2 || value === 3) return value;
  report(path, 'bad-depth', value);
  return known;
}

/** Header path (folded) → field; several headers may mean one field. null: the school does not want this column read. */
function parseColumns(
  value: unknown,
  layout: ReadyLayout,
  path: string,
  report: Report,
): ReadonlyMap<string, string> | undefined {
  if (!isRecord(value) || Object.keys(value).length === 0) {
    report(path, 'no-columns');
    return undefined;
  }
  const fields = new Map<string, string>();
  for (const [label, wanted] of Object.entries(value)) {
    const at = `${path}["${cleanText(label)}"]`;
    if (wanted === null) fields.set(foldPath(label), `ignored:${fields.size}`);
    else if (typeof wanted !== 'string') report(at, 'not-a-text', wanted);
    else if (wanted.trim() === '' || wanted.trim() === '?') report(at, 'column-open', label);
    else {
      const field = fieldNamed(layout, wanted);
      if (field === undefined) report(at, 'unknown-field', wanted);
      else fields.set(foldPath(label), field);
    }
  }
  for (const anyOf of essentials[layout.sheet]) {
    const found = [...fields.values()].some((field) => anyOf.some((w) => satisfies(field, w)));
    if (!found) report(path, 'essential-missing', anyOf.join(', '));
  }
  return fields;
}

/** The known layout with the school's headers; a field that the school names is not looked for elsewhere. */
function mappedLayout(known: ReadyLayout, own: ReadonlyMap<string, string>): ReadyLayout {
  const named = new Set(own.values());
  const rest = [...known.fields].filter(([, field]) => !named.has(field));
  const needed = essentials[known.sheet].flatMap((anyOf) => {
    const headers = [...own].flatMap(([path, field]) =>
      !isIgnored(field) && anyOf.some((wanted) => satisfies(field, wanted))
        ? [{ field, header: path.split(' > ')[0] ?? '' }]
        : [],
    );
    return headers.length === 0 ? [] : [headers];
  });
  return {
    ...known,
    fields: new Map([...rest, ...own]),
    required: needed.map((headers) => headers[0]?.field ?? ''),
    needed: needed.map((headers) => new Set(headers.map(({ header }) => header))),
    unwanted: new Set(),
  };
}
