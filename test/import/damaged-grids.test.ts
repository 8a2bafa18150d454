import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openWorkbookReader } from '../../src/adapter/workbook/reader.ts';
import { importReport } from '../../src/edge/cli/import-contract.ts';
import { importSummary } from '../../src/edge/cli/import-summary.ts';
import { checkYearbook } from '../../src/format/workbook/check.ts';
import type { Cell, Workbook } from '../../src/format/workbook/grid.ts';
import { resultsOf } from '../../src/format/workbook/results.ts';
import { readYearbook } from '../../src/format/workbook/yearbook.ts';
import { packFiles } from './pack.ts';

const rounds = 12;
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

/** A small generator of our own, so that a seed gives the same damage everywhere (mulberry32). */
function randomOf(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const odd: readonly Cell[] = [
  null,
  '',
  ' ',
  'M',
  '31/02/2014',
  'TAM-1',
  '9999999999',
  'LỚP 6A',
  'Tổng cộng',
  -1,
  0.1,
  1e300,
  true,
  { date: -5 },
  { error: '#N/A' },
  'a'.repeat(5000),
  'STT',
  '\u0000\u0301',
];

function damage(workbook: Workbook, random: () => number): Workbook {
  const pick = <T>(items: readonly T[]): T | undefined =>
    items[Math.floor(random() * items.length)];
  const sheets = workbook.sheets.map((sheet) => {
    const rows = sheet.rows
      .filter(() => random() > 0.01)
      .map((row) =>
        row.map((cell, index) => {
          const dice = random();
          if (dice < 0.03) return pick(odd) ?? null;
          return dice < 0.04 ? (row[index + 1] ?? null) : cell;
        }),
      );
    return { ...sheet, rows };
  });
  return { ...workbook, sheets };
}

test(`damaged workbooks give findings, never an exception (SEED=${seed})`, async () => {
  const reader = openWorkbookReader();
  const books: Workbook[] = [];
  for (const pack of ['gdtx', 'tieuhoc']) {
    for (const { name, bytes } of packFiles(pack)) {
      const answer = await reader.read(name, bytes);
      assert.ok(answer.ok);
      books.push({ ...answer.value, file: `${pack}/${name}` });
    }
  }
  await reader.close();
  const random = randomOf(seed);
  for (let round = 0; round < rounds; round += 1) {
    const pack = round % 2 === 0 ? 'gdtx/' : 'tieuhoc/';
    const chosen = books.filter(({ file }) => file.startsWith(pack) && random() > 0.1);
    const read = readYearbook(
      chosen.map((book) => damage(book, random)),
      {},
    );
    const results = resultsOf(read.yearbook);
    checkYearbook(read, results);
    const { yearbook, files, refused } = read;
    const imported = { yearbook, results, findings: read.findings.list, files, refused };
    const report = JSON.stringify(importReport(imported));
    const wrong = /"sentence":"[^"]*(undefined|NaN|\[object)[^"]*"/.exec(report);
    assert.equal(wrong?.[0], undefined);
    assert.ok(importSummary(imported).length > 0);
  }
});
