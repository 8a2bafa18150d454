import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Account, canEnter, serverAccount } from './account.ts';
import { reachableBinaries } from './place.ts';
import { choosePort } from './port.ts';
import { launch } from './server.ts';

export interface RecoveryRequest {
  /** A data folder with `recovery.signal` and `backup_label`, owned by `recoveryAccount`. */
  readonly data: string;
  readonly restoreCommand: string;
  /** With its zone, as PostgreSQL reads it; null: to the end of the log. */
  readonly targetTime: string | null;
}

/** What became of it, in the server's own words. */
export interface Recovery {
  readonly reached: boolean;
  readonly said: string;
  /** Where on the old timeline the log ended, as `0/3000148`; null when recovery did not end. */
  readonly end: string | null;
}

/** Whom the restored data must belong to, where this program runs as root. */
export const recoveryAccount = (data: string): Account => serverAccount(path.dirname(data));

export const canReach = (account: Account, folder: string): boolean => canEnter(account, folder);

/**
 * Lets a server replay the log, take its own timeline and stop in order. Nobody can connect to it meanwhile, and nothing
 * of it is archived: only when the result has been judged good does it begin to count.
 */
export async function recoverData(
  { data, restoreCommand, targetTime }: RecoveryRequest,
  account: Account,
): Promise<Recovery> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'hocba-recovery-'));
  try {
    fs.chmodSync(directory, 0o755);
    const conf = path.join(directory, 'postgresql.conf');
    const hba = path.join(directory, 'pg_hba.conf');
    fs.writeFileSync(conf, '');
    fs.writeFileSync(hba, 'local all all reject\nhost all all all reject\n');
    const port = await choosePort(directory);
    const binaries = reachableBinaries(account);
    const answer = await launch(
      { directory, data, account, binaries },
      {
        config_file: conf,
        hba_file: hba,
        listen_addresses: '127.0.0.1',
        port: String(port),
        unix_socket_directories: '',
        hot_standby: 'off',
        archive_mode: 'off',
        log_destination: 'stderr',
        logging_collector: 'off',
        log_timezone: 'UTC',
        restore_command: restoreCommand,
        recovery_target_timeline: 'current',
        recovery_target_action: 'promote',
        ...(targetTime === null ? {} : { recovery_target_time: targetTime }),
      },
    );
    const reached = 'stop' in answer;
    if (reached) await answer.stop();
    const said = fs.readFileSync(path.join(directory, 'server.log'), 'utf8');
    return { reached, said, end: reached ? endOfLog(data) : null };
  } finally {
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * The new timeline's history names the position at which it left the old one. The file is marked for the archive, so
 * that a later restore from there knows that this timeline is taken.
 */
function endOfLog(data: string): string | null {
  const wal = path.join(data, 'pg_wal');
  const newest = fs
    .readdirSync(wal)
    .filter((name) => /^[0-9A-F]{8}\.history$/.test(name))
    .toSorted()
    .at(-1);
  if (newest === undefined) return null;
  fs.writeFileSync(path.join(wal, 'archive_status', `${newest}.ready`), '');
  const lines = fs.readFileSync(path.join(wal, newest), 'utf8').trim().split('\n');
  return /^\d+\s+([0-9A-F]+\/[0-9A-F]+)\s/.exec(lines.at(-1) ?? '')?.[1] ?? null;
}
