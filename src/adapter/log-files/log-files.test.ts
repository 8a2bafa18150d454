import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { generatedLog } from '../../../test/support/generated-log.ts';
import { noteKey } from '../../../test/support/register.ts';
import { checkLog } from '../../app/watch-log/check-log.ts';
import type { FollowerMemory } from '../../app/watch-log/ports.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { verifierOf } from '../../format/log/key.ts';
import { changedTiles, tilePath } from '../../format/log/tiles.ts';
import { openFollowerFile } from './follower-file.ts';
import { createLogFolder } from './log-folder.ts';

const base = mkdtempSync(path.join(tmpdir(), 'hocba-log-files-'));
after(() => rmSync(base, { recursive: true }));
const key = noteKey('register.test/99');
const at = '2026-06-12T03:00:00Z' as Instant;

/** An export as `hocba demo --export` makes it: the log below «log». */
async function exported(size: number): Promise<string> {
  const folder = path.join(base, `export-${size}`);
  const log = generatedLog(size, key);
  const places = changedTiles({ from: 0, to: size }).map(tilePath);
  for (const place of [...places, 'checkpoint']) {
    const file = path.join(folder, 'log', ...place.split('/'));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, (await log.file(place)) ?? '');
  }
  return folder;
}

async function look(folder: string, state: string) {
  const memory = await openFollowerFile(state);
  assert(memory.ok);
  const report = await lookWith(folder, memory.value);
  await memory.value.close();
  assert(!('code' in report), JSON.stringify(report));
  return report;
}

const lookWith = (folder: string, memory: FollowerMemory) =>
  checkLog({
    reader: createLogFolder(folder),
    memory,
    key: verifierOf(key),
    witnesses: [],
    reading: 'whole',
    at,
    signal: new AbortController().signal,
    progress: () => {},
  });

test('an export is checked, remembered, and seen to have shrunk', async () => {
  const state = path.join(base, 'state', 'log.json');
  const [small, large] = [await exported(600), await exported(900)];
  const first = await look(small, state);
  assert(first.findings.every(({ outcome }) => outcome === 'passed'));
  const second = await look(path.join(large, 'log'), state);
  assert.deepEqual([second.knownSize, second.size, second.evidence], [600, 900, null]);
  assert.equal(readFileSync(`${state}.tiles`).length, 3 * 32);
  const shrunk = await look(small, state);
  assert(shrunk.findings.some((one) => 'reason' in one && one.reason.code === 'smaller-tree'));
  const names = readdirSync(shrunk.evidence ?? '').sort();
  assert.deepEqual(names, ['head-seen-before.txt', 'head-served-now.txt', 'report.json']);
  assert.match(readFileSync(path.join(shrunk.evidence ?? '', names[0] ?? ''), 'utf8'), /\n900\n/);
});

test('the file of another log, or one that was changed, is not built on', async () => {
  const state = path.join(base, 'other.json');
  await look(await exported(600), state);
  const text = readFileSync(state, 'utf8');
  const memory = async (content: string) => {
    writeFileSync(state, content);
    return openFollowerFile(state);
  };
  const json: Readonly<Record<string, unknown>> = JSON.parse(text);
  const frontier = String(json['frontier']).replace(/[A-Z]/, (letter) =>
    letter === 'A' ? 'B' : 'A',
  );
  const changed = await memory(JSON.stringify({ ...json, frontier }));
  assert(changed.ok);
  const report = await lookWith(path.join(base, 'export-600'), changed.value);
  await changed.value.close();
  assert.deepEqual(report, { code: 'state-of-another-log' });
  for (const broken of ['', '{', '[]', '{"v":2}', JSON.stringify({ ...json, cursor: 'x' })]) {
    const refused = await memory(broken);
    assert(!refused.ok && refused.refusal.code === 'state-file-malformed', broken);
  }
});

test('a folder without a log has no head', async () => {
  const report = await look(base, path.join(base, 'none.json'));
  assert.deepEqual(report.findings, [
    { check: 'head', outcome: 'undetermined', reason: { code: 'head-not-served' } },
  ]);
});
