import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import { after, test } from 'node:test';
import { Outage } from '../../app/outage.ts';
import { createRegisterClient } from './register-client.ts';
import { createWitnessClient } from './witness-client.ts';

const servers: Server[] = [];
after(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** A register that answers everything in one way. */
async function registerThat(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert(address !== null && typeof address === 'object');
  return `http://127.0.0.1:${address.port}`;
}

const json =
  (
    status: number,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

const problem = { code: 'period-locked', sentence: 'Kỳ đã khóa.', remedy: null, faults: [] };
const code = 'ab'.repeat(16);

test('an acknowledgement, a refusal and a reply come back as values', async () => {
  const taken = createRegisterClient(
    await registerThat(json(202, { message: 7, status: 'received', repeated: false })),
  );
  assert.deepEqual(await taken.submit(Buffer.from('<x/>')), {
    ok: true,
    value: { message: 7, repeated: false },
  });
  const locked = createRegisterClient(await registerThat(json(409, problem)));
  assert.deepEqual(await locked.recall(Buffer.from('<x/>')), { ok: false, refusal: problem });
});

test('the body is sent byte for byte, as XML', async () => {
  const seen: { type?: string | undefined; bytes?: Buffer } = {};
  const url = await registerThat(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(Buffer.from(piece));
    seen.type = request.headers['content-type'];
    seen.bytes = Buffer.concat(pieces);
    json(202, { message: 1 })(request, response);
  });
  const bytes = Buffer.from([0x3c, 0x00, 0xff, 0x0a, 0xe1, 0xba, 0xa8]);
  await createRegisterClient(url).submit(bytes);
  assert.deepEqual(seen, { type: 'application/xml', bytes });
});

interface Trouble {
  readonly name: string;
  readonly answer: RequestListener;
  readonly outage: string;
  readonly retryAfterMs?: number;
}

const troubles: readonly Trouble[] = [
  {
    name: 'a server that is busy',
    answer: json(503, problem, { 'retry-after': '7' }),
    outage: 'register-unavailable',
    retryAfterMs: 7000,
  },
  { name: 'a server with a bug', answer: json(500, problem), outage: 'register-unavailable' },
  {
    name: 'a line that is cut in the answer',
    answer: (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{', () => response.destroy());
    },
    outage: 'register-unreachable',
  },
  {
    name: 'a server that says nothing',
    answer: () => {},
    outage: 'register-unreachable',
  },
  {
    name: 'something that is no register',
    answer: (_request, response) => response.end('<html>Hello</html>'),
    outage: 'register-unintelligible',
  },
  {
    name: 'a refusal of something that is no register',
    answer: json(404, { error: 'nope' }),
    outage: 'register-unintelligible',
  },
  {
    name: 'an answer of another shape',
    answer: json(200, { message: '7' }),
    outage: 'register-unintelligible',
  },
  {
    name: 'a redirection to elsewhere',
    answer: (_request, response) =>
      response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    outage: 'register-unreachable',
  },
];

for (const { name, answer, outage, retryAfterMs } of troubles) {
  test(`an outage: ${name}`, async () => {
    const client = createRegisterClient(await registerThat(answer), { timeoutMs: 300 });
    await assert.rejects(client.submit(Buffer.from('<x/>')), (error) => {
      assert(error instanceof Outage, String(error));
      assert.equal(error.code, outage);
      if (retryAfterMs !== undefined) assert.equal(error.retryAfterMs, retryAfterMs);
      return true;
    });
  });
}

test('an outage tells where, not what was asked', async () => {
  const client = createRegisterClient('http://127.0.0.1:1');
  await assert.rejects(client.lookUp(code, '2014-01-19'), (error) => {
    assert(error instanceof Outage && error.code === 'register-unreachable');
    assert(!error.message.includes(code) && !error.message.includes('2014'));
    return true;
  });
});

test('the witness answers with a size, and with a line or a refusal', async () => {
  const known = createWitnessClient(await registerThat(json(200, { size: 5, cosignature: 'l\n' })));
  assert.equal(await known.lastSize('log'), 5);
  const request = { origin: 'log', note: 'n', proof: [] };
  assert.deepEqual(await known.submit(request), { ok: true, value: { line: 'l\n' } });
  const refusing = createWitnessClient(await registerThat(json(409, problem)));
  assert.deepEqual(await refusing.submit(request), {
    ok: false,
    refusal: { code: 'period-locked' },
  });
});
