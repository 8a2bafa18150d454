import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { currentRecords } from '../../src/app/school/current-records.ts';
import { classOfForty, forty } from '../support/class-of-forty.ts';
import { type CommandLine, keyFiles, openCommandLine } from '../support/command-line.ts';
import { writeFiles } from '../support/write-files.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const yearbook = classOfForty();
const opened: CommandLine[] = [];
after(async () => {
  for (const one of opened) await one.close();
});

async function closedClass(): Promise<CommandLine> {
  const line = await openCommandLine(yearbook);
  opened.push(line);
  const { classes } = await line.json(await line.settings('close', keyFiles), 'close');
  assert.equal(classes[0]?.closed, forty);
  return line;
}

/** Runs the program as a user does. */
async function hocba(...args: readonly string[]) {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** Everybody in turn reviews and signs, each with one batch; answers how many signatures were made. */
async function signByTurns(line: CommandLine, config: string): Promise<number> {
  let made = 0;
  for (;;) {
    const { classes } = await line.json(config, 'status');
    const people = classes[0]?.next.filter(({ signer }) => signer.kind === 'person') ?? [];
    if (people.length === 0) return made;
    for (const { signer } of people) {
      const who = ['--class', '6A', '--signer', signer.personalId] as const;
      const { rows, digest } = await line.json(config, 'review', ...who);
      const signed = await line.json(config, 'sign', ...who, '--reviewed', digest.slice(0, 12));
      assert.deepEqual([signed.before + signed.signed, signed.left], [rows.length, 0]);
      made += signed.signed;
    }
  }
}

/** Seal, issue, and verify every file with nothing but the folder of trust. */
async function finish(line: CommandLine, config: string): Promise<void> {
  assert.equal((await line.json(config, 'seal')).classes[0]?.sealed, forty);
  assert.equal((await line.json(config, 'issue')).classes[0]?.issued, forty);
  const key = { school: yearbook.school.code, year: yearbook.year, className: '6A' };
  const files: string[] = [];
  for (const { code, version } of currentRecords(await line.school.store.records(key))) {
    const bytes = await line.school.store.file(code, version);
    assert(bytes !== undefined);
    await writeFiles(line.folder)(`records/${code}.xml`, bytes);
    files.push(`${line.folder}/records/${code}.xml`);
  }
  assert.equal(files.length, forty);
  const verified = await hocba('verify', ...files, '--trust', line.trust, '--offline', '--json');
  assert.equal(verified.code, 0, verified.stderr + verified.stdout.slice(0, 2000));
}

test('forty learners, keys in files: reviewed, signed, sealed, issued, verified offline', async () => {
  const line = await closedClass();
  const config = await line.settings('files', keyFiles);
  const early = await line.run(config, 'seal');
  assert.equal(early.code, 1);
  assert.match(early.stdout, /40 học bạ chưa đủ chữ kí/);
  const made = await signByTurns(line, config);
  assert.ok(made >= forty * 12, String(made));
  await finish(line, config);
});
