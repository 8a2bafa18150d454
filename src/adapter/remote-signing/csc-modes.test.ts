import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { cscClient, startCscServer } from '../../../test/support/csc-server.ts';
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
import { usualLimits } from './exchange.ts';
import { createLoopbackBrowser } from './loopback-browser.ts';

const lan = 'CCCD:099082200900';
const never = new AbortController().signal;

describe('CSC API v2 in other modes', { skip: noOpenssl }, () => {
  let made: TestHolders;
  before(async () => {
    made = await makeHolders(['rsa-2048']);
  });

  test('asynchronous: the outcome of a lost transaction is asked for, not signed again', async () => {
    const server = await startCscServer(made.holders, made.issuers, { isAsynchronous: true });
    try {
      const service = server.service({ limits: { ...usualLimits, attempts: 1 } });
      const certificate = await onlyCertificate(service, lan);
      const batch = batchOf(certificate, 5);
      await server.control({ faults: { '/csc/v2/signatures/signPolling': ['cut'] } });
      const first = await signAll(service, batch);
      assert.ok(
        first.error instanceof Outage && first.error.code === 'signing-service-unreachable',
      );
      const second = await signAll(service, batch);
      assert.equal(verified(second.answers, batch, certificate), 5, String(second.error));
      const counted = await server.control({});
      assert.equal(counted.signatures, 5);
      assert.equal(counted.approvals, 1);
    } finally {
      await server.close();
    }
  });

  test('a PIN from the settings; without it or with another one a refusal', async () => {
    const options = { asksDevice: false, authData: { PIN: '246810' } };
    const server = await startCscServer(made.holders, made.issuers, options);
    try {
      const certificate = await onlyCertificate(server.service(), lan);
      const batch = batchOf(certificate, 2);
      const good = await signAll(server.service({ authData: { PIN: '246810' } }), batch);
      assert.equal(verified(good.answers, batch, certificate), 2);
      const wrong = await signAll(server.service({ authData: { PIN: '1' } }), batch);
      assert.equal(wrong.refusal?.code, 'pin-wrong');
      const none = await signAll(server.service(), batch);
      assert.deepEqual(none.refusal?.facts['missing'], 'PIN');
    } finally {
      await server.close();
    }
  });

  test('a token that ended early is renewed once', async () => {
    const server = await startCscServer(made.holders, made.issuers, { tokenSeconds: 1 });
    try {
      // In the client's eyes no time passes: it believes in the token until the service says 401.
      const still = { ...fastPace(), now: () => Date.now() - 3_600_000 };
      const service = server.service({}, still);
      const found = await service.certificates(lan, never);
      assert.ok(found.ok);
      await new Promise((resolve) => setTimeout(resolve, 1100));
      assert.ok((await service.certificates(lan, never)).ok);
    } finally {
      await server.close();
    }
  });

  test('authorization code with PKCE: the browser on this machine, for the service and for each approval', async () => {
    const server = await startCscServer(made.holders, made.issuers, { mode: 'oauth2code' });
    const shown: URL[] = [];
    const redirectUri = new URL(cscClient.redirectUri);
    const browser = createLoopbackBrowser(
      {
        redirectUri,
        page: '<p>ok</p>',
        approvalMs: 300_000,
        async show(url) {
          shown.push(url);
          await (await fetch(`${redirectUri.origin}/other?state=x`)).arrayBuffer();
          await (await fetch(url)).arrayBuffer();
        },
      },
      fastPace(20),
    );
    try {
      const { clientId, clientSecret } = server.settings.client;
      const grant = { kind: 'authorization-code', browser } as const;
      const service = server.service({ client: { clientId, clientSecret, grant } });
      const certificate = await onlyCertificate(service, null);
      const batch = batchOf(certificate, 3);
      const { answers, refusal, error } = await signAll(service, batch);
      assert.deepEqual([refusal, error], [undefined, undefined]);
      assert.equal(verified(answers, batch, certificate), 3);
      assert.deepEqual(
        shown.map((url) => url.searchParams.get('scope')),
        ['service', 'credential'],
      );
      await server.control({ decision: { polls: 0, decision: 'decline' } });
      const declined = await signAll(service, batch);
      assert.equal(declined.refusal?.code, 'approval-declined');
    } finally {
      await server.close();
    }
  });
});
