import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { readSchoolSettings } from './school-settings.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'hocba-settings-'));
after(() => rmSync(folder, { recursive: true }));

const good = {
  school: {
    code: '9911065701',
    name: 'Trường THCS Mẫu Số 1',
    departmentCode: '99',
    departmentName: 'Sở Giáo dục và Đào tạo Mẫu',
    provinceCode: '31',
    communeCode: '11065',
    headTitle: 'Hiệu trưởng',
  },
  year: '2025-2026',
  environment: 'trial',
  place: { taxCode: '9911065701', communeName: 'Xã', provinceName: 'Tỉnh', issuedAt: 'Xã' },
  clerk: 'GV29',
  database: { home: 'data' },
  trust: 'trust',
  signing: { kind: 'pkcs12', directory: 'keys', password: 'secret-of-the-test' },
};

async function read(settings: unknown) {
  const file = path.join(folder, 'school.json');
  writeFileSync(file, typeof settings === 'string' ? settings : JSON.stringify(settings));
  return readSchoolSettings(file);
}

test('paths lead from the settings file; the seal is where people sign; a register may be absent', async () => {
  const settings = await read(good);
  assert(settings.ok);
  const { database, trust, signing, seal, register } = settings.value;
  assert.deepEqual(database, { home: path.join(folder, 'data') });
  assert.equal(trust, path.join(folder, 'trust'));
  const keys = { ...good.signing, directory: path.join(folder, 'keys') };
  assert.deepEqual([signing, seal, register], [keys, keys, null]);
});

const agent = { kind: 'agent', address: 'http://127.0.0.1:1', origin: 'https://a.example' };

for (const [name, change, faults] of [
  ['a member that nobody knows', { colour: 'red' }, ['colour']],
  ['no year, and a false one', { year: '2025-2027', clerk: '' }, ['year', 'clerk']],
  ['a gap inside', { place: { ...good.place, issuedAt: undefined } }, ['place.issuedAt']],
  ['two databases', { database: { url: 'postgres://x', home: 'y' } }, ['database.url']],
  ['a service that nobody knows', { signing: { kind: 'cloud' } }, ['signing.kind']],
  ['half an agent', { signing: agent }, ['signing.tokenFile']],
  ['a remote one without its file', { signing: { kind: 'remote' } }, ['signing.settings']],
  ['a seal with too much', { seal: { ...good.signing, pin: '1' } }, ['seal.pin']],
  ['a register without a name', { register: { url: 'http://x', taxCode: '1' } }, ['register.name']],
] as const) {
  test(`${name}: named by its path, and no value is repeated`, async () => {
    const settings = await read({ ...good, ...change });
    assert(!settings.ok);
    assert.deepEqual(settings.refusal.names, faults);
    assert.ok(!JSON.stringify(settings.refusal).includes('secret-of-the-test'));
  });
}

test('no file, and no JSON', async () => {
  const broken = await read('{');
  const missing = await readSchoolSettings(path.join(folder, 'nowhere.json'));
  assert.equal(broken.ok ? '' : broken.refusal.code, 'settings-not-json');
  assert.equal(missing.ok ? '' : missing.refusal.code, 'settings-unreadable');
});

for (const signing of [
  { ...agent, tokenFile: 'agent.token' },
  { kind: 'remote', settings: 'remote.json' },
]) {
  test(`settings of ${signing.kind}`, async () => {
    assert.equal((await read({ ...good, signing })).ok, true);
  });
}
