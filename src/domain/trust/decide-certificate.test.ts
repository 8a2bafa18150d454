import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  aDigest,
  anInstant,
  aPerson,
  signerSchool,
  someFacts,
} from '../../../test/support/signers.ts';
import type { CertificateFacts } from './certificate-event.ts';
import {
  type CertificateDecision,
  decideCertificate,
  proposeCertificate,
} from './decide-certificate.ts';
import { holderOfPerson, holderOfSchool } from './holder.ts';
import { foldSigners, type SignerRegister } from './signer-register.ts';

const act = { by: 'Sở', at: anInstant('2026-01-10T00:00:00Z') };
const c1 = aDigest('c1');
const c2 = aDigest('c2');
const from = anInstant('2026-01-10T00:00:00Z');

type Step = Partial<CertificateFacts> | readonly [CertificateDecision, typeof c1?];

/** A register after proposals and decisions; each must be lawful. */
function after(...steps: readonly Step[]): SignerRegister {
  let { register } = foldSigners(signerSchool, []);
  for (const step of steps) {
    const event = Array.isArray(step)
      ? decideCertificate(register, step[1] ?? c1, step[0], act)
      : proposeCertificate(register, someFacts(step as Partial<CertificateFacts>), act);
    assert(event.ok && event.value !== null, JSON.stringify(event));
    const folded = foldSigners(signerSchool, [event.value], register);
    assert.deepEqual(folded.impossible, []);
    register = folded.register;
  }
  return register;
}

const approve: CertificateDecision = { act: 'approve', from };
const suspend: CertificateDecision = { act: 'suspend', from, reason: 'kiểm tra' };
const reinstate: CertificateDecision = { act: 'reinstate', from };
const withdraw: CertificateDecision = { act: 'withdraw', from, reason: 'lost' };
const refuse: CertificateDecision = { act: 'refuse', reason: 'sai tên' };
const replace: CertificateDecision = { act: 'replace', from, successor: c2 };
const second = { certificate: c2 };

const proposals: readonly (readonly [string, SignerRegister, Partial<CertificateFacts>, string])[] =
  [
    ['a new one', after(), {}, 'CertificateProposed'],
    ['one that waits', after({}), {}, 'null'],
    ['one that counts', after({}, [approve]), {}, 'null'],
    ['one that was refused', after({}, [refuse]), {}, 'CertificateProposed'],
    ['one that was withdrawn', after({}, [approve], [withdraw]), {}, 'certificate-state'],
    [
      'one that has expired',
      after(),
      { validUntil: anInstant('2026-01-09T23:59:59Z') },
      'certificate-expired',
    ],
    ['a person’s as seal', after(), { kind: 'seal' }, 'certificate-kind-contradicts-holder'],
    [
      'an organisation’s as token',
      after(),
      { holder: holderOfSchool('0999000001') },
      'certificate-kind-contradicts-holder',
    ],
    [
      'the seal of another',
      after(),
      { kind: 'seal', holder: holderOfSchool('0999000002') },
      'certificate-of-another-school',
    ],
    [
      'the school’s seal',
      after(),
      { kind: 'seal', holder: holderOfSchool('0999000001') },
      'CertificateProposed',
    ],
  ];
for (const [name, register, facts, expected] of proposals) {
  test(`proposed: ${name}`, () => {
    const judged = proposeCertificate(register, someFacts(facts), act);
    const found = judged.ok ? (judged.value?.type ?? 'null') : judged.refusal.code;
    assert.equal(found, expected);
  });
}

const early = anInstant('2024-12-31T23:59:59Z');
const decisions: readonly (readonly [string, SignerRegister, CertificateDecision, string])[] = [
  ['approve what waits', after({}), approve, 'CertificateApproved'],
  ['approve twice', after({}, [approve]), approve, 'certificate-state'],
  ['approve what is unknown', after(), approve, 'certificate-unknown'],
  [
    'approve from before its validity',
    after({}),
    { ...approve, from: early },
    'effect-outside-validity',
  ],
  [
    'approve from after its end',
    after({}),
    { ...approve, from: anInstant('2028-01-01T00:00:00Z') },
    'certificate-expired',
  ],
  [
    'approve from its beginning',
    after({}),
    { ...approve, from: someFacts().validFrom },
    'CertificateApproved',
  ],
  ['refuse what waits', after({}), refuse, 'CertificateRefused'],
  ['refuse without a reason', after({}), { ...refuse, reason: ' ' }, 'certificate-reason-missing'],
  ['refuse what counts', after({}, [approve]), refuse, 'certificate-state'],
  ['suspend', after({}, [approve]), suspend, 'CertificateSuspended'],
  ['suspend twice', after({}, [approve], [suspend]), suspend, 'certificate-state'],
  ['reinstate', after({}, [approve], [suspend]), reinstate, 'CertificateReinstated'],
  [
    'reinstate before the suspension',
    after({}, [approve], [suspend]),
    { ...reinstate, from: anInstant('2026-01-09T00:00:00Z') },
    'effect-outside-validity',
  ],
  ['reinstate what counts', after({}, [approve]), reinstate, 'certificate-state'],
  ['withdraw what is suspended', after({}, [approve], [suspend]), withdraw, 'CertificateWithdrawn'],
  [
    'withdraw from before the approval',
    after({}, [approve]),
    { ...withdraw, from: anInstant('2026-01-09T00:00:00Z') },
    'effect-outside-validity',
  ],
  ['withdraw what waits', after({}), withdraw, 'certificate-state'],
  [
    'replace by an approved one',
    after({}, [approve], second, [approve, c2]),
    replace,
    'CertificateReplaced',
  ],
  ['replace by one that waits', after({}, [approve], second), replace, 'successor-not-approved'],
  [
    'replace by somebody else’s',
    after({}, [approve], { ...second, holder: holderOfPerson(aPerson(2)) }, [approve, c2]),
    replace,
    'successor-of-another-holder',
  ],
  [
    'replace by itself',
    after({}, [approve]),
    { ...replace, successor: c1 },
    'successor-not-approved',
  ],
];
for (const [name, register, decision, expected] of decisions) {
  test(name, () => {
    const judged = decideCertificate(register, c1, decision, act);
    assert.equal(judged.ok ? judged.value.type : judged.refusal.code, expected);
    if (judged.ok)
      assert.deepEqual(foldSigners(signerSchool, [judged.value], register).impossible, []);
  });
}
