import type { Result } from '../../domain/result.ts';
import type { CosignatureRefusal } from './cosignature.ts';
import type { FollowRefusal } from './follow.ts';
import type { LeafFault, LogLeaf } from './leaf.ts';
import type { Sha256Hex } from './sha256-hex.ts';
import type { TreeProofRefusal } from './tree-proof.ts';

/** What is checked, in this order. */
export const proofChecks = [
  'record-digest',
  'checkpoint-signature',
  'witnesses',
  'leaf',
  'inclusion',
  'consistency',
  'lock-leaf',
  'lock-inclusion',
  'lock-membership',
  'lock-counts',
] as const;
export type ProofCheck = (typeof proofChecks)[number];

/** Why a check failed or cannot be decided. */
export type ProofReason =
  | FollowRefusal
  | CosignatureRefusal
  | TreeProofRefusal
  | LeafFault
  | { readonly code: 'no-register-keys' }
  | { readonly code: 'checkpoint-unreadable' }
  | { readonly code: 'witnesses-too-few'; readonly expected: number; readonly found: number }
  | { readonly code: 'record-differs'; readonly stated: Sha256Hex; readonly found: Sha256Hex }
  | { readonly code: 'leaf-not-shown' }
  | { readonly code: 'leaf-hash-differs' }
  | { readonly code: 'leaf-of-other-type'; readonly type: LogLeaf['type'] }
  | { readonly code: 'leaf-of-other-record' }
  | { readonly code: 'lock-before-registration' }
  | { readonly code: 'lock-of-other-year' }
  | { readonly code: 'lock-of-other-school' }
  | { readonly code: 'lock-leaf-unreadable' }
  | { readonly code: 'class-not-in-lock'; readonly because: TreeProofRefusal }
  | { readonly code: 'record-not-in-class'; readonly because: TreeProofRefusal }
  | { readonly code: 'lock-counts-differ' };

export type ProofFinding =
  | { readonly check: ProofCheck; readonly outcome: 'passed' }
  | {
      readonly check: ProofCheck;
      readonly outcome: 'failed' | 'undetermined';
      readonly reason: ProofReason;
    };

/** Any failure makes invalid; without one, anything undecided makes undetermined. */
export function proofVerdict(
  findings: readonly ProofFinding[],
): 'valid' | 'invalid' | 'undetermined' {
  if (findings.some(({ outcome }) => outcome === 'failed')) return 'invalid';
  return findings.some(({ outcome }) => outcome === 'undetermined') ? 'undetermined' : 'valid';
}

export const passed = (check: ProofCheck): ProofFinding => ({ check, outcome: 'passed' });
export const failed = (check: ProofCheck, reason: ProofReason): ProofFinding => ({
  check,
  outcome: 'failed',
  reason,
});
export const undetermined = (check: ProofCheck, reason: ProofReason): ProofFinding => ({
  check,
  outcome: 'undetermined',
  reason,
});
export const findingOf = (check: ProofCheck, result: Result<unknown, ProofReason>): ProofFinding =>
  result.ok ? passed(check) : failed(check, result.refusal);
