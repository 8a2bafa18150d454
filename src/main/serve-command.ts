import { once } from 'node:events';
import type { Result } from '../domain/result.ts';
import { ok } from '../domain/result.ts';
import type { ApiLog } from '../edge/api/api-context.ts';
import type { RoleName, ServeDeps, SettingsTrouble } from '../edge/cli/commands/serve.ts';
import { readRoleSettings } from './role-settings.ts';
import { type ListeningRole, serveRole } from './serve-role.ts';

/** One line of JSON an event, on standard error: codes and numbers, nothing of any person. */
const writeLog: ApiLog = ({ level, event, facts, error }) => {
  if (level === 'info' && process.env['HOCBA_DEBUG'] !== '1') return;
  const cause = error instanceof Error ? { error: error.message } : {};
  const at = new Date().toISOString();
  process.stderr.write(`${JSON.stringify({ at, level, event, ...facts, ...cause })}\n`);
};

/** Serves a role until a signal, or until the parent that forked it is gone. */
async function serve(
  role: RoleName,
  settingsFile: string,
  opened: (url: string) => void,
  signal: AbortSignal,
): Promise<Result<void, SettingsTrouble>> {
  const settings = await readRoleSettings(settingsFile, role);
  if (!settings.ok) return settings;
  const served = await serveRole(settings.value, writeLog);
  opened(served.url);
  answerParent(served);
  try {
    if (!signal.aborted) await Promise.race([once(signal, 'abort'), parentGone()]);
  } finally {
    await served.close();
  }
  if (process.connected) process.disconnect();
  return ok(undefined);
}

function parentGone(): Promise<unknown> {
  return process.channel === undefined ? new Promise(() => undefined) : once(process, 'disconnect');
}

interface FromParent {
  readonly number: number;
  readonly request: unknown;
}

/** The parent's side of this is adapter/process/child-role.ts: `ready` once, one answer to each numbered request. */
function answerParent({ act }: ListeningRole): void {
  if (process.send === undefined) return;
  const send = (message: unknown): void => void process.send?.(message);
  process.on('message', (message: FromParent) => {
    act(message.request).then(
      (value) => send({ answer: message.number, value }),
      (error: unknown) =>
        send({
          answer: message.number,
          failed: error instanceof Error ? error.message : String(error),
        }),
    );
  });
  send({ ready: true });
}

export const serveDeps: ServeDeps = { serve };
