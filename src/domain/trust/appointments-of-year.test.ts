import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleYear } from '../../../test/support/school-year.ts';
import { aDay, anInstant, signerSchool } from '../../../test/support/signers.ts';
import type { StaffId } from '../school/yearbook.ts';
import { appointmentsOfYear } from './appointments-of-year.ts';
import { foldSigners } from './signer-register.ts';
import { stateAppointment } from './state-appointment.ts';

const asked = {
  clerk: 'GV29' as StaffId,
  decision: { number: '01/QĐ-PCK', on: aDay('2025-08-01') },
  from: aDay('2025-08-01'),
  until: null,
};

test('a yearbook’s appointments contradict neither each other nor what stands', () => {
  const appointments = appointmentsOfYear(sampleYear, asked);
  const act = { by: 'MST:0999000001', at: anInstant('2025-08-02T00:00:00Z') };
  let { register } = foldSigners(signerSchool, []);
  for (const appointment of appointments) {
    const event = stateAppointment(register, appointment, act);
    assert(event.ok && event.value !== null, JSON.stringify(event));
    register = foldSigners(signerSchool, [event.value], register).register;
  }
  assert.equal(register.appointments.size, appointments.length);
});

test('head, deputies, clerk, every teacher once, a homeroom teacher for each class', () => {
  const appointments = appointmentsOfYear(sampleYear, asked);
  const count = (role: string): number => appointments.filter((one) => one.role === role).length;
  const teachers = new Set(sampleYear.assignments.map(({ teacher }) => teacher));
  const found = ['CBQL', 'CBQL-KT', 'KY_PHAT_HANH', 'GVBM', 'GVCN'].map(count);
  assert.deepEqual(found, [1, 2, 1, teachers.size, sampleYear.classes.length]);
  const [first] = appointments;
  assert.deepEqual([first?.id, first?.className], ['2025-2026/CBQL/GV01', null]);
});

test('who has no number cannot sign', () => {
  const staff = sampleYear.staff.map((one) => ({ ...one, personalId: null }));
  assert.deepEqual(appointmentsOfYear({ ...sampleYear, staff }, asked), []);
});
