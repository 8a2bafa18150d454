import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Pace, realPace } from '../adapter/remote-signing/pace.ts';
import { openRemoteSigning, type RemoteSigning } from '../adapter/remote-signing/settings.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { SigningServiceDeps } from '../edge/cli/commands/signing-service.ts';
import { signingServiceCommandText as t } from '../edge/text/signing-service-command.ts';
import type { SettingsRefusal } from './role-settings.ts';

/** A remote signing service from its settings file; secrets stand in files beside it, never in it. */
export async function createSigningService(
  file: string,
  showAddress: (url: URL) => void,
  pace: Pace = realPace,
): Promise<Result<RemoteSigning, SettingsRefusal>> {
  const text = await textOf(file);
  if (text === undefined) return refuse({ code: 'settings-unreadable', file, names: [] });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse({ code: 'settings-not-json', file, names: [] });
  }
  const opened = await openRemoteSigning(json, {
    pace,
    readSecret: (name) => textOf(path.resolve(path.dirname(file), name)),
    showAddress,
    donePage: t.donePage,
  });
  if (opened.ok) return ok(opened.value);
  return refuse({ code: 'settings-invalid', file, names: opened.refusal.names });
}

const textOf = (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').catch(() => undefined);

export const signingServiceDeps: SigningServiceDeps = {
  open: (file, showAddress) => createSigningService(file, showAddress),
};
