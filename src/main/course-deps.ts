import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { createRegisterClient } from '../adapter/http/register-client.ts';
import { ok } from '../domain/result.ts';
import { instantOf } from '../domain/time/instant.ts';
import type { CourseDeps } from '../edge/cli/commands/course.ts';
import type { CourseJson } from '../edge/course-json.ts';
import { lookUpDeps } from './look-up-deps.ts';
import { loadTrust } from './trust.ts';

export const courseDeps: CourseDeps = {
  async recordsAt(place) {
    const found = await stat(place).catch(() => undefined);
    if (found === undefined) return undefined;
    const names = found.isDirectory()
      ? (await readdir(place, { recursive: true }))
          .filter((name) => /\.xml$/i.test(name))
          .sort()
          .map((name) => path.join(place, name))
      : [place];
    // One after the other: a folder may hold more files than may be open at once.
    const records: { readonly name: string; readonly bytes: Uint8Array }[] = [];
    for (const name of names) records.push({ name, bytes: await readFile(name) });
    return records;
  },
  usualRegister: () => lookUpDeps.usualRegister(),
  async ask(register, code, birthDate) {
    const answer = await createRegisterClient(register).courseOfStudy(code, birthDate);
    // The register's own interface describes what it answers (src/edge/api/schema.ts).
    return answer.ok ? ok(answer.value as CourseJson) : answer;
  },
  loadTrust,
  clock: { now: () => instantOf(Date.now()) },
};
