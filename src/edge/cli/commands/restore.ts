import { parseArgs } from 'node:util';
import type { RestoreAnswer } from '../../../app/backup/ports.ts';
import { type Instant, parseInstant } from '../../../domain/time/instant.ts';
import { restoreText as t } from '../../text/backup-command.ts';
import { type Command, exit } from '../command.ts';
import { progressLine } from '../progress.ts';

export interface RestoreOrder {
  /** A backup home, or one backup in it. */
  readonly from: string;
  /** The data folder to make. */
  readonly to: string;
  /** The last moment that is wanted; null: all there is. */
  readonly at: Instant | null;
  /** `pg_wal` of the server that failed. */
  readonly lastWal: string | null;
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number) => void;
  /** Told when the copy is whole and PostgreSQL begins to replay its log. */
  recovering(): void;
}

export interface RestoreDeps {
  restore(order: RestoreOrder): Promise<RestoreAnswer>;
}

/** `hocba restore`: a data folder from a backup and the archived log, to the end or to a moment. */
export const restoreCommand = (deps: RestoreDeps): Command => ({
  name: 'restore',
  summary: t.summary,
  usage: t.usage,
  async run(args, io, signal) {
    const options = readOptions(args);
    if (typeof options === 'string') {
      io.stderr(`${options}\n`);
      return exit.usage;
    }
    const line = progressLine(io, () => performance.now());
    line.start(t.copying);
    const restored = await deps.restore({
      ...options,
      signal,
      progress: line.update,
      recovering: () => {
        line.finish(t.verified);
        line.start(t.recovering);
      },
    });
    if (!restored.ok) {
      const { code, fact } = restored.refusal;
      io.stderr(`${io.isTty ? '\n' : ''}${t.refused[code](fact)}\n`);
      return exit.unreadable;
    }
    line.finish(t.recovered);
    io.stdout(options.json ? `${JSON.stringify(restored.value)}\n` : `${t.done(restored.value)}\n`);
    return exit.done;
  },
});

function readOptions(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        at: { type: 'string' },
        wal: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const { from = '', to = '', at, wal, json = false } = values;
    if (from === '' || to === '') return `hocba ${t.usage}`;
    const moment = at === undefined ? null : parseInstant(at);
    if (moment === undefined) return t.wrongMoment(at ?? '');
    return { from, to, at: moment, lastWal: wal ?? null, json };
  } catch {
    return `hocba ${t.usage}`;
  }
}
