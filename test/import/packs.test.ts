import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Finding } from '../../src/format/workbook/finding.ts';
import { differences, importPack, type Pack, type Trap } from './pack.ts';

/**
 * What truth.json knows and no workbook says, by path. Each is a fact of the generator, or one that
 * only a person could add; everything else must be equal.
 */
const notInAnyFile: readonly (readonly [RegExp, string])[] = [
  [/^\/pack$/, 'the name of the test pack'],
  [/\/namesakeOf$/, 'a remark of the generator about a trap'],
  [/\/passport$/, 'no export has a column for passports'],
  [/\/transfer\/fromSchool$/, 'only transfers in term 2 come with a file that names the school'],
  [/\/changedSubject$/, 'since when is written in words only'],
  [/^\/classes\/\d+\/chosen$/, 'the same subjects; their order is the generator’s own'],
];

/** A learner of a primary school who left is in no later file, and truth still knows their year. */
const leftPrimary = /\/(absence|height|weight)(\/|$)/;

const sortedChosen = (content: Record<string, unknown>): Record<string, unknown> => {
  const classes = content['classes'];
  if (!Array.isArray(classes)) return content;
  const sorted = classes.map((group) =>
    'chosen' in group ? { ...group, chosen: [...group.chosen].sort() } : group,
  );
  return { ...content, classes: sorted };
};

/** Kinds whose place in the manifest names the learner's row or cell that must be reported. */
const outOf =
  (trap: Trap) =>
  (finding: Finding): boolean => {
    if (finding.code !== trap.kind || finding.file !== trap.file) return false;
    if (trap.sheet !== undefined && finding.sheet !== trap.sheet) return false;
    if (trap.pupil !== undefined && finding.pupil !== trap.pupil) return false;
    if (trap.staff !== undefined && finding.staff !== trap.staff) return false;
    if (trap.class !== undefined && finding.className !== trap.class) return false;
    if (trap.subject !== undefined && finding.subject !== trap.subject) return false;
    if (trap.cell !== undefined && finding.cell !== trap.cell) return false;
    if (trap.field !== undefined && finding.field !== trap.field) return false;
    return trap.row === undefined || finding.row === trap.row;
  };

/** Repairs of single cells: the finding must stand at the very cell. */
const cellRepairs = [
  'nfd-text',
  'eth-letter',
  'extra-space',
  'serial-date',
  'date-cell',
  'date-variant',
  'lost-zero',
  'spaced-id',
  'sex-code',
  'decimal-comma',
  'mark-as-text',
  'level-spelling',
  'x-variant',
  'temp-code',
  'blank-total',
  'tone-placement',
  'list-spacing',
  'subject-alias',
];

for (const name of ['thcs', 'tieuhoc', 'thpt', 'gdtx']) {
  describe(`pack ${name}`, () => {
    let pack: Pack;
    before(async () => {
      pack = await importPack(name);
    });

    test('the content is the truth', () => {
      const { truth, content } = pack;
      const found = differences(sortedChosen(content), sortedChosen(truth));
      const unexplained = found.filter((difference) => {
        const at = difference.slice(0, difference.indexOf(':'));
        if (notInAnyFile.some(([pattern]) => pattern.test(at))) return false;
        return !(name === 'tieuhoc' && leftPrimary.test(at) && difference.includes('got null'));
      });
      assert.deepEqual(unexplained, []);
    });

    test('every fault that needs a person is reported where it is', () => {
      const missed = trapsOf('report').filter((trap) => {
        const findings = pack.imported.findings.filter((f) => f.outcome === 'reported');
        return !findings.some(outOf(trap));
      });
      assert.deepEqual(missed, []);
    });

    test('nothing else is reported or refused', () => {
      const traps = trapsOf('report');
      const open = pack.imported.findings.filter(({ outcome }) => outcome !== 'repaired');
      const extra = open.filter((finding) => !traps.some((trap) => outOf(trap)(finding)));
      assert.deepEqual(extra, []);
      assert.deepEqual(pack.imported.refused, []);
    });

    test('every repaired cell has its finding', () => {
      const repaired = pack.imported.findings.filter((f) => f.outcome === 'repaired');
      const keys = new Set(repaired.map((f) => [f.code, f.file, f.sheet, f.cell].join('|')));
      const missed = trapsOf('repair').filter(
        ({ kind, cell, sheet, file }) =>
          cellRepairs.includes(kind) &&
          cell !== undefined &&
          sheet !== undefined &&
          !keys.has([kind, file, sheet, cell].join('|')),
      );
      assert.deepEqual(missed, []);
    });

    test('every file and header row is known', () => {
      const read = pack.imported.files.map(({ file, kind, sheets }) => ({
        file,
        kind,
        sheets: sheets.map(({ sheet, headerRow }) => ({ sheet, headerRow })),
      }));
      const want = pack.manifest.files.map(({ file, kind, sheets }) => ({
        file,
        kind,
        sheets: sheets.map(({ sheet, headerRow }) => ({ sheet, headerRow })),
      }));
      const byFile = (a: { file: string }, b: { file: string }) => (a.file < b.file ? -1 : 1);
      assert.deepEqual(read.sort(byFile), want.sort(byFile));
    });

    const trapsOf = (expect: string): Trap[] =>
      pack.manifest.traps.filter(({ kind }) => pack.manifest.kinds[kind]?.expect === expect);
  });
}
