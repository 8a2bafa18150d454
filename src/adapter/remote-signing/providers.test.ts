import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inspect } from 'node:util';
import {
  type ProviderServer,
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
import { fastPace } from '../../../test/support/signing-server.ts';
import { Outage } from '../../app/outage.ts';
import type { ServiceCertificate } from '../../app/signing/ports.ts';
import { type ExchangeLimits, usualLimits } from './exchange.ts';

const lan = 'CCCD:099082200900';
const never = new AbortController().signal;

/** What both providers are tested by. */
interface Settings {
  readonly limits: ExchangeLimits;
  readonly hashesPerRequest: number;
}

interface Provider {
  readonly name: string;
  start(made: TestHolders): Promise<ProviderServer<Settings>>;
  readonly listPath: string;
  readonly signPath: string;
  readonly statusPath: string;
  /** The answer to a search for somebody whom it does not know. */
  readonly unknownHolder: 'certificate-not-found' | readonly [];
}

const providers: readonly Provider[] = [
  {
    name: 'VNPT SmartCA',
    start: ({ holders, issuers }) => startSmartCaServer(holders, issuers),
    listPath: '/sca/sp769/v1/credentials/get_certificate',
    signPath: '/sca/sp769/v1/signatures/sign',
    statusPath: '/sca/sp769/v1/signatures/sign/status',
    unknownHolder: 'certificate-not-found',
  },
  {
    name: 'VNPT SmartCA (csc)',
    start: ({ holders: [holder], issuers }) => {
      assert.ok(holder);
      return startSmartCaCscServer(holder, issuers);
    },
    listPath: '/csc/credentials/info',
    signPath: '/csc/signature/signhash',
    statusPath: '/csc/credentials/gettraninfo',
    unknownHolder: [],
  },
  {
    name: 'Viettel MySign',
    start: ({ holders, issuers }) => startMySignServer(holders, issuers),
    listPath: '/vtss/service/certificates/info',
    signPath: '/vtss/service/signHash',
    statusPath: '/vtss/service/requests/status',
    unknownHolder: 'certificate-not-found',
  },
];

for (const { name, start, listPath, signPath, statusPath, unknownHolder } of providers) {
  describe(name, () => {
    let server: ProviderServer<Settings>;
    let certificate: ServiceCertificate;
    before(async () => {
      server = await start(await makeHolders(['rsa-2048']));
      certificate = await onlyCertificate(server.service(), lan);
    });
    after(async () => server.close());

    const decide = (polls: number, decision: 'approve' | 'decline' | 'never') =>
      server.control({ decision: { polls, decision } });
    const patient = { ...usualLimits, attempts: 1, mostOctets: 100_000 };

    test('the certificate with its chain', () => {
      assert.equal(certificate.algorithm, 'rsa-sha256');
      assert.equal(certificate.issuers.length, 2);
      assert.ok(certificate.place.startsWith(name));
    });

    test('60 records in two transactions of at most 50, each approved once', async () => {
      await decide(2, 'approve');
      const start = await server.control({});
      const batch = batchOf(certificate, 60);
      const { answers, refusal, error } = await signAll(server.service(), batch);
      assert.deepEqual([refusal, error], [undefined, undefined]);
      assert.equal(verified(answers, batch, certificate), 60);
      const end = await server.control({});
      assert.equal(end.approvals - start.approvals, 2);
      assert.equal(end.signatures - start.signatures, 60);
    });

    test('declined; not approved in time: nothing is signed', async () => {
      for (const [decision, code] of [
        ['decline', 'approval-declined'],
        ['never', 'approval-expired'],
      ] as const) {
        await decide(1, decision);
        const { answers, refusal } = await signAll(server.service(), batchOf(certificate, 2));
        assert.deepEqual(answers, []);
        assert.equal(refusal?.code, code);
      }
      await decide(1, 'approve');
    });

    test('the second transaction is declined: the first stands, the rest is signed later', async () => {
      await decide(0, 'approve');
      const service = server.service();
      const batch = batchOf(certificate, 55);
      const signing = service.sign(batch, never);
      const answers = [];
      for (let taken = 0; taken < 50; taken += 1) {
        const next = await signing.next();
        if (next.done !== true) answers.push(next.value);
      }
      await decide(0, 'decline');
      const end = await signing.next();
      assert.ok(end.done === true && end.value?.code === 'approval-declined');
      assert.equal(verified(answers, batch, certificate), 50);
      await decide(0, 'approve');
      const done = new Set(answers.map(({ id }) => id));
      const rest = { ...batch, items: batch.items.filter(({ id }) => !done.has(id)) };
      const second = await signAll(service, rest);
      assert.equal(verified(second.answers, batch, certificate), 5);
    });

    test('rate limit, error and cut line where repeating is safe: one transaction all the same', async () => {
      const start = await server.control({
        faults: {
          [listPath]: ['error-500', 'cut'],
          [signPath]: ['rate-limit'],
          [statusPath]: ['cut', 'rate-limit', 'error-500'],
        },
      });
      const batch = batchOf(certificate, 3);
      const { answers, error } = await signAll(server.service(), batch);
      assert.equal(verified(answers, batch, certificate), 3, String(error));
      assert.equal((await server.control({})).approvals - start.approvals, 1);
    });

    test('a transaction whose outcome was lost is asked for, not signed again', async () => {
      const service = server.service({ limits: patient });
      const batch = batchOf(certificate, 4);
      const start = await server.control({ faults: { [statusPath]: ['cut'] } });
      const first = await signAll(service, batch);
      assert.ok(
        first.error instanceof Outage && first.error.code === 'signing-service-unreachable',
      );
      // One more record came to the batch meanwhile.
      const larger = batchOf(certificate, 5);
      const second = await signAll(service, larger);
      assert.equal(verified(second.answers, larger, certificate), 5, String(second.error));
      const end = await server.control({});
      assert.equal(end.signatures - start.signatures, 5);
      assert.equal(end.approvals - start.approvals, 2);
    });

    for (const [path, fault, code] of [
      [signPath, 'garbage', 'signing-service-unintelligible'],
      [signPath, 'other-shape', 'signing-service-unintelligible'],
      [statusPath, 'garbage', 'signing-service-unintelligible'],
      [statusPath, 'other-shape', 'signing-service-unintelligible'],
      [statusPath, 'one-missing', 'signing-service-unintelligible'],
      [listPath, 'huge', 'signing-service-unintelligible'],
      [listPath, 'redirect', 'signing-service-unreachable'],
      [listPath, 'other-shape', 'signing-service-unintelligible'],
    ] as const) {
      test(`${path} ${fault}: an outage without secrets, and later it is signed`, async () => {
        await decide(0, 'approve');
        const service = server.service({ limits: patient });
        const batch = batchOf(certificate, 2);
        await server.control({ faults: { [path]: [fault] } });
        const { answers, error } = await signAll(service, batch);
        assert.deepEqual(answers, []);
        assert.ok(error instanceof Outage, String(error));
        assert.equal(error.code, code);
        const told = inspect(error, { depth: 12, showHidden: true });
        assert.doesNotMatch(told, /token-|a-secret|leaked-secret|0990822/);
        const again = await signAll(service, batch);
        assert.equal(verified(again.answers, batch, certificate), 2);
      });
    }

    test('a certificate that is suspended', async () => {
      await server.control({ credentialStatus: 'SUSPENDED' });
      const listed = await server.service().certificates(lan, never);
      assert.deepEqual(listed.ok ? {} : listed.refusal, {
        code: 'certificate-not-usable',
        facts: { place: name, status: 'suspended' },
      });
      const { refusal } = await signAll(server.service(), batchOf(certificate, 1));
      assert.equal(refusal?.code, 'certificate-not-usable');
      await server.control({ credentialStatus: '' });
    });

    test('an unknown holder', async () => {
      const found = await server.service().certificates('CCCD:099000000000', never);
      assert.deepEqual(found.ok ? found.value : found.refusal.code, unknownHolder);
    });

    test('aborting ends a signing that waits', async () => {
      await decide(1, 'never');
      const controller = new AbortController();
      const service = server.service({}, fastPace(50));
      const signing = signAll(service, batchOf(certificate, 2), controller.signal);
      setTimeout(() => controller.abort(), 100);
      const { answers, refusal, error } = await signing;
      assert.deepEqual([answers, refusal, error], [[], undefined, undefined]);
      await decide(1, 'approve');
    });
  });
}
