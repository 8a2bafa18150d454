import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const source = read('./events.ts');
const page = read('../../../docs/events.md');
const [first = '', second = ''] = page.split('## What may follow');

/** The members of the union `RecordEvent`, in the order of the code. */
const union = /export type RecordEvent =([^;]+);/.exec(source)?.[1] ?? '';
const events = [...union.matchAll(/\| (\w+)/g)].map((match) => match[1] ?? '');
const rows = [...first.matchAll(/^\| `(\w+)` \|(.+)\|$/gm)];

test('the page has one row for each event of the union, and no other', () => {
  assert.equal(events.length, 15);
  assert.deepEqual(rows.map((row) => row[1]).toSorted(), events.toSorted());
});

test('each row says who causes it, and whether always or sometimes', () => {
  for (const row of rows) {
    const cells = (row[2] ?? '').split('|').map((cell) => cell.trim());
    assert.equal(cells.length, 4, row[1]);
    assert.ok(
      cells.every((cell) => cell !== ''),
      row[1],
    );
    assert.match(cells[2] ?? '', /^(always|sometimes: )/, row[1]);
  }
});

test('the states are those of the code, and every event may come in one of them', () => {
  const states = [...read('./record.ts').matchAll(/readonly state: '(\w+)'/g)].map((m) => m[1]);
  const named = [...second.matchAll(/^\| (\w+) \|/gm)].map((match) => match[1]);
  assert.deepEqual(
    named.filter((state) => state !== 'state').toSorted(),
    [...new Set(states)].toSorted(),
  );
  for (const event of events) assert.ok(second.includes(`\`${event}\``), event);
});
