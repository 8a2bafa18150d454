import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Crew,
  learnerContent,
  packageId,
  sealedBy,
  sent,
  signRecord,
  signValue,
} from '../../test/support/records.ts';
import { department, startRegister, type TestRegister } from '../../test/support/register.ts';
import { sampleContent } from '../../test/support/sample-content.ts';
import { createWire } from '../adapter/http/wire.ts';
import type { CheckResult, ConformanceKit } from '../app/conformance/ports.ts';
import { runConformance } from '../app/conformance/run-conformance.ts';
import { conformanceText } from '../edge/text/conformance.ts';

const crew = new Crew().enlist(sampleContent);
let running: TestRegister;
let next = 0;

before(async () => {
  crew.holder('MST:0999000000');
  running = await startRegister(crew);
});

/** A kit with records that the register has not seen. */
function kitFor({ url, config, logVerifier }: TestRegister): ConformanceKit {
  const contents = [1, 2, 3, 4].map((n) => learnerContent(1000 * ++next + n));
  const school = crew.holder(`MST:${sampleContent.school.taxCode}`);
  let ids = 0;
  return {
    exchange: createWire(url, { timeoutMs: 20_000 }),
    records: contents.map((content) => ({
      content,
      sent: sent(content, signRecord(content, crew)),
    })),
    async seal(prepare) {
      const prepared = prepare(sealedBy(school));
      return prepared.complete(signValue(school, prepared.toBeSigned));
    },
    newId: () => packageId(`conformance ${next} ${++ids}`),
    now: config.clock.now,
    pause: (ms) => sleep(ms).then(() => undefined),
    trust: config.trust,
    department: { name: department.departmentName, taxCode: department.taxCode },
    registerKey: logVerifier,
  };
}

async function results(kit: ConformanceKit): Promise<readonly CheckResult[]> {
  const found: CheckResult[] = [];
  for await (const result of runConformance(kit)) found.push(result);
  return found;
}

test('our own register passes every check, and every check has its sentence', async () => {
  const found = await results(kitFor(running));
  assert.deepEqual(
    found.filter(({ outcome }) => outcome !== 'passed'),
    [],
  );
  assert(found.length >= 36, String(found.length));
  for (const { check } of found) assert(check in conformanceText.checks, check);
});

/** Implementations that do one thing wrong, and the check that must find it. */
const wrongDoers: readonly (readonly [
  what: string,
  bend: (kit: ConformanceKit) => ConformanceKit['exchange'],
  checks: readonly string[],
])[] = [
  [
    'takes what is not sealed',
    ({ exchange }) =>
      async (request) => {
        const answer = await exchange(request);
        const text = Buffer.from(answer.bytes).toString();
        return text.includes('message-seal-missing') ? { ...answer, status: 202 } : answer;
      },
    ['package-unsealed'],
  ],
  [
    'shows the learner to whoever has the code',
    ({ exchange, records }) =>
      async (request) => {
        const answer = await exchange(request);
        if (request.method === 'POST' || !/^\/records\/[0-9a-f]{32}$/.test(request.path))
          return answer;
        const json = JSON.parse(Buffer.from(answer.bytes).toString());
        const name = records[0]?.content.learner.name;
        return { ...answer, bytes: Buffer.from(JSON.stringify({ ...json, name })) };
      },
    ['summary-names-nobody'],
  ],
  [
    'tells whether a code exists',
    ({ exchange }) =>
      async (request) => {
        const answer = await exchange(request);
        if (!request.path.endsWith('0'.repeat(32))) return answer;
        return { ...answer, bytes: Buffer.from('{"code":"code-unknown"}') };
      },
    ['failures-alike'],
  ],
  [
    'gives back other bytes',
    ({ exchange }) =>
      async (request) => {
        const answer = await exchange(request);
        if (!request.path.endsWith('/xml')) return answer;
        return { ...answer, bytes: answer.bytes.subarray(1) };
      },
    ['exact-bytes'],
  ],
  [
    'seals its replies anew with a change',
    ({ exchange }) =>
      async (request) => {
        const answer = await exchange(request);
        if (!request.path.includes('/reply')) return answer;
        const text = Buffer.from(answer.bytes).toString();
        return { ...answer, bytes: Buffer.from(text.replace('TU_CHOI', 'DA_CO')) };
      },
    ['reply-readable', 'reply-sealed', 'bad-record-alone-refused'],
  ],
];
for (const [what, bend, checks] of wrongDoers) {
  test(`a register that ${what} is found out`, async () => {
    const kit = kitFor(running);
    const found = await results({ ...kit, exchange: bend(kit) });
    const failed = found.filter(({ outcome }) => outcome === 'failed').map(({ check }) => check);
    assert(
      failed.some((name) => checks.includes(name)),
      `failed: ${failed.join(' ')}`,
    );
  });
}

// Last: the database's own end is an after hook, and those run in the order in which they were asked for.
test('a line that breaks leaves the rest undetermined, and nothing passed by accident', async () => {
  await running.register.close();
  const found = await results(kitFor(running));
  assert.deepEqual(
    found.map(({ check, outcome }) => `${check} ${outcome}`),
    ['part-door undetermined', 'part-packages undetermined', 'part-use undetermined'],
  );
});
