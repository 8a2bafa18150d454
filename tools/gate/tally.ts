// A reporter for Node's test runner that writes the run's counts as JSON, and the parser of that.
import type { TestEvent } from 'node:test/reporters';

export interface Tally {
  readonly passed: number;
  /** Cancelled tests are failed ones: nobody knows what they would have said. */
  readonly failed: number;
  readonly skipped: number;
}

export default async function* tally(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of source) {
    // One summary per file, and one of the whole run, which names no file.
    if (event.type !== 'test:summary' || event.data.file !== undefined) continue;
    const { passed, cancelled, skipped, todo, tests } = event.data.counts;
    const failed = tests - passed - cancelled - skipped - todo;
    yield JSON.stringify({ passed, failed: failed + cancelled, skipped: skipped + todo });
  }
}

/** undefined when the run ended before it could count. */
export function parseTally(text: string): Tally | undefined {
  const match = /^\{"passed":(\d+),"failed":(\d+),"skipped":(\d+)\}$/.exec(text);
  if (match === null) return undefined;
  return { passed: Number(match[1]), failed: Number(match[2]), skipped: Number(match[3]) };
}
