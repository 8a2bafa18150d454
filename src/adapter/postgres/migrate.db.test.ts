import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { freshDatabase } from '../../../test/support/postgres.ts';
import { openPool, type Pool, query } from './database.ts';
import { migrate } from './migrate.ts';

const base = fs.mkdtempSync(path.join(os.tmpdir(), 'hocba-migrate-'));
after(() => fs.rmSync(base, { recursive: true }));

/** A folder of migrations, each given as [file name, SQL]. */
function folder(...files: readonly (readonly [name: string, sql: string])[]): string {
  const made = fs.mkdtempSync(path.join(base, 'm-'));
  for (const [name, sql] of files) fs.writeFileSync(path.join(made, name), sql);
  return made;
}

const first = [
  '000001-first.sql',
  'CREATE TABLE a (x integer);\nINSERT INTO a VALUES (1);',
] as const;
const second = ['000002-second.sql', 'ALTER TABLE a ADD y integer;'] as const;

async function withPool(work: (pool: Pool) => Promise<void>): Promise<void> {
  const pool = openPool(await freshDatabase(), { max: 4 });
  await work(pool).finally(() => pool.end());
}

const count = async (pool: Pool) =>
  (await query<{ n: number }>(pool, 'SELECT count(*) n FROM a'))[0]?.n;

test('files run once, in order, and later files are added', () =>
  withPool(async (pool) => {
    const one = await migrate(pool, folder(first));
    assert.deepEqual(one, { ok: true, value: { applied: [first[0]], version: 1 } });
    const both = folder(first, second);
    const two = await migrate(pool, both);
    assert.deepEqual(two, { ok: true, value: { applied: [second[0]], version: 2 } });
    assert.deepEqual(await migrate(pool, both), { ok: true, value: { applied: [], version: 2 } });
    assert.equal(await count(pool), 1);
  }));

test('two programs that start at once migrate once', () =>
  withPool(async (pool) => {
    const files = folder(first, second);
    const answers = await Promise.all([migrate(pool, files), migrate(pool, files)]);
    const applied = answers.flatMap((answer) => (answer.ok ? answer.value.applied : ['refused']));
    assert.deepEqual(applied.sort(), [first[0], second[0]]);
    assert.equal(await count(pool), 1);
  }));

test('a file that fails leaves nothing of itself; those before it stay', () =>
  withPool(async (pool) => {
    const broken = ['000002-broken.sql', 'INSERT INTO a VALUES (2);\nSELECT nothing;'] as const;
    await assert.rejects(migrate(pool, folder(first, broken)), /nothing/);
    assert.equal(await count(pool), 1);
    const mended = await migrate(pool, folder(first, second));
    assert.deepEqual(mended, { ok: true, value: { applied: [second[0]], version: 2 } });
  }));

test('an applied file that changed is refused by name; line ends are no change', () =>
  withPool(async (pool) => {
    await migrate(pool, folder(first));
    const windows = folder([first[0], first[1].replaceAll('\n', '\r\n')]);
    assert.equal((await migrate(pool, windows)).ok, true);
    assert.deepEqual(await migrate(pool, folder([first[0], `${first[1]} `], second)), {
      ok: false,
      refusal: { code: 'migration-changed', name: first[0] },
    });
  }));

test('a database that is newer than the program is refused', () =>
  withPool(async (pool) => {
    await migrate(pool, folder(first, second));
    assert.deepEqual(await migrate(pool, folder(first)), {
      ok: false,
      refusal: { code: 'database-newer', database: 2, program: 1 },
    });
  }));

for (const name of ['000002-gap.sql', '1-short.sql', '000001-Upper.sql', 'first.sql']) {
  test(`a folder whose first file is ${name} is a bug`, () =>
    withPool(async (pool) => {
      await assert.rejects(migrate(pool, folder([name, 'SELECT 1'])), /expected number 1/);
    }));
}
