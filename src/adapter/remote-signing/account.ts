import type { ServiceRefusal } from '../../app/signing/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';

/** How a provider names the accounts of its users. */
export interface Accounts {
  /** The one account of a teacher's own configuration; null where a school's configuration serves all its holders. */
  readonly user: string | null;
  /** What stands before the number: MySign writes «CMT_» for persons and «MST_» for organisations. */
  readonly prefix: Readonly<Record<'CCCD' | 'MST', string>>;
}

export const plainAccounts: Accounts['prefix'] = { CCCD: '', MST: '' };

/** The account of a holder («CCCD:…», «MST:…»). */
export function accountOf(
  { user, prefix }: Accounts,
  holder: string | null,
  place: string,
): Result<string, ServiceRefusal> {
  if (user !== null) return ok(user);
  const [, kind, number] = /^(CCCD|MST):([\d-]+)$/.exec(holder ?? '') ?? [];
  if (number === undefined) return refuse({ code: 'certificate-not-found', facts: { place } });
  return ok(`${kind === 'MST' ? prefix.MST : prefix.CCCD}${number}`);
}
