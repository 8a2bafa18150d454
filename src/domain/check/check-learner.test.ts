import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Edit, learner, plainYearbook } from '../../../test/support/plain-yearbook.ts';
import { parsePersonalId } from '../person/identity.ts';
import type { EducationLevel, LearnerYear } from '../school/yearbook.ts';
import { checkYearbookData } from './check-yearbook.ts';
import type { CheckCode } from './finding.ts';

type Case = readonly [title: string, edit: Edit, expected: readonly CheckCode[]];

function check(cases: readonly Case[], level: EducationLevel = 'THCS'): void {
  const plain = plainYearbook(level);
  assert.deepEqual(checkYearbookData(plain), []);
  for (const [title, edit, expected] of cases) {
    const codes = checkYearbookData(edit(plain)).map(({ code }) => code);
    assert.deepEqual(codes.sort(), [...expected].sort(), title);
  }
}

/** The learner's own number with some digits replaced. */
const withId = (change: (digits: string, learner: LearnerYear) => string): Edit =>
  learner((one) => ({ personalId: parsePersonalId(change(one.personalId ?? '', one)) ?? null }));

const aged = (years: number): Edit =>
  learner(({ grade, personalId }) => {
    const year = 2025 - years;
    assert.ok(personalId !== null && grade > 0);
    const digits = `${personalId.slice(0, 4)}${String(year % 100).padStart(2, '0')}${personalId.slice(6)}`;
    return { birthDate: `${year}-05-05`, personalId: parsePersonalId(digits) ?? null };
  });

/** So many years older than is usual in the learner's grade. */
const older =
  (years: number): Edit =>
  (yearbook) =>
    aged((yearbook.learners[0]?.grade ?? 0) + 5 + years)(yearbook);

test('số định danh', () =>
  check([
    ['missing', learner({ personalId: null }), ['personal-id-missing']],
    ['foreign with passport', learner({ personalId: null, passport: 'M1', nationality: 'KR' }), []],
    [
      'foreign without passport',
      learner({ personalId: null, passport: null, nationality: 'KR' }),
      ['passport-missing'],
    ],
    [
      'letters',
      learner(({ personalId }) => ({ personalId: `${personalId?.slice(0, 11)}O` as never })),
      ['personal-id-malformed'],
    ],
    [
      'other sex',
      withId((id) => id.slice(0, 3) + (Number(id[3]) ^ 1) + id.slice(4)),
      ['personal-id-sex'],
    ],
    ['sex not known', learner({ sex: null }), ['sex-missing']],
    [
      'other century',
      withId((id) => id.slice(0, 3) + (Number(id[3]) - 2) + id.slice(4)),
      ['personal-id-year'],
    ],
    [
      'other year',
      withId(
        (id) =>
          id.slice(0, 4) +
          String((Number(id.slice(4, 6)) + 1) % 100).padStart(2, '0') +
          id.slice(6),
      ),
      ['personal-id-year'],
    ],
    ['Hà Nội', withId((id) => `001${id.slice(3)}`), []],
    ['Hà Giang, of before 2025', withId((id) => `002${id.slice(3)}`), []],
    ['no province', withId((id) => `003${id.slice(3)}`), ['personal-id-prefix']],
    ['000', withId((id) => `000${id.slice(3)}`), ['personal-id-prefix']],
    ['fictional', withId((id) => `099${id.slice(3)}`), []],
    ['registered abroad', withId((id) => `101${id.slice(3)}`), []],
  ]));

test('ngày sinh and the age of the grade', () => {
  check([
    ['missing', learner({ birthDate: null }), ['birth-date-missing']],
    [
      'no such day',
      learner(({ birthDate }) => ({ birthDate: `${birthDate?.slice(0, 4)}-02-30` })),
      ['birth-date-malformed'],
    ],
    [
      'only a year',
      (y) => learner(({ birthDate }) => ({ birthDate: birthDate?.slice(0, 4) ?? null }))(y),
      [],
    ],
    ['usual', older(0), []],
    ['three years older', older(3), []],
    ['four years older', older(4), ['age-outside-window']],
    ['one year younger', older(-1), ['age-outside-window']],
    ['two years younger', older(-2), ['age-outside-window']],
    ['three years younger', older(-3), ['birth-date-impossible']],
    ['eight years older', older(8), ['age-outside-window']],
    ['nine years older', older(9), ['birth-date-impossible']],
  ]);
  check(
    [
      ['adults study', older(8), []],
      ['too young all the same', older(-1), ['age-outside-window']],
    ],
    'GDTX-THPT',
  );
});

const nobody = { father: null, mother: null, guardian: null };
const address = (change: Partial<NonNullable<LearnerYear['permanentAddress']>>): Edit =>
  learner(({ permanentAddress }) => {
    assert.ok(permanentAddress !== null);
    return { permanentAddress: { ...permanentAddress, ...change } };
  });

test('the person', () =>
  check(
    [
      ['ethnic group missing', learner({ ethnicCode: null }), ['ethnic-missing']],
      ['ethnic group 54', learner({ ethnicCode: '54' }), []],
      ['ethnic group 56', learner({ ethnicCode: '56' }), ['ethnic-unknown']],
      ['ethnic group 1', learner({ ethnicCode: '1' }), ['ethnic-unknown']],
      ['foreigner of Việt Nam', learner({ ethnicCode: '55' }), ['foreigner-of-vietnam']],
      ['nationality in words', learner({ nationality: 'Lào' }), ['nationality-malformed']],
      [
        'nationality that no list here has',
        learner({ nationality: 'BR' }),
        ['nationality-unknown'],
      ],
      ['no birth place', learner({ birthPlace: ' ' }), ['birth-place-missing']],
      ['no home town', learner({ homeTown: null }), ['home-town-missing']],
      ['no relatives', learner(nobody), ['parents-missing']],
      [
        'a guardian is enough',
        learner({ ...nobody, guardian: { name: 'Vừ A Dính', job: null } }),
        [],
      ],
      [
        'no address',
        learner({ permanentAddress: null, currentAddress: null }),
        ['address-missing'],
      ],
      ['current address alone', learner({ permanentAddress: null }), []],
      [
        'old address',
        address({ province: null, commune: null, text: 'Xã Mẫu, Huyện Mẫu, Tỉnh Hà Tây' }),
        ['address-without-commune'],
      ],
      ['commune of another province', address({ province: '00' }), ['commune-unknown']],
      ['no such commune', address({ commune: '99999' }), ['commune-unknown']],
      ['unknown class', learner({ className: '6Z', order: 9 }), ['class-unknown']],
      [
        'other grade',
        learner(({ grade }) => ({ grade: grade === 9 ? 8 : grade + 1 })),
        ['grade-contradicts-class'],
      ],
    ].map(([title, edit, expected]) => [title, edit, expected] as Case),
  ));

test('names and texts', () =>
  check([
    ['no name', learner({ name: ' ' }), ['name-missing']],
    ['one word', learner({ name: 'An' }), ['name-one-word']],
    ['two words', learner({ name: 'Lê An' }), []],
    ['a digit', learner({ name: 'Lê H0àng' }), ['name-with-digit']],
    ['eth', learner({ name: 'Ðặng Văn An' }), ['look-alike-letter']],
    ['đ is đ', learner({ name: 'Đặng Văn An' }), []],
    ['Cyrillic', learner({ name: 'Lê Аn' }), ['look-alike-letter']],
    ['Greek', learner({ name: 'Lê Οanh' }), ['look-alike-letter']],
    ['a Russian name', learner({ name: 'Анна Иванова', nationality: 'RU' }), []],
    [
      'a Russian name with a Latin letter',
      learner({ name: 'Aнна Иванова', nationality: 'RU' }),
      ['look-alike-letter'],
    ],
    ['Greek letters of a comment', learner({ homeroomComment: 'Nhớ công thức Δ = b² − 4ac.' }), []],
    ['eth in a comment', learner({ homeroomComment: 'Ðạt giải.' }), ['look-alike-letter']],
    ['eth alone in a comment', learner({ homeroomComment: 'Mức Ð.' }), ['look-alike-letter']],
    ['NFD', learner({ homeTown: 'Hải Phòng'.normalize('NFD') }), ['not-nfc']],
    ['BEL', learner({ birthPlace: 'Hà\u0007 Nội' }), ['control-character']],
    ['zero width', learner({ name: 'Lê\u200b An' }), ['control-character']],
    ['a line break is none', learner({ homeroomComment: 'Chăm.\nNgoan.' }), []],
    ['2000 characters', learner({ homeroomComment: 'ă'.repeat(2000) }), []],
    ['2001 characters', learner({ homeroomComment: 'ă'.repeat(2001) }), ['text-too-long']],
    ['name of 151', learner({ name: `Lê ${'a'.repeat(148)}` }), ['text-too-long']],
    ['no homeroom comment', learner({ homeroomComment: null }), ['comment-missing']],
    ['a blank one', learner({ homeroomComment: ' ' }), ['comment-missing']],
  ]));

test('trạng thái', () =>
  check([
    ['a value of no list', learner({ status: 'Bảo lưu' }), ['status-unknown']],
    ['kì for kỳ', learner({ status: 'Nghỉ học xin học lại kì 1' }), []],
    ['none', learner({ status: null }), []],
    ['left, yet present', learner({ status: 'Thôi học kỳ 2' }), ['status-contradicts-presence']],
    ['last day of the year', learner({ statusDate: '2026-08-31' }), []],
    ['the day after', learner({ statusDate: '2026-09-01' }), ['status-date-outside']],
    ['before the summer', learner({ statusDate: '2025-05-31' }), ['status-date-outside']],
    ['a year alone', learner({ statusDate: '2026' }), []],
    [
      'absent in term 2, with marks',
      learner({ status: 'Chuyển đi kỳ 2', present: { term1: true, term2: false } }),
      ['results-while-absent'],
    ],
  ]));

test('doubles', () => {
  const both =
    (change: (first: LearnerYear, second: LearnerYear) => Partial<LearnerYear>): Edit =>
    (yearbook) => {
      const [first, second, ...rest] = yearbook.learners;
      assert.ok(first !== undefined && second !== undefined);
      return { ...yearbook, learners: [first, { ...second, ...change(first, second) }, ...rest] };
    };
  const again =
    (change: (first: LearnerYear) => Partial<LearnerYear>): Edit =>
    (yearbook) => {
      const [first] = yearbook.learners;
      assert.ok(first !== undefined);
      return {
        ...yearbook,
        learners: [...yearbook.learners, { ...first, order: 99, ...change(first) }],
      };
    };
  const person = ({ personalId, sex, birthDate, nationality, ethnicCode }: LearnerYear) => ({
    personalId,
    sex,
    birthDate,
    nationality,
    ethnicCode,
  });
  check([
    ['one number', both(person), ['personal-id-doubled', 'personal-id-doubled']],
    [
      'one name and birth date',
      both((first) => ({
        ...person(first),
        personalId: parsePersonalId(`${first.personalId?.slice(0, 11)}9`) ?? null,
        name: first.name.toUpperCase(),
      })),
      ['name-and-birth-doubled', 'name-and-birth-doubled'],
    ],
    ['one order', both(({ order }) => ({ order })), ['order-doubled', 'order-doubled']],
    ['one row twice', again(() => ({})), ['number-doubled']],
  ]);
  const plain = plainYearbook('THCS');
  const other = plain.classes.find(({ name }) => name !== plain.learners[0]?.className);
  const codes = checkYearbookData(
    again(() => ({ className: other?.name ?? '', grade: other?.grade ?? 0 }))(plain),
  ).map(({ code }) => code);
  assert.equal(codes.filter((code) => code === 'learner-in-two-classes').length, 2);
});
