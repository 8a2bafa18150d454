import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { importDeps, workbooksAt } from './import-deps.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'hocba-import-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('a file far over the limit is refused as too large, not as empty', async () => {
  const file = path.join(folder, 'lon.xlsx');
  writeFileSync(file, 'PK');
  truncateSync(file, 400 * 1024 * 1024);
  const files = await workbooksAt(file);
  assert.ok(files !== undefined);
  const { refused } = await importDeps.read(files, {}, () => undefined, []);
  assert.deepEqual(
    refused.map(({ file: name, code }) => [name, code]),
    [['lon.xlsx', 'too-large-file']],
  );
});

test('a path that does not exist is told from an empty folder', async () => {
  assert.equal(await workbooksAt(path.join(folder, 'khong-co')), undefined);
});
