import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createSoftHsm } from '../../../test/support/softhsm.ts';
import { createHolderToken, createTokenAuthority } from '../../../test/support/token-world.ts';
import { attribute, objectClass, tokenFlag, user } from './constant.ts';
import { loadCryptoki } from './cryptoki.ts';
import { layoutOf } from './layout.ts';
import { CallFailure, nameOfCode } from './return-code.ts';

const hsm = createSoftHsm();
after(() => hsm.remove());
await createHolderToken(
  hsm,
  await createTokenAuthority(),
  { personalId: '099190760001', keyKind: 'ec-p256' },
  { label: 'Thầy Đức – tổ Toán', pin: '246810' },
);
Object.assign(process.env, hsm.environment);
const cryptoki = loadCryptoki(hsm.module, layoutOf(process.platform, process.arch));
cryptoki.initialize();

test('the library stays while its functions are used, whatever the garbage collector does', () => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  assert(typeof collect === 'function');
  for (let round = 0; round < 5; round++) collect();
  assert(cryptoki.slots().length > 0);
});

test('a token tells its label in UTF-8, its serial number and its flags', () => {
  const [slot = -1] = cryptoki.slots();
  const token = cryptoki.tokenOf(slot);
  assert.equal(token.label, 'Thầy Đức – tổ Toán');
  assert.match(token.serial, /^[0-9a-f]{16}$/);
  assert((token.flags & tokenFlag.userPinInitialized) !== 0);
  assert((token.flags & tokenFlag.userPinLocked) === 0);
});

test('private keys are found after login only, and never show themselves', () => {
  const [slot = -1] = cryptoki.slots();
  const session = cryptoki.openSession(slot);
  const wanted = [[attribute.class, objectClass.privateKey]] as const;
  assert.deepEqual(cryptoki.find(session, wanted), []);
  cryptoki.login(session, user.normal, Buffer.from('246810'));
  const [key = -1] = cryptoki.find(session, wanted);
  assert.equal(cryptoki.valueOf(session, key, attribute.value), undefined);
  cryptoki.logout(session);
  cryptoki.closeSession(session);
});

test('twelve wrong PINs: SoftHSM2 warns by a flag and locks nothing', () => {
  const [slot = -1] = cryptoki.slots();
  const session = cryptoki.openSession(slot);
  for (let attempt = 0; attempt < 12; attempt++) {
    assert.throws(
      () => cryptoki.login(session, user.normal, Buffer.from('000000')),
      (error) => error instanceof CallFailure && nameOfCode(error.code) === 'CKR_PIN_INCORRECT',
    );
  }
  const { flags } = cryptoki.tokenOf(slot);
  assert((flags & tokenFlag.userPinCountLow) !== 0);
  assert((flags & tokenFlag.userPinLocked) === 0);
  cryptoki.login(session, user.normal, Buffer.from('246810'));
  cryptoki.closeSession(session);
});
