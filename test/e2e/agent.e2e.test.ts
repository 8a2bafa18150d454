import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createAgentService } from '../../src/adapter/agent-client/agent-service.ts';
import type {
  ItemAnswer,
  ServiceCertificate,
  SigningService,
} from '../../src/app/signing/ports.ts';
import { pairedService, startAgent, testOrigin } from '../support/agent-process.ts';
import { createSoftHsm } from '../support/softhsm.ts';
import {
  batchFor,
  collect,
  createHolderToken,
  createTokenAuthority,
  holdingIds,
  never,
} from '../support/token-world.ts';

const main = path.resolve(import.meta.dirname, '../../src/main.ts');
const hsm = createSoftHsm();
const home = mkdtempSync(path.join(tmpdir(), 'hocba-agent-'));
after(() => {
  hsm.remove();
  rmSync(home, { recursive: true, force: true });
});
const pin = '135791';
const { token } = await createHolderToken(
  hsm,
  await createTokenAuthority(),
  { personalId: '099190880001' },
  { label: 'Cô Lan', pin },
);

async function certificateFrom(service: SigningService): Promise<ServiceCertificate> {
  const listed = await service.certificates('CCCD:099190880001', never);
  assert(listed.ok, JSON.stringify(listed));
  const [offered] = listed.value;
  assert(offered !== undefined);
  return offered;
}

test('a page pairs by the code on the screen, and a class is signed by one PIN typed there', async () => {
  const agent = await startAgent({ hsm, home });
  try {
    const { service, token: secret } = await pairedService(agent);
    await agent.shows(/Đã ghép với https:\/\/hocba\.example/);
    const offered = await certificateFrom(service);
    assert.match(offered.place, /^Cô Lan \([0-9a-f]{16}\)$/);
    const batch = batchFor(offered, 45);
    agent.typePins(pin);
    let looked = '';
    const { answers, refusal } = await collect(service, batch, (count) => {
      if (count === 5) looked = agent.processes();
    });
    assert.equal(refusal, undefined);
    assert.equal(holdingIds(batch, offered, answers).length, 45);
    assert(looked.includes('module-child.ts'), 'the module runs in a process of its own');
    assert(!looked.includes(pin), 'the PIN is in no argument and in no environment');
    await agent.shows(/Đã kí 45\/45/);
    const screen = agent.screen();
    for (const shown of [testOrigin, batch.title, 'Số chữ kí: 45', 'Nguyễn Thị Lan', 'Cô Lan']) {
      assert(screen.includes(shown), `${shown} is not on the screen`);
    }
    assert(!screen.includes(pin), 'the PIN is shown nowhere');
    const kept = path.join(home, 'pairing.json');
    assert.equal(statSync(kept).mode & 0o777, 0o600);
    assert(!readFileSync(kept, 'utf8').includes(secret), 'the token itself is not kept');
  } finally {
    await agent.stop();
  }
});

/** The page of `testOrigin` comes back with the token that it was given. */
const comeBack = (address: string, secret: string): SigningService =>
  createAgentService({ address, origin: testOrigin, token: secret });

/** Waits until the processes are no more: no module outlives its agent, logged in. */
async function gone(processes: readonly number[]): Promise<void> {
  const until = performance.now() + 10_000;
  while (processes.some((pid) => existsSync(`/proc/${pid}`))) {
    assert(performance.now() < until, `processes ${processes.join(', ')} live on`);
    await pause(50);
  }
}

test('the agent is killed in the middle: an outage, what was signed stands, the next start continues', async () => {
  const first = await startAgent({ hsm, home, args: ['--pair'] });
  const { service, token: secret } = await pairedService(first);
  const offered = await certificateFrom(service);
  const batch = batchFor(offered, 600);
  const answers: ItemAnswer[] = [];
  let modules: readonly number[] = [];
  first.typePins(pin);
  const broken = (async () => {
    for await (const answer of service.sign(batch, never)) {
      answers.push(answer);
      if (answers.length !== 20) continue;
      modules = first.modules();
      await first.kill();
    }
  })();
  await assert.rejects(broken, { name: 'Outage', code: 'agent-connection-lost' });
  assert(answers.length >= 20 && answers.length < 600, `${answers.length} answers`);
  assert.equal(holdingIds(batch, offered, answers).length, answers.length);
  assert.equal(modules.length, 1);
  await gone(modules);
  const signed = new Set(answers.map(({ id }) => id));
  const rest = { ...batch, items: batch.items.filter(({ id }) => !signed.has(id)) };
  const unanswered = collect(service, rest);
  await assert.rejects(unanswered, { name: 'Outage', code: 'agent-unreachable' });

  const second = await startAgent({ hsm, home });
  try {
    assert.equal(second.code, undefined, 'the pairing outlives the agent');
    second.typePins(pin);
    const continued = await collect(comeBack(second.address, secret), rest);
    assert.equal(continued.refusal, undefined);
    assert.equal(holdingIds(rest, offered, continued.answers).length, rest.items.length);
  } finally {
    await second.stop();
  }
});

test('wrong PIN, refusal at the keyboard, token away, request withdrawn: each has its answer and its sentence', async () => {
  const agent = await startAgent({ hsm, home, args: ['--pair'] });
  try {
    const { service } = await pairedService(agent);
    const offered = await certificateFrom(service);
    const batch = batchFor(offered, 3);

    agent.typePins('000000');
    assert.equal((await collect(service, batch)).refusal?.code, 'pin-wrong');
    await agent.shows(/không đúng/);

    const declined = collect(service, batch);
    await agent.shows(/đã có lần nhập sai mã PIN/);
    await agent.shows(/Mã PIN/);
    agent.type('12\x03');
    assert.equal((await declined).refusal?.code, 'pin-cancelled');
    await agent.shows(/Đã từ chối/);

    token.pullOut();
    assert.equal((await collect(service, batch)).refusal?.code, 'token-absent');
    token.plugIn();

    const stop = new AbortController();
    const withdrawn = collect(service, batch, undefined, stop.signal);
    await agent.shows(/Mã PIN/);
    const busy = service.sign(batch, never).next();
    await assert.rejects(busy, { name: 'Outage', code: 'agent-busy' });
    stop.abort();
    await assert.rejects(withdrawn, { name: 'AbortError' });
    await agent.shows(/Bên yêu cầu đã hủy/);

    agent.typePins(pin);
    assert.equal((await collect(service, batch)).answers.length, 3);
  } finally {
    await agent.stop();
  }
});

test('without a terminal there is no agent, since there is nowhere to type a PIN', () => {
  const { status, stderr } = spawnSync(process.execPath, [main, 'agent'], { encoding: 'utf8' });
  assert.equal(status, 64);
  assert.match(stderr, /cửa sổ dòng lệnh/);
});
