import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createSoftHsmToken } from '../../../test/support/softhsm.ts';
import { createTokenPeople } from '../../../test/support/token-people.ts';
import {
  batchFor,
  collect,
  holdingIds,
  never,
  typedPins,
  validBefore,
  validNow,
} from '../../../test/support/token-world.ts';
import { parsePersonalId } from '../../domain/person/identity.ts';

const { authority, hsm, service, serviceWith, holder, offeredTo, oneOfferedTo } =
  await createTokenPeople();

test('one token behind two modules is offered once, by the preferred one', async () => {
  const { id } = await holder({ keyKind: 'ec-p256' });
  const copy = path.join(hsm.folder, 'preferred.so');
  copyFileSync(hsm.module, copy);
  const both = service(typedPins('246810'), [copy, hsm.module]);
  const listed = await both.certificates(id, never);
  assert(listed.ok);
  const [offered, ...more] = listed.value;
  assert(offered !== undefined && more.length === 0);
  assert.notEqual(offered.id, (await oneOfferedTo(id)).id);
  assert.equal((await collect(both, batchFor(offered, 2))).answers.length, 2);
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
  const wrongAlgorithm = { ...batchFor(offered, 1), algorithm: 'rsa-sha256' as const };
  const { refusal } = await collect(serviceWith().service, wrongAlgorithm);
  assert.equal(refusal?.facts['status'], 'algorithm-refused');
});
