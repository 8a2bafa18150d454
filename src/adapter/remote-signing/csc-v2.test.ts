import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inspect } from 'node:util';
import { type CscServer, startCscServer } from '../../../test/support/csc-server.ts';
import { noOpenssl } from '../../../test/support/openssl-responders.ts';
import {
  batchOf,
  makeHolders,
  onlyCertificate,
  signAll,
  type TestHolders,
  verified,
} from '../../../test/support/signing-batch.ts';
import { fastPace } from '../../../test/support/signing-server.ts';
import { Outage } from '../../app/outage.ts';
import type { ServiceCertificate } from '../../app/signing/ports.ts';
import { usualLimits } from './exchange.ts';

const lan = 'CCCD:099082200900';
const never = new AbortController().signal;

describe('CSC API v2', { skip: noOpenssl }, () => {
  let made: TestHolders;
  let server: CscServer;
  let certificate: ServiceCertificate;

  before(async () => {
    made = await makeHolders(['rsa-2048', 'ec-p256']);
    server = await startCscServer(made.holders, made.issuers);
    certificate = await onlyCertificate(server.service(), lan);
  });
  after(async () => server.close());

  const decide = (polls: number, decision: 'approve' | 'decline' | 'never') =>
    server.control({ decision: { polls, decision } });

  test('the certificate with its chain', () => {
    assert.equal(certificate.algorithm, 'rsa-sha256');
    assert.equal(certificate.issuers.length, 2);
    assert.match(certificate.place, /^Dịch vụ thử nghiệm · [0-9a-f]{8}$/);
  });

  test('120 records: 100 by one approval in requests of 50, then 20 by another', async () => {
    await decide(2, 'approve');
    const start = await server.control({});
    const batch = batchOf(certificate, 120);
    const { answers, refusal, error } = await signAll(server.service(), batch);
    assert.deepEqual([refusal, error], [undefined, undefined]);
    assert.equal(verified(answers, batch, certificate), 120);
    const end = await server.control({});
    assert.equal(end.approvals - start.approvals, 2);
    const methods = end.paths
      .slice(start.paths.length)
      .map((path) => path.slice('/csc/v2/'.length));
    const signing = methods.filter((name) => /^(signatures|credentials\/(auth|ext))/.test(name));
    assert.deepEqual(
      signing.filter((name) => name !== 'credentials/authorizeCheck'),
      [
        'credentials/authorize',
        'signatures/signHash',
        'credentials/extendTransaction',
        'signatures/signHash',
        'credentials/authorize',
        'signatures/signHash',
      ],
    );
    assert.equal(methods.filter((name) => name === 'oauth2/token').length, 1);
  });

  test('declined on the device', async () => {
    await decide(1, 'decline');
    const { answers, refusal } = await signAll(server.service(), batchOf(certificate, 3));
    assert.deepEqual(answers, []);
    assert.equal(refusal?.code, 'approval-declined');
    await decide(1, 'approve');
  });

  test('not approved in time', async () => {
    await decide(1, 'never');
    const { refusal, error } = await signAll(server.service(), batchOf(certificate, 3));
    assert.equal(refusal?.code, 'approval-expired', String(error));
    await decide(1, 'approve');
  });

  test('rate limit, an error and a cut line where repeating is safe: signed all the same', async () => {
    await server.control({
      faults: {
        '/csc/v2/info': ['error-500'],
        '/csc/v2/oauth2/token': ['rate-limit', 'cut'],
        '/csc/v2/credentials/authorizeCheck': ['rate-limit', 'cut-after'],
        '/csc/v2/signatures/signHash': ['rate-limit'],
      },
    });
    const batch = batchOf(certificate, 2);
    const { answers, refusal, error } = await signAll(server.service(), batch);
    assert.deepEqual([refusal, error], [undefined, undefined]);
    assert.equal(verified(answers, batch, certificate), 2);
  });

  test('the answer with the SAD is lost: the holder is asked again when the user signs again', async () => {
    await decide(0, 'approve');
    await server.control({ faults: { '/csc/v2/credentials/authorizeCheck': ['cut-after'] } });
    const batch = batchOf(certificate, 2);
    const first = await signAll(server.service(), batch);
    assert.equal(first.refusal?.code, 'approval-expired');
    const again = await signAll(server.service(), batch);
    assert.equal(verified(again.answers, batch, certificate), 2);
  });

  const failures = [
    ['signatures/signHash', 'cut-after', 'signing-outcome-unknown'],
    ['signatures/signHash', 'error-500', 'signing-outcome-unknown'],
    ['signatures/signHash', 'garbage', 'signing-service-unintelligible'],
    ['signatures/signHash', 'other-shape', 'signing-service-unintelligible'],
    ['signatures/signHash', 'one-missing', 'signing-service-unintelligible'],
    ['signatures/signHash', 'redirect', 'signing-outcome-unknown'],
    ['credentials/info', 'garbage', 'signing-service-unintelligible'],
    ['credentials/info', 'huge', 'signing-service-unintelligible'],
    ['credentials/info', 'redirect', 'signing-service-unreachable'],
    ['oauth2/token', 'other-shape', 'signing-service-unintelligible'],
  ] as const;
  for (const [method, fault, code] of failures) {
    test(`${method} ${fault}: ${code}, and no secret is told`, async () => {
      const service = server.service({
        limits: { ...usualLimits, mostOctets: 100_000, attempts: 1 },
      });
      const batch = batchOf(certificate, 2);
      const before = await server.control({ faults: { [`/csc/v2/${method}`]: [fault] } });
      const { answers, error } = await signAll(service, batch);
      const counted = await server.control({});
      assert.deepEqual(answers, []);
      assert.ok(error instanceof Outage, String(error));
      assert.equal(error.code, code);
      const told = inspect(error, { depth: 12, showHidden: true });
      assert.doesNotMatch(told, /token-|sad-|a-secret|leaked-secret/);
      const sent = counted.paths.slice(before.paths.length).filter((path) => path.endsWith(method));
      assert.equal(sent.length, 1, 'sent once');
      const again = await signAll(service, batch);
      assert.equal(verified(again.answers, batch, certificate), 2);
    });
  }

  test('what was signed stands when a later request is lost, and the rest is signed later', async () => {
    const batch = batchOf(certificate, 70);
    await server.control({
      faults: { '/csc/v2/credentials/extendTransaction': ['cut-after'] },
    });
    const service = server.service();
    const first = await signAll(service, batch);
    assert.ok(first.error instanceof Outage);
    assert.equal(verified(first.answers, batch, certificate), 50);
    const done = new Set(first.answers.map(({ id }) => id));
    const rest = { ...batch, items: batch.items.filter(({ id }) => !done.has(id)) };
    const second = await signAll(service, rest);
    assert.equal(verified(second.answers, batch, certificate), 20);
  });

  test('aborting while the holder is asked ends the signing', async () => {
    await decide(1, 'never');
    const controller = new AbortController();
    const signing = signAll(
      server.service({}, fastPace(50)),
      batchOf(certificate, 2),
      controller.signal,
    );
    setTimeout(() => controller.abort(), 150);
    const { answers, refusal, error } = await signing;
    assert.deepEqual([answers, refusal, error], [[], undefined, undefined]);
    await decide(1, 'approve');
  });

  test('credentials that are not valid', async () => {
    for (const status of ['revoked', 'suspended', 'expired']) {
      await server.control({ credentialStatus: status });
      const listed = await server.service().certificates(lan, never);
      assert.ok(!listed.ok);
      assert.equal(listed.refusal.code, 'certificate-not-usable');
      assert.equal(listed.refusal.facts['status'], status);
      const { refusal } = await signAll(server.service(), batchOf(certificate, 1));
      assert.equal(refusal?.code, 'certificate-not-usable');
    }
    await server.control({ credentialStatus: '' });
  });

  test('a wrong secret, an unknown holder, an unknown credential', async () => {
    const { client } = server.settings;
    const wrong = server.service({ client: { ...client, clientSecret: 'other' } });
    const refused = await wrong.certificates(lan, never);
    assert.equal(refused.ok ? '' : refused.refusal.code, 'credential-refused');
    const none = await server.service().certificates('CCCD:099000000000', never);
    assert.deepEqual(none, { ok: true, value: [] });
    const unnamed = await server.service().certificates(null, never);
    assert.equal(unnamed.ok ? '' : unnamed.refusal.code, 'certificate-not-found');
    const gone = await signAll(server.service(), { ...batchOf(certificate, 1), certificate: 'x' });
    assert.equal(gone.refusal?.code, 'certificate-not-found');
  });

  test('another request limit than the service has', async () => {
    const service = server.service({ hashesPerRequest: 60 });
    const { refusal } = await signAll(service, batchOf(certificate, 60));
    assert.equal(refusal?.code, 'too-many-items');
  });

  test('ECDSA in DER becomes r‖s', async () => {
    const ec = await onlyCertificate(server.service(), 'CCCD:099082200901');
    assert.equal(ec.algorithm, 'ecdsa-sha256');
    const batch = batchOf(ec, 8);
    const { answers } = await signAll(server.service(), batch);
    assert.equal(verified(answers, batch, ec), 8);
  });

  test('nobody listens', async () => {
    const { settings } = server;
    const service = server.service({
      base: new URL('http://127.0.0.1:9/csc/v2'),
      limits: { ...settings.limits, attempts: 2 },
    });
    await assert.rejects(service.certificates(lan, never), { code: 'signing-service-unreachable' });
  });
});
