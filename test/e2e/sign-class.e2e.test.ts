import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { query } from '../../src/adapter/postgres/database.ts';
import { currentRecords } from '../../src/app/school/current-records.ts';
import type { PersonalId } from '../../src/domain/person/identity.ts';
import { instantOf } from '../../src/domain/time/instant.ts';
import { openHome } from '../../src/main/demo/home.ts';
import { startTimeStamp } from '../../src/main/demo/start-time-stamp.ts';
import { type AgentProcess, startAgent, testOrigin } from '../support/agent-process.ts';
import { classOfForty, forty } from '../support/class-of-forty.ts';
import { type CommandLine, keyFiles, openCommandLine } from '../support/command-line.ts';
import { cscClient, startCscServer } from '../support/csc-server.ts';
import { createSoftHsm, createSoftHsmToken, type SoftHsm } from '../support/softhsm.ts';
import { writeFiles } from '../support/write-files.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const yearbook = classOfForty();
const opened: CommandLine[] = [];
after(async () => {
  for (const one of opened) await one.close();
});

async function closedClass(): Promise<CommandLine> {
  const line = await openCommandLine(yearbook);
  opened.push(line);
  const { classes } = await line.json(await line.settings('close', keyFiles), 'close');
  assert.equal(classes[0]?.closed, forty);
  return line;
}

/** Runs the program as a user does. */
async function hocba(...args: readonly string[]) {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** Everybody in turn reviews and signs, each with one batch; answers how many signatures were made. */
async function signByTurns(
  line: CommandLine,
  config: string,
  signing: (signer: string) => void = () => undefined,
): Promise<number> {
  let made = 0;
  for (;;) {
    const { classes } = await line.json(config, 'status');
    const people = classes[0]?.next.filter(({ signer }) => signer.kind === 'person') ?? [];
    if (people.length === 0) return made;
    for (const { signer } of people) {
      const who = ['--class', '6A', '--signer', signer.personalId] as const;
      const { rows, digest } = await line.json(config, 'review', ...who);
      signing(signer.personalId);
      const signed = await line.json(config, 'sign', ...who, '--reviewed', digest.slice(0, 12));
      assert.deepEqual([signed.before + signed.signed, signed.left], [rows.length, 0]);
      made += signed.signed;
    }
  }
}

/** Seal, issue, and verify every file with nothing but the folder of trust. */
async function finish(line: CommandLine, config: string): Promise<readonly Uint8Array[]> {
  assert.equal((await line.json(config, 'seal')).classes[0]?.sealed, forty);
  assert.equal((await line.json(config, 'issue')).classes[0]?.issued, forty);
  const key = { school: yearbook.school.code, year: yearbook.year, className: '6A' };
  const files: string[] = [];
  const issued: Uint8Array[] = [];
  for (const { code, version } of currentRecords(await line.school.store.records(key))) {
    const bytes = await line.school.store.file(code, version);
    assert(bytes !== undefined);
    await writeFiles(line.folder)(`records/${code}.xml`, bytes);
    issued.push(bytes);
    files.push(`${line.folder}/records/${code}.xml`);
  }
  assert.equal(files.length, forty);
  const verified = await hocba('verify', ...files, '--trust', line.trust, '--offline', '--json');
  assert.equal(verified.code, 0, verified.stderr + verified.stdout.slice(0, 2000));
  return issued;
}

test('forty learners, keys in files: reviewed, signed, sealed with a time-stamp, issued, verified offline', async () => {
  const line = await closedClass();
  const home = await openHome(path.join(line.folder, 'time-stamp'));
  const { authority } = line.school;
  const stamps = await startTimeStamp({ home, authority, tell: () => undefined });
  const config = await line.settings('files', keyFiles, { timeStamp: { url: stamps.url } });
  const early = await line.run(config, 'seal');
  assert.equal(early.code, 1);
  assert.match(early.stdout, /40 học bạ chưa đủ chữ kí/);
  const made = await signByTurns(line, config);
  assert.ok(made >= forty * 12, String(made));
  try {
    for (const bytes of await finish(line, config)) {
      assert.match(Buffer.from(bytes).toString('utf8'), /SignatureTimeStamp/);
    }
  } finally {
    await stamps.stop();
  }
});

const pin = '246813';

/** A token for everybody who signs the class; the first teacher's key is large, so that a batch takes a while. */
async function tokensFor(line: CommandLine, hsm: SoftHsm): Promise<PersonalId> {
  const { school } = line;
  const key = { school: yearbook.school.code, year: yearbook.year, className: '6A' };
  const [record] = await school.store.records(key);
  assert(record !== undefined && record.state.state === 'closed');
  const people = record.state.plan.flatMap(({ signer }) =>
    signer.kind === 'person' ? [signer] : [],
  );
  const [slow] = people;
  assert(slow !== undefined);
  const issuers = [school.authority.ca.certificate.der, school.authority.root.certificate.der];
  await issueLargeKey(line, slow);
  for (const personalId of new Set(people.map((one) => one.personalId))) {
    const credential = school.authority.issued.get(`CCCD:${personalId}`);
    assert(credential !== undefined);
    const { certificate, privateKey } = credential;
    const token = { label: `GV ${personalId.slice(-4)}`, pin, certificate: certificate.der };
    createSoftHsmToken(hsm, { ...token, key: privateKey, issuers });
  }
  return slow.personalId;
}

/** Issues a new certificate with a key whose signatures take a token several milliseconds each. */
async function issueLargeKey(
  { school }: CommandLine,
  { name, personalId }: { readonly name: string; readonly personalId: PersonalId },
): Promise<void> {
  const now = Date.now();
  const validity = { notBefore: instantOf(now - 3_600_000), notAfter: instantOf(now + 86_400_000) };
  await school.authority.issuePerson({ name, personalId }, validity, 'rsa-4096');
}

test('tokens through the agent: killed in the middle, resumed; one PIN for each person and class', async () => {
  const line = await closedClass();
  const hsm = createSoftHsm();
  const home = path.join(line.folder, 'agent');
  let agent: AgentProcess | undefined;
  try {
    const slow = await tokensFor(line, hsm);
    agent = await startAgent({ hsm, home });
    const paired = { kind: 'agent', origin: testOrigin, tokenFile: 'agent.token' } as const;
    const { address, code } = agent;
    const first = await line.settings('tokens', { ...paired, address });
    const who = ['--class', '6A', '--signer', slow] as const;
    await line.json(first, 'review', ...who);
    await assert.rejects(line.run(first, 'sign', ...who), { code: 'agent-not-paired' });
    const pairing = await hocba('pair', '--code', code ?? '', '--config', first);
    assert.equal(pairing.code, 0, pairing.stderr);
    const running = agent;
    const killing = line.runWith((service) => ({
      ...service,
      async *sign(batch, signal) {
        const answers = service.sign(batch, signal);
        for (let answered = 1; ; answered += 1) {
          const next = await answers.next();
          if (next.done === true) return next.value;
          if (answered === 1) await running.kill();
          yield next.value;
        }
      },
    }));
    agent.typePins(pin);
    await assert.rejects(killing(first, 'sign', ...who), { code: 'agent-connection-lost' });
    const gone = await hocba('sign', ...who, '--config', first);
    assert.equal(gone.code, 75);
    assert.match(gone.stderr, /Đã giữ \d+\/40 chữ kí; chạy lại lệnh này/);

    agent = await startAgent({ hsm, home });
    const second = await line.settings('tokens-again', { ...paired, address: agent.address });
    agent.typePins(pin);
    const resumed = await line.json(second, 'sign', ...who);
    assert.equal(resumed.before + resumed.signed, forty);
    assert.ok(resumed.before > 0 && resumed.before < forty, String(resumed.before));
    assert.equal(await signaturesOf(line, slow), forty, 'nothing is signed twice');
    let asked = 0;
    const typing = agent;
    const made = await signByTurns(line, second, () => {
      asked += 1;
      typing.typePins(pin);
    });
    assert.ok(made >= forty * 11, String(made));
    const prompts = typing.screen().match(/Mã PIN \(/g)?.length;
    assert.equal(prompts, asked + 1, 'one PIN for each batch');
    await finish(line, second);
  } finally {
    await agent?.stop();
    hsm.remove();
  }
});

async function signaturesOf({ school }: CommandLine, signer: PersonalId): Promise<number> {
  const rows = await query<{ count: number }>(
    school.pool,
    `select count(*) as count from record_event where type = 'SubjectSigned' and body->>'by' = $1`,
    [signer],
  );
  return rows[0]?.count ?? 0;
}

test('a remote service by CSC API v2: one approval for each person and class', async () => {
  const line = await closedClass();
  const { authority } = line.school;
  const people = [...authority.issued].filter(([id]) => id.startsWith('CCCD:'));
  const server = await startCscServer(
    people.map(([, credential]) => credential),
    [authority.ca, authority.root],
    { approvalMs: 20_000 },
  );
  try {
    const write = writeFiles(line.folder);
    await write('csc.secret', Buffer.from(cscClient.secret));
    const remote = {
      provider: 'csc-v2',
      base: server.settings.base.href,
      clientId: cscClient.id,
      clientSecret: { file: 'csc.secret' },
      grant: 'client-credentials',
      pollSeconds: 0.05,
    };
    await write('remote.json', Buffer.from(JSON.stringify(remote)));
    const config = await line.settings('csc', { kind: 'remote', settings: 'remote.json' });
    let asked = 0;
    const made = await signByTurns(line, config, () => {
      asked += 1;
    });
    assert.ok(made >= forty * 12, String(made));
    const { approvals, signatures } = await server.control({});
    assert.deepEqual([approvals, signatures], [asked, made], 'one approval for each batch');
    await finish(line, config);
  } finally {
    await server.close();
  }
});
