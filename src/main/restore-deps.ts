import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { restoreCommand, stopArchiving, verifiedWal } from '../adapter/backup/archive.ts';
import { syncFolder } from '../adapter/backup/copy-file.ts';
import { findBackup } from '../adapter/backup/find-backup.ts';
import { judgeRecovery } from '../adapter/backup/judge-recovery.ts';
import { giveTo, unpackBackup } from '../adapter/backup/unpack-backup.ts';
import { canReach, recoverData, recoveryAccount } from '../adapter/embedded-postgres/recover.ts';
import type { RestoreAnswer } from '../app/backup/ports.ts';
import { Outage } from '../app/outage.ts';
import { ok, refuse } from '../domain/result.ts';
import type { RestoreDeps, RestoreOrder } from '../edge/cli/commands/restore.ts';

/** Restores a backup into a data folder that does not exist yet; it gets its name when all of it was judged good. */
async function restore(order: RestoreOrder): Promise<RestoreAnswer> {
  const target = path.resolve(order.to);
  if (!isFree(target)) return refuse({ code: 'restore-target-exists', fact: target });
  const found = await findBackup(order.from, order.at);
  if (!found.ok) return found;
  const draft = `${target}.partial-${process.pid}`;
  try {
    mkdirSync(path.dirname(target), { recursive: true, mode: 0o711 });
    mkdirSync(draft, { mode: 0o700 });
  } catch {
    return refuse({ code: 'restore-target-denied', fact: target });
  }
  const account = recoveryAccount(target);
  const { archive } = found.value;
  for (const folder of [path.dirname(target), ...(existsSync(archive) ? [archive] : [])]) {
    if (canReach(account, folder)) continue;
    rmSync(draft, { recursive: true });
    return refuse({ code: 'restore-target-denied', fact: folder });
  }
  try {
    const { signal, progress, lastWal, at } = order;
    const backup = found.value;
    const unpacked = await unpackBackup({ backup, lastWal, draft, signal, progress });
    if (!unpacked.ok) return unpacked;
    await giveTo(draft, account);
    order.recovering();
    const request = {
      data: draft,
      restoreCommand: restoreCommand(backup.archive),
      targetTime: at?.replace(/T(.*)Z/, ' $1+00') ?? null,
    };
    const facts = await recoverData(request, account);
    signal.throwIfAborted();
    const { walSegmentBytes } = backup.manifest;
    const good = judgeRecovery(facts, unpacked.value, { toTheEnd: at === null, walSegmentBytes });
    if (!good.ok) return good;
    rmSync(path.join(draft, verifiedWal), { recursive: true });
    await stopArchiving(draft);
    await giveTo(draft, account);
    renameSync(draft, target);
    await syncFolder(path.dirname(target));
    return ok({ folder: target, backup: backup.folder, lastCommit: good.value });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOSPC') throw new Outage('backup-disk-full', { fact: target, cause: error });
    throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function isFree(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
}

export const restoreDeps: RestoreDeps = { restore };
