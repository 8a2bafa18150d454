import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knownModules } from './known-modules.ts';
import { modulesHere } from './modules-here.ts';

const cases = [
  {
    platform: 'linux',
    files: ['/usr/lib/libbit4xpki.so', '/usr/lib64/libeToken.so', '/usr/lib/other.so'],
    found: ['bit4id /usr/lib/libbit4xpki.so', 'SafeNet eToken /usr/lib64/libeToken.so'],
  },
  {
    platform: 'win32',
    files: ['C:\\Windows\\System32\\eTPKCS11.dll'],
    found: ['SafeNet eToken C:\\Windows\\System32\\eTPKCS11.dll'],
  },
  {
    platform: 'darwin',
    files: ['/opt/homebrew/lib/softhsm/libsofthsm2.so'],
    found: ['SoftHSM2 /opt/homebrew/lib/softhsm/libsofthsm2.so'],
  },
  { platform: 'aix', files: ['/usr/lib/libbit4xpki.so'], found: [] },
] as const;

for (const { platform, files, found } of cases) {
  test(`modules on ${platform} are found by their files`, () => {
    const exists = (file: string) => files.some((one) => one === file);
    assert.deepEqual(
      modulesHere(platform, exists).map(({ name, file }) => `${name} ${file}`),
      found,
    );
  });
}

test('SoftHSM2 is found on this machine, once', () => {
  assert.equal(modulesHere().filter(({ name }) => name === 'SoftHSM2').length, 1);
});

test('only what was tried is said to have been', () => {
  assert.deepEqual(
    knownModules.filter(({ tried }) => tried).map(({ name }) => name),
    ['SoftHSM2'],
  );
});
