import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { BackupServer } from '../../app/backup/ports.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { archiveCommand, restoreCommand, stopArchiving } from './archive.ts';
import { findBackup } from './find-backup.ts';
import { judgeRecovery } from './judge-recovery.ts';
import { type Manifest, parseManifest, writeManifest } from './manifest.ts';
import { gapIn, segmentIndexAt, segmentName, segmentOf } from './wal.ts';
import { checkServer } from './write-backup.ts';

const base = fs.mkdtempSync(path.join(os.tmpdir(), 'hocba-backup-unit-'));
after(() => fs.rmSync(base, { recursive: true }));

const size = 16 << 20;
const manifest: Manifest = {
  format: 'hocba-backup-1',
  postgres: 17,
  systemId: '7575',
  walSegmentBytes: size,
  firstSegment: '000000010000000000000002',
  lastSegment: '000000010000000000000002',
  endedAt: '2026-06-10T03:00:00Z' as Instant,
  folders: ['data/base'],
  files: [{ path: 'data/PG_VERSION', size: 3, sha256: 'a'.repeat(64) }],
};

test('a manifest is read back, and no other one is', () => {
  const text = writeManifest(manifest);
  assert.deepEqual(parseManifest(text), manifest);
  assert.equal(parseManifest(text.replace('hocba-backup-1', 'hocba-backup-9')), 'other-version');
  for (const wrong of ['', '{}', '[]', text.replace('"size": 3', '"size": 4'), text.slice(0, -3)]) {
    assert.equal(parseManifest(wrong), undefined);
  }
});

test('a manifest whose paths lead out of the backup is refused, however well it is digested', () => {
  for (const name of ['data/../../etc/x', '/etc/x', 'data/..', 'manifest.json', 'datax/y']) {
    const files = [{ path: name, size: 1, sha256: 'a'.repeat(64) }];
    assert.equal(parseManifest(writeManifest({ ...manifest, files })), undefined, name);
  }
});

test('segments are numbered as PostgreSQL numbers them', () => {
  const name = '0000000A00000001000000FE';
  assert.deepEqual(segmentOf(name, size), { name, timeline: 10, index: 256 + 254 });
  assert.equal(segmentName(10, 510, size), name);
  assert.equal(segmentName(1, 256, size), '000000010000000100000000');
  assert.equal(segmentIndexAt('1/FE000148', size), 510);
  assert.equal(segmentOf('00000002.history', size), undefined);
});

test('the first missing segment is named', () => {
  const of = (index: number) => ({ name: '', timeline: 1, index });
  assert.equal(gapIn([of(2), of(3), of(5)], of(2), size), '000000010000000000000004');
  assert.equal(gapIn([of(3)], of(2), size), '000000010000000000000002');
  assert.equal(gapIn([of(2), of(3)], of(2), size), undefined);
});

const shell = (command: string, from: string, name: string) =>
  spawnSync('sh', [
    '-c',
    command.replaceAll('%f', name).replaceAll('%p', from).replaceAll('%%', '%'),
  ]).status;

test('the archive takes a segment once, the same one again, and no other under its name', () => {
  const folder = path.join(base, "it's 100 %");
  fs.mkdirSync(folder);
  const [one, two, back] = ['one', 'two', 'back'].map((name) => path.join(base, name));
  assert(one !== undefined && two !== undefined && back !== undefined);
  fs.writeFileSync(one, 'one');
  fs.writeFileSync(two, 'two');
  const command = archiveCommand(folder);
  assert.equal(shell(command, one, 'S'), 0);
  assert.equal(shell(command, one, 'S'), 0);
  assert.notEqual(shell(command, two, 'S'), 0);
  assert.notEqual(shell(command, path.join(base, 'none'), 'T'), 0);
  assert.deepEqual(fs.readdirSync(folder), ['S']);
  assert.equal(shell(restoreCommand(folder), back, 'S'), 0);
  assert.equal(fs.readFileSync(back, 'utf8'), 'one');
  assert.notEqual(shell(restoreCommand(folder), back, 'T'), 0);
});

test('restored data do not archive', async () => {
  const file = path.join(base, 'postgresql.auto.conf');
  fs.writeFileSync(file, "# kept\narchive_mode = 'on'\nwork_mem = '8MB'\narchive_command = 'x'\n");
  await stopArchiving(base);
  assert.equal(fs.readFileSync(file, 'utf8'), "# kept\nwork_mem = '8MB'\n");
});

test('a server that this machine cannot copy is refused, with the reason', async () => {
  const dataFolder = path.join(base, 'data');
  fs.mkdirSync(path.join(dataFolder, 'global'), { recursive: true });
  const control = Buffer.alloc(8192);
  control.writeBigUInt64LE(7575n);
  fs.writeFileSync(path.join(dataFolder, 'global', 'pg_control'), control);
  fs.writeFileSync(path.join(dataFolder, 'postmaster.pid'), `1\n${dataFolder}\n1780000000\n`);
  const server: BackupServer = {
    dataFolder,
    systemId: '7575',
    majorVersion: 17,
    walSegmentBytes: size,
    tablespaces: 0,
    startedAt: 1_780_000_001,
    archiveCommand: null,
  };
  const codeOf = async (change: Partial<BackupServer>, home = path.join(base, 'home')) => {
    const fit = await checkServer({ ...server, ...change }, home);
    return fit.ok ? 'fit' : fit.refusal.code;
  };
  assert.equal(await codeOf({}), 'fit');
  assert.equal(await codeOf({ systemId: '7576' }), 'backup-server-elsewhere');
  assert.equal(await codeOf({ startedAt: 1_780_900_000 }), 'backup-server-elsewhere');
  assert.equal(await codeOf({ dataFolder: '/no/such/folder' }), 'backup-server-elsewhere');
  assert.equal(await codeOf({ tablespaces: 1 }), 'backup-has-tablespaces');
  assert.equal(await codeOf({}, path.join(dataFolder, 'x')), 'backup-inside-data');
  assert.equal(await codeOf({}, dataFolder), 'backup-inside-data');
});

test('the newest backup before the moment is chosen; one of another version is refused', async () => {
  const home = path.join(base, 'chosen');
  const put = (name: string, change: Partial<Manifest>): void => {
    fs.mkdirSync(path.join(home, name), { recursive: true });
    const text = writeManifest({ ...manifest, ...change });
    fs.writeFileSync(path.join(home, name, 'manifest.json'), text);
  };
  const find = async (at: string | null, from = home) => {
    const found = await findBackup(from, at as Instant | null);
    return found.ok ? path.basename(found.value.folder) : found.refusal.code;
  };
  assert.equal(await find(null), 'backup-missing');
  put('base-20260610T030000Z', {});
  put('base-20260611T030000Z', { endedAt: '2026-06-11T03:00:00Z' as Instant });
  put('partial-1-1', { endedAt: '2026-06-12T03:00:00Z' as Instant });
  assert.equal(await find(null), 'base-20260611T030000Z');
  assert.equal(await find('2026-06-10T12:00:00Z'), 'base-20260610T030000Z');
  assert.equal(await find('2026-06-09T12:00:00Z'), 'backup-after-time');
  const one = path.join(home, 'base-20260610T030000Z');
  assert.equal(await find(null, one), 'base-20260610T030000Z');
  assert.equal(await find('2026-06-09T12:00:00Z', one), 'backup-after-time');
  put('base-20260613T030000Z', { postgres: 16 });
  assert.equal(await find(null), 'backup-of-other-version');
});

test('a recovery that ended before the last whole segment is damage, not an end', () => {
  const said = 'LOG:  last completed transaction was at log time 2026-06-10 03:00:00.1+00\n';
  const goal = { toTheEnd: true, walSegmentBytes: size };
  const must = { mustReach: 4, lastSegment: 'S' };
  const judge = (end: string | null, toTheEnd = true) =>
    judgeRecovery({ reached: end !== null, said, end }, must, { ...goal, toTheEnd });
  const whole = judge('0/4000148');
  assert(whole.ok && whole.value === '2026-06-10 03:00:00.1+00');
  const short = judge('0/3000148');
  assert.equal(short.ok ? '' : short.refusal.code, 'archive-changed');
  assert(judge('0/3000148', false).ok, 'a moment may lie before the end');
  const none = judge(null);
  assert.equal(none.ok ? '' : none.refusal.code, 'restore-failed');
});
