import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createRegisterClient } from '../adapter/http/register-client.ts';
import { ok } from '../domain/result.ts';
import type { LookedUp, LookUpDeps } from '../edge/cli/commands/look-up.ts';

export const lookUpDeps: LookUpDeps = {
  async usualRegister() {
    const given = process.env['HOCBA_REGISTER'];
    if (given !== undefined) return given;
    const ports = path.resolve(process.env['HOCBA_HOME'] ?? '.hocba', 'ports.json');
    const text = await readFile(ports, 'utf8').catch(() => '{}');
    const { province = 8420 }: { province?: number } = JSON.parse(text);
    return `http://127.0.0.1:${province}`;
  },
  async lookUp(register, code, birthDate) {
    const answer = await createRegisterClient(register).lookUp(code, birthDate);
    // The register's own interface describes what it answers (src/edge/api/schema.ts).
    return answer.ok ? ok(answer.value as LookedUp) : answer;
  },
};
