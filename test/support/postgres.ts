import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { discard } from '../../src/adapter/embedded-postgres/place.ts';
import {
  type RunningPostgres,
  startPostgres,
} from '../../src/adapter/embedded-postgres/start-postgres.ts';
import { createDatabase } from '../../src/adapter/postgres/database.ts';

let started: Promise<{ directory: string; server: RunningPostgres }> | undefined;

/** The test process's own server, started at the first call and removed with its data at the end. */
async function server(): Promise<RunningPostgres> {
  started ??= start();
  return (await started).server;
}

async function start() {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'hocba-test-'));
  return { directory, server: await startPostgres({ directory, durable: false }) };
}

after(async () => {
  if (started === undefined) return;
  const { directory, server } = await started;
  await server.stop();
  discard(directory);
});

/** Creates an empty database that no other test knows, and answers its address. */
export async function freshDatabase(): Promise<string> {
  const running = await server();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await createDatabase(running.url('postgres'), name);
  return running.url(name);
}
