import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { readRoleSettings } from './role-settings.ts';

const ministry = {
  role: 'ministry',
  host: '127.0.0.1',
  port: 8080,
  database: 'postgresql://localhost/ministry',
  witnessKey: 'key',
  registers: ['key'],
};

let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hocba-settings-'));
});
after(() => rm(folder, { recursive: true }));

const read = async (settings: unknown) => {
  const file = path.join(folder, 'settings.json');
  await writeFile(file, typeof settings === 'string' ? settings : JSON.stringify(settings));
  return readRoleSettings(file, 'ministry');
};

const refused: readonly (readonly [what: string, settings: unknown, names: readonly string[]])[] = [
  ['nothing', {}, ['role', 'host', 'port', 'database', 'witnessKey', 'registers']],
  ['another role', { ...ministry, role: 'province' }, ['role']],
  ['a port that is none', { ...ministry, port: 70_000 }, ['port']],
  ['a setting that nobody knows', { ...ministry, colour: 'red' }, ['colour']],
  ['figures without a port', { ...ministry, metrics: 'localhost' }, ['metrics']],
  ['figures at a port that is none', { ...ministry, metrics: 'localhost:99999' }, ['metrics']],
  [
    'a policy of authority that is none',
    { ...ministry, authority: { mode: 'perhaps', warnWithinDays: 30 } },
    ['authority'],
  ],
  [
    'a policy with a word too many',
    { ...ministry, authority: { mode: 'required', warnWithinDays: 30, from: 'now' } },
    ['authority'],
  ],
  ['figures at a number', { ...ministry, metrics: 9464 }, ['metrics']],
];
for (const [what, settings, names] of refused) {
  test(`settings refused, every fault named: ${what}`, async () => {
    const answer = await read(settings);
    assert(!answer.ok);
    assert.equal(answer.refusal.code, 'settings-invalid');
    assert.deepEqual(answer.refusal.names, names);
  });
}

for (const metrics of [undefined, '127.0.0.1:9464', '[::1]:9464', 'so-goc.noi-bo:9464']) {
  test(`settings taken, figures at ${metrics ?? 'no address'}`, async () => {
    const answer = await read(metrics === undefined ? ministry : { ...ministry, metrics });
    assert(answer.ok);
  });
}

test('settings taken, with a policy of authority', async () => {
  const authority = { mode: 'required', warnWithinDays: 30 };
  assert((await read({ ...ministry, authority })).ok);
});

test('a file that is not there or is not JSON is said to be so', async () => {
  const absent = await readRoleSettings(path.join(folder, 'absent.json'), 'ministry');
  assert(!absent.ok && absent.refusal.code === 'settings-unreadable');
  const broken = await read('{');
  assert(!broken.ok && broken.refusal.code === 'settings-not-json');
});

const province = {
  role: 'province',
  host: '127.0.0.1',
  port: 0,
  database: 'postgres://localhost/x',
  departmentCode: '99',
  departmentName: 'Sở Mẫu',
  taxCode: '0999000000',
  environment: 'trial',
  trust: '/trust',
  seal: { pkcs12: '/seal.p12', password: 'x' },
  logKey: 'key',
  witness: null,
  schools: [],
};

const stamps: readonly (readonly [value: unknown, isGood: boolean])[] = [
  [undefined, true],
  [null, true],
  [{ url: 'http://127.0.0.1:1/tsa' }, true],
  [{ url: 'https://tsa.example.vn/tsa', policies: ['1.2.3.4.1'] }, true],
  [{ url: 'https://tsa.example.vn/tsa', policies: null }, true],
  [{ url: 'tsa.example.vn' }, false],
  [{ url: 'ftp://tsa.example.vn' }, false],
  [{ url: 'http://' }, false],
  [{ url: 'http://tsa.example.vn', policies: 'any' }, false],
  [{ url: 'http://tsa.example.vn', policies: [7] }, false],
  ['http://tsa.example.vn', false],
];

for (const [number, [timeStamp, isGood]] of stamps.entries()) {
  test(`timeStamp ${JSON.stringify(timeStamp)} is ${isGood ? 'taken' : 'named as wrong'}`, async () => {
    const file = path.join(folder, `${number}.json`);
    await writeFile(file, JSON.stringify({ ...province, timeStamp }));
    const answer = await readRoleSettings(file, 'province');
    if (isGood) assert(answer.ok, JSON.stringify(answer));
    else assert(!answer.ok && answer.refusal.names.join() === 'timeStamp');
  });
}
