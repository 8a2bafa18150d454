import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { submitAndWait, told } from '../../test/support/answered.ts';
import { Crew, learnerContent, packageOf, sent, signRecord } from '../../test/support/records.ts';
import { startRegister, type TestRegister } from '../../test/support/register.ts';
import { sampleContent } from '../../test/support/sample-content.ts';
import { createRegisterClient } from '../adapter/http/register-client.ts';
import { createMetrics } from '../adapter/metrics/create-metrics.ts';
import { apiPrefix } from '../edge/api/schema.ts';
import { createMetricsDoor } from '../edge/metrics/create-metrics-door.ts';

const crew = new Crew().enlist(sampleContent);
let running: TestRegister;

before(async () => {
  crew.holder('MST:0999000000');
  running = await startRegister(crew);
});

test('the log tells what became of a package, and the operator reads it as figures', async () => {
  const contents = [1, 2, 3].map((number) => learnerContent(number, {}));
  const records = contents.map((content) => sent(content, signRecord(content, crew)));
  const bytes = packageOf(records, crew, { seed: 'figures' });
  const reply = await submitAndWait(createRegisterClient(running.url), bytes, 'figures');
  assert.deepEqual(told(reply), Array(3).fill('registered'));

  const answered = running.entries.filter(({ event }) => event === 'package-answered');
  assert.equal(answered.length, 1);
  const { ms, ...counts } = answered[0]?.facts ?? {};
  assert.deepEqual(counts, { registered: 3, already: 0, refused: 0 });
  assert(typeof ms === 'number' && ms > 0);

  const metrics = createMetrics('province', running.register.load);
  for (const entry of running.entries) metrics.observe(entry);
  const door = await createMetricsDoor(metrics);
  const answer = await door.inject('/metrics');
  await door.close();
  await running.register.close();
  assert.equal(answer.statusCode, 200);
  assert.match(answer.body, /^hocba_log_leaves\{role="province"\} 3$/m);
  assert.match(answer.body, /^hocba_packages_waiting\{role="province"\} 0$/m);
  assert.match(answer.body, /^hocba_records_total\{result="registered",role="province"\} 3$/m);
  assert.match(answer.body, new RegExp(`method="POST",route="${apiPrefix}/packages",status="202"`));
  const names = contents.flatMap(({ code, learner }) => [code, learner.name]);
  for (const name of names) assert(!answer.body.includes(name), `${name} is in the figures`);
});
