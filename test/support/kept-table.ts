import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';

const opening = (name: string): string =>
  `<!-- table ${name}: written by the test, WRITE_TABLES=1 renews it -->`;
const closing = '<!-- end of table -->';

/** A Markdown table. */
export const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/**
 * Holds a table of a page of docs/ to what a test has just found out; with WRITE_TABLES=1 writes it instead. A page
 * that nobody renewed fails the test.
 */
export function keepTable(page: string, name: string, table: string): void {
  const file = new URL(`../../docs/${page}`, import.meta.url);
  const text = readFileSync(file, 'utf8');
  const from = text.indexOf(opening(name)) + opening(name).length;
  const to = text.indexOf(closing, from);
  assert.ok(text.includes(opening(name)) && to >= from, `${page}: no place for table ${name}`);
  const renewed = `${text.slice(0, from)}\n\n${table}\n\n${text.slice(to)}`;
  if (process.env['WRITE_TABLES'] === '1') writeFileSync(file, renewed);
  else
    assert.equal(
      text,
      renewed,
      `docs/${page} is not what the test finds: run it with WRITE_TABLES=1`,
    );
}
