import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaints, pkiFiles, signSample, slotOf } from '../../../test/support/signed-sample.ts';
import {
  createStamping,
  rootsOf,
  type StampOptions,
  stampSample,
  trustInRoots,
} from '../../../test/support/stamped-sample.ts';
import type { CivilDate } from '../../domain/time/civil-date.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { parseCrl } from '../certificate/crl.ts';
import { signerTrustOf } from '../certificate/signer-trust.ts';
import { trustStoreOf } from '../certificate/trust-store.ts';
import type { VerificationPolicy } from './policy.ts';
import { stampedValue } from './prepare.ts';
import { usualPolicy } from './usual-policy.ts';
import { type RecordPolicy, verifyRecord } from './verify-record.ts';

const at = (text: string): Instant => text as Instant;
const stamping = await createStamping('Dấu thời gian thử nghiệm');
const stranger = await createStamping('Dấu thời gian lạ');
const trust = trustInRoots(stamping);
const stamped = stampSample(stamping);
const soon = '2026-06-01T02:10:00Z';
const judge = (text: string, time = soon, more: Partial<RecordPolicy> = {}, by = trust) =>
  verifyRecord(Buffer.from(text), by, { asOf: at(time), environment: 'trial', ...more });
const codes = (text: string, time = soon, more: Partial<RecordPolicy> = {}, by = trust) => [
  ...new Set(complaints(judge(text, time, more, by)).map((each) => each.split(' ')[1])),
];

test('a stamped record verifies with the roots alone, when it is new and when its signers have expired', () => {
  for (const time of [soon, '2027-01-01T00:00:00Z', '2030-06-01T00:00:00Z']) {
    const report = judge(stamped, time);
    assert.deepEqual(complaints(report), [], time);
    assert.equal(report.verdict, 'valid');
    assert.deepEqual(report.time, {
      source: 'time-stamp',
      provenBy: '2026-06-01T02:00:01Z',
      authority: 'Dấu thời gian thử nghiệm 1',
    });
  }
});

test('without a time-stamp the same record rests on stated times, and is open when its signers have expired', () => {
  const plain = signSample();
  const lists = trustStoreOf(pkiFiles('root', 'ca', 'rootCrl', 'caCrl'));
  const report = judge(plain, soon, {}, signerTrustOf(lists));
  assert.deepEqual(complaints(report), []);
  assert.ok(report.findings.some(({ code }) => code === 'time-as-stated'));
  assert.deepEqual(report.time, { source: 'stated' });
  assert.ok(
    codes(plain, '2030-06-01T00:00:00Z', {}, signerTrustOf(lists)).includes(
      'certificate-expired-later',
    ),
  );
});

test('the register proves a time where the seal does not, and holds what has expired since', () => {
  const lists = signerTrustOf(trustStoreOf(pkiFiles('root', 'ca', 'rootCrl', 'caCrl')));
  const report = judge(signSample(), '2030-06-01T00:00:00Z', { heldBy: at(soon) }, lists);
  assert.equal(report.verdict, 'valid');
  assert.deepEqual(report.time, { source: 'register', provenBy: soon });
});

test('in 2056 the time-stamp authority has expired too: open, unless something younger covers the file', () => {
  const in2056 = '2056-06-01T00:00:00Z';
  const report = judge(stamped, in2056);
  assert.equal(report.verdict, 'undetermined');
  const found = codes(stamped, in2056);
  assert.ok(found.includes('time-stamp-authority-expired'), found.join());
  assert.ok(found.includes('certificate-expired-later'));
  assert.ok(found.includes('algorithm-no-longer-accepted'), 'RSA-2048 has had its time');
  assert.deepEqual(report.time, { source: 'stated' });
  const covered = judge(stamped, in2056, { heldBy: at('2029-12-31T00:00:00Z') });
  assert.deepEqual(complaints(covered), []);
  assert.equal(covered.verdict, 'valid');
  assert.equal(covered.time.source, 'time-stamp');
});

const part = (text: string, name: string): string => {
  const [found] = new RegExp(`<${name}[ >].*?</${name}>`).exec(text) ?? [];
  assert.ok(found !== undefined, name);
  return found;
};
const swap = (text: string, from: string, to: string): string => {
  assert.ok(text.includes(from));
  return text.replace(from, () => to);
};
const broken = <T extends { readonly der: Uint8Array }>(item: T): T => {
  const der = Uint8Array.from(item.der);
  der.set([(der.at(-1) ?? 0) ^ 1], der.length - 1);
  return { ...item, der };
};
const altered = (alter: StampOptions['alter']): string =>
  stampSample(stamping, alter === undefined ? {} : { alter });
const spelled = (spell: StampOptions['spell']): string =>
  stampSample(stamping, spell === undefined ? {} : { spell });
const keys = stranger.authority;
const revoking = (number: number) => {
  const dates = { thisUpdate: at('2026-05-31T00:00:00Z'), nextUpdate: at('2026-07-01T00:00:00Z') };
  const { serial } = stamping.credential.certificate;
  const revoked = {
    serial,
    revokedAt: at('2026-05-20T00:00:00Z'),
    reason: 'keyCompromise' as const,
  };
  const read = parseCrl(
    stamping.authority.crls({ number, ...dates, revokedSubscribers: [revoked] }).ca,
  );
  assert.ok(read.ok);
  return read.value;
};

/** What is done, and every code that must be raised; none but these. */
const attacks: readonly (readonly [name: string, make: () => string, raises: readonly string[]])[] =
  [
    [
      'the time-stamp of another record',
      () => {
        const times = new Map([[slotOf('toan'), '2026-06-01T00:59:00Z']]);
        const text = stampSample(stamping, { times });
        const name = 'EncapsulatedTimeStamp';
        return swap(text, part(text, name), part(stamped, name));
      },
      ['time-stamp-imprint-differs'],
    ],
    [
      'a time-stamp by an authority whose root is not trusted',
      () =>
        altered((addition, value) => ({
          ...addition,
          token: stranger.token(stampedValue(value)),
          authority: [stranger.credential.certificate, keys.ca.certificate, keys.root.certificate],
          crls: [...addition.crls.slice(0, 2), ...stranger.crls],
        })),
      ['time-stamp-authority-not-trusted'],
    ],
    [
      'a time-stamp by an authority that was revoked before',
      () =>
        altered((addition) => ({ ...addition, crls: [...addition.crls.slice(0, 3), revoking(2)] })),
      ['time-stamp-authority-revoked'],
    ],
    [
      'a second token',
      () =>
        swap(
          stamped,
          '</EncapsulatedTimeStamp>',
          '</EncapsulatedTimeStamp><EncapsulatedTimeStamp>AA==</EncapsulatedTimeStamp>',
        ),
      ['xml-unexpected-element'],
    ],
    [
      'a second time-stamp',
      () =>
        swap(
          stamped,
          '</SignatureTimeStamp>',
          `</SignatureTimeStamp>${part(stamped, 'SignatureTimeStamp')}`,
        ),
      ['xml-unexpected-element'],
    ],
    [
      'the time-stamp taken away and the evidence left',
      () => swap(stamped, part(stamped, 'SignatureTimeStamp'), ''),
      ['xml-missing-element'],
    ],
    [
      "a time-stamp in a teacher's signature",
      () =>
        swap(
          stamped,
          '</SignedProperties>',
          `</SignedProperties>${part(stamped, 'UnsignedProperties')}`,
        ),
      ['xml-unexpected-element'],
    ],
    [
      'revocation values without any',
      () => swap(stamped, part(stamped, 'CRLValues'), ''),
      ['xml-missing-element'],
    ],
    [
      'a token with its certificate inside',
      () => altered((addition) => ({ ...addition, token: { ...addition.token, unsigned: [] } })),
      ['time-stamp-not-bare'],
    ],
    [
      'a token whose signature was changed',
      () => {
        const bare = (text: string) => Buffer.from(text, 'base64');
        return spelled((unsigned) => {
          const { timeStamp } = unsigned.signature;
          const token = Buffer.from(broken({ der: bare(timeStamp.token) }).der).toString('base64');
          return { signature: { ...unsigned.signature, timeStamp: { ...timeStamp, token } } };
        });
      },
      ['time-stamp-signature-wrong'],
    ],
    [
      'no token at all',
      () =>
        swap(
          stamped,
          part(stamped, 'EncapsulatedTimeStamp'),
          '<EncapsulatedTimeStamp>AAAA</EncapsulatedTimeStamp>',
        ),
      ['evidence-certificate-unused', 'evidence-crl-unused', 'time-stamp-unreadable'],
    ],
    [
      'a time-stamp from the future',
      () =>
        altered((addition, value) => ({
          ...addition,
          token: stamping.token(stampedValue(value), at('2026-06-15T00:00:00Z')),
        })),
      ['time-stamp-from-future'],
    ],
    [
      'signatures that state a later time than the time-stamp over them',
      () =>
        altered((addition, value) => ({
          ...addition,
          token: stamping.token(stampedValue(value), at('2026-05-31T12:00:00Z')),
        })),
      ['signed-after-proven-time'],
    ],
    [
      'a list swapped for that of another authority',
      () =>
        altered((addition) => ({
          ...addition,
          crls: [...addition.crls.slice(0, 1), ...stamping.crls, ...stranger.crls.slice(1)],
        })),
      ['crl-missing', 'evidence-crl-unused'],
    ],
    [
      'a list with a changed signature',
      () =>
        altered((addition) => ({
          ...addition,
          crls: addition.crls.map((crl, index) => (index === 1 ? broken(crl) : crl)),
        })),
      ['crl-not-usable', 'evidence-crl-unused'],
    ],
    [
      'a list that judges nobody',
      () =>
        altered((addition) => ({
          ...addition,
          crls: [...addition.crls, ...stranger.crls.slice(1)],
        })),
      ['evidence-crl-unused'],
    ],
    [
      'an authority that issued to nobody',
      () =>
        altered((addition) => ({
          ...addition,
          signers: [
            ...addition.signers,
            [keys.ca.certificate, keys.ca.certificate, keys.root.certificate],
          ],
        })),
      ['evidence-certificate-unused'],
    ],
    [
      'a root',
      () =>
        altered((addition) => {
          const [path = []] = addition.signers;
          const root = path.slice(-1);
          return { ...addition, signers: [...addition.signers, [...root, ...root, ...root]] };
        }),
      ['evidence-certificate-unused'],
    ],
    [
      'the same list twice',
      () =>
        spelled((unsigned) => {
          const { revocation } = unsigned.signature;
          const items = revocation?.crls?.items ?? [];
          const crls = { items: [...items, ...items.slice(0, 1)] };
          return { signature: { ...unsigned.signature, revocation: { crls, answers: null } } };
        }),
      ['evidence-repeated'],
    ],
    [
      'bytes that are no certificate',
      () =>
        spelled((unsigned) => {
          const items = [...(unsigned.signature.certificates?.items ?? []), 'AAAA'];
          return { signature: { ...unsigned.signature, certificates: { items } } };
        }),
      ['evidence-unreadable'],
    ],
    [
      'a signer who had been revoked',
      () => stampSample(stamping, { by: new Map([[slotOf('toan'), 'toanRevoked']]) }),
      ['certificate-revoked'],
    ],
  ];

for (const [name, make, raises] of attacks) {
  test(`refused: ${name}`, () => {
    const text = make();
    assert.deepEqual([...codes(text)].sort(), [...raises].sort());
    assert.equal(judge(text).verdict, 'invalid');
  });
}

test('what is left open says so: no list, a list that was out of date, no authority between', () => {
  const without = altered((addition) => ({ ...addition, crls: addition.crls.slice(1) }));
  assert.equal(judge(without).verdict, 'undetermined');
  const late = altered((addition, value) => ({
    ...addition,
    token: stamping.token(stampedValue(value), at('2026-06-30T12:00:00Z')),
  }));
  assert.deepEqual(codes(late, '2026-06-30T13:00:00Z'), []);
  const later = altered((addition, value) => ({
    ...addition,
    token: stamping.token(stampedValue(value), at('2026-08-01T00:00:00Z')),
  }));
  const open = judge(later, '2026-08-01T01:00:00Z');
  assert.equal(open.verdict, 'undetermined');
  assert.deepEqual(codes(later, '2026-08-01T01:00:00Z').sort(), [
    'crl-out-of-date',
    'time-stamp-authority-open',
  ]);
});

test('whoever takes everything off the seal gets a record of stated times, which a policy may leave open', () => {
  const stripped = swap(stamped, part(stamped, 'UnsignedProperties'), '');
  const all = signerTrustOf(trustStoreOf(pkiFiles('root', 'ca', 'rootCrl', 'caCrl')));
  assert.deepEqual(codes(stripped, soon, {}, all), []);
  const rules: VerificationPolicy = {
    ...usualPolicy,
    time: { ...usualPolicy.time, proof: 'required' },
  };
  assert.deepEqual(codes(stripped, soon, { rules }, all), ['time-not-proven']);
  assert.deepEqual(codes(stamped, soon, { rules }), []);
});

test('an authority that is revoked later, and told so by a newer list, proves nothing any more for sure', () => {
  const dates = { thisUpdate: at('2027-05-31T00:00:00Z'), nextUpdate: at('2027-07-01T00:00:00Z') };
  const { serial } = stamping.credential.certificate;
  const revoked = {
    serial,
    revokedAt: at('2027-05-20T00:00:00Z'),
    reason: 'keyCompromise' as const,
  };
  const read = parseCrl(
    stamping.authority.crls({ number: 9, ...dates, revokedSubscribers: [revoked] }).ca,
  );
  assert.ok(read.ok);
  const told = signerTrustOf({ ...rootsOf(stamping), crls: [read.value] });
  const found = codes(stamped, '2027-06-15T00:00:00Z', {}, told);
  assert.ok(found.includes('time-stamp-authority-open'), found.join());
  assert.equal(judge(stamped, '2027-06-15T00:00:00Z', {}, told).verdict, 'undetermined');
});

test('a token by a key that has had its time is open, unless the file is known from before', () => {
  const signatures = usualPolicy.signatures.map((row) => ({
    ...row,
    until: (row.key === 'ec-p256' ? '2029-12-31' : null) as CivilDate | null,
  }));
  const rules: VerificationPolicy = { ...usualPolicy, signatures };
  const later = '2030-06-01T00:00:00Z';
  assert.ok(codes(stamped, later, { rules }).includes('time-stamp-key-no-longer-accepted'));
  assert.equal(judge(stamped, later, { rules }).verdict, 'undetermined');
  const heldBy = at('2029-06-01T00:00:00Z');
  assert.deepEqual(codes(stamped, later, { rules, heldBy }), []);
});

test('without anybody to trust the imprint still counts', () => {
  const nobody = { certificate: trust.certificate, chain: () => [] };
  const verify = (text: string) =>
    verifyRecord(Buffer.from(text), nobody, { asOf: at(soon), environment: 'trial' });
  assert.equal(verify(stamped).time.source, 'stated');
  const [, make = () => ''] = attacks[0] ?? [];
  assert.deepEqual(complaints(verify(make())), ['seal time-stamp-imprint-differs']);
});
