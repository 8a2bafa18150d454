import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  aDay,
  aDigest,
  anId,
  anInstant,
  signerSchool,
  someAppointment,
  someFacts,
} from '../../../test/support/signers.ts';
import type { SignerEvent } from '../../domain/trust/signer-register.ts';
import { parseSignerEvent } from './parse-signer-event.ts';

const at = anInstant('2026-01-10T00:00:00Z');
const act = { school: signerSchool.code, by: 'Sở', at };
const certificate = aDigest('c1');
const from = at;

const events: readonly SignerEvent[] = [
  { type: 'CertificateProposed', ...act, ...someFacts() },
  { type: 'CertificateApproved', ...act, certificate, from },
  { type: 'CertificateRefused', ...act, certificate, reason: 'sai tên' },
  { type: 'CertificateSuspended', ...act, certificate, from, reason: 'kiểm tra' },
  { type: 'CertificateReinstated', ...act, certificate, from },
  { type: 'CertificateWithdrawn', ...act, certificate, from, reason: 'lost' },
  { type: 'CertificateReplaced', ...act, certificate, from, successor: aDigest('c2') },
  { type: 'AppointmentStated', ...someAppointment(), ...act },
  {
    type: 'AppointmentStated',
    ...someAppointment({ className: '6A', until: null, substitutes: anId('A0') }),
    ...act,
  },
  { type: 'AppointmentEnded', ...act, id: anId('A1'), on: aDay('2026-01-31'), reason: 'nghỉ' },
];

for (const event of events) {
  test(`${event.type}: read as written, and not with a member missing or broken`, () => {
    const stored: unknown = JSON.parse(JSON.stringify(event));
    assert.deepEqual(parseSignerEvent(stored), event);
    for (const name of Object.keys(event)) {
      assert.equal(parseSignerEvent({ ...event, [name]: undefined }), undefined, name);
      assert.equal(parseSignerEvent({ ...event, [name]: 7 }), undefined, name);
    }
  });
}

const wrong: readonly (readonly [string, unknown])[] = [
  ['nothing', null],
  ['text', 'CertificateApproved'],
  ['no type', { ...events[1], type: undefined }],
  ['a type of Object', { ...events[1], type: 'toString' }],
  ['another type', { ...events[1], type: 'CertificateBought' }],
  ['a digest in capitals', { ...events[1], certificate: 'C1'.repeat(32) }],
  ['a time without a zone', { ...events[1], from: '2026-01-10T00:00:00' }],
  ['a reason that is none', { ...events[5], reason: 'bored' }],
  ['a holder that is none', { ...events[0], holder: 'CMND:1' }],
  ['a day that never was', { ...events[9], on: '2026-02-30' }],
];
for (const [name, payload] of wrong) {
  test(`refused: ${name}`, () => assert.equal(parseSignerEvent(payload), undefined));
}
