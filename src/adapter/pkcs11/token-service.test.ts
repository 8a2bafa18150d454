import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTokenPeople } from '../../../test/support/token-people.ts';
import { batchFor, collect, holdingIds, never } from '../../../test/support/token-world.ts';
import { tokenFlag } from './constant.ts';

const { service, serviceWith, holder, oneOfferedTo } = await createTokenPeople();

test('no token at hand', async () => {
  const { service } = serviceWith();
  assert.deepEqual(await service.certificates(null, never), {
    ok: false,
    refusal: { code: 'token-absent', facts: {} },
  });
});

for (const keyKind of ['rsa-2048', 'ec-p256', 'ec-p384'] as const) {
  test(`one PIN signs a class: ${keyKind}`, async () => {
    const { id, label } = await holder({ keyKind });
    const offered = await oneOfferedTo(id);
    assert.equal(offered.issuers.length, 2, 'CA and root from the token');
    const { service, shown } = serviceWith('246810');
    const batch = batchFor(offered, 45);
    const { answers, refusal } = await collect(service, batch);
    assert.equal(refusal, undefined);
    assert.deepEqual(
      [...holdingIds(batch, offered, answers)].sort(),
      batch.items.map((i) => i.id).sort(),
    );
    assert.equal(shown.length, 1);
    const [request] = shown;
    assert.equal(request?.asker, 'https://hocba.example');
    assert.equal(request.items, 45);
    assert.equal(request.title, batch.title);
    assert.match(request.holder, /Nguyễn Thị Lan/);
    assert(request.place.startsWith(label));
    assert.equal(request.tries, 'usual');
  });
}

test('a key that wants its holder each time is given the same PIN each time', async () => {
  const { id } = await holder({ keyKind: 'rsa-2048', alwaysAuthenticate: true });
  const offered = await oneOfferedTo(id);
  const batch = batchFor(offered, 3);
  const { answers, refusal } = await collect(serviceWith('246810').service, batch);
  assert.equal(refusal, undefined);
  assert.equal(holdingIds(batch, offered, answers).length, 3);
});

test('wrong PIN: refused, and the next request tells that few tries are left', async () => {
  const { id } = await holder();
  const offered = await oneOfferedTo(id);
  const wrong = await collect(serviceWith('111111').service, batchFor(offered, 2));
  assert.deepEqual(wrong.answers, []);
  assert.equal(wrong.refusal?.code, 'pin-wrong');
  assert.equal(wrong.refusal.facts['tries'], 'few');
  const again = serviceWith('246810');
  const right = await collect(again.service, batchFor(offered, 2));
  assert.equal(again.shown[0]?.tries, 'few');
  assert.equal(right.answers.length, 2);
});

test('the last try: the holder is warned, and a wrong PIN says that one was left', async () => {
  const { id, token } = await holder();
  const offered = await oneOfferedTo(id);
  token.addFlags(tokenFlag.userPinCountLow | tokenFlag.userPinFinalTry);
  const { service, shown } = serviceWith('111111');
  const { refusal } = await collect(service, batchFor(offered, 1));
  assert.equal(shown[0]?.tries, 'last');
  assert.equal(refusal?.code, 'pin-wrong');
  assert.equal(refusal.facts['triesLeft'], '1');
});

test('PIN locked: refused without asking for it', async () => {
  const { id, token } = await holder();
  const offered = await oneOfferedTo(id);
  token.addFlags(tokenFlag.userPinLocked);
  const { service, shown } = serviceWith();
  const { answers, refusal } = await collect(service, batchFor(offered, 1));
  assert.deepEqual(answers, []);
  assert.equal(refusal?.code, 'pin-locked');
  assert.deepEqual(shown, []);
});

test('the holder declines in place of a PIN', async () => {
  const { id } = await holder();
  const { service } = serviceWith('cancelled');
  const { refusal } = await collect(service, batchFor(await oneOfferedTo(id), 1));
  assert.equal(refusal?.code, 'pin-cancelled');
});

test('token pulled out before signing', async () => {
  const { id, token } = await holder();
  const offered = await oneOfferedTo(id);
  token.pullOut();
  const { service, shown } = serviceWith();
  const { refusal } = await collect(service, batchFor(offered, 1));
  assert.equal(refusal?.code, 'token-absent');
  assert.deepEqual(shown, [], 'no PIN is asked for a token that is not there');
  token.plugIn();
});

test('token pulled out while the PIN is asked for', async () => {
  const { id, token } = await holder();
  const offered = await oneOfferedTo(id);
  const pullingOut = service({
    async ask() {
      token.pullOut();
      return Buffer.from('246810');
    },
  });
  const { answers, refusal } = await collect(pullingOut, batchFor(offered, 2));
  assert.deepEqual(answers, []);
  assert.equal(refusal?.code, 'token-removed');
  token.plugIn();
});

test('token pulled out in the middle: what was signed stands, the rest is signed once it is back', async () => {
  const { id, token } = await holder({ keyKind: 'rsa-2048' });
  const offered = await oneOfferedTo(id);
  const batch = batchFor(offered, 400);
  const { answers, refusal } = await collect(serviceWith('246810').service, batch, (count) => {
    if (count === 5) token.pullOut();
  });
  assert.equal(refusal?.code, 'token-removed');
  assert(answers.length >= 5 && answers.length < 400, `${answers.length} answers`);
  assert.equal(holdingIds(batch, offered, answers).length, answers.length);
  token.plugIn();
  const signed = new Set(answers.map((answer) => answer.id));
  const rest = { ...batch, items: batch.items.filter((item) => !signed.has(item.id)) };
  const second = await collect(serviceWith('246810').service, rest);
  assert.equal(second.refusal, undefined);
  assert.equal(answers.length + second.answers.length, 400);
});

test('aborting ends a batch', async () => {
  const { id } = await holder({ keyKind: 'rsa-2048' });
  const stop = new AbortController();
  const batch = batchFor(await oneOfferedTo(id), 400);
  const running = collect(
    serviceWith('246810').service,
    batch,
    (count) => count === 3 && stop.abort(),
    stop.signal,
  );
  await assert.rejects(running, { name: 'AbortError' });
});
