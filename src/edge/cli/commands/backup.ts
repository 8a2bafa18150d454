import { parseArgs } from 'node:util';
import type { BackupAnswer, BackupRefusal, BackupRefusalCode } from '../../../app/backup/ports.ts';
import type { Result } from '../../../domain/result.ts';
import { backupText as t } from '../../text/backup-command.ts';
import { type Command, type ExitCode, exit, type Io } from '../command.ts';
import { progressLine } from '../progress.ts';
import { settingsTrouble } from '../settings-trouble.ts';
import type { SettingsTrouble } from './serve.ts';

interface BackupOrder {
  readonly config: string;
  /** The backup home. */
  readonly to: string;
}

export interface BackupDeps {
  readonly usualConfig: string;
  backup(
    order: BackupOrder & {
      readonly signal: AbortSignal;
      readonly progress: (done: number, total: number) => void;
    },
  ): Promise<Result<BackupAnswer, SettingsTrouble>>;
  /** Answers the archive's folder. */
  startArchiving(
    order: BackupOrder,
  ): Promise<Result<Result<string, BackupRefusal<BackupRefusalCode>>, SettingsTrouble>>;
}

/** `hocba backup`: a base backup of a running server, or the order to archive its log from now on. */
export const backupCommand = (deps: BackupDeps): Command => ({
  name: 'backup',
  summary: t.summary,
  usage: t.usage,
  async run(args, io, signal) {
    const options = readOptions(args);
    if (options === undefined) {
      io.stderr(`hocba ${t.usage}\n`);
      return exit.usage;
    }
    const order = { config: options.config ?? deps.usualConfig, to: options.to };
    if (options.archive) {
      const started = await deps.startArchiving(order);
      return answer(started, io, (folder) => io.stdout(`${t.archiving(folder)}\n`));
    }
    const line = progressLine(io, () => performance.now());
    line.start(t.copying);
    const made = await deps.backup({ ...order, signal, progress: line.update });
    return answer(made, io, (backup) => {
      line.finish(t.size(backup.bytes));
      io.stdout(options.json ? `${JSON.stringify(backup)}\n` : `${t.made(backup)}\n`);
    });
  },
});

function answer<T>(
  got: Result<Result<T, BackupRefusal<BackupRefusalCode>>, SettingsTrouble>,
  io: Io,
  show: (value: T) => void,
): ExitCode {
  if (!got.ok) return settingsTrouble(got.refusal, io);
  if (!got.value.ok) {
    const { code, fact } = got.value.refusal;
    io.stderr(`${t.refused[code](fact)}\n`);
    return exit.unreadable;
  }
  show(got.value.value);
  return exit.done;
}

function readOptions(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        config: { type: 'string' },
        to: { type: 'string' },
        archive: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    });
    const { config, to, archive = false, json = false } = values;
    return to === undefined || to === '' ? undefined : { config, to, archive, json };
  } catch {
    return undefined;
  }
}
