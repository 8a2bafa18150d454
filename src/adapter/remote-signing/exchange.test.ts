import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { after, describe, test } from 'node:test';
import { noOpenssl } from '../../../test/support/openssl-responders.ts';
import { makeTlsPair } from '../../../test/support/vgca-server.ts';
import { Outage } from '../../app/outage.ts';
import { createExchange, type ExchangeLimits, serviceUrl, usualLimits } from './exchange.ts';
import type { Pace } from './pace.ts';

describe('addresses that secrets may be sent to', () => {
  const cases: readonly (readonly [text: string, isGood: boolean])[] = [
    ['https://csc.example.invalid/csc/v2', true],
    ['https://csc.example.invalid:8773', true],
    ['http://127.0.0.1:8080/csc/v2', true],
    ['http://[::1]:8080', true],
    ['http://localhost:1', true],
    ['http://csc.example.invalid', false],
    ['http://127.0.0.1.example.invalid', false],
    ['https://user:secret@csc.example.invalid', false],
    ['https://csc.example.invalid/?key=secret', false],
    ['ftp://127.0.0.1', false],
    ['csc.example.invalid', false],
    ['', false],
  ];
  for (const [text, isGood] of cases) {
    test(`${text}: ${isGood}`, () => assert.equal(serviceUrl(text) !== undefined, isGood));
  }
});

describe('one exchange after another', () => {
  const servers: Server[] = [];
  after(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });
  const slept: number[] = [];
  const pace: Pace = {
    now: () => Date.now(),
    async sleep(ms, signal) {
      slept.push(ms);
      signal.throwIfAborted();
    },
  };
  const never = new AbortController().signal;

  /** A server that answers in turn; asked more often, it repeats the last answer. */
  async function exchangeWith(
    answers: readonly RequestListener[],
    limits: Partial<ExchangeLimits> = {},
  ) {
    let asked = 0;
    const server = createServer((request, response) => {
      asked += 1;
      (answers[asked - 1] ?? answers.at(-1))?.(request, response);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : '';
    slept.length = 0;
    const base = new URL(`http://127.0.0.1:${port}/x/`);
    const exchange = createExchange(base, { ...usualLimits, ...limits }, pace);
    return { exchange, asked: () => asked };
  }
  const says =
    (status: number, body: string, headers = {}): RequestListener =>
    (_, response) =>
      response.writeHead(status, headers).end(body);
  const safe = { path: 'a', body: { json: {} }, repeat: 'safe' } as const;
  const once = { ...safe, repeat: 'once' } as const;
  const cut: RequestListener = (request) => request.socket.destroy();
  const good = says(200, '{"a":1}');
  const code = (error: unknown): string => (error instanceof Outage ? error.code : String(error));

  test('the path below the address, the token in the header, JSON both ways', async () => {
    let seen = '';
    const { exchange } = await exchangeWith([
      (request, response) => {
        seen = `${request.method} ${request.url} ${request.headers.authorization}`;
        response.end('{"a":[1]}');
      },
    ]);
    const answer = await exchange({ ...safe, bearer: 't0ken' }, never);
    assert.deepEqual(answer, { status: 200, json: { a: [1] } });
    assert.equal(seen, 'POST /x/a Bearer t0ken');
  });

  test('429 is waited for as told, also where repeating is not safe: nothing was done', async () => {
    const busy = says(429, '', { 'retry-after': '7' });
    const { exchange, asked } = await exchangeWith([busy, good]);
    assert.equal((await exchange(once, never)).status, 200);
    assert.deepEqual([slept, asked()], [[7000], 2]);
  });

  test('a long Retry-After is left to the user', async () => {
    const { exchange, asked } = await exchangeWith([says(429, '', { 'retry-after': '3600' })]);
    await assert.rejects(exchange(safe, never), (error) => {
      assert.ok(error instanceof Outage);
      assert.deepEqual(
        [error.code, error.retryAfterMs],
        ['signing-service-unavailable', 3_600_000],
      );
      return true;
    });
    assert.equal(asked(), 1);
  });

  const tables: readonly (readonly [RequestListener, 'safe' | 'once', string, number])[] = [
    [says(500, '{}'), 'safe', 'signing-service-unavailable', 4],
    [says(500, '{}'), 'once', 'signing-outcome-unknown', 1],
    [says(503, '{}'), 'once', 'signing-outcome-unknown', 1],
    [cut, 'safe', 'signing-service-unreachable', 4],
    [cut, 'once', 'signing-outcome-unknown', 1],
    [says(302, '', { location: '/y' }), 'safe', 'signing-service-unreachable', 4],
    [says(200, 'nonsense'), 'safe', 'signing-service-unintelligible', 1],
    [says(200, `"${'x'.repeat(2000)}"`), 'safe', 'signing-service-unintelligible', 1],
  ];
  for (const [index, [answer, repeat, expected, times]] of tables.entries()) {
    test(`${index}: ${repeat} gives ${expected} after ${times}`, async () => {
      const { exchange, asked } = await exchangeWith([answer], { mostOctets: 1000 });
      await assert.rejects(
        exchange({ ...safe, repeat }, never),
        (error) => code(error) === expected,
      );
      assert.equal(asked(), times);
    });
  }

  test('a peer whom nobody trusted vouches for gets nothing', { skip: noOpenssl }, async () => {
    let asked = 0;
    const server = createTlsServer(makeTlsPair('127.0.0.1'), (_, response) => {
      asked += 1;
      response.end('{}');
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : '';
    const exchange = createExchange(new URL(`https://127.0.0.1:${port}`), usualLimits, pace);
    await assert.rejects(exchange(once, never), (e) => code(e) === 'signing-service-unreachable');
    assert.equal(asked, 0);
  });

  test('silence ends by the time limit', async () => {
    const { exchange } = await exchangeWith([() => undefined], { timeoutMs: 50, attempts: 1 });
    await assert.rejects(exchange(safe, never), (e) => code(e) === 'signing-service-unreachable');
    await assert.rejects(exchange(once, never), (e) => code(e) === 'signing-outcome-unknown');
  });

  test('aborting is no outage', async () => {
    const { exchange } = await exchangeWith([() => undefined]);
    const controller = new AbortController();
    const asked = exchange(once, controller.signal);
    controller.abort();
    await assert.rejects(asked, { name: 'AbortError' });
  });

  test('an error answer without JSON is an answer', async () => {
    const { exchange } = await exchangeWith([says(404, '<html>')]);
    assert.deepEqual(await exchange(safe, never), { status: 404, json: undefined });
  });
});
