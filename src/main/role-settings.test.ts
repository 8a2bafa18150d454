import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { readRoleSettings } from './role-settings.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'hocba-settings-'));
after(() => rmSync(folder, { recursive: true }));

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
    writeFileSync(file, JSON.stringify({ ...province, timeStamp }));
    const read = await readRoleSettings(file, 'province');
    if (isGood) assert(read.ok, JSON.stringify(read));
    else assert(!read.ok && read.refusal.names.join() === 'timeStamp');
  });
}
