import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { type CommandLine, keyFiles, openCommandLine } from '../../test/support/command-line.ts';
import { freshDatabase } from '../../test/support/postgres.ts';
import { noteKey } from '../../test/support/register.ts';
import { department, sender } from '../../test/support/school.ts';
import { mends, reducedYear } from '../../test/support/school-year.ts';
import { decideCertificates } from '../app/register/decide-signers.ts';
import { instantOf } from '../domain/time/instant.ts';
import { usualAuthorityPolicy } from '../domain/trust/authority-policy.ts';
import { importDeps } from './import-deps.ts';
import { createRegister, type RunningRegister } from './register.ts';
import { signerTrust } from './trust-material.ts';

// Three learners of 7B and the one whose mark is missing.
const yearbook = reducedYear(['7B'], 3, ['9921900214']);
const key = { school: yearbook.school.code, year: yearbook.year, className: '7B' };
let line: CommandLine;
let register: RunningRegister;
let config: string;

before(async () => {
  line = await openCommandLine(yearbook);
  const signer = { kind: 'school' as const, ...department };
  const seal = await line.school.keys.certificateOf(signer);
  assert(seal !== undefined);
  const material = { files: line.school.trustFiles };
  register = await createRegister({
    databaseUrl: await freshDatabase(),
    identity: {
      departmentCode: '99',
      departmentName: department.name,
      taxCode: department.taxCode,
      environment: 'trial',
    },
    trust: signerTrust(material),
    workers: {
      threads: 1,
      trust: { module: new URL('./trust-material.ts', import.meta.url), material },
    },
    seal: { ...seal, sign: (bytes) => line.school.keys.sign(signer, bytes) },
    logKey: noteKey('register.test/99'),
    authority: { ...usualAuthorityPolicy, mode: 'required' },
    clock: { now: () => instantOf(Date.now()) },
    write: () => undefined,
  });
  await register.context.store.addSchool({ code: yearbook.school.code, ...sender });
  const url = await register.app.listen({ host: '127.0.0.1', port: 0 });
  config = await line.settings('school', keyFiles, { register: { url, ...department } });
});
after(async () => {
  await register.close();
  await line.close();
});

for (const [name, args, code, words] of [
  ['review', [], 64, /Thiếu tham số/],
  ['review', ['--signer', '12'], 64, /không phải số định danh/],
  ['review', ['--signer', 'GV05', '--class', '12Z'], 64, /Không có lớp 12Z.*7B/],
  ['review', ['--signer', 'GV05', '--colour', 'red'], 64, /không dùng được/],
  ['close', ['--class', '7b'], 1, /1 học sinh còn thiếu/],
  ['close', ['--by', 'nobody'], 64, /không phải số định danh/],
  ['reopen', ['--class', '7B', '--reason', 'x'], 0, /^$/],
  ['mend', ['--file', 'nowhere.json'], 65, /nowhere\.json/],
  ['recall', ['--record', 'x', '--reason', 'bored'], 64, /Lí do thu hồi/],
  ['recall', ['--record', 'x', '--reason', 'other'], 1, /không có học bạ/],
  ['replace', ['--record', '0'.repeat(32)], 1, /không có học bạ/],
] as const) {
  test(`${name} ${args.join(' ')}: ${code} with a sentence`, async () => {
    const ran = await line.run(config, name, ...args);
    assert.equal(ran.code, code, ran.stderr);
    assert.match(ran.stderr, words);
  });
}

test('settings that cannot be used are named; secrets are not', async () => {
  const bad = await line.settings('bad', { ...keyFiles, colour: 'red' }, { year: '2025' });
  const ran = await line.run(bad, 'status');
  assert.equal(ran.code, 65);
  assert.match(ran.stderr, /year.*signing\.colour/);
  assert.ok(!ran.stderr.includes(keyFiles.password));
  const remote = await line.settings('bad-remote', { kind: 'remote', settings: 'nowhere.json' });
  const gone = await line.run(remote, 'status');
  assert.equal(gone.code, 65);
  assert.match(gone.stderr, /nowhere\.json/);
});

test('an import into the school of the settings keeps the year and opens what is not open yet', async () => {
  const profile = await importDeps.profileIn(config);
  assert.deepEqual(profile.ok && [profile.value.code, profile.value.year], [
    yearbook.school.code,
    yearbook.year,
  ]);
  const kept = await importDeps.keep(config, yearbook);
  assert.deepEqual(kept, { ok: true, value: 0 });
  const nobody = await importDeps.keep(config, { ...yearbook, staff: [] });
  assert.equal(nobody.ok ? '' : nobody.refusal.code, 'actor-unknown');
});

/** Everybody in turn. */
async function signAll(): Promise<void> {
  for (;;) {
    const { classes } = await line.json(config, 'status');
    const people = classes[0]?.next.filter(({ signer }) => signer.kind === 'person') ?? [];
    if (people.length === 0) return;
    for (const { signer } of people) {
      await line.json(config, 'review', '--signer', signer.personalId);
      await line.json(config, 'sign', '--signer', signer.personalId);
    }
  }
}

test('from a missing mark to the register, by commands alone', async () => {
  const file = path.join(line.folder, 'mend.json');
  const { score } = mends.mark.mark;
  const mark = { ...mends.mark, score: (score / 10).toFixed(1) };
  const { mark: _, ...mend } = mark;
  writeFileSync(file, JSON.stringify({ mends: [mend] }));
  await line.json(config, 'mend', '--file', file);
  assert.equal((await line.json(config, 'close')).classes[0]?.closed, 4);
  const early = await line.run(config, 'sign', '--signer', 'GV14');
  assert.equal(early.code, 1);
  assert.match(early.stderr, /Chưa soát/);
  const waiting = await line.run(config, 'issue');
  assert.equal(waiting.code, 1);
  assert.match(waiting.stdout, /4 học bạ chưa đủ chữ kí/);
  await signAll();
  assert.equal((await line.json(config, 'seal')).classes[0]?.sealed, 4);
  assert.equal((await line.json(config, 'issue')).classes[0]?.issued, 4);
  const decision = ['--decision', '01/QĐ-PCK', '--decided', '2025-08-15', '--from', '2025-08-15'];
  const dated = await line.run(
    config,
    'signers',
    ...decision.slice(0, 3),
    '15/8',
    ...decision.slice(4),
  );
  assert.equal(dated.code, 64);
  const stated = await line.json(config, 'signers', ...decision);
  // Teachers, homeroom teacher and head of the class, each once, and the school.
  const records = await line.school.store.records(key);
  const slots = records.flatMap(({ state }) => ('plan' in state ? state.plan : []));
  const people = new Set(slots.map(({ signer }) => JSON.stringify(signer)));
  assert.equal(stated.certificates, people.size, 'the school and every signer, each once');
  const approved = await decideCertificates(
    {
      school: yearbook.school.code,
      certificates: 'proposed',
      decision: { act: 'approve', from: instantOf(Date.now() - 600_000) },
      by: 'Chuyên viên Mẫu',
    },
    register.context,
  );
  assert(approved.ok, JSON.stringify(approved));
  const sent = await line.run(config, 'submit', '--wait', '--enrolment');
  assert.equal(sent.code, 0, sent.stderr);
  assert.match(sent.stdout, /Lớp 7B: đóng gói 4, Sở tiếp nhận 4, từ chối 0/);
  assert.match(sent.stdout, /Đã báo sĩ số/);
  const { states } = (await line.json(config, 'status')).classes[0] ?? {};
  assert.deepEqual(states, { registered: 4 });
  const table = await line.run(config, 'status');
  assert.match(table.stdout, /7B\s+4\s+4 Sở đã tiếp nhận/);
});

test('a change names whose signatures are lost, in words and as data', async () => {
  // The next version of a record takes the same way: mended, closed, signed.
  const [record] = await line.school.store.records(key);
  assert(record !== undefined && record.state.state === 'registered');
  const { code } = record;
  const { learner } = record.state;
  const replaced = await line.run(config, 'replace', '--record', code);
  assert.equal(replaced.code, 0, replaced.stderr);
  assert.match(replaced.stdout, /phiên bản 2/);
  await line.json(config, 'close');
  await signAll();
  const reopen = ['--class', '7B', '--record', code, '--reason', 'sai nhận xét'] as const;
  assert.equal((await line.run(config, 'reopen', ...reopen)).code, 0);
  const learners = yearbook.learners.map((one) =>
    one.number === learner ? { ...one, homeroomComment: 'Nhận xét đã sửa.' } : one,
  );
  await line.school.store.saveYear({ ...yearbook, learners }, line.school.clock.now());
  const closed = await line.run(config, 'close');
  assert.equal(closed.code, 0, closed.stderr);
  assert.match(closed.stdout, /hết hiệu lực/);
  assert.match(closed.stdout, /giáo viên chủ nhiệm/);
  assert.match(closed.stdout, /người đứng đầu/);
  assert.doesNotMatch(closed.stdout, /giáo viên môn học/);
  const status = await line.json(config, 'status');
  const homeroom = line.school.staff(yearbook.classes[0]?.homeroom ?? '');
  const head = line.school.staff('GV01');
  const lost = status.classes[0]?.withdrawn.map(({ signer }) => signer);
  assert.deepEqual(lost?.toSorted(), [homeroom, head].toSorted());
  const review = await line.json(config, 'review', '--signer', homeroom);
  assert.equal(review.rows.length, 1);
  assert.deepEqual(
    review.rows[0]?.changes?.map((change) => Object(change).field),
    ['homeroomComment'],
  );
});

test('a registered record is recalled with its reason, and only once', async () => {
  const records = await line.school.store.records(key);
  const record = records.find(
    ({ state, code }) =>
      state.state === 'registered' && !records.some((one) => one.code === code && one.version > 1),
  );
  assert(record !== undefined);
  const args = ['--record', record.code, '--reason', 'wrong-content', '--note', 'sai tên'] as const;
  const recalled = await line.run(config, 'recall', ...args);
  assert.equal(recalled.code, 0, recalled.stderr);
  const again = await line.run(config, 'recall', ...args);
  assert.equal(again.code, 1);
  assert.match(again.stderr, /đã bị thu hồi/);
});
