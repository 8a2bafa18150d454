import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, describe, test } from 'node:test';
import { noOpenssl, OpensslCa } from '../../../test/support/openssl-responders.ts';
import { epochMsOf, type Instant, instantOf } from '../../domain/time/instant.ts';
import { writePem } from '../../format/certificate/pem.ts';
import { createAuthority, yearsAfter } from './authority.ts';
import { serveTimeStamps } from './time-stamp-server.ts';

const hourAgo = instantOf(Date.now() - 3_600_000);
const authority = await createAuthority({
  name: 'Thử nghiệm',
  crlBase: 'http://ca.example.invalid',
  validFrom: hourAgo,
  rootKey: 'ec-p256',
  caKey: 'ec-p256',
});
const validity = { notBefore: hourAgo, notAfter: yearsAfter(hourAgo, 5) };
const credential = await authority.issueTimeStamping('Dấu thời gian thử nghiệm', validity);
const server = await serveTimeStamps(credential, { host: '127.0.0.1', port: 0 });
after(() => server.close());

const post = async (body: Uint8Array, type = 'application/timestamp-query') =>
  fetch(server.url, { method: 'POST', headers: { 'content-type': type }, body: Buffer.from(body) });

describe('asked by openssl', { skip: noOpenssl }, () => {
  const files = new OpensslCa([]);
  after(() => files.close());
  files.write('root.pem', writePem('CERTIFICATE', authority.root.certificate.der));
  files.write('ca.pem', writePem('CERTIFICATE', authority.ca.certificate.der));
  files.write('data', 'con dấu');
  const query = (...options: readonly string[]): Buffer => {
    files.openssl('ts', '-query', '-data', 'data', '-out', 'query.tsq', ...options);
    return files.read('query.tsq');
  };
  const reply = async (body: Uint8Array): Promise<string> => {
    const answer = await post(body);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'application/timestamp-reply');
    files.write('reply.tsr', Buffer.from(await answer.arrayBuffer()));
    const run = (...args: readonly string[]) =>
      spawnSync('openssl', args, { cwd: files.folder, encoding: 'utf8' });
    const told = run('ts', '-reply', '-in', 'reply.tsr', '-text').stdout;
    const trust = ['-CAfile', 'root.pem', '-untrusted', 'ca.pem'];
    const verified = run('ts', '-verify', '-queryfile', 'query.tsq', '-in', 'reply.tsr', ...trust);
    return `${told}\n${verified.stdout}`;
  };

  for (const digest of ['sha256', 'sha384', 'sha512']) {
    test(`openssl ts verifies a token over ${digest}`, async () => {
      const text = await reply(query(`-${digest}`, '-cert'));
      assert.match(text, /Verification: OK/);
      assert.match(text, /Policy OID: 2\.999\.1\.2/);
      assert.match(text, /Accuracy: .*0x01F4 millis/);
    });
  }

  const refused: readonly (readonly [options: readonly string[], failure: RegExp])[] = [
    [['-sha1'], /unrecognized or unsupported algorithm/i],
    [['-sha256', '-tspolicy', '1.2.3.4'], /requested TSA policy is not supported/i],
  ];
  for (const [options, failure] of refused) {
    test(`refused: ${options.join(' ')}`, async () => {
      const text = await reply(query(...options));
      assert.match(text, /Status: Rejected/i);
      assert.match(text, failure);
    });
  }

  test('no two tokens bear one number', async () => {
    const serial = /Serial number: (\S+)/;
    const [, first] = serial.exec(await reply(query('-sha256', '-cert'))) ?? [];
    const [, second] = serial.exec(await reply(query('-sha256', '-cert'))) ?? [];
    assert.ok(first !== undefined && second !== undefined);
    assert.notEqual(first, second);
  });
});

test('what is no request gets no token', async () => {
  assert.equal((await post(Buffer.from('x'), 'text/plain')).status, 415);
  assert.equal((await post(Buffer.alloc(5000))).status, 413);
  assert.equal((await fetch(server.url)).status, 405);
  assert.equal((await fetch(new URL('/other', server.url), { method: 'POST' })).status, 404);
  const rejected = Buffer.from(await (await post(Buffer.from('30', 'hex'))).arrayBuffer());
  assert.equal(rejected[4], 0x02, 'a status, and it is not «granted»');
  assert.equal(rejected[6], 2);
});

test("the authority's certificate is for time-stamps alone", () => {
  const { extensions, notAfter } = credential.certificate;
  assert.deepEqual([...(extensions.extKeyUsage ?? [])], ['1.3.6.1.5.5.7.3.8']);
  assert.ok(epochMsOf(notAfter) > epochMsOf('2029-01-01T00:00:00Z' as Instant));
});
