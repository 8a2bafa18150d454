import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { after, test } from 'node:test';
import type { SigningService } from '../../app/signing/ports.ts';
import { ok } from '../../domain/result.ts';
import { instantOf } from '../../domain/time/instant.ts';
import { prepareSignature } from '../../format/signature/prepare.ts';
import { createAgent } from './create-agent.ts';
import { openPairingDesk, type Pairing } from './pairing.ts';
import { agentLimits, agentPrefix } from './protocol.ts';

const origin = 'https://hocba.example';

/** A service that answers each item with a digit; that no key is asked wrongly is what these tests look at. */
const asked: string[] = [];
const service = (asker: string): SigningService => ({
  certificates: async () => ok([]),
  async *sign({ items }) {
    asked.push(asker);
    for (const { id } of items) yield { id, value: Buffer.from([7]) };
    return undefined;
  },
});

let nowMs = 0;
const stored: Pairing[] = [];
const store = { read: async () => undefined, write: async (one: Pairing) => void stored.push(one) };
const desk = await openPairingDesk(store, () => nowMs);
const app = await createAgent({ desk, service, events: { paired() {}, batchEnded() {} } });
const address = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
after(() => app.close());

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly code: unknown;
}

/** As a browser or anything else might ask: headers exactly as given, Host included. */
function ask({ method = 'GET', path = '/certificates', headers = {}, body }: Asked) {
  return new Promise<Answered>((resolve, reject) => {
    const sent = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    const given = {
      ...(sent === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': String(sent.length) }),
      ...headers,
    };
    const url = new URL(`${agentPrefix}${path}`, address);
    const asking = httpRequest(url, { method, headers: given }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      const text = Buffer.concat(chunks).toString();
      const isJson = String(response.headers['content-type']).includes('application/json');
      const { code }: { code?: unknown } = isJson ? JSON.parse(text) : {};
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text, code });
    });
    asking.on('error', reject).end(sent);
  });
}

const pair = (code: string, from = origin) =>
  ask({ method: 'POST', path: '/pair', headers: { origin: from }, body: { code } });

async function pairAnew(): Promise<string> {
  const { body } = await pair(desk.openCode());
  const { token }: { token?: string } = JSON.parse(body);
  assert(token !== undefined);
  return token;
}

const preflight = (path: string, from: string) =>
  ask({
    method: 'OPTIONS',
    path,
    headers: {
      origin: from,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
      'access-control-request-private-network': 'true',
    },
  });

const toBeSigned = prepareSignature({
  name: 'gv',
  parts: [{ id: 'data', digest: Buffer.alloc(32).toString('base64') }],
  certificate: { base64: 'AAAA', sha256: 'AAAA', issuerSerial: 'AAAA' },
  algorithm: 'rsa-sha256',
  signingTime: instantOf(0),
  role: 'GVBM',
}).toBeSigned.toString('base64');

const item = (id: string, bytes = toBeSigned) => ({ id, title: 'Học bạ', toBeSigned: bytes });
const batch = (...items: readonly unknown[]) => ({
  certificate: 'c',
  algorithm: 'rsa-sha256',
  title: 'Lớp 6A',
  items,
});

test('before pairing nobody is answered, and nobody can pair without an open code', async () => {
  assert.equal((await ask({ headers: { origin } })).code, 'origin-not-paired');
  assert.equal((await pair('0000-0000')).code, 'origin-not-paired');
  assert.equal((await preflight('/pair', origin)).status, 403);
});

test('a code is good once, for five attempts and ten minutes', async () => {
  const first = desk.openCode();
  assert.match(first, /^\d{4}-\d{4}$/);
  const wrong = first === '0000-0000' ? '0000-0001' : '0000-0000';
  for (let attempt = 0; attempt < 5; attempt++) {
    assert.equal((await pair(wrong)).code, 'pairing-code-wrong');
  }
  assert.equal((await pair(first)).code, 'origin-not-paired', 'void after five');
  const second = desk.openCode();
  nowMs += 10 * 60_000 + 1;
  assert.equal((await pair(second)).code, 'origin-not-paired', 'void after its time');
  const third = desk.openCode();
  assert.equal((await preflight('/pair', origin)).status, 204);
  assert.equal((await pair(third.replace('-', ' '))).status, 200);
  assert.equal((await pair(third)).code, 'pairing-closed', 'void once used');
  assert.equal(stored[0]?.origin, origin);
});

test('origins that cannot be paired', async () => {
  const code = desk.openCode();
  for (const from of ['null', 'http://hocba.example', 'file://', 'https://a.b/c', 'x']) {
    assert.equal((await pair(code, from)).code, 'origin-not-paired', from);
  }
});

test('only the paired origin with its token, on the loopback name, is answered', async () => {
  const token = await pairAnew();
  const good = { origin, authorization: `Bearer ${token}` };
  const port = address.port;
  const cases: readonly (readonly [Record<string, string>, number, string | undefined])[] = [
    [good, 200, undefined],
    [{ ...good, host: `localhost:${port}` }, 200, undefined],
    [{ ...good, host: `evil.example:${port}` }, 403, 'host-not-expected'],
    [{ ...good, host: '127.0.0.1' }, 403, 'host-not-expected'],
    [{ ...good, host: `127.0.0.1:${Number(port) + 1}` }, 403, 'host-not-expected'],
    [{ ...good, origin: 'https://evil.example' }, 403, 'origin-not-paired'],
    [{ ...good, origin: `${origin}:444` }, 403, 'origin-not-paired'],
    [{ ...good, origin: 'null' }, 403, 'origin-not-paired'],
    [{ authorization: good.authorization }, 403, 'origin-not-paired'],
    [{ origin }, 401, 'token-not-valid'],
    [{ ...good, authorization: `Bearer ${token.slice(0, -1)}` }, 401, 'token-not-valid'],
    [{ ...good, authorization: `Bearer ${'A'.repeat(43)}` }, 401, 'token-not-valid'],
    [{ ...good, authorization: `Basic ${token}` }, 401, 'token-not-valid'],
  ];
  for (const [headers, status, code] of cases) {
    const answered = await ask({ headers });
    assert.deepEqual([answered.status, answered.code], [status, code], JSON.stringify(headers));
    const allowed = answered.headers['access-control-allow-origin'];
    assert.equal(allowed, status === 403 ? undefined : origin);
  }
});

test('a new pairing ends the old one', async () => {
  const old = await pairAnew();
  await pairAnew();
  const { code } = await ask({ headers: { origin, authorization: `Bearer ${old}` } });
  assert.equal(code, 'token-not-valid');
});

test('preflight: the paired origin may, private network included; others hear nothing', async () => {
  await pairAnew();
  const { status, headers } = await preflight('/batches', origin);
  assert.equal(status, 204);
  assert.equal(headers['access-control-allow-origin'], origin);
  assert.equal(headers['access-control-allow-private-network'], 'true');
  assert.equal(headers['access-control-allow-headers'], 'authorization, content-type');
  assert.equal(headers['access-control-allow-credentials'], undefined);
  const other = await preflight('/batches', 'https://evil.example');
  assert.equal(other.status, 403);
  assert.equal(other.headers['access-control-allow-origin'], undefined);
});

test('nothing but distinct SignedInfos of the right algorithm reaches a key', async () => {
  const authorization = `Bearer ${await pairAnew()}`;
  const send = (body: unknown) =>
    ask({ method: 'POST', path: '/batches', headers: { origin, authorization }, body });
  const before = asked.length;
  const arbitrary = Buffer.from('Tôi nợ 1.000.000.000 đồng').toString('base64');
  const cases: readonly (readonly [unknown, number, string])[] = [
    [batch(item('a', arbitrary)), 422, 'item-not-signed-info'],
    [batch(item('a'), item('b', arbitrary)), 422, 'item-not-signed-info'],
    [{ ...batch(item('a')), algorithm: 'ecdsa-sha256' }, 422, 'item-algorithm-differs'],
    [{ ...batch(item('a')), algorithm: 'rsa-sha1' }, 400, 'request-malformed'],
    [batch(item('a'), item('a')), 422, 'item-id-twice'],
    [batch(), 400, 'request-malformed'],
    [{ ...batch(item('a')), pin: '1234' }, 400, 'request-malformed'],
    [batch({ ...item('a'), title: 'x'.repeat(agentLimits.title + 1) }), 400, 'request-malformed'],
    [batch(...Array(agentLimits.items + 1).fill({})), 400, 'request-malformed'],
    ['no object', 400, 'request-malformed'],
  ];
  for (const [body, status, code] of cases) {
    const answered = await send(body);
    assert.deepEqual([answered.status, answered.code], [status, code]);
  }
  assert.equal(asked.length, before);
  const tooLarge = await ask({
    method: 'POST',
    path: '/batches',
    headers: {
      origin,
      authorization,
      'content-type': 'application/json',
      'content-length': String(agentLimits.bodyBytes + 1),
    },
  });
  assert.equal(tooLarge.code, 'request-too-large');
});

test('answers can be read again from any number on, and say who asked', async () => {
  const headers = { origin, authorization: `Bearer ${await pairAnew()}` };
  const body = batch(item('a'), item('b'), item('c'));
  const started = await ask({ method: 'POST', path: '/batches', headers, body });
  assert.equal(started.status, 201);
  assert.equal(asked.at(-1), origin);
  const { batch: id }: { batch?: string } = JSON.parse(started.body);
  const read = async (query: string) =>
    (await ask({ path: `/batches/${id}/answers${query}`, headers })).body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  const end = { end: { kind: 'done' } };
  assert.deepEqual(await read(''), [
    { id: 'a', value: 'Bw==' },
    { id: 'b', value: 'Bw==' },
    { id: 'c', value: 'Bw==' },
    end,
  ]);
  assert.deepEqual(await read('?from=2'), [{ id: 'c', value: 'Bw==' }, end]);
  const unknown = await ask({ path: `/batches/${'0'.repeat(32)}/answers`, headers });
  assert.equal(unknown.code, 'batch-unknown');
});
