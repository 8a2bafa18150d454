/** A value that must be there. */
export const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('the generator made a value that its parser refuses');
  return value;
};

/** Numbers from a seed, the same each time. */
export function randomOf(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    chance: (share: number): boolean => next() < share,
    pick: <T>(items: readonly T[]): T => must(items[below(items.length)]),
  };
}
export type Random = ReturnType<typeof randomOf>;
