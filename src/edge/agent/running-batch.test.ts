import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Outage } from '../../app/outage.ts';
import type { BatchToSign, SigningService } from '../../app/signing/ports.ts';
import { ok } from '../../domain/result.ts';
import { startBatch } from './running-batch.ts';

const batch: BatchToSign = {
  certificate: 'c',
  algorithm: 'rsa-sha256',
  title: 'Lớp 6A',
  items: [{ id: 'a', title: 'Học bạ', toBeSigned: Buffer.from('x') }],
};

const serviceOf = (sign: SigningService['sign']): SigningService => ({
  certificates: async () => ok([]),
  sign,
});

/** Waits for a PIN that nobody types. */
const waiting = serviceOf(async function* (_batch, signal) {
  yield { id: 'a', value: Buffer.from([7]) };
  await pause(60_000, undefined, { signal });
  return undefined;
});

async function linesOf(reading: AsyncIterable<string>): Promise<readonly unknown[]> {
  let text = '';
  for await (const piece of reading) text += piece;
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('a batch that nobody reads is cancelled, so that the next one can come', async () => {
  const running = startBatch(waiting, batch, { unreadMs: 30, blankMs: 1000 });
  assert.deepEqual(await running.ended, { kind: 'cancelled' });
  assert.equal(running.signed, 1);
});

test('a batch that is read goes on; when its reader leaves, it is cancelled after a while', async () => {
  const running = startBatch(waiting, batch, { unreadMs: 60, blankMs: 1000 });
  const reading = running.read(0);
  await reading.next();
  const next = reading.next();
  await pause(150);
  assert.equal(running.end, undefined);
  running.cancel();
  await next;
  await reading.return();
  const second = startBatch(waiting, batch, { unreadMs: 60, blankMs: 1000 });
  for await (const _ of second.read(0)) break;
  assert.deepEqual(await second.ended, { kind: 'cancelled' });
});

test('an outage and a bug are told by code; a bug tells no more', async () => {
  const cases = [
    [new Outage('token-failed', { fact: 'C_Sign' }), { code: 'token-failed', fact: 'C_Sign' }],
    [new Outage('token-failed'), { code: 'token-failed', fact: '' }],
    [new Error('secret of a bug'), { code: 'agent-failed', fact: '' }],
  ] as const;
  for (const [error, told] of cases) {
    const failing = serviceOf(async function* () {
      yield { id: 'a', value: Buffer.from([7]) };
      throw error;
    });
    const running = startBatch(failing, batch);
    const expected = { kind: 'outage', ...told };
    assert.deepEqual(await running.ended, expected);
    assert.deepEqual(await linesOf(running.read(0)), [
      { id: 'a', value: 'Bw==' },
      { end: expected },
    ]);
  }
});

test('two readers hear the same', async () => {
  const service = serviceOf(async function* () {
    await pause(20);
    yield { id: 'a', value: Buffer.from([7]) };
    return { code: 'token-removed', facts: { place: 'T' } };
  });
  const running = startBatch(service, batch);
  const [first, second] = await Promise.all([linesOf(running.read(0)), linesOf(running.read(0))]);
  assert.deepEqual(first, second);
  assert.deepEqual(first?.[1], {
    end: { kind: 'refused', refusal: { code: 'token-removed', facts: { place: 'T' } } },
  });
});

test('while a PIN is awaited, blank lines keep the connection', async () => {
  const running = startBatch(waiting, batch, { unreadMs: 1000, blankMs: 5 });
  const reading = running.read(1);
  assert.deepEqual(await reading.next(), { done: false, value: '\n' });
  assert.deepEqual(await reading.next(), { done: false, value: '\n' });
  running.cancel();
  await reading.return();
});
