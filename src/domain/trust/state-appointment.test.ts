import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  aDay,
  anId,
  anInstant,
  aPerson,
  signerSchool,
  someAppointment,
} from '../../../test/support/signers.ts';
import type { Appointment } from './appointment.ts';
import { foldSigners, type SignerRegister } from './signer-register.ts';
import { endAppointment, stateAppointment } from './state-appointment.ts';

const act = { by: 'MST:0999000001', at: anInstant('2025-08-02T00:00:00Z') };
type Change = Partial<Omit<Appointment, 'school'>>;

function after(...stated: readonly Change[]): SignerRegister {
  let { register } = foldSigners(signerSchool, []);
  for (const change of stated) {
    const event = stateAppointment(register, someAppointment(change), act);
    assert(event.ok && event.value !== null, JSON.stringify(event));
    register = foldSigners(signerSchool, [event.value], register).register;
  }
  return register;
}

const a2 = { id: anId('A2') };
const other = { ...a2, person: aPerson(2), name: 'Lê Thị Sử' };
const homeroom = { role: 'GVCN', className: '6A' } as const;
const head = { role: 'CBQL' } as const;
const leave = { from: aDay('2026-01-01'), until: aDay('2026-03-31'), substitutes: anId('A1') };

const cases: readonly (readonly [string, SignerRegister, Change, string])[] = [
  ['a first one', after(), {}, 'AppointmentStated'],
  ['the very same again', after({}), {}, 'null'],
  ['another under the same number', after({}), { until: null }, 'appointment-number-reused'],
  [
    'an end before the beginning',
    after(),
    { until: aDay('2025-07-31') },
    'appointment-ends-before-it-begins',
  ],
  ['one day long', after(), { until: aDay('2025-08-01') }, 'AppointmentStated'],
  ['a homeroom teacher of no class', after(), { role: 'GVCN' }, 'appointment-class-missing'],
  ['a head of one class', after(), { ...head, className: '6A' }, 'appointment-class-not-allowed'],
  [
    'the same again from the last day on',
    after({}),
    { ...a2, from: aDay('2026-06-30'), until: null },
    'appointment-overlaps',
  ],
  [
    'the same again from the day after',
    after({}),
    { ...a2, from: aDay('2026-07-01'), until: null },
    'AppointmentStated',
  ],
  ['another role beside it', after({}), { ...a2, ...homeroom }, 'AppointmentStated'],
  ['two homeroom teachers of one class', after(homeroom), { ...other, ...homeroom }, 'place-taken'],
  [
    'a homeroom teacher of two classes',
    after(homeroom),
    { ...a2, ...homeroom, className: '6B' },
    'AppointmentStated',
  ],
  ['two heads', after(head), { ...other, ...head }, 'place-taken'],
  ['two deputies', after({ role: 'CBQL-KT' }), { ...other, role: 'CBQL-KT' }, 'AppointmentStated'],
  ['head and deputy in one', after(head), { ...a2, role: 'CBQL-KT' }, 'head-and-deputy'],
  [
    'a deputy who takes the head’s place for a time',
    after(head, { ...other, role: 'CBQL-KT' }),
    { ...other, id: anId('A3'), ...head, ...leave },
    'AppointmentStated',
  ],
  ['a substitute', after(homeroom), { ...other, ...homeroom, ...leave }, 'AppointmentStated'],
  ['a substitute for nobody', after(), { ...other, ...homeroom, ...leave }, 'substituted-unknown'],
  [
    'a substitute without an end',
    after(homeroom),
    { ...other, ...homeroom, ...leave, until: null },
    'substitute-outside-period',
  ],
  [
    'a substitute beyond the end',
    after(homeroom),
    { ...other, ...homeroom, ...leave, until: aDay('2026-07-01') },
    'substitute-outside-period',
  ],
  [
    'a substitute in another class',
    after(homeroom),
    { ...other, ...homeroom, ...leave, className: '6B' },
    'substitute-of-another-place',
  ],
  [
    'one’s own substitute',
    after(homeroom),
    { ...a2, ...homeroom, ...leave },
    'substitute-of-another-place',
  ],
];
for (const [name, register, change, expected] of cases) {
  test(name, () => {
    const judged = stateAppointment(register, someAppointment(change), act);
    const found = judged.ok ? (judged.value?.type ?? 'null') : judged.refusal.code;
    assert.equal(found, expected);
  });
}

const reason = 'chuyển công tác';
const endings: readonly (readonly [string, string, string, string])[] = [
  ['A1', '2026-02-28', reason, 'AppointmentEnded'],
  ['A1', '2026-07-01', reason, 'appointment-already-ended'],
  ['A1', '2026-02-28', ' ', 'appointment-reason-missing'],
  ['A9', '2026-02-28', reason, 'appointment-unknown'],
];
for (const [id, on, why, expected] of endings) {
  test(`${id} ends on ${on}: ${expected}`, () => {
    const ending = { id: anId(id), on: aDay(on), reason: why };
    const judged = endAppointment(after({}), ending, act);
    assert.equal(judged.ok ? judged.value?.type : judged.refusal.code, expected);
  });
}

test('after an early end the place is free, and the same end again changes nothing', () => {
  const ending = { id: anId('A1'), on: aDay('2026-02-28'), reason };
  const before = after(homeroom);
  const event = endAppointment(before, ending, act);
  assert(event.ok && event.value !== null);
  const { register } = foldSigners(signerSchool, [event.value], before);
  const next = { ...other, ...homeroom, from: aDay('2026-03-01') };
  assert(stateAppointment(register, someAppointment(next), act).ok);
  assert.deepEqual(endAppointment(register, ending, act), { ok: true, value: null });
});
