import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { checkLearner, type LearnerCheck } from '../../src/app/school/check-class.ts';
import { parseMends } from '../../src/app/school/parse-mends.ts';
import { communeAsOf } from '../../src/domain/catalogue/communes.ts';
import { provinceAsOf } from '../../src/domain/catalogue/provinces.ts';
import { type BuildRefusal, menderOf } from '../../src/domain/record/build-refusal.ts';
import type { RecordCode, RecordContent } from '../../src/domain/record/content.ts';
import { mendYear, unmended } from '../../src/domain/record/mend-year.ts';
import { slotsOfRecord } from '../../src/domain/record/slot.ts';
import type { CivilDate } from '../../src/domain/time/civil-date.ts';
import { buildRefusalText } from '../../src/edge/text/school.ts';
import { verifyRecord } from '../../src/format/signature/verify-record.ts';
import { writeRecordFile } from '../../src/format/xml/file.ts';
import { readRecord } from '../../src/format/xml/record.ts';
import { scanXml } from '../../src/format/xml/scan.ts';
import { signFictionally } from '../support/fictional-signing.ts';
import { asOf } from '../support/signed-sample.ts';
import { importPack, type Pack } from './pack.ts';

const record = { code: 'a'.repeat(32) as RecordCode, version: 1 };
const place = {
  taxCode: '9900000009',
  communeName: 'Xã Mẫu',
  provinceName: 'Tỉnh Mẫu',
  issuedAt: 'Xã Mẫu',
};
const day = { environment: 'trial' as const, on: '2026-06-01' as CivilDate, place };

/** The faults of the workbooks (manifest) that may leave a learner without a record, by what is lacking. */
const causes: { readonly [C in BuildRefusal['code']]?: readonly string[] } = {
  'result-missing': ['missing-mark', 'transferred-in-gap'],
  'level-missing': ['missing-mark'],
  'test-missing': ['missing-mark', 'decimal-test'],
  'decision-missing': ['not-assessed'],
  'promotion-undecided': ['not-assessed'],
  'no-subject-teacher': ['missing-assignment', 'changed-subject'],
};

/** The learners of these faults must be lacking: otherwise a gap went into a signed record. */
const gaps = ['missing-mark', 'transferred-in-gap', 'decimal-test', 'not-assessed'];

interface Expected {
  readonly ready: number;
  readonly excused: number;
  readonly lacking: number;
  readonly circular: string;
  readonly level: string;
  readonly slots: 'no teachers' | 'teachers';
}

const packs: Readonly<Record<string, Expected>> = {
  tieuhoc: {
    ready: 309,
    excused: 2,
    lacking: 7,
    circular: '27/2020/TT-BGDĐT',
    level: '02',
    slots: 'no teachers',
  },
  thcs: {
    ready: 541,
    excused: 4,
    lacking: 46,
    circular: '22/2021/TT-BGDĐT',
    level: '03',
    slots: 'teachers',
  },
  thpt: {
    ready: 170,
    excused: 2,
    lacking: 7,
    circular: '22/2021/TT-BGDĐT',
    level: '04',
    slots: 'teachers',
  },
  gdtx: {
    ready: 30,
    excused: 1,
    lacking: 3,
    circular: '43/2021/TT-BGDĐT',
    level: '05',
    slots: 'teachers',
  },
};

interface TruthPupil {
  readonly code: string;
  readonly result?: string | null;
  readonly promoted: boolean | null;
  readonly award: string | null;
  readonly subjects: readonly TruthSubject[];
}

interface TruthSubject {
  readonly code: string;
  readonly term1?: TruthTerm | null;
  readonly term2?: TruthTerm | null;
}

interface TruthTerm {
  readonly tx?: readonly number[];
  readonly chuyenDeIndex?: number;
}

/** The bytes that would be closed, read again by the profile's grammar. */
function contentOf(check: LearnerCheck & { outcome: 'ready' }): RecordContent {
  const { data, plan } = check.closed;
  const slots = plan.map(({ slot }) => slot);
  const scanned = scanXml(Buffer.from(writeRecordFile({ data, slots, signatures: new Map() })));
  assert(scanned.ok);
  const read = readRecord(scanned.value);
  assert(read.ok);
  return read.value.content;
}

for (const [name, expected] of Object.entries(packs)) {
  describe(`records of pack ${name}`, () => {
    let pack: Pack;
    let checks: readonly LearnerCheck[];
    before(async () => {
      pack = await importPack(name);
      const { yearbook } = pack.imported;
      const year = unmended(yearbook);
      checks = yearbook.learners.map((learner) => checkLearner(learner, year, record, day));
    });
    const of = <O extends LearnerCheck['outcome']>(outcome: O) =>
      checks.filter((one): one is LearnerCheck & { outcome: O } => one.outcome === outcome);
    const hasTrap = (pupil: string, kinds: readonly string[]): boolean =>
      pack.manifest.traps.some((trap) => trap.pupil === pupil && kinds.includes(trap.kind));

    test('everybody is ready, excused or lacking something by name', () => {
      const { ready, excused, lacking } = expected;
      assert.deepEqual(
        [of('ready'), of('excused'), of('lacking')].map((one) => one.length),
        [ready, excused, lacking],
      );
    });

    test('the manifest explains every lack, and somebody can mend it', () => {
      for (const { learner, refusals } of of('lacking')) {
        for (const refusal of refusals) {
          const kinds = causes[refusal.code] ?? [];
          const wholeClass = pack.manifest.traps.some(
            (trap) =>
              kinds.includes(trap.kind) &&
              refusal.code === 'no-subject-teacher' &&
              trap.class === refusal.className &&
              trap.subject === refusal.subject,
          );
          const at = `${learner.number} ${JSON.stringify(refusal)}`;
          assert.ok(wholeClass || hasTrap(learner.number, kinds), at);
          assert.ok(menderOf(refusal));
          assert.doesNotMatch(buildRefusalText(refusal), /undefined/);
        }
      }
    });

    test('the manifest explains every excuse', () => {
      for (const { learner, reason } of of('excused')) {
        assert.ok(hasTrap(learner.number, [reason]), `${learner.number} ${reason}`);
      }
    });

    test('no learner with a gap in the workbooks gets a record', () => {
      const ready = of('ready').filter(({ learner }) => hasTrap(learner.number, gaps));
      assert.deepEqual(
        ready.map(({ learner }) => learner.number),
        [],
      );
    });

    test('the record says what the truth says', () => {
      const pupils = pack.truth['pupils'];
      assert(Array.isArray(pupils));
      const truth = new Map(pupils.map((one: TruthPupil) => [one.code, one]));
      for (const check of of('ready')) {
        const content = contentOf(check);
        const pupil = truth.get(content.learner.number);
        assert(pupil !== undefined);
        assert.equal(content.circular, expected.circular);
        assert.equal(content.school.levelCode, expected.level);
        assert.equal(content.result.promoted, pupil.promoted, pupil.code);
        assert.equal(content.result.award === null, pupil.award === null, pupil.code);
        if (content.kind === 'primary') assert.equal(content.result.outcome, pupil.result);
      }
    });

    test('special topics stand in the rows of those who take them, as the truth has them', () => {
      const pupils = pack.truth['pupils'];
      assert(Array.isArray(pupils));
      const truth = new Map(pupils.map((one: TruthPupil) => [one.code, one]));
      let topics = 0;
      for (const check of of('ready')) {
        const content = contentOf(check);
        if (content.kind !== 'secondary') continue;
        for (const { subject, specialTopic } of content.subjects) {
          const row: TruthSubject | undefined = truth
            .get(content.learner.number)
            ?.subjects.find((one) => one.code === subject);
          const wanted: readonly (number | null)[] = [row?.term1, row?.term2].map((term) =>
            term?.chuyenDeIndex === undefined ? null : (term.tx?.[term.chuyenDeIndex] ?? null),
          );
          const found = [specialTopic?.term1 ?? null, specialTopic?.term2 ?? null];
          assert.deepEqual(found, wanted, `${content.learner.number} ${subject}`);
          if (specialTopic !== null) topics += 1;
        }
      }
      assert.equal(topics > 0, expected.level === '04' || expected.level === '05');
    });

    test('codes of places are given where the catalogue knows the text, and name the same place', () => {
      let given = 0;
      for (const check of of('ready')) {
        const { learner } = contentOf(check);
        const { permanentAddress } = check.learner;
        for (const [text, code] of [
          [learner.birthPlace, learner.birthPlaceCode],
          [learner.homeTown, learner.homeTownCode],
          [learner.currentAddress, learner.currentAddressCode],
        ] as const) {
          if (code === null) continue;
          given += 1;
          const province = provinceAsOf(code.province, day.on)?.name ?? '?';
          assert.ok(text.endsWith(province), `${text} ${code.province}`);
          const commune = code.commune === null ? '' : communeAsOf(code.commune, day.on)?.name;
          assert.ok(text.includes(commune ?? '?'), `${text} ${code.commune}`);
        }
        // The workbooks' own codes of the permanent address agree, where it is the same text.
        const same = learner.currentAddress.includes(permanentAddress?.detail ?? '?');
        if (same && learner.currentAddressCode !== null && permanentAddress?.commune) {
          assert.equal(learner.currentAddressCode.commune, permanentAddress.commune);
        }
      }
      assert.ok(given > expected.ready, String(given));
    });

    test('after what the school mends, nobody is lacking', () => {
      const mends = parseMends(
        readFileSync(new URL(`../../samples/${name}/mend.json`, import.meta.url), 'utf8'),
      );
      assert(mends.ok);
      let year = unmended(pack.imported.yearbook);
      for (const mend of mends.value) {
        const mended = mendYear(year, mend);
        assert(mended.ok, JSON.stringify([mend, mended]));
        year = mended.value;
      }
      const after = year.yearbook.learners.map((one) => checkLearner(one, year, record, day));
      const lacking = after.filter(({ outcome }) => outcome === 'lacking');
      assert.deepEqual(lacking, []);
    });

    test('a record of the pack is signed by exactly those whom its level asks, and verifies', () => {
      const [first] = of('ready');
      assert(first !== undefined);
      const content = contentOf(first);
      const slots = slotsOfRecord(content);
      assert.deepEqual(slots.slice(-3), ['homeroom', 'head', 'seal']);
      assert.equal(slots.length === 3, expected.slots === 'no teachers');
      const signed = signFictionally(content, '2026-06-01T01:00:00Z' as typeof asOf);
      const report = verifyRecord(signed.bytes, signed.trust(), { asOf, environment: 'trial' });
      assert.equal(report.verdict, 'valid', JSON.stringify(report.findings));
      assert.equal(report.signatures.length, slots.length);
    });
  });
}

test('words of the form at each level', async () => {
  const seen = new Map<string, Set<string>>();
  for (const name of Object.keys(packs)) {
    const { yearbook } = (await importPack(name)).imported;
    const year = unmended(yearbook);
    for (const learner of yearbook.learners) {
      const check = checkLearner(learner, year, record, day);
      if (check.outcome !== 'ready') continue;
      const content = contentOf(check);
      const { result } = content;
      const words = 'promotionText' in result ? result.promotionText : result.completionText;
      const key = `${name} ${learner.grade}`;
      seen.set(key, (seen.get(key) ?? new Set()).add(words));
    }
  }
  const words = (key: string): readonly string[] => [...(seen.get(key) ?? [])].sort();
  assert.deepEqual(words('tieuhoc 5'), ['Hoàn thành chương trình tiểu học']);
  assert.ok(words('tieuhoc 1').includes('Hoàn thành chương trình lớp 1; Được lên lớp 2'));
  assert.ok(words('thpt 10').includes('Được lên lớp 11'));
  assert.ok(words('thpt 12').includes('Hoàn thành chương trình trung học phổ thông'));
  assert.ok(words('gdtx 11').includes('Được lên lớp 12'));
});
