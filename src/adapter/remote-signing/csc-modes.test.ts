import assert from 'node:assert/strict';
import { createServer } from 'node:net';
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
import { createLoopbackBrowser, type LoopbackSettings } from './loopback-browser.ts';

const lan = 'CCCD:099082200900';

/** An address on loopback where nobody listens now. */
async function freeRedirect(): Promise<URL> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return new URL(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/signing`);
}
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
    const redirectUri = await freeRedirect();
    const server = await startCscServer(made.holders, made.issuers, {
      mode: 'oauth2code',
      client: { ...cscClient, redirectUri: redirectUri.href },
    });
    const shown: URL[] = [];
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

describe('the browser on this machine', () => {
  const url = new URL('https://csc.example.invalid/oauth2/authorize');
  let settings: LoopbackSettings;
  before(async () => {
    const redirectUri = await freeRedirect();
    settings = { redirectUri, page: '', approvalMs: 1000, show: () => undefined };
  });

  test('nobody comes back in time', async () => {
    const browser = createLoopbackBrowser(settings, fastPace(20));
    assert.equal(await browser.visit(url, 'state', never), undefined);
  });

  test('another state is not ours', async () => {
    const browser = createLoopbackBrowser(
      {
        ...settings,
        async show() {
          const answer = await fetch(`${settings.redirectUri.href}?code=x&state=other`);
          await answer.arrayBuffer();
          statuses.push(answer.status);
        },
      },
      fastPace(5),
    );
    const statuses: number[] = [];
    assert.equal(await browser.visit(url, 'state', never), undefined);
    assert.deepEqual(statuses, [404]);
  });

  test('its address is taken; the user leaves', async () => {
    const controller = new AbortController();
    const first = createLoopbackBrowser(settings, fastPace(1)).visit(url, 'a', controller.signal);
    const second = createLoopbackBrowser(settings, fastPace(1)).visit(url, 'b', never);
    await assert.rejects(second, { code: 'signing-redirect-unavailable' });
    controller.abort();
    await assert.rejects(first, { name: 'AbortError' });
  });
});
