import { ok, type Result, refuse } from '../../domain/result.ts';
import type { FileRefusalCode } from '../../format/workbook/refusal.ts';
import { readCompound } from './compound.ts';
import type { WorkbookLimits } from './limits.ts';
import { packStored, unpack } from './unpack.ts';

/** Bytes that may be given to the workbook library. */
export type Readable =
  | { readonly format: 'xlsx' | 'xls'; readonly bytes: Buffer }
  | { readonly format: 'html'; readonly text: string };

/** Says what a file is by its content, never by its name, and refuses what must not be opened. */
export function sniff(bytes: Buffer, limits: WorkbookLimits): Result<Readable, FileRefusalCode> {
  if (bytes.length === 0) return refuse('empty-file');
  if (bytes.length > limits.fileBytes) return refuse('too-large-file');
  if (startsWith(bytes, [0x50, 0x4b])) return sniffZip(bytes, limits);
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return sniffCompound(bytes);
  return sniffText(bytes);
}

const startsWith = (bytes: Buffer, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

function sniffZip(bytes: Buffer, limits: WorkbookLimits): Result<Readable, FileRefusalCode> {
  const parts = unpack(bytes, limits);
  if (!parts.ok) return parts;
  const names = new Set(parts.value.map((part) => part.name.toLowerCase()));
  if (names.has('xl/workbook.bin')) return refuse('unsupported-format');
  if (names.has('mimetype') || names.has('content.xml')) return refuse('unsupported-format');
  if (!names.has('xl/workbook.xml')) return refuse('not-a-workbook');
  return ok({ format: 'xlsx', bytes: packStored(parts.value) });
}

/** FILEPASS ([MS-XLS] 2.4.117) among the first records: everything after it is encrypted. */
const filePass = 0x002f;
const endOfGlobals = 0x000a;

function sniffCompound(bytes: Buffer): Result<Readable, FileRefusalCode> {
  const file = readCompound(bytes);
  if (!file.ok) return file;
  const has = (name: string) => file.value.names.some((n) => n.toLowerCase() === name);
  if (has('encryptedpackage')) return refuse('password-protected');
  if (!has('workbook')) return refuse(has('book') ? 'unsupported-format' : 'not-a-workbook');
  const stream = file.value.head('workbook', Number.POSITIVE_INFINITY);
  if (stream === undefined) return refuse('damaged-file');
  const seen = scanGlobals(stream);
  return seen === undefined ? ok({ format: 'xls', bytes }) : refuse(seen);
}

/** Walks the records of the workbook's globals; undefined where nothing speaks against reading. */
function scanGlobals(stream: Buffer): FileRefusalCode | undefined {
  for (let at = 0; at + 4 <= stream.length; ) {
    const type = stream.readUInt16LE(at);
    if (at === 0 && type !== 0x0809) return 'unsupported-format';
    if (type === filePass) return 'password-protected';
    if (type === endOfGlobals) return undefined;
    at += 4 + stream.readUInt16LE(at + 2);
  }
  return 'truncated-file';
}

function sniffText(bytes: Buffer): Result<Readable, FileRefusalCode> {
  const text = decode(bytes);
  if (text === undefined) return refuse('not-a-workbook');
  const start = text.trimStart().slice(0, 2000).toLowerCase();
  if (start.startsWith('<?xml') && start.includes('urn:schemas-microsoft-com:office:spreadsheet')) {
    return refuse('unsupported-format');
  }
  if (!/^(<!doctype html|<html|<table|<meta|<head|<\?xml)/.test(start)) {
    return refuse('not-a-workbook');
  }
  const lower = text.toLowerCase();
  if (!lower.includes('<table')) return refuse('not-a-workbook');
  const opened = lower.split('<table').length - 1;
  const closed = lower.split('</table>').length - 1;
  const cut = closed < opened || (start.includes('<html') && !lower.includes('</html>'));
  return cut ? refuse('truncated-file') : ok({ format: 'html', text });
}

/** Text by its byte order mark, by UTF-8, or by the character set that its <meta> names. */
function decode(bytes: Buffer): string | undefined {
  if (startsWith(bytes, [0xff, 0xfe])) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const charset = /charset\s*=\s*["']?([\w-]+)/i.exec(bytes.toString('latin1', 0, 4096))?.[1];
    if (charset === undefined) return undefined;
    try {
      return new TextDecoder(charset).decode(bytes);
    } catch {
      return undefined;
    }
  }
}
