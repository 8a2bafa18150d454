import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomOf } from '../../../test/support/random.ts';
import { Outage } from '../../app/outage.ts';
import type { BatchToSign, ItemAnswer, ServiceRefusal } from '../../app/signing/ports.ts';
import type { Pace } from './pace.ts';
import { type Digested, type OpenTransactions, runBatch, type Transactor } from './run-batch.ts';

/** What a provider may do with one request; drawn anew for each. */
const acts = [
  'answers',
  'waits',
  'refuses',
  'breaks',
  'breaks-while-waiting',
  'item-refused',
] as const;
type Act = (typeof acts)[number];

interface World {
  readonly transactor: Transactor<number>;
  /** How often each item was signed. */
  readonly signed: Map<string, number>;
}

/** A provider that signs by copying the digest. Transactions stay known to it until they are answered. */
function worldOf(draw: () => Act, size: number): World {
  const signed = new Map<string, number>();
  const transactions = new Map<number, { act: Act; polls: number }>();
  const answersTo = (part: readonly Digested[], act: Act): readonly ItemAnswer[] =>
    part.map(({ id, digest }, index) => {
      if (act === 'item-refused' && index === 0) {
        return { id, refusal: { code: 'item-refused', facts: {} } };
      }
      signed.set(id, (signed.get(id) ?? 0) + 1);
      return { id, value: digest };
    });
  const refusal: ServiceRefusal = { code: 'approval-declined', facts: {} };
  const transactor: Transactor<number> = {
    partSize: () => size,
    async begin(part) {
      const act = draw();
      if (act === 'refuses') return { ok: false, refusal };
      if (act === 'breaks') throw new Outage('signing-outcome-unknown');
      if (act === 'answers') return { ok: true, value: { answers: answersTo(part, act) } };
      const handle = transactions.size;
      transactions.set(handle, { act, polls: 2 });
      return { ok: true, value: { handle } };
    },
    async ask(handle, part) {
      const transaction = transactions.get(handle);
      assert.ok(transaction !== undefined, 'a transaction that was never begun');
      transaction.polls -= 1;
      if (transaction.polls > 0) return undefined;
      if (transaction.act === 'breaks-while-waiting') {
        transaction.act = 'waits';
        throw new Outage('signing-service-unreachable');
      }
      return { ok: true, value: answersTo(part, transaction.act) };
    },
  };
  return { transactor, signed };
}

const pace: Pace = { now: () => 0, sleep: async (_, signal) => signal.throwIfAborted() };
const polling = { firstMs: 1, factor: 2, mostMs: 4, approvalMs: 1000 };

const batchOf = (ids: readonly string[]): BatchToSign => ({
  certificate: 'c',
  algorithm: 'rsa-sha256',
  title: 't',
  items: ids.map((id) => ({ id, title: id, toBeSigned: Buffer.from(id) })),
});

test('whatever the provider does, tried again until all is signed: nothing twice, nothing lost', async () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const random = randomOf(seed);
    const world = worldOf(() => random.pick(acts), 1 + random.below(7));
    const open: OpenTransactions<number> = new Map();
    const got = new Map<string, Uint8Array>();
    const all = Array.from({ length: random.below(30) }, (_, index) => `i${index}`);
    for (let round = 0; got.size < all.length; round += 1) {
      assert.ok(round < 400, `seed ${seed}: no end`);
      const batch = batchOf(all.filter((id) => !got.has(id)));
      const run = { place: 'p', batch, transactor: world.transactor, open, pace, polling };
      const seen = new Set<string>();
      try {
        for await (const answer of runBatch(run, new AbortController().signal)) {
          assert.ok(!seen.has(answer.id), `seed ${seed}: ${answer.id} twice`);
          seen.add(answer.id);
          if ('value' in answer) got.set(answer.id, answer.value);
        }
      } catch (error) {
        assert.ok(error instanceof Outage, `seed ${seed}: ${error}`);
      }
    }
    assert.deepEqual([...got.keys()].sort(), [...all].sort(), `seed ${seed}`);
    assert.ok(
      [...world.signed.values()].every((times) => times === 1),
      `seed ${seed}: signed twice`,
    );
  }
});

const hostile: readonly (readonly [
  title: string,
  answers: (part: readonly Digested[]) => ItemAnswer[],
])[] = [
  [
    'one answer is missing',
    (part) => part.slice(1).map(({ id, digest }) => ({ id, value: digest })),
  ],
  [
    'an answer for nobody',
    (part) => part.map(({ digest }, at) => ({ id: `x${at}`, value: digest })),
  ],
  [
    'one item twice',
    (part) => part.map(({ digest }) => ({ id: part[0]?.id ?? '', value: digest })),
  ],
  [
    'one too many',
    (part) => [...part, ...part.slice(0, 1)].map(({ id, digest }) => ({ id, value: digest })),
  ],
];
for (const [title, answers] of hostile) {
  test(`no answer is taken when ${title}`, async () => {
    const transactor: Transactor<number> = {
      partSize: () => 3,
      begin: async (part) => ({ ok: true, value: { answers: answers(part) } }),
      ask: async () => undefined,
    };
    const run = { place: 'p', batch: batchOf(['a', 'b', 'c']), transactor, pace, polling };
    const signing = runBatch({ ...run, open: new Map() }, new AbortController().signal);
    await assert.rejects(signing.next(), { code: 'signing-service-unintelligible' });
  });
}

test('aborted before it begins: nothing is asked', async () => {
  const transactor: Transactor<number> = {
    partSize: () => 3,
    begin: async () => assert.fail('asked'),
    ask: async () => undefined,
  };
  const run = { place: 'p', batch: batchOf(['a']), transactor, pace, polling, open: new Map() };
  assert.deepEqual(await runBatch(run, AbortSignal.abort()).next(), {
    done: true,
    value: undefined,
  });
});
