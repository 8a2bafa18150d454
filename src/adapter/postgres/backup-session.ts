import { randomBytes } from 'node:crypto';
import type { BackupEnd, BackupServer, BackupSession } from '../../app/backup/ports.ts';
import { Outage } from '../../app/outage.ts';
import { instantOf } from '../../domain/time/instant.ts';
import { execute, openPool, type Queryable, query } from './database.ts';

/**
 * Opens one session for a backup (PostgreSQL 17, 25.3.3 «Making a base backup using the low level API»). A temporary
 * replication slot keeps every WAL segment from now on; it goes with the session, however that ends.
 */
export async function withBackupSession<T>(
  url: string,
  work: (session: BackupSession) => Promise<T>,
): Promise<T> {
  const pool = openPool(url, { max: 1 });
  try {
    const client = await pool.connect();
    client.on('error', () => undefined);
    let over = false;
    try {
      const answer = await work({
        server: await describeServer(client),
        start: async (label) => {
          const slot = `hocba_backup_${randomBytes(6).toString('hex')}`;
          await query(client, 'select pg_create_physical_replication_slot($1, true, true)', [slot]);
          await query(client, 'select pg_backup_start($1, fast => true)', [label]);
        },
        stop: async () => stopBackup(client),
      });
      over = true;
      return answer;
    } finally {
      // Closing the session ends an unfinished backup and drops the slot.
      client.release(over ? undefined : true);
    }
  } finally {
    await pool.end();
  }
}

async function describeServer(on: Queryable): Promise<BackupServer> {
  const [row] = await query<{
    folder: string;
    system_id: string;
    version: number;
    segment: number;
    tablespaces: number;
    mode: string;
    command: string;
    started: number;
  }>(
    on,
    `select current_setting('data_directory') as folder, (select system_identifier from pg_control_system())::text as system_id,
       current_setting('server_version_num')::int / 10000 as version,
       (select setting::int from pg_settings where name = 'wal_segment_size') as segment,
       (select count(*)::int from pg_tablespace where oid >= 16384) as tablespaces,
       current_setting('archive_mode') as mode, current_setting('archive_command') as command,
       extract(epoch from pg_postmaster_start_time())::float8 as started`,
  );
  if (row === undefined) throw new Outage('database-unreachable');
  return {
    dataFolder: row.folder,
    systemId: row.system_id,
    majorVersion: row.version,
    walSegmentBytes: row.segment,
    tablespaces: row.tablespaces,
    startedAt: row.started,
    archiveCommand: row.mode === 'off' ? null : row.command,
  };
}

/** The WAL that the copy needs is taken along, so there is no wait for the archive. */
async function stopBackup(on: Queryable): Promise<BackupEnd> {
  const [row] = await query<{ label: string; last: string; now: number }>(
    on,
    `select labelfile as label, pg_walfile_name(lsn) as last,
       (extract(epoch from clock_timestamp()) * 1000)::float8 as now
     from pg_backup_stop(wait_for_archive => false)`,
  );
  const first = /^START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)$/m.exec(row?.label ?? '')?.[1];
  if (row === undefined || first === undefined) throw new Outage('database-unreachable');
  const endedAt = instantOf(Math.ceil(row.now / 1000) * 1000);
  return { label: row.label, firstSegment: first, lastSegment: row.last, endedAt };
}

/**
 * Writes the archive's settings into the cluster (`alter system`); they hold from the server's next start on. The server
 * itself tries to write into the folder first.
 */
export async function archiveFromNextStart(
  url: string,
  command: string,
  probe: string,
): Promise<void> {
  const pool = openPool(url, { max: 1 });
  const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  try {
    await execute(pool, `copy (select 1) to ${literal(probe)}`);
    await execute(pool, 'alter system set archive_mode = on');
    await execute(pool, `alter system set archive_command = ${literal(command)}`);
    await execute(pool, "alter system set archive_timeout = '60s'");
    await query(pool, 'select pg_reload_conf()');
  } finally {
    await pool.end();
  }
}
