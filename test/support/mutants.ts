/** A reproducible source of numbers from 0 to 1 (mulberry32): the same seed, the same numbers. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The bytes with one to three changes: an octet, a cut, a repeated or dropped stretch. */
export function mutantOf(bytes: Uint8Array, random: () => number): Buffer {
  let mutant = Buffer.from(bytes);
  const below = (limit: number): number => Math.floor(random() * limit);
  for (let changes = 1 + below(3); changes > 0 && mutant.length > 0; changes -= 1) {
    const at = below(mutant.length);
    const length = 1 + below(8);
    const kind = below(6);
    if (kind === 0) mutant = mutant.subarray(0, at);
    else if (kind === 1)
      mutant = Buffer.concat([mutant.subarray(0, at), mutant.subarray(at + length)]);
    else if (kind === 2) {
      const again = mutant.subarray(at, at + length);
      mutant = Buffer.concat([mutant.subarray(0, at), again, mutant.subarray(at)]);
    } else {
      mutant = Buffer.from(mutant);
      mutant[at] = kind === 3 ? below(256) : (mutant[at] ?? 0) ^ (1 << below(8));
    }
  }
  return mutant;
}
