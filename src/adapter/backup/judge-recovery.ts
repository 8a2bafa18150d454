import type { BackupRefusal, RestoreRefusalCode } from '../../app/backup/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Unpacked } from './unpack-backup.ts';
import { segmentIndexAt } from './wal.ts';

/** What a server said and where its log ended. */
export interface RecoveryFacts {
  readonly reached: boolean;
  readonly said: string;
  readonly end: string | null;
}

/**
 * PostgreSQL takes the first record that it cannot read for the end of the log. When whole segments lie behind that
 * place, it was no end but damage, and what follows would be lost in silence.
 */
export function judgeRecovery(
  { reached, said, end }: RecoveryFacts,
  { mustReach, lastSegment }: Unpacked,
  goal: { readonly toTheEnd: boolean; readonly walSegmentBytes: number },
): Result<string | null, BackupRefusal<RestoreRefusalCode>> {
  if (!reached || end === null) {
    const early = /recovery ended before configured recovery target was reached/.test(said);
    if (early) return refuse({ code: 'restore-time-not-reached', fact: lastCommitIn(said) ?? '' });
    const fatal = /^.*(?:FATAL|PANIC):\s+(.*)$/m.exec(said)?.[1] ?? '';
    return refuse({ code: 'restore-failed', fact: fatal });
  }
  if (goal.toTheEnd && segmentIndexAt(end, goal.walSegmentBytes) < mustReach) {
    return refuse({ code: 'archive-changed', fact: lastSegment });
  }
  return ok(lastCommitIn(said));
}

const lastCommitIn = (said: string): string | null =>
  /last completed transaction was at log time (\S+ \S+)/.exec(said)?.[1] ?? null;
