import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { createSoftHsm } from '../../../test/support/softhsm.ts';
import {
  batchFor,
  collect,
  createHolderToken,
  createTokenAuthority,
  holdingIds,
  never,
  tokenNow,
  typedPins,
} from '../../../test/support/token-world.ts';
import { type ModuleLimits, usualModuleLimits } from './module-process.ts';
import { createTokenService } from './token-service.ts';

const hsm = createSoftHsm();
after(() => hsm.remove());
const pin = '246810';
await createHolderToken(
  hsm,
  await createTokenAuthority(),
  { personalId: '099190770001' },
  { label: 'Thầy Minh', pin },
);

const serviceOf = (modules: readonly string[], limits: ModuleLimits = usualModuleLimits) =>
  createTokenService({
    modules,
    environment: hsm.environment,
    pin: typedPins(pin, pin),
    asker: 'https://hocba.example',
    clock: { now: () => tokenNow },
    limits,
  });

/** Processes of modules that this process has started and that live. */
const moduleChildren = (): readonly number[] =>
  readdirSync('/proc/self/task')
    .flatMap((task) => readFileSync(`/proc/self/task/${task}/children`, 'utf8').trim().split(' '))
    .filter((pid) => pid !== '' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('module-'))
    .map(Number);

async function batchOf(count: number) {
  const listed = await serviceOf([hsm.module]).certificates(null, never);
  assert(listed.ok);
  const [offered] = listed.value;
  assert(offered !== undefined);
  return { offered, batch: batchFor(offered, count) };
}

function signalTo(name: NodeJS.Signals): void {
  const children = moduleChildren();
  assert(children.length > 0, 'no process of a module lives');
  for (const pid of children) process.kill(pid, name);
}

test('a module that crashes takes its process with it, not us', async () => {
  const { offered, batch } = await batchOf(400);
  const answers: string[] = [];
  const running = (async () => {
    for await (const answer of serviceOf([hsm.module]).sign(batch, never)) {
      answers.push(...holdingIds(batch, offered, [answer]));
      if (answers.length === 5) signalTo('SIGSEGV');
    }
  })();
  await assert.rejects(running, { name: 'Outage', code: 'token-module-ended' });
  assert(answers.length >= 5 && answers.length < 400, `${answers.length} answers stand`);
  const { refusal } = await collect(serviceOf([hsm.module]), batchFor(offered, 2));
  assert.equal(refusal, undefined, 'the next batch finds the token as it was');
});

test('a module that hangs is stopped after its time', async () => {
  const { batch } = await batchOf(400);
  const service = serviceOf([hsm.module], { readMs: 10_000, signMs: 700 });
  const running = collect(service, batch, (count) => {
    if (count === 5) signalTo('SIGSTOP');
  });
  await assert.rejects(running, { name: 'Outage', code: 'token-module-hangs' });
});

test('no process of a module outlives its act', async () => {
  const { batch } = await batchOf(3);
  await collect(serviceOf([hsm.module]), batch);
  const until = performance.now() + 5000;
  while (moduleChildren().length > 0 && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.deepEqual(moduleChildren(), []);
});

const noLibrary = path.join(hsm.folder, 'no-library.so');
writeFileSync(noLibrary, 'text');

for (const [what, file] of [
  ['that is no library', noLibrary],
  ['that is missing', path.join(hsm.folder, 'missing.so')],
  ['that is a library of something else', 'libc.so.6'],
] as const) {
  test(`a module ${what} is an outage by itself, and passed over beside one that works`, async () => {
    const alone = serviceOf([file]).certificates(null, never);
    await assert.rejects(alone, { name: 'Outage', code: 'token-module-unloadable' });
    const both = await serviceOf([file, hsm.module]).certificates(null, never);
    assert(both.ok);
    assert.equal(both.value.length, 1);
  });
}
