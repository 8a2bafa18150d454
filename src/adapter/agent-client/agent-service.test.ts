import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import { after, beforeEach, test } from 'node:test';
import type { BatchToSign } from '../../app/signing/ports.ts';
import { createAgentService } from './agent-service.ts';
import { parseLine } from './read-answer.ts';

/**
 * Something else on the agent's port, or an agent that breaks: what it answers is said by each test. How the real agent
 * and this client speak is tested in test/e2e/agent.e2e.test.ts.
 */
let answer: (path: string, response: ServerResponse) => void = () => {};
const requests: string[] = [];
const server = createServer((request, response) => {
  requests.push(`${request.method} ${request.url} ${request.headers.origin}`);
  request.resume();
  answer(request.url ?? '', response);
});
const port = await new Promise<number>((resolve) => {
  server.listen(0, '127.0.0.1', () => {
    const bound = server.address();
    resolve(typeof bound === 'object' && bound !== null ? bound.port : 0);
  });
});
after(() => server.closeAllConnections());
after(() => server.close());
beforeEach(() => {
  requests.length = 0;
});

const origin = 'https://hocba.example';
const at = (address: string) => createAgentService({ address, origin, token: 'T'.repeat(43) });
const service = at(`http://127.0.0.1:${port}`);
const never = new AbortController().signal;
const batch: BatchToSign = {
  certificate: 'c',
  algorithm: 'rsa-sha256',
  title: 'Lớp 6A',
  items: [{ id: 'a', title: 'Học bạ', toBeSigned: Buffer.from('x') }],
};

const json = (status: number, body: unknown) => (_path: string, response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** Starts the batch, then streams this and breaks off or ends. */
const streaming =
  (text: string, finish: 'end' | 'break') => (path: string, response: ServerResponse) => {
    if (!path.endsWith('/answers')) return json(201, { batch: 'b' })(path, response);
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.write(text, () => (finish === 'end' ? response.end() : response.destroy()));
    return undefined;
  };

const drain = async (): Promise<readonly string[]> => {
  const ids: string[] = [];
  for await (const { id } of service.sign(batch, never)) ids.push(id);
  return ids;
};

test('nobody on the port: unreachable', async () => {
  const nobody = at('http://127.0.0.1:1').certificates(null, never);
  await assert.rejects(nobody, { name: 'Outage', code: 'agent-unreachable' });
});

const refused = [
  [403, { code: 'origin-not-paired' }, 'credential-refused'],
  [401, { code: 'token-not-valid' }, 'credential-refused'],
  [413, { code: 'request-too-large' }, 'too-many-items'],
  [422, { code: 'item-not-signed-info', item: 'a' }, 'item-refused'],
] as const;
for (const [status, body, code] of refused) {
  test(`${body.code} is a refusal: ${code}`, async () => {
    answer = json(status, body);
    const { value, done } = await service.sign(batch, never).next();
    assert.equal(done, true);
    assert(value !== undefined && 'code' in value);
    assert.equal(value.code, code);
  });
}

const failed = [
  [503, { code: 'token-failed', fact: 'C_Sign' }, 'token-failed'],
  [409, { code: 'batch-busy' }, 'agent-busy'],
  [404, { code: 'not-found' }, 'agent-unintelligible'],
  [200, 'other program', 'agent-unintelligible'],
] as const;
for (const [status, body, code] of failed) {
  test(`${status} ${JSON.stringify(body)} is an outage: ${code}`, async () => {
    answer = json(status, body);
    await assert.rejects(service.sign(batch, never).next(), { name: 'Outage', code });
  });
}

const line = `${JSON.stringify({ id: 'a', value: 'Bw==' })}\n`;
const broken = [
  ['breaks off', line, 'break', 'agent-connection-lost'],
  ['ends too early', line, 'end', 'agent-connection-lost'],
  ['breaks off within a line', `${line}{"id":"b`, 'end', 'agent-connection-lost'],
  ['is no JSON', `${line}x\n`, 'end', 'agent-unintelligible'],
  [
    'tells an outage',
    `${line}{"end":{"kind":"outage","code":"token-failed","fact":"x"}}\n`,
    'end',
    'token-failed',
  ],
  [
    'tells that it was cancelled',
    `${line}{"end":{"kind":"cancelled"}}\n`,
    'end',
    'agent-connection-lost',
  ],
] as const;
for (const [what, text, finish, code] of broken) {
  test(`a stream that ${what}: what came before stands, then an outage`, async () => {
    answer = streaming(text, finish);
    const answers: string[] = [];
    const running = (async () => {
      for await (const { id } of service.sign(batch, never)) answers.push(id);
    })();
    await assert.rejects(running, { name: 'Outage', code });
    assert.deepEqual(answers, ['a']);
  });
}

test('a whole stream, and the origin with each request', async () => {
  answer = streaming(`\n\n${line}\n{"end":{"kind":"done"}}\n`, 'end');
  assert.deepEqual(await drain(), ['a']);
  assert.deepEqual(requests, [
    `POST /agent/2026-11-22/batches ${origin}`,
    `GET /agent/2026-11-22/batches/b/answers ${origin}`,
  ]);
});

test('who stops reading cancels the batch', async () => {
  answer = streaming(line, 'end');
  for await (const _ of service.sign(batch, never)) break;
  assert.equal(requests.at(-1), `DELETE /agent/2026-11-22/batches/b ${origin}`);
});

test('an empty batch asks nobody', async () => {
  assert.equal((await service.sign({ ...batch, items: [] }, never).next()).done, true);
  assert.deepEqual(requests, []);
});

test('a refusal of the whole batch is its return value; an unknown one is unintelligible', () => {
  const told = parseLine('{"end":{"kind":"refused","refusal":{"code":"pin-wrong","facts":{}}}}');
  assert.deepEqual(told, { kind: 'end', refusal: { code: 'pin-wrong', facts: {} } });
  assert.throws(() => parseLine('{"end":{"kind":"refused","refusal":{"code":"x"}}}'), {
    code: 'agent-unintelligible',
  });
});
