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

test('a file that is not there or is not JSON is said to be so', async () => {
  const absent = await readRoleSettings(path.join(folder, 'absent.json'), 'ministry');
  assert(!absent.ok && absent.refusal.code === 'settings-unreadable');
  const broken = await read('{');
  assert(!broken.ok && broken.refusal.code === 'settings-not-json');
});
