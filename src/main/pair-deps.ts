import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pairAgent } from '../adapter/agent-client/pair-agent.ts';
import { ok, refuse } from '../domain/result.ts';
import type { PairDeps } from '../edge/cli/commands/pair.ts';
import { readSchoolSettings } from './school-settings.ts';

export const pairDeps: PairDeps = {
  usualConfig: process.env['HOCBA_CONFIG'] ?? null,
  async pair(config, code, signal) {
    const settings = await readSchoolSettings(config);
    if (!settings.ok) return settings;
    const { signing } = settings.value;
    if (signing.kind !== 'agent') return refuse({ code: 'signing-not-by-agent' });
    const { address, origin, tokenFile } = signing;
    const paired = await pairAgent({ address, origin }, code, signal);
    if (!paired.ok) return refuse({ code: paired.refusal });
    await mkdir(path.dirname(tokenFile), { recursive: true, mode: 0o700 });
    await writeFile(`${tokenFile}.new`, `${paired.value}\n`, { mode: 0o600, flush: true });
    await rename(`${tokenFile}.new`, tokenFile);
    return ok(tokenFile);
  },
};
