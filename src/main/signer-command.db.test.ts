import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { freshDatabase } from '../../test/support/postgres.ts';
import { sampleContent } from '../../test/support/sample-content.ts';
import { asOf, type HolderName, holderOf, pki, trust } from '../../test/support/signed-sample.ts';
import type { Pool } from '../adapter/postgres/database.ts';
import { openRegisterPool } from '../adapter/postgres/register/open-register-pool.ts';
import { createRegisterStore } from '../adapter/postgres/register/register-store.ts';
import { createSignerStore } from '../adapter/postgres/register/signer-store.ts';
import { ok } from '../domain/result.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Io } from '../edge/cli/command.ts';
import { appointmentsCommand, certificatesCommand } from '../edge/cli/commands/signers.ts';
import type { SignerDeps, SignerDesk } from '../edge/cli/signers/desk.ts';
import { prepareRegisterDatabase } from './register.ts';
import { signerDeps } from './signer-deps.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hocba-signers-'));
let pool: Pool;
let deps: SignerDeps;
let now: Instant = asOf;

before(async () => {
  const url = await freshDatabase();
  await prepareRegisterDatabase(url, '99');
  pool = openRegisterPool(url, '99', { max: 2 });
  await createRegisterStore(pool, '99').addSchool(sampleContent.school);
  const signers = createSignerStore(pool, '99');
  const desk: SignerDesk = {
    context: { signers, trust, clock: { now: () => now } },
    policy: { mode: 'where-known', warnWithinDays: 30 },
    officer: 'canbo',
  };
  deps = { ...signerDeps, open: async (_, use) => ok(await use(desk)) };
});
after(async () => {
  await pool.end();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function hocba(...args: readonly string[]) {
  let stdout = '';
  let stderr = '';
  const io: Io = {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    isTty: false,
    columns: 100,
  };
  const [name, ...rest] = args;
  const command = name === 'certificates' ? certificatesCommand(deps) : appointmentsCommand(deps);
  const code = await command.run(rest, io, new AbortController().signal);
  return { code, stdout, stderr };
}

const pem = (holder: HolderName): string => {
  const file = path.join(folder, `${holder}.pem`);
  fs.writeFileSync(file, pki.holders[holder].certificate);
  return file;
};
const der = (holder: HolderName): string => {
  const file = path.join(folder, `${holder}.der`);
  fs.writeFileSync(file, Buffer.from(holderOf(holder).certificate.base64, 'base64'));
  return file;
};
const { code: school } = sampleContent.school;
const digestOf = (holder: HolderName): string =>
  Buffer.from(holderOf(holder).certificate.sha256, 'base64').toString('hex');
const short = (holder: HolderName): string => digestOf(holder).slice(0, 10);

test('certificates are proposed from PEM and DER files, once', async () => {
  const files = [pem('toan'), der('head')];
  const first = await hocba('certificates', 'propose', ...files, '--school', school);
  assert.deepEqual([first.code, first.stderr], [0, '']);
  assert.match(first.stdout, /đề nghị đăng ký 2 chứng thư số/);
  const again = await hocba('certificates', 'propose', files[0] ?? '', '--school', school);
  assert.match(again.stdout, /0 trong 1/);
  const seal = await hocba('certificates', 'propose', pem('school'), '--school', school);
  assert.equal(seal.code, 1);
  assert.match(seal.stderr, /khai sai loại/);
  const named = ['--school', school, '--kind', 'seal'];
  assert.equal((await hocba('certificates', 'propose', pem('school'), ...named)).code, 0);
});

/** A certificate that no register should take, and the word of the sentence. */
const unfit: readonly (readonly [HolderName, RegExp])[] = [
  ['toanRevoked', /không do cơ quan chứng thực được công nhận cấp, hoặc đã bị thu hồi/],
  ['toanExpired', /không do cơ quan|hết hạn/],
  ['toanFalse', /không do cơ quan chứng thực được công nhận/],
];
for (const [holder, sentence] of unfit) {
  test(`not proposed: ${holder}`, async () => {
    const answer = await hocba('certificates', 'propose', pem(holder), '--school', school);
    assert.equal(answer.code, 1);
    assert.match(answer.stderr, sentence);
  });
}

test('what is in no file is said to be in none', async () => {
  const empty = path.join(folder, 'empty.pem');
  fs.writeFileSync(empty, '-----BEGIN NOTHING-----\n-----END NOTHING-----\n');
  const answer = await hocba('certificates', 'propose', empty, '--school', school);
  assert.equal(answer.code, 64);
  assert.match(answer.stderr, /không có chứng thư số nào đọc được/);
  const missing = await hocba('certificates', 'propose', 'nowhere.pem', '--school', school);
  assert.match(missing.stderr, /Không đọc được tệp nowhere.pem/);
});

test('the list shows what waits; approval, refusal and withdrawal go by the digest’s beginning', async () => {
  const list = await hocba('certificates', 'list', '--state', 'proposed');
  for (const holder of ['toan', 'head', 'school'] as const) {
    assert(list.stdout.includes(short(holder)), list.stdout);
  }
  assert.match(list.stdout, /3 dòng/);
  assert.equal((await hocba('certificates', 'approve', short('toan'), short('school'))).code, 0);
  const silent = await hocba('certificates', 'refuse', short('head'));
  assert.deepEqual([silent.code, /chưa ghi lí do/.test(silent.stderr)], [1, true]);
  const refused = await hocba('certificates', 'refuse', short('head'), '--reason', 'sai chức vụ');
  assert.equal(refused.code, 0);
  const wrong = await hocba('certificates', 'withdraw', short('toan'), '--reason', 'chán');
  assert.equal(wrong.code, 64);
  now = '2026-06-21T00:00:00Z' as Instant;
  const dated = ['--reason', 'left-school', '--from', '2026-06-21'];
  const withdrawn = await hocba('certificates', 'withdraw', short('toan'), ...dated, '--json');
  assert.equal(withdrawn.code, 0, withdrawn.stderr);
  const { events } = JSON.parse(withdrawn.stdout);
  // The day begins in Vietnam.
  assert.equal(events[0].from, '2026-06-20T17:00:00Z');
  assert.equal(events[0].by, 'canbo');
});

test('the history tells who did what, and why', async () => {
  const { stdout } = await hocba('certificates', 'history', short('toan'));
  assert.match(
    stdout,
    /Trường đề nghị đăng ký[\s\S]*Sở phê duyệt[\s\S]*Thu hồi.*rời trường.*canbo/,
  );
});

test('an ending certificate is warned about by the policy’s days, or those that are asked for', async () => {
  const none = await hocba('certificates', 'expiring', '--within', '0');
  assert.match(none.stdout, /Không có chứng thư số nào/);
  const all = await hocba('certificates', 'expiring', '--within', '9999', '--json');
  const { certificates } = JSON.parse(all.stdout);
  assert.deepEqual(
    certificates.map((one: { certificate: string }) => one.certificate),
    [digestOf('school')],
  );
  assert.equal((await hocba('certificates', 'expiring', '--within', '-1')).code, 64);
});

const usage: readonly (readonly string[])[] = [
  ['certificates'],
  ['certificates', 'buy'],
  ['certificates', 'approve'],
  ['certificates', 'approve', '--all'],
  ['certificates', 'approve', 'abc'],
  ['certificates', 'approve', '00000000'],
  ['certificates', 'list', '--state', 'gone'],
  ['certificates', 'list', '--colour', 'red'],
  ['certificates', 'suspend', '00000000', '--from', 'soon'],
  ['certificates', 'propose', 'x.pem'],
  ['appointments', 'state', '--school', '1'],
  ['appointments', 'list', '--role', 'KING'],
];
for (const args of usage) {
  test(`wrong usage: ${args.join(' ')}`, async () => {
    const answer = await hocba(...args);
    assert.deepEqual([answer.code, answer.stdout], [64, '']);
    assert.match(answer.stderr, /hocba (certificates|appointments) list/);
  });
}

test('appointments are stated, listed by day and role, ended and remembered', async () => {
  const words = ['--school', school, '--person', '099082200002', '--name', 'Vũ Thị Phó'];
  const decision = ['--decision', '05/QĐ', '--decided-on', '2025-08-01', '--from', '2025-08-05'];
  const stated = ['appointments', 'state', '--id', 'KT-1', '--role', 'CBQL-KT'];
  const first = await hocba(...stated, ...words, ...decision);
  assert.deepEqual([first.code, first.stderr], [0, '']);
  const again = await hocba(...stated, ...words, ...decision);
  assert.match(again.stdout, /không có gì thay đổi/);
  const head = ['appointments', 'state', '--id', 'CB-1', '--role', 'CBQL'];
  const both = await hocba(...head, ...words, ...decision);
  assert.deepEqual([both.code, /vừa đứng đầu vừa ký thay/.test(both.stderr)], [1, true]);
  const end = ['--school', school, '--on', '2026-01-31', '--reason', 'nghỉ hưu'];
  assert.equal((await hocba('appointments', 'end', 'KT-1', ...end)).code, 0);
  for (const [on, count] of [
    ['2025-08-04', 0],
    ['2025-08-05', 1],
    ['2026-01-31', 1],
    ['2026-02-01', 0],
  ] as const) {
    const list = await hocba('appointments', 'list', '--on', on, '--json');
    assert.equal(JSON.parse(list.stdout).appointments.length, count, on);
  }
  const { stdout } = await hocba('appointments', 'history', 'KT-1');
  assert.match(stdout, /Phân công ký[\s\S]*Thôi phân công.*đến hết.*nghỉ hưu/);
});
