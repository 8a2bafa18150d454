import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

// A checkout in small: the real launchers, the real Node, and a program that tells what reached it.
const checkout = fs.mkdtempSync(path.join(os.tmpdir(), 'hocba launcher đ '));
after(() => fs.rmSync(checkout, { recursive: true }));

const root = fileURLToPath(new URL('..', import.meta.url));
for (const name of ['bin', 'tools', 'package.json', 'package-lock.json']) {
  fs.cpSync(path.join(root, name), path.join(checkout, name), { recursive: true });
}
const modules = path.join(checkout, 'node_modules');
const nodePackage = `node-${process.platform}-${process.arch}`;
fs.mkdirSync(modules);
fs.symlinkSync(path.join(root, 'node_modules', nodePackage), path.join(modules, nodePackage));
const lock = fs.readFileSync(path.join(checkout, 'package-lock.json'));
const stamp = path.join(modules, '.hocba-lock');
fs.writeFileSync(stamp, createHash('sha256').update(lock).digest('hex'));
fs.mkdirSync(path.join(checkout, 'src'));
fs.writeFileSync(
  path.join(checkout, 'src', 'main.ts'),
  `const [act, ...rest]: string[] = process.argv.slice(2);
   if (act === 'exit') process.exit(Number(rest[0]));
   if (act === 'tell') console.log(JSON.stringify({ rest, cwd: process.cwd(), node: process.version }));
   if (act === 'wait' || act === 'demo') {
     for (const name of ['SIGINT', 'SIGTERM'] as const) {
       process.on(name, () => { console.log(name); process.exit(7); });
     }
     console.log(String(process.pid));
     setInterval(() => {}, 1000);
   }`,
);

const hocba = path.join(checkout, 'bin', 'hocba');
/** Both readings of bin/hocba: by the system's shell, and by whatever Node there is. */
const readings: readonly (readonly [how: string, command: string, first: readonly string[]])[] = [
  ['as a program', hocba, []],
  ['as a script of Node', process.execPath, [hocba]],
];

const isAlive = (pid: number) => spawnSync('kill', ['-0', String(pid)]).status === 0;

async function ends(pid: number): Promise<boolean> {
  for (let waited = 0; waited < 60 && isAlive(pid); waited += 1) await sleep(50);
  return !isAlive(pid);
}

async function start(command: string, args: readonly string[]) {
  const child = spawn(command, args, { cwd: checkout, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdout.setEncoding('utf8');
  const [said] = await once(child.stdout, 'data');
  return { child, program: Number(/^\d+$/m.exec(String(said))?.[0]) };
}

for (const [how, command, first] of readings) {
  test(`${how}: arguments, folder, the pinned Node and nothing else on standard output`, () => {
    const args = [...first, 'tell', 'a b', `it's "đ"`, '--json', ''];
    const { stdout, stderr } = spawnSync(command, args, { cwd: os.tmpdir(), encoding: 'utf8' });
    const { node, ...told } = JSON.parse(stdout);
    assert.deepEqual(told, {
      rest: ['a b', `it's "đ"`, '--json', ''],
      cwd: fs.realpathSync(os.tmpdir()),
    });
    const manifest = path.join(root, 'node_modules', nodePackage, 'package.json');
    assert.equal(node, `v${JSON.parse(fs.readFileSync(manifest, 'utf8')).version}`);
    assert.equal(stderr, '');
  });

  test(`${how}: exit codes come through`, () => {
    for (const code of [0, 1, 2, 64, 65, 75]) {
      assert.equal(spawnSync(command, [...first, 'exit', String(code)]).status, code);
    }
  });

  test(`${how}: SIGTERM reaches the program, which ends in its own way`, async () => {
    const { child, program } = await start(command, [...first, 'wait']);
    const told = once(child.stdout, 'data');
    child.kill('SIGTERM');
    assert.deepEqual(await told, ['SIGTERM\n']);
    assert.deepEqual(await once(child, 'exit'), [7, null]);
    assert.ok(await ends(program));
  });

  test(`${how}: kill -9 leaves no program behind`, async () => {
    const { child, program } = await start(command, [...first, 'wait']);
    child.kill('SIGKILL');
    assert.ok(await ends(program));
  });
}

test('through symbolic links, relative and absolute', () => {
  const folder = fs.mkdtempSync(path.join(checkout, 'links-'));
  fs.symlinkSync(hocba, path.join(folder, 'absolute'));
  fs.symlinkSync('absolute', path.join(folder, 'relative'));
  for (const name of ['absolute', 'relative']) {
    assert.equal(spawnSync(path.join(folder, name), ['exit', '65']).status, 65, name);
    assert.equal(spawnSync(process.execPath, [path.join(folder, name), 'exit', '65']).status, 65);
  }
});

test('npm start ends with what started it, even by kill -9', async () => {
  const { child, program } = await start(process.execPath, [
    path.join(checkout, 'tools', 'start.mjs'),
  ]);
  assert.ok(isAlive(program));
  child.kill('SIGKILL');
  assert.ok(await ends(program));
});

test('packages of another lock file are not used: the lock file wins', () => {
  const file = path.join(checkout, 'package-lock.json');
  fs.writeFileSync(file, '{"packages":{"node_modules/none":{"version":"1.0.0"}}}');
  // Answers at once, so that nothing is fetched: an npm that only says that it was called.
  const npm = path.join(checkout, 'npm-cli.js');
  fs.writeFileSync(npm, `console.log(process.argv.slice(2).join(' ')); process.exit(1);`);
  const future = new Date(Date.now() + 60_000);
  fs.utimesSync(file, future, future);
  const { status, stdout, stderr } = spawnSync(process.execPath, [hocba, 'exit', '0'], {
    encoding: 'utf8',
    env: { ...process.env, npm_execpath: npm },
  });
  assert.equal(status, 75);
  assert.equal(stdout, '');
  assert.match(stderr, /^ci --ignore-scripts/m);
  assert.match(stderr, /Không cài được các gói phần mềm/);
  assert.doesNotMatch(stderr, /^\s+at /m);
  fs.writeFileSync(file, lock);
});
