import assert from 'node:assert/strict';
import { test } from 'node:test';
import { realPace } from './pace.ts';
import { openRemoteSigning } from './settings.ts';

const open = (json: unknown) =>
  openRemoteSigning(json, {
    pace: realPace,
    readSecret: async (file) =>
      ({ secret: 's3cret\n', empty: '', pem: '-----BEGIN CERTIFICATE-----\n' })[file],
    showAddress: () => undefined,
    donePage: '',
  });

const secret = { file: 'secret' };
const csc = {
  provider: 'csc-v2',
  base: 'https://csc.example.invalid/csc/v2',
  clientId: 'hocba',
  clientSecret: secret,
  grant: 'client-credentials',
};

const good: readonly (readonly [title: string, json: object, name: string])[] = [
  ['CSC', csc, 'CSC'],
  [
    'CSC in a browser, with everything said',
    {
      ...csc,
      name: 'Nhà cung cấp A',
      grant: 'authorization-code',
      redirectUri: 'http://127.0.0.1:8989/signing',
      user: 'teacher-1',
      authData: { PIN: secret },
      hashesPerRequest: 20,
      approvalSeconds: 180,
      pollSeconds: 3,
      timeoutSeconds: 10,
    },
    'Nhà cung cấp A',
  ],
  [
    'SmartCA',
    {
      provider: 'smart-ca',
      base: 'https://gwsca.vnpt.vn/sca/sp769',
      spId: 'x',
      spPassword: secret,
    },
    'VNPT SmartCA',
  ],
  [
    'SmartCA, older flow',
    {
      provider: 'smart-ca-csc',
      base: 'https://gwsca.vnpt.vn',
      clientId: 'x',
      clientSecret: secret,
      username: '099082200900',
      password: secret,
    },
    'VNPT SmartCA',
  ],
  [
    'MySign',
    {
      provider: 'my-sign',
      base: 'https://remotesigning.viettel.vn:8773',
      clientId: 'x',
      clientSecret: secret,
      profileId: 'adss:ras:profile:001',
    },
    'Viettel MySign',
  ],
  ['VGCA', { provider: 'vgca', trust: 'pem' }, 'VGCA'],
];
for (const [title, json, name] of good) {
  test(`${title}: settings that are good`, async () => {
    const opened = await open(json);
    assert.ok(opened.ok, JSON.stringify(opened));
    assert.equal(opened.value.name, name);
  });
}

const wrong: readonly (readonly [title: string, json: unknown, names: readonly string[]])[] = [
  ['no object', [], ['provider', 'base', 'clientId', 'clientSecret', 'grant']],
  ['an unknown provider', { ...csc, provider: 'other' }, ['provider']],
  ['an unknown name', { ...csc, clientSecrets: 'x' }, ['clientSecrets']],
  ['a secret in the file itself', { ...csc, clientSecret: 's3cret' }, ['clientSecret']],
  ['a secret whose file is not there', { ...csc, clientSecret: { file: 'no' } }, ['clientSecret']],
  ['a secret whose file is empty', { ...csc, clientSecret: { file: 'empty' } }, ['clientSecret']],
  ['http to another machine', { ...csc, base: 'http://csc.example.invalid' }, ['base']],
  ['a password in the address', { ...csc, base: 'https://a:b@csc.example.invalid' }, ['base']],
  [
    'a browser without an address to return to',
    { ...csc, grant: 'authorization-code' },
    ['redirectUri'],
  ],
  [
    'a redirect to another machine',
    { ...csc, grant: 'authorization-code', redirectUri: 'https://a.example.invalid/x' },
    ['redirectUri'],
  ],
  [
    'numbers out of bounds',
    { ...csc, hashesPerRequest: 0, pollSeconds: 61 },
    ['hashesPerRequest', 'pollSeconds'],
  ],
  ['a PIN in the file itself', { ...csc, authData: { PIN: '1234' } }, ['authData.PIN']],
  [
    'VGCA on another machine',
    { provider: 'vgca', base: 'wss://10.0.0.1:8987', trust: 'pem' },
    ['base'],
  ],
  ['VGCA without trust', { provider: 'vgca', trust: 'no' }, ['trust']],
];
for (const [title, json, names] of wrong) {
  test(`refused by name, without its value: ${title}`, async () => {
    const opened = await open(json);
    assert.ok(!opened.ok);
    assert.deepEqual([...opened.refusal.names].sort(), [...names].sort());
    assert.doesNotMatch(JSON.stringify(opened), /s3cret|1234/);
  });
}
