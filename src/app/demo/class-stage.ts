import { ok, type Result } from '../../domain/result.ts';
import type { Yearbook } from '../../domain/school/yearbook.ts';
import type { Attention, ClassKey, YearKey } from '../school/ports.ts';

/**
 * Runs a class's act for every class, two at a time: while one waits for the database, the other computes. Progress
 * counts learners. The first refusal ends it; classes under way are finished first, as they are one transaction each.
 */
export async function eachClass<E>(
  yearbook: Yearbook,
  { signal, progress }: Attention,
  act: (key: ClassKey, attention: Attention) => Promise<Result<number, E>>,
): Promise<Result<number, E>> {
  const { school, year, learners, classes } = yearbook;
  const key: YearKey = { school: school.code, year };
  const shares = new Map<string, number>();
  const tell = (className: string, share: number): void => {
    shares.set(className, share);
    progress(Math.round([...shares.values()].reduce((sum, one) => sum + one, 0)), learners.length);
  };
  const queue = classes.values();
  let count = 0;
  let refusal: { readonly ok: false; readonly refusal: E } | undefined;
  const worker = async (): Promise<void> => {
    for (const { name: className } of queue) {
      if (refusal !== undefined) return;
      signal.throwIfAborted();
      const size = learners.filter((learner) => learner.className === className).length;
      const own: Attention = {
        signal,
        progress: (done, total) => tell(className, (size * done) / Math.max(total, 1)),
      };
      const done = await act({ ...key, className }, own);
      if (!done.ok) {
        refusal = done;
        return;
      }
      count += done.value;
      tell(className, size);
    }
  };
  await Promise.all([worker(), worker()]);
  return refusal ?? ok(count);
}
