import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { submitAndWait } from '../../test/support/answered.ts';
import { noOpenssl, now, OpensslCa } from '../../test/support/openssl-responders.ts';
import { Crew, learnerContent, packageOf, sent, signRecord } from '../../test/support/records.ts';
import { startRegister, type TestRegister } from '../../test/support/register.ts';
import { sampleContent } from '../../test/support/sample-content.ts';
import { createRegisterClient, type RegisterClient } from '../adapter/http/register-client.ts';
import { openPool, type Pool } from '../adapter/postgres/database.ts';
import { createTimeStampClient } from '../adapter/trust/time-stamp-client.ts';
import { exportRegister } from '../app/register/export-register.ts';
import type { StampContext } from '../app/register/stamp/ports.ts';
import { renewEvidence } from '../app/register/stamp/renew-evidence.ts';
import { stampCheckpoint } from '../app/register/stamp/stamp-checkpoint.ts';
import { epochMsOf, type Instant, instantOf } from '../domain/time/instant.ts';
import { checkProof } from '../edge/cli/check-proof.ts';
import { logCommand } from '../edge/cli/commands/log.ts';
import { parseEvidence } from '../format/evidence/evidence-record.ts';
import { verifyEvidence } from '../format/evidence/verify-evidence.ts';
import { writeSignerKey } from '../format/log/key.ts';
import { parseRecordProof } from '../format/log/proof.ts';
import { sha256Hex } from '../format/log/sha256-hex.ts';
import { usualTimeStampPolicy } from '../format/time-stamp/policy.ts';
import { logDeps } from './log-deps.ts';

const dayMs = 24 * 3600 * 1000;

describe('with openssl ts behind HTTP', { skip: noOpenssl }, () => {
  const ca = new OpensslCa(['old', 'new'], 14_600);
  const crew = new Crew().enlist(sampleContent);
  const contents = [1, 2, 3, 4].map((n) => learnerContent(n));
  const [one, two, three, four] = contents;
  assert(one && two && three && four);
  const files = contents.map((content) => signRecord(content, crew));
  let running: TestRegister;
  let client: RegisterClient;
  let owner: Pool;
  let first: StampContext;
  let second: StampContext;

  const validity = ['20250101000000Z', '20290101000000Z'] as const;
  ca.issue('first', 'time', { ca: 'old', validity });
  const late = ['20250101000000Z', '20630101000000Z'] as const;
  ca.issue('second', 'time', { ca: 'new', validity: late });
  ca.timeStampSection('first', 'first', { ca: 'old' });
  ca.timeStampSection('second', 'second', { ca: 'new', digest: 'sha512' });
  const anchors = [ca.certificate('old'), ca.certificate('new')];
  const trust = { anchors, intermediates: [], crls: [ca.crl('old'), ca.crl('new', 13_500)] };
  const policy = usualTimeStampPolicy;
  const clock = { now };

  const submit = async (...numbers: readonly number[]): Promise<void> => {
    const records = numbers.map((n) => {
      const [content, file] = [contents[n], files[n]];
      assert(content && file);
      return sent(content, file);
    });
    const seed = `package-${numbers.join('-')}`;
    await submitAndWait(client, packageOf(records, crew, { seed }), seed);
  };

  before(async () => {
    crew.holder('MST:0999000000');
    const address = await ca.timeStampServer('first');
    const authority = createTimeStampClient(address, { timeoutMs: 10_000 });
    running = await startRegister(crew, {
      clock,
      timeStamp: { authority, trust, policy, lookEveryMs: 20 },
    });
    client = createRegisterClient(running.url);
    owner = openPool(running.config.databaseUrl, { max: 1 });
    const { stamping } = running.register;
    assert(stamping);
    first = stamping;
    const other = createTimeStampClient(await ca.timeStampServer('second'), { timeoutMs: 10_000 });
    second = { ...stamping, authority: other };
  });

  after(async () => {
    await owner.end();
    await running.register.close();
    await ca.close();
  });

  test('the worker stamps the newest head by itself, once a day', async () => {
    await submit(0);
    for (let attempt = 0; (await running.register.evidence.sizes()).length === 0; attempt += 1) {
      assert(attempt < 500, JSON.stringify(running.entries.slice(-3)));
      await sleep(20);
    }
    await submit(1);
    await sleep(300);
    assert.deepEqual(await running.register.evidence.sizes(), [1]);
    const again = await stampCheckpoint('daily', first);
    assert.equal(!again.ok && again.refusal.code, 'stamped-today');
    const tomorrow = { now: () => instantOf(epochMsOf(now()) + dayMs) };
    const due = await stampCheckpoint('daily', { ...first, clock: tomorrow });
    assert(due.ok && due.value.size === 2);
  });

  test('on demand; not twice for one head', async () => {
    await submit(2);
    const stamped = await stampCheckpoint('demanded', first);
    assert(stamped.ok, JSON.stringify(stamped));
    const again = await stampCheckpoint('demanded', first);
    assert.equal(!again.ok && again.refusal.code, 'head-already-stamped');
    assert.deepEqual(await running.register.evidence.sizes(), [1, 2, 3]);
  });

  test('a token that proves nothing is not kept', async () => {
    await submit(3);
    const strangers = { ...trust, anchors: [] };
    const unknown = await stampCheckpoint('demanded', { ...first, trust: strangers });
    assert(!unknown.ok && unknown.refusal.code === 'stamp-not-accepted');
    assert.deepEqual(unknown.refusal.codes, ['issuer-not-found']);
    const stale = await stampCheckpoint('demanded', { ...first, trust: { ...trust, crls: [] } });
    assert(!stale.ok && stale.refusal.code === 'stamp-not-accepted');
    assert.deepEqual(await running.register.evidence.sizes(), [1, 2, 3]);
  });

  const publishedEvidence = async (size: number) => {
    const answer = await fetch(`${running.url}/api/2026-11-22/log/checkpoint-stamps/${size}`);
    assert.equal(answer.status, 200);
    const read = parseEvidence(await answer.json());
    assert(read.ok, JSON.stringify(read));
    return read.value;
  };
  const judge = async (size: number, judgedAt: Instant) => {
    const registerKeys = [running.logVerifier];
    const record = await publishedEvidence(size);
    return verifyEvidence({ record, registerKeys, trust, policy, judgedAt });
  };

  test('what is published proves the time', async () => {
    const list = await fetch(`${running.url}/api/2026-11-22/log/checkpoint-stamps`);
    assert.deepEqual(await list.json(), { sizes: [1, 2, 3] });
    assert.equal(
      (await fetch(`${running.url}/api/2026-11-22/log/checkpoint-stamps/4`)).status,
      404,
    );
    const { provenTime, findings } = await judge(3, now());
    assert(provenTime, JSON.stringify(findings));
  });

  const proofOf = async (index: number) => {
    const content = contents[index];
    assert(content);
    const proof = await client.proof(content.code);
    assert(proof.ok);
    return proof.value;
  };
  const verdictsOf = async (index: number, judgedAt: Instant, store?: typeof trust) => {
    const bytes = Buffer.from(JSON.stringify(await proofOf(index)));
    const keys = { registerKeys: [running.logVerifier], witnessKeys: [] };
    const given = store === undefined ? keys : { ...keys, store };
    return checkProof(bytes, sha256Hex(files[index] ?? Buffer.of()), given, judgedAt).findings;
  };

  test('the proof of a record carries the first head that holds it, and verify tells the time', async () => {
    for (const index of [0, 1, 2]) {
      const findings = await verdictsOf(index, now(), trust);
      const open = findings.filter(({ outcome }) => outcome !== 'passed');
      assert.deepEqual(open, []);
      const time = findings.find(({ code }) => code === 'evidence-record-time');
      assert.equal(time?.facts?.['size'], String(index + 1));
      assert.match(time.sentence, /Học bạ đã được ghi vào sổ gốc trước/);
    }
    const unknown = await verdictsOf(0, now());
    const outcomes = new Set(unknown.map(({ outcome }) => outcome));
    assert(outcomes.has('undetermined') && !outcomes.has('failed'), JSON.stringify(unknown));
  });

  test('a record that no stamped head holds has no evidence, and none can be borrowed', async () => {
    const late = parseRecordProof(await proofOf(3));
    assert(late.ok);
    assert.equal(late.value.evidence, null);
    const borrowed = { ...Object(await proofOf(3)), evidence: Object(await proofOf(0)).evidence };
    const bytes = Buffer.from(JSON.stringify(borrowed));
    const keys = { registerKeys: [running.logVerifier], witnessKeys: [], store: trust };
    const codes = checkProof(
      bytes,
      sha256Hex(files[3] ?? Buffer.of()),
      keys,
      now(),
    ).findings.flatMap(({ code, outcome }) => (outcome === 'failed' ? [code] : []));
    assert.deepEqual(codes, ['evidence-of-other-head']);
  });

  test('one token renews the whole register; thirty years on the first authority is gone', async () => {
    const in2056 = '2056-06-10T00:00:00Z' as Instant;
    assert.equal((await judge(1, in2056)).provenTime, null);
    const before = (await judge(1, now())).provenTime;
    const renewal = { digest: 'sha512', tree: 'anew' } as const;
    const renewed = await renewEvidence(renewal, running.logVerifier, second);
    assert(renewed.ok, JSON.stringify(renewed));
    assert.deepEqual([renewed.value.renewed, renewed.value.left], [3, []]);
    for (const size of [1, 2, 3]) {
      const report = await judge(size, in2056);
      assert(report.provenTime, JSON.stringify(report.findings));
    }
    assert.equal((await judge(1, in2056)).provenTime, before);
    const findings = await verdictsOf(0, in2056, trust);
    assert(findings.every(({ outcome }) => outcome === 'passed'));
    const retired = { sha256: '2045-01-01T00:00:00Z' as Instant };
    const record = await publishedEvidence(2);
    const registerKeys = [running.logVerifier];
    const question = { record, registerKeys, trust, policy, judgedAt: in2056, retired };
    assert(verifyEvidence(question).provenTime, 'the tree was hashed anew by SHA-512');
  });

  test('evidence is exported beside the log', async () => {
    const { reader, prover, log, evidence } = running.register;
    const places: string[] = [];
    await exportRegister({ reader, prover, log, evidence }, async (place) => {
      places.push(place);
    });
    for (const size of [1, 2, 3]) assert(places.includes(`log/checkpoint-stamps/${size}.json`));
  });

  test('fsck reads every token again and finds what was changed', async () => {
    const clean = await running.register.fsck(true);
    assert.deepEqual([clean.stamps, clean.differences], [6, []]);
    const kept = 'create table kept_stamp as table checkpoint_stamp';
    await owner.query(kept);
    const tamperings = [
      "update checkpoint_stamp set at = at - interval '1 day' where size = 1 and step = 0",
      'delete from checkpoint_stamp where size = 2 and step = 0',
      "update checkpoint_stamp set body = replace(body, 'crls', 'x') where size = 2 and step = 1",
      `update checkpoint_stamp a set body = b.body from checkpoint_stamp b
         where b.size = 2 and b.step = 0 and a.size = 3 and a.step = 0`,
    ];
    for (const sql of tamperings) {
      const change = async (...statements: readonly string[]) =>
        owner.query(
          ['begin', 'set local session_replication_role = replica', ...statements, 'commit'].join(
            ';',
          ),
        );
      await change(sql);
      const { differences } = await running.register.fsck(true);
      await change(
        'delete from checkpoint_stamp',
        'insert into checkpoint_stamp select * from kept_stamp',
      );
      assert.deepEqual([...new Set(differences.map(({ code }) => code))], ['stamp-invalid'], sql);
    }
  });

  test('nothing of it can be changed or taken away by the running program', async () => {
    for (const sql of [
      'update checkpoint_stamp set step = 9',
      'delete from checkpoint_stamp',
      'truncate checkpoint_stamp',
    ]) {
      await assert.rejects(owner.query(sql), /append-only/);
    }
  });

  /** The province's settings as the operator has them, with this authority. */
  async function settingsWith(timeStamp: { readonly url: string } | null): Promise<string> {
    mkdirSync(ca.file('trust'), { recursive: true });
    for (const name of ['old.pem', 'new.pem', 'old.crl', 'new.crl']) {
      copyFileSync(ca.file(name), path.join(ca.file('trust'), name));
    }
    const pair = ['-inkey', 'second.key', '-in', 'second.pem'];
    ca.openssl('pkcs12', '-export', ...pair, '-passout', 'pass:x', '-out', 'seal.p12');
    const { databaseUrl, logKey, identity } = running.config;
    const settings = {
      role: 'province',
      ...identity,
      host: '127.0.0.1',
      port: 0,
      database: databaseUrl,
      trust: ca.file('trust'),
      seal: { pkcs12: ca.file('seal.p12'), password: 'x' },
      logKey: writeSignerKey(logKey),
      witness: null,
      timeStamp,
      schools: [],
    };
    return ca.write('province.json', JSON.stringify(settings));
  }

  async function run(...args: readonly string[]) {
    let said = '';
    const say = (text: string) => {
      said += text;
    };
    const io = { stdout: say, stderr: say, isTty: false, columns: 80 };
    const code = await logCommand(logDeps).run(args, io, new AbortController().signal);
    return { code, said };
  }

  test('the operator stamps and renews by hand', async () => {
    const config = await settingsWith({ url: await ca.timeStampServer('second') });
    const stamped = await run('stamp', '--config', config);
    assert.equal(stamped.code, 0, stamped.said);
    assert.match(stamped.said, /Điểm kiểm 4 lá đã được đóng dấu thời gian/);
    assert.match((await run('stamp', '--config', config)).said, /chưa có gì mới/);
    const renewed = await run('renew', '--config', config, '--digest', 'sha384');
    assert.equal(renewed.code, 0, renewed.said);
    assert.match(renewed.said, /gia hạn bằng chứng của 4 điểm kiểm/);
    const none = await run('stamp', '--config', await settingsWith(null));
    assert.deepEqual([none.code, /timeStamp/.test(none.said)], [1, true]);
    assert.equal((await run('renew', '--digest', 'md5')).code, 64);
    assert.equal((await run('stamp', '--config', ca.file('nothing.json'))).code, 65);
  });
});
