import type { Result } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';

/** What a server says of itself before it is backed up. */
export interface BackupServer {
  /** PGDATA, on the server's own machine. */
  readonly dataFolder: string;
  /** PostgreSQL's number for this cluster; decimal, 64 bits. */
  readonly systemId: string;
  readonly majorVersion: number;
  readonly walSegmentBytes: number;
  readonly tablespaces: number;
  /** When the server started; seconds since 1970. */
  readonly startedAt: number;
  /** `archive_command`, when archiving is on. */
  readonly archiveCommand: string | null;
}

/** What a server says at the end of a backup. */
export interface BackupEnd {
  /** Contents of `backup_label`: a backup without it restores to something broken. */
  readonly label: string;
  /** Names of the first and last WAL segment without which the copy is not consistent. */
  readonly firstSegment: string;
  readonly lastSegment: string;
  readonly endedAt: Instant;
}

/** PostgreSQL's low-level backup interface on one session; a session that ends before `stop` made no backup. */
export interface BackupSession {
  readonly server: BackupServer;
  start(label: string): Promise<void>;
  stop(): Promise<BackupEnd>;
}

/** How far a copy is, in bytes. */
export type CopyProgress = (done: number, total: number) => void;

export type BackupRefusalCode =
  | 'backup-server-elsewhere'
  | 'backup-has-tablespaces'
  | 'backup-inside-data'
  | 'backup-folder-denied'
  | 'archive-not-writable';

export type RestoreRefusalCode =
  | 'backup-missing'
  | 'backup-unreadable'
  | 'backup-of-other-version'
  | 'backup-incomplete'
  | 'backup-changed'
  | 'backup-after-time'
  | 'archive-gap'
  | 'archive-changed'
  | 'restore-time-not-reached'
  | 'restore-target-exists'
  | 'restore-target-denied'
  | 'restore-failed';

/** Why something was not backed up or not restored; `fact` is a file, a folder or a version, never data of a person. */
export interface BackupRefusal<Code extends string> {
  readonly code: Code;
  readonly fact: string;
}

export interface MadeBackup {
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
  readonly endedAt: Instant;
  /** SHA-256 of the manifest: kept elsewhere, it shows that the whole backup is the one that was made. */
  readonly manifestSha256: string;
  /** Whether the server archives its log into this very backup home. */
  readonly archived: boolean;
}

export interface RestoredData {
  readonly folder: string;
  readonly backup: string;
  /** Commit of the last transaction that was restored, as the server's log tells it; null: none after the backup. */
  readonly lastCommit: string | null;
}

export type BackupAnswer = Result<MadeBackup, BackupRefusal<BackupRefusalCode>>;
export type RestoreAnswer = Result<RestoredData, BackupRefusal<RestoreRefusalCode>>;
