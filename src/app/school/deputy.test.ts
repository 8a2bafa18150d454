import assert from 'node:assert/strict';
import { test } from 'node:test';
import { learnerOf, samplePlace, sampleYear } from '../../../test/support/school-year.ts';
import type { RecordCode } from '../../domain/record/content.ts';
import { unmended } from '../../domain/record/mend-year.ts';
import { roleOfSigner } from '../../domain/record/role.ts';
import type { StaffId, Yearbook } from '../../domain/school/yearbook.ts';
import type { CivilDate } from '../../domain/time/civil-date.ts';
import { checkLearner } from './check-class.ts';

const record = { code: 'a'.repeat(32) as RecordCode, version: 1 };
const usual = '9922000003';
const as = (position: string | null) => (yearbook: Yearbook) => ({
  ...yearbook,
  staff: yearbook.staff.map((one) => (one.id === 'GV02' ? { ...one, position, group: null } : one)),
});

/** Who signs the head's slot of class 6A when it is assigned to a staff member, and with which role. */
const cases: readonly (readonly [
  name: string,
  assigned: Readonly<Record<string, string>>,
  year: (yearbook: Yearbook) => Yearbook,
  expected: string,
])[] = [
  ['nobody is assigned', {}, (year) => year, 'Lê Văn An CBQL -'],
  ['a deputy', { '6A': 'GV02' }, (year) => year, 'Hà Văn Bảo CBQL-KT Hiệu trưởng'],
  ['a deputy of another class only', { '7A': 'GV02' }, (year) => year, 'Lê Văn An CBQL -'],
  ['the head', { '6A': 'GV01' }, (year) => year, 'Lê Văn An CBQL -'],
  ['a teacher', { '6A': 'GV04' }, (year) => year, 'not-a-deputy'],
  ['a deputy of the union', { '6A': 'GV02' }, as('Phó chủ tịch công đoàn'), 'not-a-deputy'],
  ['a member of unknown position', { '6A': 'GV02' }, as(null), 'not-a-deputy'],
  ['a deputy director', { '6A': 'GV02' }, as('PHÓ GIÁM ĐỐC'), 'Hà Văn Bảo CBQL-KT Hiệu trưởng'],
  ['a stranger', { '6A': 'GV99' }, (year) => year, 'staff-unknown'],
  [
    'a deputy where nobody is head',
    { '6A': 'GV02' },
    (year) => ({ ...year, school: { ...year.school, head: null } }),
    'Hà Văn Bảo CBQL-KT Hiệu trưởng',
  ],
];
for (const [name, assigned, change, expected] of cases) {
  test(`${name}: ${expected}`, () => {
    const yearbook = change(sampleYear);
    const checked = checkLearner(learnerOf(yearbook, usual), unmended(yearbook), record, {
      environment: 'trial',
      on: '2026-06-01' as CivilDate,
      place: samplePlace,
      deputies: new Map(
        Object.entries(assigned).map(([group, staff]) => [group, staff as StaffId]),
      ),
    });
    if (checked.outcome !== 'ready') {
      assert(checked.outcome === 'lacking');
      return assert.deepEqual(
        checked.refusals.map(({ code }) => code),
        [expected],
      );
    }
    const signer = checked.closed.plan.find(({ slot }) => slot === 'head')?.signer;
    assert(signer?.kind === 'person');
    const found = `${signer.name} ${roleOfSigner('head', signer)} ${signer.onBehalf ?? '-'}`;
    return assert.equal(found, expected);
  });
}
