import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Crew,
  learnerContent,
  packageId,
  packageOf,
  sent,
  signRecord,
} from '../../test/support/records.ts';
import { startRegister, type TestRegister } from '../../test/support/register.ts';
import { sampleContent } from '../../test/support/sample-content.ts';
import { createRegisterClient, type RegisterClient } from '../adapter/http/register-client.ts';
import { readReply } from '../format/package/package.ts';

const crew = new Crew().enlist(sampleContent);
let running: TestRegister;
let client: RegisterClient;

before(async () => {
  crew.holder('MST:0999000000');
  running = await startRegister(crew);
  client = createRegisterClient(running.url);
});
after(() => running.register.close());

async function answered(seed: string, message: number) {
  for (;;) {
    const reply = await client.reply({ message, packageId: packageId(seed) });
    if (reply.ok) {
      const read = readReply(reply.value);
      assert(read.ok);
      return read.value.message;
    }
    assert.equal(reply.refusal.code, 'reply-not-ready');
    await sleep(20);
  }
}

test('a class is submitted and registered', async () => {
  const contents = [1, 2, 3].map((n) => learnerContent(n));
  const records = contents.map((content) => sent(content, signRecord(content, crew)));
  const submitted = await client.submit(packageOf(records, crew, { seed: 'one' }));
  assert(submitted.ok, JSON.stringify(submitted));
  const reply = await answered('one', submitted.value.message);
  console.log(JSON.stringify(reply, null, 1));
  console.log(running.entries);
  assert.deepEqual(
    reply.items.map(({ status }) => status),
    ['registered', 'registered', 'registered'],
  );
});
