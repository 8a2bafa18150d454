/** Imports one workbook in a process of its own and prints what it took: so that peak memory is the import's alone. */
import { readFile } from 'node:fs/promises';
import { openWorkbookReader } from '../../adapter/workbook/reader.ts';
import { importYearbook } from '../../app/import-yearbook.ts';

const [, , file = ''] = process.argv;
const bytes = await readFile(file);
const idleKb = process.resourceUsage().maxRSS;
const start = performance.now();
const reader = openWorkbookReader();
const imported = await importYearbook({ files: [{ name: 'bench.xlsx', bytes }] }, reader);
const ms = performance.now() - start;
await reader.close();
const rows = imported.yearbook.learners.length;
const peakKb = process.resourceUsage().maxRSS;
process.stdout.write(JSON.stringify({ ms, rows, idleKb, peakKb }));
