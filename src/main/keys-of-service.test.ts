import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServiceCertificate, SigningService } from '../app/signing/ports.ts';
import { ok } from '../domain/result.ts';
import { keysOfService } from './keys-of-service.ts';

const school = { kind: 'school' as const, taxCode: '9911065701', name: 'Trường' };
const certificate: ServiceCertificate = {
  id: 'seal',
  certificate: { base64: 'AA==', sha256: 'AA==', issuerSerial: 'AA==' },
  issuers: [],
  algorithm: 'rsa-sha256',
  place: 'HSM',
};
const signal = new AbortController().signal;

/** Answers each request with its own bytes, and counts the batches. */
function echo(sizes: number[], over: Partial<SigningService> = {}): SigningService {
  return {
    certificates: async (holder) => ok(holder === 'MST:9911065701' ? [certificate] : []),
    async *sign({ items }) {
      sizes.push(items.length);
      for (const { id, toBeSigned } of items.toReversed()) yield { id, value: toBeSigned };
      return undefined;
    },
    ...over,
  };
}

const bytes = (count: number) => Array.from({ length: count }, (_, at) => Uint8Array.of(at));

test('what is asked for together is one batch, and each gets its own value', async () => {
  const sizes: number[] = [];
  const { keys, refusal } = keysOfService(echo(sizes), String, signal);
  assert.equal((await keys.certificateOf(school))?.certificate, certificate.certificate);
  const values = await Promise.all(bytes(40).map((one) => keys.sign(school, one)));
  assert.deepEqual(values, bytes(40));
  await keys.sign(school, Uint8Array.of(1));
  assert.deepEqual(sizes, [40, 1]);
  assert.equal(refusal(), undefined);
});

test('who has no certificate there has no key', async () => {
  const { keys } = keysOfService(echo([]), String, signal);
  assert.equal(await keys.certificateOf({ ...school, taxCode: '1' }), undefined);
});

test('what the service refuses has no value, and the reason is told', async () => {
  const declined = { code: 'approval-declined' as const, facts: {} };
  const service = echo([], {
    async *sign({ items }) {
      const [first] = items;
      if (first !== undefined) yield { id: first.id, value: first.toBeSigned };
      return declined;
    },
  });
  const { keys, refusal } = keysOfService(service, String, signal);
  await keys.certificateOf(school);
  const values = await Promise.all(bytes(3).map((one) => keys.sign(school, one)));
  assert.deepEqual(
    values.map(({ length }) => length),
    [1, 0, 0],
  );
  assert.deepEqual(refusal(), declined);
});

test('a line that breaks fails everything that waited', async () => {
  const service = echo([], {
    // biome-ignore lint/correctness/useYield: it breaks before it answers
    async *sign() {
      throw new Error('gone');
    },
  });
  const { keys } = keysOfService(service, String, signal);
  await keys.certificateOf(school);
  const values = await Promise.allSettled(bytes(2).map((one) => keys.sign(school, one)));
  assert.deepEqual(
    values.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
});
