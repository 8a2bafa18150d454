import { type BirthDate, parseBirthDate } from '../../domain/person/identity.ts';
import { parseRecordCode, type RecordCode } from '../../domain/record/content.ts';

/** Longer is no form of ours. */
export const maxFormBytes = 2048;

/** One field of a form; '' where it is absent, or where it comes twice and so means nothing. */
export function fieldOf(form: unknown, name: string): string {
  const values = form instanceof URLSearchParams ? form.getAll(name) : [];
  return values.length === 1 ? (values[0] ?? '').trim() : '';
}

/** A code as people type it: 32 digits in any grouping, or the spelling of a UUID, in either case. */
export const readCode = (typed: string): RecordCode | undefined =>
  parseRecordCode(typed.normalize('NFKC').replace(/[\s\u200b\u2010-\u2015-]+/g, ''));

/**
 * A birth date as people type it: 19/01/2014, 19-1-2014, 19.01.2014, 19012014; month and year or the year alone where
 * the record knows no more; or as ISO writes it.
 */
export function readBirthDate(typed: string): BirthDate | undefined {
  const text = typed.normalize('NFKC').replace(/\s+/g, '');
  const iso = parseBirthDate(text);
  if (iso !== undefined) return iso;
  const plain = /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  const match = plain ?? /^(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})$/.exec(text);
  if (match === null) return undefined;
  const [, day, month, year] = match;
  const parts = [year, month, day].filter((part) => part !== undefined);
  return parseBirthDate(parts.map((part) => part.padStart(2, '0')).join('-'));
}
