import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createSoftHsm, createSoftHsmToken } from '../../../test/support/softhsm.ts';
import {
  batchFor,
  collect,
  createHolderToken,
  createTokenAuthority,
  holdingIds,
  type NewHolder,
  never,
  tokenNow,
  typedPins,
  validBefore,
  validNow,
} from '../../../test/support/token-world.ts';
import type { ServiceCertificate } from '../../app/signing/ports.ts';
import { parsePersonalId } from '../../domain/person/identity.ts';
import { createTokenService } from './token-service.ts';

const authority = await createTokenAuthority();
const hsm = createSoftHsm();
after(() => hsm.remove());

const serviceWith = (...pins: readonly string[]) => {
  const pin = typedPins(...pins);
  const service = createTokenService({
    modules: [hsm.module],
    environment: hsm.environment,
    pin,
    asker: 'https://hocba.example',
    clock: { now: () => tokenNow },
  });
  return { service, shown: pin.shown };
};

let people = 0;
/** One more person with a token of their own. */
async function holder(more: Partial<NewHolder> & { readonly alwaysAuthenticate?: boolean } = {}) {
  people += 1;
  const personalId = more.personalId ?? `09919000${String(people).padStart(4, '0')}`;
  const { alwaysAuthenticate = false } = more;
  const label = `Token ${people}`;
  const { token, credential } = await createHolderToken(
    hsm,
    authority,
    { ...more, personalId },
    { label, pin: '246810', alwaysAuthenticate },
  );
  return { token, credential, id: `CCCD:${personalId}`, label };
}

async function offeredTo(id: string): Promise<readonly ServiceCertificate[]> {
  const listed = await serviceWith().service.certificates(id, never);
  assert(listed.ok);
  return listed.value;
}

async function oneOfferedTo(id: string): Promise<ServiceCertificate> {
  const [one, ...more] = await offeredTo(id);
  assert(one !== undefined && more.length === 0);
  return one;
}

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
  const { id } = await holder({ alwaysAuthenticate: true });
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

test('token pulled out in the middle: what was signed stands, the rest is signed once it is back', async () => {
  const { id, token } = await holder();
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

test('expired certificate: refused before the PIN', async () => {
  const { id } = await holder({ validity: validBefore });
  const { service, shown } = serviceWith();
  const { refusal } = await collect(service, batchFor(await oneOfferedTo(id), 1));
  assert.equal(refusal?.code, 'certificate-not-usable');
  assert.equal(refusal.facts['status'], 'expired');
  assert.deepEqual(shown, []);
});

test('two tokens of the same person are told apart by their place', async () => {
  const first = await holder({ personalId: '099190990001' });
  const second = await holder({ personalId: '099190990001' });
  const both = await offeredTo(first.id);
  assert.deepEqual(both.map(({ place }) => place.replace(/ \(.*/, '')).sort(), [
    first.label,
    second.label,
  ]);
  for (const offered of both) {
    const batch = batchFor(offered, 2);
    const { answers } = await collect(serviceWith('246810').service, batch);
    assert.equal(holdingIds(batch, offered, answers).length, 2);
  }
});

test('certificate without its key', async () => {
  const personalId = parsePersonalId('099190990002');
  assert(personalId !== undefined);
  const elsewhere = await authority.issuePerson(
    { name: 'Trần Văn Nam', personalId },
    validNow,
    'ec-p256',
  );
  createSoftHsmToken(hsm, {
    label: 'Không khóa',
    pin: '246810',
    certificate: elsewhere.certificate.der,
  });
  const offered = await oneOfferedTo('CCCD:099190990002');
  const { refusal } = await collect(serviceWith('246810').service, batchFor(offered, 1));
  assert.equal(refusal?.code, 'key-not-usable');
  assert.equal(refusal.facts['code'], 'no-key');
});

test('names of certificates that mean nothing here', async () => {
  const { id } = await holder();
  const offered = await oneOfferedTo(id);
  const other = 'ab'.repeat(32);
  const cases = [
    ['rubbish', 'certificate-not-found'],
    [`00000000.${offered.id.split('.').slice(1).join('.')}`, 'certificate-not-found'],
    [offered.id.replace(/[0-9a-f]{64}$/, other), 'certificate-not-found'],
    [offered.id.replace(/\.[0-9a-f]+\./, '.00ff.'), 'token-absent'],
  ] as const;
  for (const [certificate, code] of cases) {
    const batch = { ...batchFor(offered, 1), certificate };
    assert.equal((await collect(serviceWith().service, batch)).refusal?.code, code, certificate);
  }
  const wrongAlgorithm = { ...batchFor(offered, 1), algorithm: 'ecdsa-sha256' as const };
  const { refusal } = await collect(serviceWith().service, wrongAlgorithm);
  assert.equal(refusal?.facts['status'], 'algorithm-refused');
});

test('aborting ends a batch', async () => {
  const { id } = await holder();
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
