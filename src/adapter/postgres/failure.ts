import { Outage } from '../../app/outage.ts';

/** SQLSTATE or Node's error code, where the error has one. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

/** True when the statement broke the named unique constraint (any one, when none is named). */
export const isUniqueViolation = (error: unknown, constraint?: string): boolean =>
  codeOf(error) === '23505' &&
  (constraint === undefined ||
    (error instanceof Error && 'constraint' in error && error.constraint === constraint));

/** Two transactions met: the same work may succeed when it is done again. */
export const isConflict = (error: unknown): boolean => /^(40001|40P01)$/.test(codeOf(error) ?? '');

const unreachable =
  /^(ECONN\w+|EPIPE|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|08\w{3}|57P0[1-5])$/;
const lost = /Connection terminated|timeout exceeded when trying to connect|Client has encountered/;
const refused = /^(28\w{3}|3D000|42501)$/;
const exhausted = /^(53\w{3}|58\w{3}|XX001|XX002)$/;
const slow = /^(55P03|57014|25P0[34])$/;

/** Translates what may pass into an Outage; a broken statement or constraint comes back as it is. */
export function translate(error: unknown): unknown {
  const code = codeOf(error) ?? '';
  const about = { fact: code, cause: error };
  if (error instanceof Outage) return error;
  if (isConflict(error)) return new Outage('database-busy', { ...about, retryAfterMs: 1000 });
  if (unreachable.test(code) || (error instanceof Error && lost.test(error.message))) {
    return new Outage('database-unreachable', { ...about, retryAfterMs: 5000 });
  }
  if (slow.test(code)) return new Outage('database-busy', { ...about, retryAfterMs: 1000 });
  if (refused.test(code)) return new Outage('database-refused', about);
  return exhausted.test(code) ? new Outage('database-exhausted', about) : error;
}
