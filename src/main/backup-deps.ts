import { rm } from 'node:fs/promises';
import path from 'node:path';
import { archiveCommand, archiveFolder, makeArchive } from '../adapter/backup/archive.ts';
import { checkServer, writeBackup } from '../adapter/backup/write-backup.ts';
import { archiveFromNextStart, withBackupSession } from '../adapter/postgres/backup-session.ts';
import { Outage } from '../app/outage.ts';
import { ok, refuse } from '../domain/result.ts';
import type { BackupDeps } from '../edge/cli/commands/backup.ts';
import { readRoleSettings } from './role-settings.ts';
import { usualProvinceConfig, withRoleDatabase } from './with-role-database.ts';

/** `hocba backup` of a role whose PostgreSQL runs on this machine. */
export const backupDeps: BackupDeps = {
  usualConfig: usualProvinceConfig,
  async backup({ config, to, signal, progress }) {
    const settings = await readRoleSettings(config, 'province');
    if (!settings.ok) return settings;
    const answer = await withRoleDatabase(settings.value, config, (url) =>
      withBackupSession(url, (session) => writeBackup(session, { home: to, signal, progress })),
    );
    return ok(answer);
  },
  async startArchiving({ config, to }) {
    const settings = await readRoleSettings(config, 'province');
    if (!settings.ok) return settings;
    const answer = await withRoleDatabase(settings.value, config, async (url) => {
      const { server, fit } = await withBackupSession(url, async (session) => ({
        server: session.server,
        fit: await checkServer(session.server, to),
      }));
      if (!fit.ok) return fit;
      const folder = await makeArchive(to, server.dataFolder);
      const probe = path.join(folder, `probe-${process.pid}`);
      try {
        await archiveFromNextStart(url, archiveCommand(archiveFolder(to)), probe);
      } catch (error) {
        if (error instanceof Outage && error.code === 'database-unreachable') throw error;
        return refuse({ code: 'archive-not-writable' as const, fact: folder });
      } finally {
        await rm(probe, { force: true });
      }
      return ok(folder);
    });
    return ok(answer);
  },
};
