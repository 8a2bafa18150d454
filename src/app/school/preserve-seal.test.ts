import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holderOf, pkiFiles, rawSign, signSample } from '../../../test/support/signed-sample.ts';
import { createStamping, rootsOf, type Stamping } from '../../../test/support/stamped-sample.ts';
import { ok, refuse } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { signerTrustOf, trustInRootsOf } from '../../format/certificate/signer-trust.ts';
import { trustStoreOf } from '../../format/certificate/trust-store.ts';
import { prepareSignature } from '../../format/signature/prepare.ts';
import { usualPolicy } from '../../format/signature/usual-policy.ts';
import { Outage } from '../outage.ts';
import type { RevocationAtHand, TimeStamps } from './ports.ts';
import { type Preservation, preserveSeal } from './preserve-seal.ts';

const at = (text: string): Instant => text as Instant;
const now = at('2026-06-01T02:00:00Z');
const stamping = await createStamping('Dấu thời gian thử nghiệm');
const stranger = await createStamping('Dấu thời gian lạ');
const pkiStore = trustStoreOf(pkiFiles('root', 'ca', 'rootCrl', 'caCrl'));
const store = {
  ...pkiStore,
  anchors: [...pkiStore.anchors, ...rootsOf(stamping).anchors.slice(1)],
  intermediates: [...pkiStore.intermediates, stamping.authority.ca.certificate],
  crls: [...pkiStore.crls, ...stamping.crls],
};
const trust = signerTrustOf(store);
const others = [...signSample().matchAll(/<Signature [\s\S]*?<\/Signature>/g)]
  .map(([text]) => text)
  .slice(0, -1);

/** As an authority would answer, with a nonce that the token does not repeat unless it has none. */
const stampedBy = (by: Stamping, time = now): TimeStamps => ({
  stamp: async (bytes) => {
    const nonce = '5a5a5a5a5a5a5a5a';
    return ok({ token: by.token(bytes, time, nonce), nonce });
  },
});

const preservation = (change: Partial<Preservation> = {}): Preservation => ({
  timeStamps: stampedBy(stamping),
  revocation: { evidenceFor: async () => ({ crls: store.crls, answers: [] }) },
  trust,
  roots: trustInRootsOf(store),
  rules: usualPolicy,
  clock: { now: () => now },
  ...change,
});

async function seal(change: Partial<Preservation> = {}, signedAt = now) {
  const holder = holderOf('school');
  const prepared = prepareSignature({
    name: 'seal',
    parts: [{ id: 'data', digest: 'AAAA' }],
    certificate: holder.certificate,
    algorithm: holder.algorithm,
    signingTime: signedAt,
    role: 'KY_PHAT_HANH',
  });
  const own = trust.certificate(holder.certificate.base64);
  assert.ok(own !== undefined);
  const value = rawSign(holder, prepared.toBeSigned);
  return preserveSeal(others, signedAt, preservation(change))(prepared, value, own);
}

test('a seal carries the token, the authorities and the lists for all its signers', async () => {
  const sealed = await seal();
  assert.ok(sealed.ok, JSON.stringify(sealed));
  const count = (name: string): number => sealed.value.split(`<${name}>`).length - 1;
  assert.deepEqual(
    ['EncapsulatedTimeStamp', 'EncapsulatedX509Certificate', 'EncapsulatedCRLValue'].map(count),
    [1, 3, 4],
  );
});

const evidence = (found: RevocationAtHand) => ({ revocation: { evidenceFor: async () => found } });

const refused: readonly (readonly [
  name: string,
  change: Partial<Preservation>,
  refusal: object,
])[] = [
  [
    'the authority says no',
    {
      timeStamps: {
        stamp: async () =>
          refuse({ code: 'time-stamp-rejected', failure: 'timeNotAvailable', text: '' }),
      },
    },
    { code: 'time-stamp-refused', failure: 'timeNotAvailable' },
  ],
  [
    'an authority that nobody trusts',
    { timeStamps: stampedBy(stranger) },
    { code: 'time-stamp-not-accepted', finding: 'issuer-not-found' },
  ],
  [
    'an old answer played again',
    {
      timeStamps: {
        stamp: async (bytes) => ok({ token: stamping.token(bytes, now, '11'), nonce: '22' }),
      },
    },
    { code: 'time-stamp-not-accepted', finding: 'time-stamp-nonce-differs' },
  ],
  [
    'a token over other bytes',
    {
      timeStamps: {
        stamp: async () => ok({ token: stamping.token(Buffer.from('x'), now, '22'), nonce: '22' }),
      },
    },
    { code: 'time-stamp-not-accepted', finding: 'time-stamp-imprint-differs' },
  ],
  [
    'a clock that runs ahead of the authority',
    { timeStamps: stampedBy(stamping, at('2026-06-01T01:50:00Z')) },
    { code: 'time-stamp-not-accepted', finding: 'signed-after-proven-time' },
  ],
  [
    "no list for the signers' authority",
    evidence({ crls: [...pkiStore.crls.slice(0, 1), ...stamping.crls], answers: [] }),
    { code: 'evidence-not-enough', finding: 'crl-missing', holder: 'Trường THCS Mẫu Số 1' },
  ],
  [
    'no list for the time-stamp authority',
    evidence({ crls: pkiStore.crls, answers: [] }),
    { code: 'time-stamp-not-accepted', finding: 'crl-missing' },
  ],
  [
    'a list that nobody needs',
    evidence({ crls: [...store.crls, ...stranger.crls.slice(1)], answers: [] }),
    { code: 'evidence-not-enough', finding: 'evidence-crl-unused', holder: '' },
  ],
];
for (const [name, change, refusal] of refused) {
  test(`no seal: ${name}`, async () => {
    const sealed = await seal(change);
    assert.deepEqual(sealed.ok ? null : sealed.refusal, refusal);
  });
}

test("the authority's silence is an outage", async () => {
  const silent = { stamp: () => Promise.reject(new Outage('time-stamp-unreachable')) };
  await assert.rejects(seal({ timeStamps: silent }), { code: 'time-stamp-unreachable' });
});
