import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type CscServer, cscClient, startCscServer } from '../../test/support/csc-server.ts';
import { makeHolders } from '../../test/support/signing-batch.ts';
import { fastPace } from '../../test/support/signing-server.ts';
import type { Io } from '../edge/cli/command.ts';
import { signingServiceCommand } from '../edge/cli/commands/signing-service.ts';
import { runCli } from '../edge/cli/run-cli.ts';
import { createSigningService } from './signing-service.ts';

const main = path.join(import.meta.dirname, '..', 'main.ts');

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The program as a user starts it. */
function spawned(...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, 'signing-service', ...args]);
    let [out, err] = ['', ''];
    child.stdout.on('data', (part: Buffer) => {
      out += part.toString('utf8');
    });
    child.stderr.on('data', (part: Buffer) => {
      err += part.toString('utf8');
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

/** The same command line in this process, with a fast clock. */
async function run(...args: readonly string[]): Promise<Ran> {
  let [out, err] = ['', ''];
  const io: Io = {
    stdout(text) {
      out += text;
    },
    stderr(text) {
      err += text;
    },
    isTty: false,
    columns: 80,
  };
  const command = signingServiceCommand({
    open: (file, show) => createSigningService(file, show, fastPace()),
  });
  const entry = { name: command.name, summary: command.summary, load: async () => command };
  const signal = new AbortController().signal;
  const code = await runCli([entry], [command.name, ...args], io, signal, false);
  return { code, out, err };
}

describe('hocba signing-service check', () => {
  let server: CscServer;
  before(async () => {
    const { holders, issuers } = await makeHolders(['rsa-2048']);
    server = await startCscServer(holders, issuers);
    writeFileSync(path.join(server.folder, 'secret'), `${cscClient.secret}\n`);
    writeFileSync(path.join(server.folder, 'other'), 'not-the-secret\n');
  });
  after(async () => server.close());

  const settings = (changes: Readonly<Record<string, unknown>> = {}): string => {
    const file = path.join(server.folder, 'settings.json');
    const json = {
      provider: 'csc-v2',
      name: 'Nhà cung cấp thử nghiệm',
      base: server.settings.base.href,
      clientId: cscClient.id,
      clientSecret: { file: 'secret' },
      grant: 'client-credentials',
      ...changes,
    };
    writeFileSync(file, JSON.stringify(json));
    return file;
  };

  test('lists the certificates, for people and as JSON', async () => {
    const args = ['check', '--settings', settings(), '--holder', 'CCCD:099082200900'];
    const told = await spawned(...args);
    assert.equal(told.code, 0, told.err);
    assert.match(told.out, /có 1 chứng thư số dùng được/);
    assert.match(told.out, /Nguyễn Thị Kí 0/);
    const { code, out } = await run(...args, '--json');
    assert.equal(code, 0);
    const [certificate] = JSON.parse(out).certificates;
    assert.equal(certificate.uid, 'CCCD:099082200900');
    assert.equal(certificate.algorithm, 'rsa-sha256');
  });

  const wrong: readonly (readonly [title: string, () => readonly string[], number, RegExp])[] = [
    [
      'a wrong secret',
      () => [settings({ clientSecret: { file: 'other' } }), '--holder', 'CCCD:099082200900'],
      1,
      /không nhận tài khoản trong cấu hình.*invalid_client/,
    ],
    [
      'a holder whom the service does not know',
      () => [settings(), '--holder', 'CCCD:099000000000'],
      1,
      /không có chứng thư số nào/,
    ],
    [
      'settings with faults',
      () => [settings({ base: 'http://example.invalid', pin: '1234' })],
      65,
      /ghi sai các mục: base, pin/,
    ],
    [
      'no service at the address',
      () => [settings({ base: 'http://127.0.0.1:9/csc/v2' }), '--holder', 'CCCD:099082200900'],
      75,
      /Không kết nối được tới dịch vụ kí/,
    ],
    [
      'a holder that is none',
      () => [settings(), '--holder', 'Lan'],
      64,
      /không đúng dạng người kí/,
    ],
    ['no such file', () => ['/nowhere/settings.json'], 65, /Không đọc được tệp cấu hình/],
  ];
  for (const [title, args, expected, words] of wrong) {
    test(`says what is wrong: ${title}`, async () => {
      const { code, out, err } = await run('check', '--settings', ...args());
      assert.equal(code, expected, err);
      assert.equal(out, '');
      assert.match(err, words);
      assert.doesNotMatch(err, /secret|1234|\bat .*\.ts/);
    });
  }

  test('without a verb: how it is used', async () => {
    const { code, err } = await run();
    assert.equal(code, 64);
    assert.match(err, /signing-service check --settings/);
  });
});
