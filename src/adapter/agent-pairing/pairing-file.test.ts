import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { agentHome, pairingFile } from './pairing-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'hocba-pairing-'));
after(() => rmSync(folder, { recursive: true }));
const pairing = { origin: 'https://hocba.example', tokenSha256: 'ab'.repeat(32) };

test('a pairing is kept for its user alone, and replaced whole', async () => {
  const home = path.join(folder, 'a', 'hocba');
  const file = pairingFile(home);
  assert.equal(await file.read(), undefined);
  await file.write({ ...pairing, origin: 'https://old.example' });
  await file.write(pairing);
  assert.deepEqual(await file.read(), pairing);
  assert.equal(statSync(path.join(home, 'pairing.json')).mode & 0o777, 0o600);
  assert.equal(statSync(home).mode & 0o777, 0o700);
  assert.deepEqual(readdirSync(home), ['pairing.json']);
});

for (const [what, text] of [
  ['cut off', '{"origin":"https://hoc'],
  ['of another shape', '{"origin":1}'],
  ['with a token that is no digest', JSON.stringify({ ...pairing, tokenSha256: 'abc' })],
] as const) {
  test(`a file ${what} is no pairing`, async () => {
    const home = mkdtempSync(path.join(folder, 'x-'));
    writeFileSync(path.join(home, 'pairing.json'), text);
    assert.equal(await pairingFile(home).read(), undefined);
  });
}

test('a folder that cannot be used is an outage', async () => {
  const home = path.join(folder, 'file');
  mkdirSync(path.join(home, 'pairing.json'), { recursive: true });
  await assert.rejects(pairingFile(home).read(), { code: 'agent-home-unreadable' });
  await assert.rejects(pairingFile(home).write(pairing), { code: 'agent-home-unwritable' });
});

test('settings stand where each system keeps them', () => {
  assert.equal(agentHome('linux', {}, '/home/lan'), '/home/lan/.config/hocba');
  assert.equal(agentHome('linux', { XDG_CONFIG_HOME: '/c' }, '/home/lan'), '/c/hocba');
  const library = '/Users/lan/Library/Application Support/hocba';
  assert.equal(agentHome('darwin', {}, '/Users/lan'), library);
  const windows = { APPDATA: 'C:\\Users\\lan\\AppData\\Roaming' };
  assert.equal(
    agentHome('win32', windows, 'C:\\Users\\lan'),
    'C:\\Users\\lan\\AppData\\Roaming\\hocba',
  );
});
