import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Pace, realPace } from '../adapter/remote-signing/pace.ts';
import { openRemoteSigning, type RemoteSigning } from '../adapter/remote-signing/settings.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { SigningServiceDeps } from '../edge/cli/commands/signing-service.ts';
import { signingServiceCommandText as t } from '../edge/text/signing-service-command.ts';
import { readSettingsFile, type SettingsRefusal } from './settings-file.ts';

/** A remote signing service from its settings file; secrets stand in files beside it, never in it. */
export async function createSigningService(
  file: string,
  showAddress: (url: URL) => void,
  pace: Pace = realPace,
): Promise<Result<RemoteSigning, SettingsRefusal>> {
  const read = await readSettingsFile(file);
  if (!read.ok) return read;
  const opened = await openRemoteSigning(read.value, {
    pace,
    readSecret: (name) =>
      readFile(path.resolve(path.dirname(file), name), 'utf8').catch(() => undefined),
    showAddress,
    donePage: t.donePage,
  });
  if (opened.ok) return ok(opened.value);
  return refuse({ code: 'settings-invalid', file, names: opened.refusal.names });
}

export const signingServiceDeps: SigningServiceDeps = {
  open: (file, showAddress) => createSigningService(file, showAddress),
};
