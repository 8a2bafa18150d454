import assert from 'node:assert/strict';
import { test } from 'node:test';
import { learnerOf, mends, samplePlace, sampleYear } from '../../../test/support/school-year.ts';
import type { PersonalId } from '../../domain/person/identity.ts';
import { menderOf } from '../../domain/record/build-refusal.ts';
import type { RecordCode, SecondaryContent } from '../../domain/record/content.ts';
import type { Mend } from '../../domain/record/mend.ts';
import { mendYear, unmended } from '../../domain/record/mend-year.ts';
import { teacherSlot } from '../../domain/record/slot.ts';
import type { LearnerYear, StaffId, Yearbook } from '../../domain/school/yearbook.ts';
import type { CivilDate } from '../../domain/time/civil-date.ts';
import type { SchoolYear } from '../../domain/time/school-year.ts';
import { writeRecordFile } from '../../format/xml/file.ts';
import { readRecord } from '../../format/xml/record.ts';
import { scanXml } from '../../format/xml/scan.ts';
import { checkLearner, type LearnerCheck } from './check-class.ts';

const record = { code: 'a'.repeat(32) as RecordCode, version: 1 };
const day = { environment: 'trial' as const, on: '2026-06-01' as CivilDate, place: samplePlace };

type Change = (learner: LearnerYear) => LearnerYear;
interface Case {
  readonly learner: string;
  readonly change?: Change;
  readonly year?: (yearbook: Yearbook) => Yearbook;
  readonly mends?: readonly Mend[];
}

function check({
  learner: number,
  change,
  year = (one) => one,
  mends: done = [],
}: Case): LearnerCheck {
  const learner = learnerOf(sampleYear, number);
  const changed = change === undefined ? learner : change(learner);
  const learners = sampleYear.learners.map((one) => (one === learner ? changed : one));
  let mended = unmended(year({ ...sampleYear, learners }));
  for (const mend of done) {
    const next = mendYear(mended, mend);
    assert(next.ok, JSON.stringify(next));
    mended = next.value;
  }
  return checkLearner(learnerOf(mended.yearbook, number), mended, record, day);
}

/** The content of a learner who is ready, read back from the bytes that would be closed. */
function contentOf(one: Case): SecondaryContent {
  const checked = check(one);
  assert(checked.outcome === 'ready', JSON.stringify(checked));
  const slots = checked.closed.plan.map(({ slot }) => slot);
  const parts = { data: checked.closed.data, slots, signatures: new Map() };
  const scanned = scanXml(Buffer.from(writeRecordFile(parts)));
  assert(scanned.ok);
  const read = readRecord(scanned.value);
  assert(read.ok);
  const { content } = read.value;
  assert(content.kind === 'secondary');
  return content;
}

const usual = '9922000003';
const codesOf = (checked: LearnerCheck): readonly string[] => {
  if (checked.outcome === 'lacking') return checked.refusals.map(({ code }) => code);
  return checked.outcome === 'excused' ? [checked.reason] : ['ready'];
};

const without =
  (...names: readonly (keyof LearnerYear)[]): Change =>
  (learner) => ({ ...learner, ...Object.fromEntries(names.map((name) => [name, null])) });
const secondary = (learner: LearnerYear) => {
  assert(learner.results.kind === 'secondary');
  return learner.results;
};

const cases: readonly (Case & { readonly name: string; readonly expected: readonly string[] })[] = [
  { name: 'a complete learner is ready', learner: usual, expected: ['ready'] },
  { name: 'a missing mark is named', learner: '9921900214', expected: ['result-missing'] },
  {
    name: 'an entered mark mends it',
    learner: '9921900214',
    mends: [mends.mark],
    expected: ['ready'],
  },
  {
    name: 'a term of another school without the subject',
    learner: '9921900206',
    expected: ['result-missing'],
  },
  {
    name: 'can wait for the supplementary cohort',
    learner: '9921900206',
    mends: [mends.deferral],
    expected: ['supplementary-cohort'],
  },
  {
    name: 'a learner who is not assessed needs a decision',
    learner: '9921900161',
    expected: ['promotion-undecided'],
  },
  { name: 'and has one', learner: '9921900161', mends: [mends.promotion], expected: ['ready'] },
  {
    name: 'a subject without a teacher in term 2',
    learner: '9921700539',
    expected: ['no-subject-teacher'],
  },
  { name: 'gets one', learner: '9921700539', mends: [mends.teacher], expected: ['ready'] },
  { name: 'who moved away is excused', learner: '9921900163', expected: ['transferred-out'] },
  { name: 'who gave up school is excused', learner: '9921700449', expected: ['dropped-out'] },
  {
    name: 'who leaves in the summer has a record',
    learner: usual,
    change: (learner) => ({ ...learner, transfer: { out: '2026-07-01' } }),
    expected: ['ready'],
  },
  {
    name: 'everything that is lacking is named together',
    learner: usual,
    change: without('personalId', 'birthPlace', 'homeTown', 'currentAddress', 'ethnicCode'),
    expected: Array.from({ length: 5 }, () => 'learner-fact-missing'),
  },
  {
    name: 'a foreign learner may have a passport alone',
    learner: '9922000016',
    expected: ['ready'],
  },
  {
    name: 'or not even that',
    learner: '9922000016',
    change: without('passport'),
    expected: ['ready'],
  },
  {
    name: 'only the year of birth is known',
    learner: usual,
    change: (learner) => ({ ...learner, birthDate: '2014' }),
    expected: ['ready'],
  },
  {
    name: 'a date of birth that never was',
    learner: usual,
    change: (learner) => ({ ...learner, birthDate: '2014-02-30' }),
    expected: ['learner-fact-missing'],
  },
  {
    name: 'a term without conduct',
    learner: usual,
    change: (learner) => {
      const results = secondary(learner);
      return { ...learner, results: { ...results, conduct: { ...results.conduct, term2: null } } };
    },
    expected: ['conduct-missing'],
  },
  {
    name: 'a term without absences',
    learner: usual,
    change: (learner) => {
      const results = secondary(learner);
      return { ...learner, results: { ...results, absence: { ...results.absence, term1: null } } };
    },
    expected: ['absences-missing'],
  },
  {
    name: 'nobody is homeroom teacher',
    learner: usual,
    year: (year) => ({ ...year, classes: year.classes.map((one) => ({ ...one, homeroom: null })) }),
    expected: ['no-homeroom-teacher'],
  },
  {
    name: 'the year was under Circular 58/2011',
    learner: usual,
    year: (year) => ({ ...year, year: '2020-2021' as SchoolYear }),
    expected: ['year-under-older-rules'],
  },
  {
    name: 'nobody is head',
    learner: usual,
    year: (year) => ({ ...year, school: { ...year.school, head: null } }),
    expected: ['no-head'],
  },
  {
    name: 'a teacher whom the staff list does not know',
    learner: usual,
    year: (year) => ({ ...year, staff: year.staff.filter(({ id }) => id !== 'GV04') }),
    expected: ['staff-unknown'],
  },
  {
    name: 'a teacher who cannot have a certificate',
    learner: usual,
    year: (year) => ({
      ...year,
      staff: year.staff.map((one) => (one.id === 'GV04' ? { ...one, personalId: null } : one)),
    }),
    expected: ['staff-without-personal-id'],
  },
  {
    name: 'a value that the profile does not take',
    learner: usual,
    change: (learner) => ({ ...learner, ethnicCode: 'Kinh' }),
    expected: ['not-in-profile'],
  },
  {
    name: 'a name longer than any form',
    learner: usual,
    change: (learner) => ({ ...learner, name: 'Nguyễn '.repeat(40) }),
    expected: ['not-in-profile'],
  },
];

for (const { name, expected, ...one } of cases) {
  test(name, () => {
    const checked = check(one);
    assert.deepEqual(codesOf(checked), expected, JSON.stringify(checked));
    // Everything that is lacking has somebody who can mend it.
    if (checked.outcome === 'lacking')
      for (const lack of checked.refusals) assert.ok(menderOf(lack));
  });
}

test('a fault of the profile names the place', () => {
  const checked = check({ learner: usual, change: (one) => ({ ...one, ethnicCode: 'Kinh' }) });
  assert(checked.outcome === 'lacking');
  const [lack] = checked.refusals;
  assert(lack?.code === 'not-in-profile');
  assert.match(lack.path, /\/NGUOI_HOC\/DAN_TOC$/);
  assert.equal(lack.found, 'Kinh');
});

test('the record says what the year says', () => {
  const content = contentOf({ learner: usual });
  const { subjects, result, learner } = content;
  assert.equal(subjects[0]?.name, 'Ngữ văn');
  const maths = subjects.find(({ subject }) => subject === 'TOAN');
  assert.deepEqual(maths?.results, {
    kind: 'score',
    term1: 92,
    term2: 92,
    year: 92,
    reassessed: null,
  });
  assert.deepEqual(
    maths?.teachers.map(({ name }) => name),
    ['Nguyễn Văn Phi'],
  );
  const arts = subjects.find(({ subject }) => subject === 'NT');
  assert.deepEqual(
    arts?.teachers.map(({ name }) => name),
    ['Trần Văn Vịnh', 'Phạm Thị Huyền Thư'],
  );
  assert.equal(result.promotionText, 'Được lên lớp 7');
  assert.equal(result.completionText, null);
  assert.equal(result.award, 'Học sinh Giỏi');
  assert.equal(result.absences, 4);
  assert.equal(learner.name, 'Đặng Ngọc Ẩn');
  assert.equal(content.circular, '22/2021/TT-BGDĐT');
  assert.equal(content.homeroom.name, 'Nguyễn Thị Bảo Trúc');
  assert.equal(content.head.title, 'Hiệu trưởng');
});

test('grade 9 completes the programme; who stays stays', () => {
  const done = 'Hoàn thành chương trình trung học cơ sở';
  const graduate = contentOf({ learner: '9921700539', mends: [mends.teacher] }).result;
  assert.deepEqual([graduate.promotionText, graduate.completionText], [done, done]);
  const repeats = contentOf({ learner: '9922000029' }).result;
  assert.deepEqual([repeats.promotionText, repeats.promoted], ['Ở lại lớp 6', false]);
});

test('a learner who is not assessed has rows without results, and the decision', () => {
  const content = contentOf({ learner: '9921900161', mends: [mends.promotion] });
  assert.equal(content.learner.notAssessed, true);
  assert.equal(content.result.study.year, null);
  assert.ok(content.subjects.every(({ results }) => results.year === null));
  assert.equal(content.result.promotionText, 'Được lên lớp 8');
});

test('a subject taught in part by a substitute names the teacher of term 2', () => {
  const content = contentOf({ learner: '9921900214', mends: [mends.mark] });
  const literature = content.subjects.find(({ subject }) => subject === 'NV');
  assert.deepEqual(
    literature?.teachers.map(({ name }) => name),
    ['Nguyễn Thị Bảo Trúc'],
  );
  // Two people have this name; the number says which.
  assert.deepEqual(literature?.teachers[0]?.personalId, '099191263023');
});

test('a learner who came in the year has the day of arrival, and only what is known of the school before', () => {
  const checked = check({ learner: '9921900225' });
  assert(checked.outcome === 'ready');
  assert.deepEqual(checked.warnings, [
    { code: 'earlier-school-not-placed', school: 'Trường THCS Mẫu Số 35' },
  ]);
  const [study] = contentOf({ learner: '9921900225' }).studies;
  assert.equal(study?.arrivedOn, '2025-10-13');
});

test('a missing comment is a warning; the comment of term 1 stands in for that of term 2', () => {
  const content = contentOf({ learner: '9921700446' });
  assert.ok(content.subjects.every(({ comment }) => comment !== null));
  const checked = check({
    learner: usual,
    change: (learner) => ({ ...learner, homeroomComment: '  ', sex: null }),
  });
  assert(checked.outcome === 'ready');
  assert.deepEqual(
    checked.warnings.map(({ code }) => code),
    ['sex-missing', 'homeroom-comment-missing'],
  );
});

test('who signs what is planned for every slot, the seal last', () => {
  const checked = check({ learner: usual });
  assert(checked.outcome === 'ready');
  const { plan } = checked.closed;
  assert.deepEqual(
    plan.slice(-3).map(({ slot }) => slot),
    ['homeroom', 'head', 'seal'],
  );
  const teacher = plan.find(({ slot }) => slot === teacherSlot('099096230406' as PersonalId));
  // One teacher of two subjects signs once, over two rows.
  assert.deepEqual(teacher?.parts.map(({ id }) => id).toSorted(), ['mon-GDDP', 'mon-LSDL']);
});

test('mends are refused to those who may not, without a reason, or over what stands', () => {
  const year = unmended(sampleYear);
  const by = 'GV05' as StaffId;
  const refusals: readonly (readonly [Mend, string])[] = [
    [{ ...mends.teacher, why: ' ' }, 'mend-without-reason'],
    [{ ...mends.teacher, by }, 'mend-not-allowed'],
    [{ ...mends.mark, by } as Mend, 'mend-not-allowed'],
    [{ ...mends.teacher, by: 'GV99' as StaffId }, 'staff-not-in-school'],
    [{ ...mends.teacher, className: '9Z' } as Mend, 'class-not-in-school'],
    [{ ...mends.teacher, term: 1 } as Mend, 'already-assigned'],
    [{ ...mends.mark, place: 'midterm' } as Mend, 'mark-already-there'],
    [{ ...mends.mark, place: { regular: 9 } } as Mend, 'no-such-mark-place'],
    [{ ...mends.mark, mark: { level: 'D' } } as Mend, 'no-such-mark-place'],
    [{ ...mends.promotion, learner: usual } as Mend, 'learner-is-assessed'],
    [{ ...mends.deferral, learner: '1' } as Mend, 'learner-not-in-school'],
  ];
  for (const [mend, code] of refusals) {
    const mended = mendYear(year, mend);
    assert.equal(mended.ok ? 'done' : mended.refusal.code, code, JSON.stringify(mend));
  }
  const once = mendYear(year, mends.deferral);
  assert(once.ok);
  const twice = mendYear(once.value, mends.deferral);
  assert.equal(twice.ok ? 'done' : twice.refusal.code, 'already-decided');
});
