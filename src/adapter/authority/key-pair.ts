import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** Kind of key to make: RSA by the bits of its modulus, or a curve. */
export type NewKey = 'rsa-2048' | 'rsa-3072' | 'rsa-4096' | 'ec-p256' | 'ec-p384';

const generate = promisify(generateKeyPair);

/** One key pair, made in libuv's thread pool. */
export async function makeKeyPair(kind: NewKey): Promise<KeyPair> {
  if (kind === 'ec-p256') return generate('ec', { namedCurve: 'prime256v1' });
  if (kind === 'ec-p384') return generate('ec', { namedCurve: 'secp384r1' });
  return generate('rsa', { modulusLength: Number(kind.slice(4)), publicExponent: 0x10001 });
}

/**
 * Runs `work` over the items, at most `width` at a time, and tells after each how many are done. Keys are made in a
 * thread pool of four that files and DNS use too: more than that at once would starve them.
 */
export async function eachInTurn<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<readonly R[]> {
  const results = new Map<number, R>();
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) {
      results.set(index, await work(item));
      onProgress(results.size, items.length);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
