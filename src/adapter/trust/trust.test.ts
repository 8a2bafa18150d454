import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import { after, describe, test } from 'node:test';
import { noOpenssl, now, OpensslCa } from '../../../test/support/openssl-responders.ts';
import { Outage } from '../../app/outage.ts';
import { writeOcspRequest } from '../../format/ocsp/request.ts';
import { usualOcspPolicy, verifyOcsp } from '../../format/ocsp/verify-ocsp.ts';
import { usualTimeStampPolicy } from '../../format/time-stamp/policy.ts';
import { writeTimeStampRequest } from '../../format/time-stamp/request.ts';
import { verifyTimeStamp } from '../../format/time-stamp/verify-time-stamp.ts';
import { createOcspClient } from './ocsp-client.ts';
import { createTimeStampClient } from './time-stamp-client.ts';

describe('beside openssl', { skip: noOpenssl }, () => {
  const ca = new OpensslCa();
  const servers: Server[] = [];
  after(async () => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    await ca.close();
  });
  const lan = ca.issue('lan', 'person');
  const minh = ca.issue('minh', 'person');
  ca.revoke('minh');
  ca.issue('responder', 'responder');
  ca.issue('tsa', 'time');
  ca.timeStampSection('tsa', 'tsa');
  const issuer = ca.certificate('ca');
  const limits = { timeoutMs: 5000 };
  const stamped = Buffer.from('đầu cây');
  const ask = (policy?: string) =>
    writeTimeStampRequest({
      stamped,
      digest: 'sha256',
      nonce: randomBytes(16),
      certificates: 'included',
      ...(policy === undefined ? {} : { policy }),
    });

  test('a time-stamp from an authority over HTTP', async () => {
    const client = createTimeStampClient(await ca.timeStampServer('tsa'), limits);
    const request = ask();
    const answer = await client.ask(request);
    assert.ok(answer.ok, JSON.stringify(answer));
    const report = verifyTimeStamp({
      token: answer.value,
      stamped,
      nonce: request.nonce,
      policy: usualTimeStampPolicy,
      trust: { anchors: [issuer], intermediates: [], crls: [ca.crl()] },
      provenBy: now(),
    });
    assert.ok(report.provenTime, JSON.stringify(report.findings));
    const refused = await client.ask(ask('1.2.3.99'));
    assert.equal(refused.ok ? 'granted' : refused.refusal.failure, 'unacceptedPolicy');
    const wrongPath = createTimeStampClient(
      (await ca.timeStampServer('tsa')).replace('/tsa', '/'),
      limits,
    );
    await assert.rejects(wrongPath.ask(request), isOutage('time-stamp-unavailable', /404/));
  });

  test('statuses from a responder over HTTP', async () => {
    const address = await ca.ocspServer('responder');
    const client = createOcspClient(limits);
    for (const [certificate, status] of [
      [lan, 'good'],
      [minh, 'revoked'],
    ] as const) {
      const nonce = randomBytes(32);
      const request = writeOcspRequest({ certificate, issuer, digest: 'sha1', nonce });
      const answer = await client.ask(address, request);
      assert.ok(answer.ok, JSON.stringify(answer));
      const [asOf, policy] = [now(), { ...usualOcspPolicy, nonce: 'required' } as const];
      const question = { certificate, issuer, crls: [], asOf, provenBy: asOf, nonce, policy };
      const report = verifyOcsp({ response: answer.value, ...question });
      assert.equal(report.status.status, status, JSON.stringify(report.findings));
    }
  });

  test('a responder that asks for patience', async () => {
    const tryLater = Buffer.from('30030a0103', 'hex');
    const type = { 'content-type': 'application/ocsp-response' };
    const address = await serverThat((_, response) => response.writeHead(200, type).end(tryLater));
    const request = writeOcspRequest({ certificate: lan, issuer, digest: 'sha1', nonce: null });
    const refused = await createOcspClient(limits).ask(address, request);
    assert.equal(refused.ok ? 'answered' : refused.refusal.status, 'tryLater');
  });

  const isOutage =
    (code: string, fact: RegExp) =>
    (error: unknown): boolean => {
      assert.ok(error instanceof Outage, String(error));
      assert.equal(error.code, code);
      assert.match(error.message, fact);
      return true;
    };

  /** A server on loopback that answers everything in one way. */
  async function serverThat(answers: RequestListener): Promise<string> {
    const server = createServer(answers);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
  }

  const reply = { 'content-type': 'application/timestamp-reply' };
  const hostile: readonly (readonly [
    title: string,
    RequestListener,
    code: string,
    fact: RegExp,
  ])[] = [
    [
      'a redirect is not followed',
      (_, response) => response.writeHead(307, { location: '/elsewhere' }).end(),
      'unreachable',
      /127/,
    ],
    [
      'a web page is no answer',
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
      'unintelligible',
      /text\/html/,
    ],
    ['an untyped answer is none', (_, response) => response.end('x'), 'unintelligible', /missing/],
    [
      'octets that are no answer',
      (_, response) => response.writeHead(200, reply).end('not der'),
      'unintelligible',
      /time-stamp-not-der/,
    ],
    [
      'an answer without end',
      (_, response) => {
        response.writeHead(200, reply);
        const more = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536))) {}
        };
        response.on('drain', more);
        more();
      },
      'unintelligible',
      /too large/,
    ],
    [
      'a service that is down says for how long',
      (_, response) => response.writeHead(503, { 'retry-after': '7' }).end(),
      'unavailable',
      /503/,
    ],
    ['a cut line', (request) => request.socket.destroy(), 'unreachable', /127/],
    ['silence', () => undefined, 'unreachable', /127/],
  ];
  for (const [title, answers, code, fact] of hostile) {
    test(`outage: ${title}`, async () => {
      const client = createTimeStampClient(await serverThat(answers), { timeoutMs: 400 });
      await assert.rejects(client.ask(ask()), isOutage(`time-stamp-${code}`, fact));
    });
  }

  test('outage: nobody listens', async () => {
    const address = await serverThat(() => undefined);
    const server = servers.pop();
    await new Promise((resolve) => server?.close(resolve));
    const request = writeOcspRequest({ certificate: lan, issuer, digest: 'sha1', nonce: null });
    const asked = createOcspClient(limits).ask(address, request);
    await assert.rejects(asked, isOutage('ocsp-unreachable', /127/));
  });

  test('an address that is none is a mistake, not an outage', () => {
    assert.throws(() => createTimeStampClient('file:///etc/passwd', limits), TypeError);
    assert.throws(() => createTimeStampClient('tsa', limits), TypeError);
  });
});
