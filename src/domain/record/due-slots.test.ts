import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LearnerNumber, PersonalId } from '../person/identity.ts';
import type { SchoolCode } from '../school/yearbook.ts';
import type { Instant } from '../time/instant.ts';
import type { SchoolYear } from '../time/school-year.ts';
import type { RecordCode } from './content.ts';
import { dueSlots, turnsOf } from './due-slots.ts';
import type { Sha256Hex } from './events.ts';
import type { YearRecord } from './record.ts';
import { type Slot, teacherSlot } from './slot.ts';

const an = '099082228032' as PersonalId;
const binh = '099084244069' as PersonalId;
const chi = '099179226135' as PersonalId;
const at = '2026-06-01T08:00:00Z' as Instant;
const person = (personalId: PersonalId) => ({ kind: 'person' as const, personalId, name: 'x' });
const school = { kind: 'school' as const, taxCode: '9911065701', name: 'x' };
const maths = teacherSlot(an);
const music = teacherSlot(binh);

/** An teaches maths and is the homeroom teacher, Bình teaches music, Chi is the head. */
const record = (signed: readonly Slot[], state: 'closed' | 'signing' | 'sealed'): YearRecord => {
  const closed = {
    code: '0'.repeat(32) as RecordCode,
    version: 1,
    school: '9911065701' as SchoolCode,
    year: '2025-2026' as SchoolYear,
    learner: '9922000003' as LearnerNumber,
    className: '6A',
    content: 'c'.repeat(64) as Sha256Hex,
    closedAt: at,
    plan: [
      { slot: maths, signer: person(an), parts: [] },
      { slot: music, signer: person(binh), parts: [] },
      { slot: 'homeroom' as const, signer: person(an), parts: [] },
      { slot: 'head' as const, signer: person(chi), parts: [] },
      { slot: 'seal' as const, signer: school, parts: [] },
    ],
    signatures: new Map(
      signed.map((slot) => {
        return [slot, { slot, by: an, at, signature: 'a'.repeat(64) as Sha256Hex, parts: [] }];
      }),
    ),
    withdrawn: new Map(),
  };
  return state === 'sealed' ? { ...closed, state, sealedAt: at } : { ...closed, state };
};

const cases: readonly (readonly [
  name: string,
  signed: readonly Slot[],
  due: Readonly<Record<'an' | 'binh' | 'chi', readonly Slot[]>>,
  turns: readonly Slot[],
])[] = [
  ['nobody has signed', [], { an: [maths], binh: [music], chi: [] }, [maths, music]],
  ['one’s own two slots follow', [music], { an: [maths, 'homeroom'], binh: [], chi: [] }, [maths]],
  ['the teachers have', [maths, music], { an: ['homeroom'], binh: [], chi: [] }, ['homeroom']],
  [
    'a withdrawn one comes again',
    [maths, 'homeroom', 'head'],
    { an: [], binh: [music], chi: [] },
    [music],
  ],
  ['the head is last', [maths, music, 'homeroom'], { an: [], binh: [], chi: ['head'] }, ['head']],
  ['then the seal', [maths, music, 'homeroom', 'head'], { an: [], binh: [], chi: [] }, ['seal']],
];

for (const [name, signed, due, turns] of cases) {
  test(`${name}: who may sign what`, () => {
    const one = record(signed, signed.length === 0 ? 'closed' : 'signing');
    const slots = (who: PersonalId) => dueSlots(one, who).map(({ slot }) => slot);
    assert.deepEqual({ an: slots(an), binh: slots(binh), chi: slots(chi) }, due);
    assert.deepEqual(
      turnsOf(one).map(({ slot }) => slot),
      turns,
    );
  });
}

test('a sealed record and one that is not open have nobody’s turn', () => {
  for (const one of [record([], 'sealed'), { state: 'absent' as const }]) {
    assert.deepEqual(dueSlots(one, an), []);
    assert.deepEqual(turnsOf(one), []);
  }
});
