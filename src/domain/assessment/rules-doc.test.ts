import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const folder = new URL('./', import.meta.url);
const text = readFileSync(new URL('../../../docs/assessment-rules.md', import.meta.url), 'utf8');

/** The rows of the tables rule by rule: article, rule, function (file), test. */
const rows = text
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => cells.length === 6 && cells[3]?.startsWith('`'))
  .map(([, article = '', rule = '', functions = '', tests = '']) => {
    return { name: `${article} ${rule}`, functions, tests };
  });

const sources = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => ({ file, code: readFileSync(new URL(file, folder), 'utf8') }));

test('the tables have their rows', () => {
  assert.ok(rows.length >= 20, String(rows.length));
});

for (const { name, functions, tests } of rows) {
  test(`functions and tests exist: ${name}`, () => {
    for (const [, given = ''] of functions.matchAll(/`(\w+)`/g)) {
      const found = sources.some(({ code }) =>
        new RegExp(`^export (?:function|const) ${given}\\b`, 'm').test(code),
      );
      assert.ok(found, `no function ${given}`);
    }
    for (const [, file = ''] of functions.matchAll(/([\w-]+\.ts)/g)) {
      assert.ok(existsSync(new URL(file, folder)), `no file ${file}`);
    }
    const named = [...tests.matchAll(/(?:^|[;,] )([a-z-]+)(?=:|,|;|$)/g)]
      .map(([, file = '']) => file)
      .filter((file) => existsSync(new URL(`${file}.test.ts`, folder)));
    assert.ok(named.length > 0, `no test file in ${tests}`);
    const code = named
      .map((file) => readFileSync(new URL(`${file}.test.ts`, folder), 'utf8'))
      .join('\n');
    for (const [, quoted = ''] of tests.matchAll(/«([^»]+)»/g)) {
      const begin = quoted.replaceAll('…', '').trim();
      assert.ok(code.includes(begin), `no test «${quoted}» in ${named.join(', ')}`);
    }
  });
}
