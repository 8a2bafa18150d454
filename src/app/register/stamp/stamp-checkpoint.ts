import { ok, type Result, refuse } from '../../../domain/result.ts';
import { type Instant, vietnamDate } from '../../../domain/time/instant.ts';
import { askToken, type StampRefusal } from './ask-token.ts';
import type { StampContext } from './ports.ts';

export interface Stamped {
  readonly size: number;
  readonly provenTime: Instant;
}

export type StampingRefusal =
  | StampRefusal
  | { readonly code: 'nothing-to-stamp' }
  /** The newest head has its stamp: nothing has happened since. */
  | { readonly code: 'head-already-stamped'; readonly size: number }
  /** One a day is enough; more are taken when they are asked for. */
  | { readonly code: 'stamped-today'; readonly at: Instant };

/**
 * Has the newest head stamped: the token is over the exact bytes of the register's own note, so that everything below
 * is proven to exist by then. `daily` does it at most once on a day of Vietnam.
 */
export async function stampCheckpoint(
  occasion: 'daily' | 'demanded',
  context: StampContext,
): Promise<Result<Stamped, StampingRefusal>> {
  const { store, clock } = context;
  const head = await store.newestHead();
  if (head === undefined) return refuse({ code: 'nothing-to-stamp' });
  const last = await store.newestStamp();
  if (last?.size === head.size) return refuse({ code: 'head-already-stamped', size: head.size });
  if (occasion === 'daily' && last !== undefined && isSameDay(last.at, clock.now())) {
    return refuse({ code: 'stamped-today', at: last.at });
  }
  const accepted = await askToken(Buffer.from(head.note), 'sha256', context);
  if (!accepted.ok) return accepted;
  const { token, evidence, provenTime } = accepted.value;
  const body = { renewal: null, token, evidence };
  await store.addSteps([{ size: head.size, step: 0, body, at: provenTime }]);
  return ok({ size: head.size, provenTime });
}

const isSameDay = (one: Instant, other: Instant): boolean =>
  vietnamDate(one) === vietnamDate(other);
