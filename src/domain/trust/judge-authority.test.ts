import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  aDay,
  aDigest,
  anId,
  anInstant,
  aPerson,
  signerSchool,
  someAppointment,
  someFacts,
} from '../../../test/support/signers.ts';
import { teacherSlot } from '../record/slot.ts';
import type { Appointment, AppointmentEvent } from './appointment.ts';
import { blocksReceipt } from './authority-policy.ts';
import type { CertificateEvent, CertificateFacts } from './certificate-event.ts';
import { holderOfPerson, holderOfSchool } from './holder.ts';
import { type ClaimedSignature, judgeAuthority } from './judge-authority.ts';
import { foldSigners, type SignerEvent } from './signer-register.ts';

const at = anInstant('2025-09-01T00:00:00Z');
const act = { school: signerSchool.code, by: 'Sở', at };
const certificate = aDigest('c1');

const proposed = (change: Partial<CertificateFacts> = {}): CertificateEvent => ({
  type: 'CertificateProposed',
  ...act,
  ...someFacts(change),
});
const approved = (from: string, digest = certificate): CertificateEvent => ({
  type: 'CertificateApproved',
  ...act,
  certificate: digest,
  from: anInstant(from),
});
const inForce = [proposed(), approved('2025-09-01T00:00:00Z')];
const withdrawn = (
  reason: 'key-compromise' | 'lost' | 'left-school',
  from: string,
): CertificateEvent => ({
  type: 'CertificateWithdrawn',
  ...act,
  certificate,
  reason,
  from: anInstant(from),
});
const stated = (change: Partial<Appointment> = {}): AppointmentEvent => ({
  type: 'AppointmentStated',
  ...someAppointment(change),
  ...act,
});
const ended = (on: string): AppointmentEvent => ({
  type: 'AppointmentEnded',
  ...act,
  id: anId('A1'),
  on: aDay(on),
  reason: 'nghỉ hưu',
});
const deputation = stated({ role: 'CBQL-KT' });

const teacher: ClaimedSignature = {
  slot: teacherSlot(aPerson(1)),
  signerIds: [`CCCD:${aPerson(1)}`],
  certificateSha256: certificate,
  role: 'GVBM',
  signedAt: anInstant('2026-05-25T03:00:00Z'),
  className: '6A',
};
const seal: ClaimedSignature = {
  ...teacher,
  slot: 'seal',
  signerIds: [`MST:${signerSchool.taxCode}`],
  role: 'KY_PHAT_HANH',
};
const sealFacts = { kind: 'seal' as const, holder: holderOfSchool(signerSchool.taxCode) };

interface Case {
  readonly name: string;
  readonly events: readonly SignerEvent[];
  readonly claim?: Partial<ClaimedSignature>;
  readonly of?: ClaimedSignature;
  /** When the register received it; a fortnight after the signing otherwise. */
  readonly provenAt?: string;
  /** Codes without «authority-», `?` before what stays open. */
  readonly expected: readonly string[];
}

const good = ['certificate', 'role'];
const cases: readonly Case[] = [
  { name: 'a registered teacher', events: [...inForce, stated()], expected: good },
  {
    name: 'a school of which nothing is known',
    events: [],
    expected: ['?certificates-unknown', '?appointments-unknown'],
  },
  {
    name: 'certificates are known, appointments not yet',
    events: inForce,
    expected: ['certificate', '?appointments-unknown'],
  },
  {
    name: 'a certificate of nobody here',
    events: [...inForce, stated()],
    claim: { certificateSha256: aDigest('c9') },
    expected: ['certificate-unregistered', 'role'],
  },
  {
    name: 'the right person, never approved',
    events: [proposed(), stated()],
    expected: ['certificate-not-approved', 'role'],
  },
  {
    name: 'the right person, refused',
    events: [
      proposed(),
      { type: 'CertificateRefused', ...act, certificate, reason: 'sai tên' },
      stated(),
    ],
    expected: ['certificate-refused', 'role'],
  },
  {
    name: 'signed a second before the approval counts',
    events: [proposed(), approved('2026-05-25T03:00:01Z'), stated()],
    expected: ['certificate-not-yet-approved', 'role'],
  },
  {
    name: 'signed in the very second of the approval',
    events: [proposed(), approved('2026-05-25T03:00:00Z'), stated()],
    expected: good,
  },
  {
    name: 'a certificate registered for somebody else',
    events: [
      proposed({ holder: holderOfPerson(aPerson(2)) }),
      approved('2025-09-01T00:00:00Z'),
      stated(),
    ],
    expected: ['certificate-of-another', 'role'],
  },
  {
    name: 'signed with what had expired',
    events: [
      proposed({ validUntil: anInstant('2026-05-25T02:59:59Z') }),
      approved('2025-09-01T00:00:00Z'),
      stated(),
    ],
    expected: ['certificate-expired', 'role'],
  },
  {
    name: 'left the school after signing: what was signed before stands',
    events: [...inForce, stated(), withdrawn('left-school', '2026-06-01T00:00:00Z')],
    expected: good,
  },
  {
    name: 'signed after leaving the school',
    events: [...inForce, stated(), withdrawn('left-school', '2026-05-25T03:00:00Z')],
    expected: ['certificate-withdrawn', 'role'],
  },
  {
    name: 'key stolen after signing, received before: proven',
    events: [...inForce, stated(), withdrawn('key-compromise', '2026-06-10T00:00:00Z')],
    provenAt: '2026-06-09T23:59:59Z',
    expected: good,
  },
  {
    name: 'key stolen after the stated time, received later: whoever has it may have dated it back',
    events: [...inForce, stated(), withdrawn('key-compromise', '2026-06-01T00:00:00Z')],
    provenAt: '2026-06-08T03:00:00Z',
    expected: ['certificate-compromised', 'role'],
  },
  {
    name: 'a lost token is judged like a stolen key',
    events: [...inForce, stated(), withdrawn('lost', '2026-06-01T00:00:00Z')],
    provenAt: '2026-06-01T00:00:00Z',
    expected: ['certificate-compromised', 'role'],
  },
  {
    name: 'signed while suspended',
    events: [
      ...inForce,
      stated(),
      {
        type: 'CertificateSuspended',
        ...act,
        certificate,
        from: anInstant('2026-05-20T00:00:00Z'),
        reason: 'kiểm tra',
      },
    ],
    expected: ['certificate-suspended', 'role'],
  },
  {
    name: 'suspended between signing and receipt: open',
    events: [
      ...inForce,
      stated(),
      {
        type: 'CertificateSuspended',
        ...act,
        certificate,
        from: anInstant('2026-06-01T00:00:00Z'),
        reason: 'kiểm tra',
      },
    ],
    expected: ['?certificate-in-doubt', 'role'],
  },
  {
    name: 'suspended and reinstated before the receipt',
    events: [
      ...inForce,
      stated(),
      {
        type: 'CertificateSuspended',
        ...act,
        certificate,
        from: anInstant('2026-06-01T00:00:00Z'),
        reason: 'kiểm tra',
      },
      {
        type: 'CertificateReinstated',
        ...act,
        certificate,
        from: anInstant('2026-06-03T00:00:00Z'),
      },
    ],
    expected: good,
  },
  {
    name: 'signed with the old certificate after its replacement',
    events: [
      ...inForce,
      stated(),
      {
        type: 'CertificateReplaced',
        ...act,
        certificate,
        successor: aDigest('c2'),
        from: anInstant('2026-05-25T00:00:00Z'),
      },
    ],
    expected: ['certificate-replaced', 'role'],
  },
  {
    name: 'signed on the last day, Vietnam’s time',
    events: [...inForce, stated({ until: aDay('2026-05-25') })],
    claim: { signedAt: anInstant('2026-05-25T16:59:59Z') },
    expected: good,
  },
  {
    name: 'signed a second after the last day',
    events: [...inForce, stated({ until: aDay('2026-05-25') })],
    claim: { signedAt: anInstant('2026-05-25T17:00:00Z') },
    expected: ['certificate', 'appointment-ended'],
  },
  {
    name: 'signed the day before the appointment was ended early',
    events: [...inForce, stated(), ended('2026-05-26')],
    expected: good,
  },
  {
    name: 'signed the day after the appointment was ended early',
    events: [...inForce, stated(), ended('2026-05-24')],
    expected: ['certificate', 'appointment-ended'],
  },
  {
    name: 'signed before the appointment began',
    events: [...inForce, stated({ from: aDay('2026-05-26') })],
    expected: ['certificate', 'appointment-not-begun'],
  },
  {
    name: 'a teacher of the school who is nobody’s homeroom teacher',
    events: [...inForce, stated()],
    claim: { slot: 'homeroom', role: 'GVCN' },
    expected: ['certificate', 'appointment-missing'],
  },
  {
    name: 'homeroom teacher of another class',
    events: [...inForce, stated({ role: 'GVCN', className: '6B' })],
    claim: { slot: 'homeroom', role: 'GVCN' },
    expected: ['certificate', 'appointment-other-class'],
  },
  {
    name: 'a substitute during the leave',
    events: [
      ...inForce,
      stated({ id: anId('A0'), person: aPerson(7), role: 'GVCN', className: '6A' }),
      stated({
        role: 'GVCN',
        className: '6A',
        from: aDay('2026-05-01'),
        until: aDay('2026-05-31'),
        substitutes: anId('A0'),
      }),
    ],
    claim: { slot: 'homeroom', role: 'GVCN' },
    expected: good,
  },
  {
    name: 'the one on leave meanwhile',
    events: [
      ...inForce,
      stated({ role: 'GVCN', className: '6A' }),
      stated({
        id: anId('A2'),
        person: aPerson(7),
        role: 'GVCN',
        className: '6A',
        from: aDay('2026-05-01'),
        until: aDay('2026-05-31'),
        substitutes: anId('A1'),
      }),
    ],
    claim: { slot: 'homeroom', role: 'GVCN' },
    expected: ['certificate', 'substituted'],
  },
  {
    name: 'a deputy with a deputation',
    events: [...inForce, deputation],
    claim: { slot: 'head', role: 'CBQL-KT' },
    expected: good,
  },
  {
    name: 'a deputy without a deputation',
    events: [...inForce, stated()],
    claim: { slot: 'head', role: 'CBQL-KT' },
    expected: ['certificate', 'deputation-missing'],
  },
  {
    name: 'a deputy whose deputation ended',
    events: [...inForce, stated({ role: 'CBQL-KT', until: aDay('2026-05-24') })],
    claim: { slot: 'head', role: 'CBQL-KT' },
    expected: ['certificate', 'appointment-ended'],
  },
  {
    name: 'a deputy who signs as the head',
    events: [...inForce, deputation],
    claim: { slot: 'head', role: 'CBQL' },
    expected: ['certificate', 'deputy-as-head'],
  },
  {
    name: 'the head does not sign for the head',
    events: [...inForce, stated({ role: 'CBQL' })],
    claim: { slot: 'head', role: 'CBQL-KT' },
    expected: ['certificate', 'deputation-missing'],
  },
  {
    name: 'the school’s seal',
    events: [proposed(sealFacts), approved('2025-09-01T00:00:00Z')],
    of: seal,
    expected: ['certificate'],
  },
  {
    name: 'a personal certificate in the seal’s place',
    events: inForce,
    of: seal,
    expected: ['seal-not-of-school'],
  },
  {
    name: 'the seal of another organisation',
    events: [
      proposed({ kind: 'seal', holder: holderOfSchool('0999000009') }),
      approved('2025-09-01T00:00:00Z'),
    ],
    of: seal,
    expected: ['seal-not-of-school'],
  },
  {
    name: 'the seal in a teacher’s place',
    events: [proposed(sealFacts), approved('2025-09-01T00:00:00Z'), stated()],
    expected: ['certificate-of-another', 'role'],
  },
];

for (const { name, events, claim, of = teacher, provenAt, expected } of cases) {
  test(name, () => {
    const { register, impossible } = foldSigners(signerSchool, events);
    assert.deepEqual(impossible, []);
    const received = anInstant(provenAt ?? '2026-06-08T03:00:00Z');
    const findings = judgeAuthority({ ...of, ...claim }, register, received);
    assert.deepEqual(
      findings.map(({ code, outcome }) =>
        code.replace('authority-', outcome === 'undetermined' ? '?' : ''),
      ),
      expected,
    );
    for (const { code, outcome } of findings) {
      const passes = code === 'authority-certificate' || code === 'authority-role';
      assert.equal(outcome === 'passed', passes, code);
    }
  });
}

test('only a school of which nothing is known is let through, and only where the policy says so', () => {
  const finding = (code: 'authority-certificates-unknown' | 'authority-certificate-in-doubt') =>
    ({ code, outcome: 'undetermined', slot: 'seal', facts: {} }) as const;
  const known = { mode: 'where-known' as const, warnWithinDays: 30 };
  const strict = { ...known, mode: 'required' as const };
  assert.equal(blocksReceipt(finding('authority-certificates-unknown'), known), false);
  assert.equal(blocksReceipt(finding('authority-certificates-unknown'), strict), true);
  assert.equal(blocksReceipt(finding('authority-certificate-in-doubt'), known), true);
});
