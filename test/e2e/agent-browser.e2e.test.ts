import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import { certificateIn } from '../../src/adapter/agent-client/read-answer.ts';
import { type AgentProcess, startAgent } from '../support/agent-process.ts';
import { createSoftHsm } from '../support/softhsm.ts';
import {
  batchFor,
  createHolderToken,
  createTokenAuthority,
  holdingIds,
} from '../support/token-world.ts';

/** A Chromium of the machine; the test says so when there is none, because then nothing was looked at. */
const executablePath = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
].find((file) => file !== undefined && existsSync(file));
const skip = executablePath === undefined ? 'no Chromium here: apt-get install chromium' : false;

const hsm = createSoftHsm();
const pin = '135791';
const pages = createServer((_request, response) =>
  response.setHeader('content-type', 'text/html').end('<!doctype html><title>trường</title>'),
);
let browser: Browser;
let agent: AgentProcess;
let port = 0;

before(async () => {
  if (executablePath === undefined) return;
  await createHolderToken(
    hsm,
    await createTokenAuthority(),
    { personalId: '099190890001' },
    { label: 'Cô Lan', pin },
  );
  pages.listen(0, '127.0.0.1');
  await new Promise((resolve) => pages.once('listening', resolve));
  const bound = pages.address();
  port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  agent = await startAgent({ hsm });
});
after(async () => {
  if (executablePath !== undefined) {
    await agent.stop();
    await browser.close();
    pages.close();
  }
  hsm.remove();
});

async function openPage(host: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`http://${host}:${port}/`);
  return page;
}

interface PageRequest {
  readonly path: string;
  readonly method?: string;
  readonly token?: string;
  readonly body?: unknown;
}

/** What a page's own script hears: status and text, or that the browser let nothing through. */
const fetchIn = (page: Page, { path, method = 'GET', token, body }: PageRequest) =>
  page.evaluate(
    async ({ url, method, headers, body }) => {
      try {
        const response = await fetch(url, { method, headers, ...(body === null ? {} : { body }) });
        return { status: response.status, text: await response.text() };
      } catch {
        return { status: 0, text: 'nothing' };
      }
    },
    {
      url: `${agent.address}/agent/2026-11-22${path}`,
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    },
  );

test('a page in a browser pairs, signs and reads its answers; another page hears nothing', {
  skip,
}, async () => {
  const page = await openPage('127.0.0.1');
  const paired = await fetchIn(page, { path: '/pair', method: 'POST', body: { code: agent.code } });
  assert.equal(paired.status, 200, paired.text);
  const { token }: { token: string } = JSON.parse(paired.text);

  const listed = await fetchIn(page, { path: '/certificates', token });
  const { certificates }: { certificates: unknown[] } = JSON.parse(listed.text);
  const offered = certificateIn(certificates[0]);
  const batch = batchFor(offered, 5);
  const body = {
    ...batch,
    items: batch.items.map((item) => ({
      ...item,
      toBeSigned: Buffer.from(item.toBeSigned).toString('base64'),
    })),
  };

  // The same machine under its other name is another origin: it knows the token and still hears nothing.
  const other = await openPage('localhost');
  for (const request of [
    { path: '/certificates', token },
    { path: '/pair', method: 'POST', body: { code: '0000-0000' } },
    { path: '/batches', method: 'POST', token, body },
  ]) {
    assert.deepEqual(await fetchIn(other, request), { status: 0, text: 'nothing' }, request.path);
  }
  assert.doesNotMatch(agent.screen(), /Yêu cầu kí/);

  const started = await fetchIn(page, { path: '/batches', method: 'POST', token, body });
  assert.equal(started.status, 201, started.text);
  const { batch: id }: { batch: string } = JSON.parse(started.text);
  agent.typePins(pin);
  const { text } = await fetchIn(page, { path: `/batches/${id}/answers`, token });
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(lines.pop(), { end: { kind: 'done' } });
  const answers = lines.map((line) => ({ id: line.id, value: Buffer.from(line.value, 'base64') }));
  assert.equal(holdingIds(batch, offered, answers).length, 5);
  assert(agent.screen().includes(`Yêu cầu kí từ http://127.0.0.1:${port}`));
});
