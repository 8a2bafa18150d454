import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { noOpenssl } from '../../../test/support/openssl-responders.ts';
import {
  batchOf,
  makeHolders,
  onlyCertificate,
  signAll,
  type TestHolders,
  verified,
} from '../../../test/support/signing-batch.ts';
import {
  makeTlsPair,
  startVgcaServer,
  type VgcaServer,
} from '../../../test/support/vgca-server.ts';
import { Outage } from '../../app/outage.ts';
import type { ServiceCertificate } from '../../app/signing/ports.ts';

const never = new AbortController().signal;
const digestOf = (index: number): string =>
  createHash('sha256').update(`<SignedInfo>${index}</SignedInfo>`).digest('hex');

describe('VGCA Sign Service', { skip: noOpenssl }, () => {
  let made: TestHolders;
  let server: VgcaServer;
  let certificate: ServiceCertificate;
  before(async () => {
    made = await makeHolders(['rsa-2048', 'rsa-2048']);
    const [holder] = made.holders;
    assert.ok(holder);
    server = await startVgcaServer(holder, made.issuers);
    certificate = await onlyCertificate(server.service(), 'CCCD:099082200900');
  });
  after(async () => server.close());

  test('the certificate by a signature over random octets; nobody else’s', async () => {
    assert.match(certificate.id, /^[0-9a-f]{64}$/);
    assert.deepEqual(certificate.issuers, []);
    const other = await server.service().certificates('CCCD:099000000000', never);
    assert.deepEqual(other, { ok: true, value: [] });
  });

  test('ten records, one message each; answers come in three frames', async () => {
    const start = await server.control({});
    const batch = batchOf(certificate, 10);
    const { answers, refusal, error } = await signAll(server.service(), batch);
    assert.deepEqual([refusal, error], [undefined, undefined]);
    assert.equal(verified(answers, batch, certificate), 10);
    assert.equal((await server.control({})).signatures - start.signatures, 10);
  });

  test('one record refused: the others stand', async () => {
    await server.control({ refusedDigests: [digestOf(1)] });
    const batch = batchOf(certificate, 3);
    const { answers, refusal } = await signAll(server.service(), batch);
    assert.equal(refusal, undefined);
    assert.equal(verified(answers, batch, certificate), 2);
    const refused = answers.find((answer) => 'refusal' in answer);
    assert.equal(
      refused !== undefined && 'refusal' in refused && refused.refusal.facts['code'],
      '77',
    );
    await server.control({ refusedDigests: [] });
  });

  test('the PIN window is closed; left open too long', async () => {
    await server.control({ decision: { polls: 0, decision: 'decline' } });
    const closed = await signAll(server.service(), batchOf(certificate, 3));
    assert.deepEqual([closed.answers, closed.refusal?.code], [[], 'pin-cancelled']);
    await server.control({ decision: { polls: 0, decision: 'never' } });
    const late = await signAll(server.service({ approvalMs: 100 }), batchOf(certificate, 1));
    assert.equal(late.refusal?.code, 'approval-expired', String(late.error));
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    const left = await signAll(server.service(), batchOf(certificate, 1), controller.signal);
    assert.deepEqual([left.answers, left.refusal, left.error], [[], undefined, undefined]);
    await server.control({ decision: { polls: 0, decision: 'approve' } });
  });

  for (const [fault, code] of [
    ['cut', 'signing-outcome-unknown'],
    ['cut-after', 'signing-outcome-unknown'],
    ['garbage', 'signing-service-unintelligible'],
    ['other-shape', 'signing-service-unintelligible'],
  ] as const) {
    test(`${fault}: ${code}`, async () => {
      await server.control({ faults: { '/SignMsg': [fault] } });
      const { answers, error } = await signAll(server.service(), batchOf(certificate, 2));
      assert.deepEqual(answers, []);
      assert.ok(error instanceof Outage, String(error));
      assert.equal(error.code, code);
    });
  }

  test('an answer without end', async () => {
    const service = server.service({ mostOctets: 100 });
    const { error } = await signAll(service, batchOf(certificate, 1));
    assert.ok(error instanceof Outage);
    assert.match(error.message, /unintelligible.*too large/);
  });

  test('a service that nobody trusted vouches for, another address, no service', async () => {
    const { cert } = makeTlsPair('127.0.0.1');
    const wrong = [
      server.service({ trusted: [cert] }),
      server.service({ trusted: [] }),
      server.service({ base: new URL(`wss://localhost:${server.port}`) }),
      server.service({ base: new URL('wss://127.0.0.1:9') }),
    ];
    for (const service of wrong) {
      const { error } = await signAll(service, batchOf(certificate, 1));
      assert.ok(error instanceof Outage);
      assert.equal(error.code, 'signing-service-unreachable');
    }
  });

  test('another token than the chosen one', async () => {
    const [, second] = made.holders;
    assert.ok(second);
    const other = await startVgcaServer(second, made.issuers, { frames: 1 });
    try {
      const { answers, refusal } = await signAll(other.service(), batchOf(certificate, 2));
      assert.deepEqual([answers, refusal?.code], [[], 'certificate-not-found']);
    } finally {
      await other.close();
    }
  });
});
