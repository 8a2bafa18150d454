import { parseBase64, parseHash } from './base64.ts';
import { emptyRoot, type Hash } from './merkle.ts';
import { hexOf, parseSha256Hex, type Sha256Hex } from './sha256-hex.ts';

/** What is wrong where; `path` is a JSON pointer (RFC 6901). */
export interface ProofFault {
  readonly path: string;
  readonly fault:
    | 'missing'
    | 'unknown'
    | 'not-an-object'
    | 'not-a-list'
    | 'too-many'
    | 'not-a-text'
    | 'not-a-count'
    | 'not-a-hash'
    | 'not-a-digest'
    | 'not-base64'
    | 'malformed';
}

/** The members of one JSON object, read by name; a faulty one is noted and stands as an empty value. */
export interface Members {
  readonly path: string;
  readonly entries: ReadonlyMap<string, unknown>;
  readonly asked: Set<string>;
  readonly faults: ProofFault[];
}

const maxText = 1_000_000;
/** No tree of less than 2^53 leaves has a longer path. */
const maxPath = 64;
const maxList = 1000;

const isObject = (json: unknown): json is object =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** Opens a JSON object; a null member counts as absent. */
export function membersOf(json: unknown, path: string, faults: ProofFault[]): Members {
  if (!isObject(json)) {
    faults.push({ path, fault: 'not-an-object' });
    return { path, entries: new Map(), asked: new Set(), faults: [] };
  }
  const entries = Object.entries(json).filter(([, value]) => value !== null);
  return { path, entries: new Map(entries), asked: new Set(), faults };
}

const pointer = (path: string, name: string): string =>
  `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

export const has = ({ entries }: Members, name: string): boolean => entries.has(name);

function read<T>(
  { path, entries, asked, faults }: Members,
  name: string,
  { parse, fault }: { parse: (value: unknown) => T | undefined; fault: ProofFault['fault'] },
): T | undefined {
  asked.add(name);
  const value = entries.get(name);
  const parsed = value === undefined ? undefined : parse(value);
  if (parsed === undefined) {
    faults.push({ path: pointer(path, name), fault: value === undefined ? 'missing' : fault });
  }
  return parsed;
}

const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length <= maxText && value.isWellFormed() ? value : undefined;

export const textAt = (members: Members, name: string): string =>
  read(members, name, { parse: textIn, fault: 'not-a-text' }) ?? '';

/** A text of one form. */
export const formAt = (members: Members, name: string, isGood: (text: string) => boolean): string =>
  read(members, name, {
    parse: (value) => (typeof value === 'string' && isGood(value) ? value : undefined),
    fault: 'malformed',
  }) ?? '';

/** A whole number from 0 to 2^53 − 1. */
export const countAt = (members: Members, name: string): number =>
  read(members, name, {
    parse: (value) =>
      typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined,
    fault: 'not-a-count',
  }) ?? 0;

const hashIn = (value: unknown): Hash | undefined =>
  typeof value === 'string' ? parseHash(value) : undefined;

/** Base64 of 32 bytes. */
export const hashAt = (members: Members, name: string): Hash =>
  read(members, name, { parse: hashIn, fault: 'not-a-hash' }) ?? emptyRoot;

/** 64 hexadecimal digits. */
export const digestAt = (members: Members, name: string): Sha256Hex =>
  read(members, name, {
    parse: (value) => (typeof value === 'string' ? parseSha256Hex(value) : undefined),
    fault: 'not-a-digest',
  }) ?? hexOf(emptyRoot);

function itemsAt(members: Members, name: string, most: number): readonly unknown[] {
  const items = read(members, name, {
    parse: (value): readonly unknown[] | undefined => (Array.isArray(value) ? value : undefined),
    fault: 'not-a-list',
  });
  if (items === undefined || items.length <= most) return items ?? [];
  members.faults.push({ path: pointer(members.path, name), fault: 'too-many' });
  return [];
}

/** A list of base64 of 32 bytes each: an audit path. */
export const hashesAt = (members: Members, name: string): readonly Hash[] =>
  itemsAt(members, name, maxPath).map((item, i) => {
    const hash = hashIn(item);
    if (hash !== undefined) return hash;
    members.faults.push({ path: `${pointer(members.path, name)}/${i}`, fault: 'not-a-hash' });
    return emptyRoot;
  });

const bytesIn = (value: unknown): Uint8Array | undefined =>
  typeof value === 'string' && value.length <= maxText ? parseBase64(value) : undefined;

/** Base64 of any bytes. */
export const bytesAt = (members: Members, name: string): Uint8Array =>
  read(members, name, { parse: bytesIn, fault: 'not-base64' }) ?? new Uint8Array(0);

/** A list of base64. */
export const bytesListAt = (members: Members, name: string, most: number): readonly Uint8Array[] =>
  itemsAt(members, name, most).map((item, i) => {
    const bytes = bytesIn(item);
    if (bytes !== undefined) return bytes;
    members.faults.push({ path: `${pointer(members.path, name)}/${i}`, fault: 'not-base64' });
    return new Uint8Array(0);
  });

export const listAt = (members: Members, name: string, most = maxList): readonly Members[] =>
  itemsAt(members, name, most).map((item, i) =>
    membersOf(item, `${pointer(members.path, name)}/${i}`, members.faults),
  );

export function objectAt(members: Members, name: string): Members {
  const found = read(members, name, { parse: (value) => value, fault: 'not-an-object' });
  // What is missing is noted once, not member by member.
  return membersOf(
    found ?? {},
    pointer(members.path, name),
    found === undefined ? [] : members.faults,
  );
}

/** Notes every member that was not asked for. */
export function endOf({ path, entries, asked, faults }: Members): void {
  for (const name of entries.keys()) {
    if (!asked.has(name)) faults.push({ path: pointer(path, name), fault: 'unknown' });
  }
}
