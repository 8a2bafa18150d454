import type { CosignatureRefusal } from '../../format/log/cosignature.ts';
import type { FollowRefusal } from '../../format/log/follow.ts';
import type { AuditFault } from '../../format/log/tree-audit.ts';
import type { TreeProofRefusal } from '../../format/log/tree-proof.ts';

/** What `checkLog` asks, in this order. */
export type LogCheck = 'head' | 'witness' | 'leaves';

export type LogReason =
  | FollowRefusal
  | CosignatureRefusal
  | AuditFault
  | { readonly code: 'head-not-served' }
  | { readonly code: 'head-not-text' }
  /** The log's own tiles do not give the proof that the new head contains the old one. */
  | { readonly code: 'consistency-not-served'; readonly because: TreeProofRefusal };

/** One check of a log from outside and how it ended. */
export type LogFinding =
  | { readonly check: LogCheck; readonly outcome: 'passed' }
  | {
      readonly check: LogCheck;
      readonly outcome: 'failed' | 'undetermined';
      readonly reason: LogReason;
    };
