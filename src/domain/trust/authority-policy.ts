import type { AuthorityFinding } from './judge-authority.ts';

/** Chính sách về thẩm quyền kí: values of the province's policy that the certificate register is judged by. */
export interface AuthorityPolicy {
  /**
   * «required»: every school must have registered its certificates and appointments; «where-known»: a school of which
   * the register knows nothing yet is let through, as in the first months of a rollout.
   */
  readonly mode: 'required' | 'where-known';
  /** Days before its end from which a certificate is warned about. */
  readonly warnWithinDays: number;
}

export const usualAuthorityPolicy: AuthorityPolicy = { mode: 'where-known', warnWithinDays: 30 };

/** Whether a record with this finding is refused. What stays open for any other reason than an unknown school is refused too. */
export function blocksReceipt(
  { code, outcome }: AuthorityFinding,
  { mode }: AuthorityPolicy,
): boolean {
  if (outcome === 'passed') return false;
  if (outcome === 'failed' || mode === 'required') return true;
  return code !== 'authority-certificates-unknown' && code !== 'authority-appointments-unknown';
}
