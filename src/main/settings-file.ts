import { readFile } from 'node:fs/promises';
import { ok, type Result, refuse } from '../domain/result.ts';

/** Why a settings file cannot be used. No value of it is ever repeated. */
export interface SettingsRefusal {
  readonly code: 'settings-unreadable' | 'settings-not-json' | 'settings-invalid';
  readonly file: string;
  /** The settings that are missing or of the wrong kind. */
  readonly names: readonly string[];
}

/** Reads a settings file as JSON; whether it has the form that is wanted, the caller finds. */
export async function readSettingsFile(file: string): Promise<Result<unknown, SettingsRefusal>> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return refuse({ code: 'settings-unreadable', file, names: [] });
  try {
    return ok(JSON.parse(text));
  } catch {
    return refuse({ code: 'settings-not-json', file, names: [] });
  }
}
