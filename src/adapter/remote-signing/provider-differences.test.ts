import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, describe, test } from 'node:test';
import {
  startMySignServer,
  startSmartCaCscServer,
  startSmartCaServer,
} from '../../../test/support/provider-servers.ts';
import {
  batchOf,
  makeHolders,
  onlyCertificate,
  signAll,
  type TestHolders,
  verified,
} from '../../../test/support/signing-batch.ts';
import { Outage } from '../../app/outage.ts';

const lan = 'CCCD:099082200900';
const never = new AbortController().signal;

describe('what differs', () => {
  let made: TestHolders;
  before(async () => {
    made = await makeHolders(['rsa-2048']);
  });
  const digestOf = (index: number): string =>
    createHash('sha256').update(`<SignedInfo>${index}</SignedInfo>`).digest('hex');

  for (const knowsCallersCode of [true, false]) {
    test(`SmartCA: the answer to sign is lost; asked by our code, ${knowsCallersCode ? 'found' : 'not known'}`, async () => {
      const server = await startSmartCaServer(made.holders, made.issuers, { knowsCallersCode });
      try {
        const certificate = await onlyCertificate(server.service(), lan);
        const batch = batchOf(certificate, 3);
        await server.control({ faults: { '/sca/sp769/v1/signatures/sign': ['cut-after'] } });
        const { answers, error } = await signAll(server.service(), batch);
        if (knowsCallersCode) {
          assert.equal(verified(answers, batch, certificate), 3, String(error));
        } else {
          assert.ok(error instanceof Outage && error.code === 'signing-outcome-unknown');
        }
      } finally {
        await server.close();
      }
    });
  }

  test('SmartCA: one record of three is not signed; the other two stand', async () => {
    const server = await startSmartCaServer(made.holders, made.issuers);
    try {
      const certificate = await onlyCertificate(server.service(), lan);
      await server.control({ refusedDigests: [digestOf(1)] });
      const batch = batchOf(certificate, 3);
      const { answers, refusal } = await signAll(server.service(), batch);
      assert.equal(refusal, undefined);
      assert.equal(verified(answers, batch, certificate), 2);
      const refused = answers.find((answer) => 'refusal' in answer);
      assert.deepEqual(refused, {
        id: 'item-1',
        refusal: { code: 'item-refused', facts: { place: 'VNPT SmartCA' } },
      });
    } finally {
      await server.close();
    }
  });

  test('SmartCA (csc): one record not signed; a wrong password; the sign answer lost', async () => {
    const [holder] = made.holders;
    assert.ok(holder);
    const server = await startSmartCaCscServer(holder, made.issuers);
    try {
      const service = server.service();
      const certificate = await onlyCertificate(service, null);
      await server.control({ refusedDigests: [digestOf(1)] });
      const batch = batchOf(certificate, 3);
      const { answers, refusal } = await signAll(service, batch);
      assert.equal(refusal, undefined);
      assert.equal(verified(answers, batch, certificate), 2);
      await server.control({ faults: { '/csc/signature/signhash': ['cut-after'] } });
      const lost = await signAll(service, batchOf(certificate, 1, 90));
      assert.ok(lost.error instanceof Outage && lost.error.code === 'signing-outcome-unknown');
      const wrong = await server.service({ password: 'x' }).certificates(null, never);
      assert.equal(wrong.ok ? '' : wrong.refusal.facts['code'], 'invalid_grant');
    } finally {
      await server.close();
    }
  });

  test('SmartCA: a wrong password of the calling party', async () => {
    const server = await startSmartCaServer(made.holders, made.issuers);
    try {
      const found = await server.service({ spPassword: 'other' }).certificates(lan, never);
      assert.deepEqual(found.ok ? {} : found.refusal, {
        code: 'credential-refused',
        facts: { place: 'VNPT SmartCA', code: 'SP_CREDENTIAL_INVALID' },
      });
    } finally {
      await server.close();
    }
  });

  test('MySign: fails as a whole; small multisign; wrong secret; the sign answer lost', async () => {
    const server = await startMySignServer(made.holders, made.issuers, { multisign: 2 });
    try {
      const service = server.service();
      const certificate = await onlyCertificate(service, lan);
      const batch = batchOf(certificate, 5);
      const { answers } = await signAll(service, batch);
      assert.equal(verified(answers, batch, certificate), 5);
      assert.equal((await server.control({ refusedDigests: [digestOf(2)] })).approvals, 3);
      const failed = await signAll(service, batch);
      assert.equal(verified(failed.answers, batch, certificate), 2);
      assert.deepEqual(failed.refusal?.facts['code'], '4004');
      await server.control({
        refusedDigests: [],
        faults: { '/vtss/service/signHash': ['cut-after'] },
      });
      const lost = await signAll(service, batchOf(certificate, 1, 90));
      assert.ok(lost.error instanceof Outage && lost.error.code === 'signing-outcome-unknown');
      const wrong = await server.service({ clientSecret: 'x' }).certificates(lan, never);
      assert.equal(wrong.ok ? '' : wrong.refusal.facts['code'], '86024');
    } finally {
      await server.close();
    }
  });
});
