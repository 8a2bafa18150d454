import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { type CheckItem, type ClassReport, checkData } from '../../src/app/check-data.ts';
import { checkYearbookData } from '../../src/domain/check/check-yearbook.ts';
import { courseSeverity } from '../../src/domain/check/course-of-study.ts';
import { type CheckCode, checkCodes } from '../../src/domain/check/finding.ts';
import { checkDocument } from '../../src/edge/cli/check-report.ts';
import { checkSummary } from '../../src/edge/cli/check-summary.ts';
import { checkMenderNames, checkTexts } from '../../src/edge/text/check.ts';
import { importPack, type Pack } from './pack.ts';

/** What the rules alone find in each pack, without what the reading reports: kind and count (docs/data-check.md). */
const expected: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  thcs: {
    'absence-over-limit': 1,
    'comment-missing': 3,
    'passport-missing': 2,
    'regular-marks-few': 2,
    'teacher-missing': 1,
    'test-missing': 2,
    'transferred-result-missing': 1,
  },
  tieuhoc: {
    'comment-missing': 2,
    'level-missing': 2,
    'passport-missing': 1,
    'test-missing': 3,
  },
  thpt: {
    'absence-over-limit': 1,
    'comment-missing': 1,
    'passport-missing': 1,
    'regular-marks-few': 1,
    'test-missing': 1,
    'transferred-result-missing': 1,
  },
  gdtx: {
    'absence-over-limit': 1,
    'comment-missing': 1,
    'passport-missing': 1,
    'test-missing': 1,
    'transferred-result-missing': 1,
  },
};

const learnerOf = (item: CheckItem): string | null =>
  item.source === 'rules' ? item.finding.learner : item.finding.pupil;

const counted = (codes: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
};

for (const name of ['thcs', 'tieuhoc', 'thpt', 'gdtx']) {
  describe(`data check of pack ${name}`, () => {
    let pack: Pack;
    let reports: readonly ClassReport[];
    before(async () => {
      pack = await importPack(name);
      reports = checkData(pack.imported.yearbook, pack.imported.findings);
    });

    test('no «must» about a learner in whose row no fault was put', () => {
      const { manifest } = pack;
      const faulty = new Set(
        manifest.traps
          .filter(({ kind }) => manifest.kinds[kind]?.expect === 'report')
          .flatMap(({ pupil }) => pupil ?? []),
      );
      const alarms = reports
        .flatMap(({ items }) => items)
        .filter((item) => item.severity === 'must' && !faulty.has(learnerOf(item) ?? ''))
        .map(({ finding }) => finding.code);
      assert.deepEqual(alarms, name === 'thcs' ? ['missing-assignment'] : []);
    });

    test('the rules find what docs/data-check.md says', () => {
      const codes = checkYearbookData(pack.imported.yearbook).map(({ code }) => code);
      assert.deepEqual(counted(codes), expected[name]);
    });

    test('nothing that the reading reported is said again, and nothing of it is lost', () => {
      const items = reports.flatMap((report) => report.items);
      const open = pack.imported.findings.filter(({ outcome }) => outcome !== 'repaired');
      assert.equal(items.filter(({ source }) => source === 'workbook').length, open.length);
      const rules = items
        .filter(({ source }) => source === 'rules')
        .map(({ finding }) => finding.code);
      const kinds = new Set(rules);
      for (const kind of kinds) assert.match(kind, /^(absence-over-limit|passport-missing)$/);
    });

    test('every matter has a sentence, a remedy and somebody who can mend it', () => {
      const { yearbook } = pack.imported;
      const outcome = { yearbook, reports, refused: [] };
      const document = JSON.stringify(checkDocument(outcome));
      const { classes } = JSON.parse(document);
      assert.equal(classes.length, yearbook.classes.length + 1);
      for (const { findings } of classes) {
        for (const { sentence, remedy, mender } of findings) {
          assert.match(sentence, /^[^a-z].{10,}\.$/u);
          assert.ok(remedy.length > 10 && mender.role.length > 3);
        }
      }
      const summary = checkSummary(outcome, false);
      for (const text of [document, summary]) assert.doesNotMatch(text, /undefined|NaN|\[object/);
      for (const { className, items } of reports) {
        if (items.length > 0 && className !== null)
          assert.ok(summary.includes(`LỚP ${className}: `));
      }
    });
  });
}

test('docs/data-check.md lists every code with its severity, title and remedy', () => {
  const page = readFileSync(new URL('../../docs/data-check.md', import.meta.url), 'utf8');
  for (const [code, [severity, mender]] of Object.entries(checkCodes)) {
    const { title, remedy } = checkTexts[code as CheckCode];
    const row = `| \`${code}\` | ${severity} | ${title} | ${checkMenderNames[mender]} | ${remedy} |`;
    assert.ok(page.includes(row), row);
  }
  for (const [code, severity] of Object.entries(courseSeverity)) {
    assert.ok(page.includes(`| \`${code}\` | ${severity} |`), code);
  }
});
