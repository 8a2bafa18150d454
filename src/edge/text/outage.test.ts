import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { outageText } from './outage.ts';

const src = fileURLToPath(new URL('../../', import.meta.url));

/** Every code that some source throws as an Outage by name. */
function codesInSources(): ReadonlySet<string> {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  return new Set(
    sources.flatMap((file) =>
      [...readFileSync(`${src}/${file}`, 'utf8').matchAll(/new Outage\(\s*'([a-z-]+)'/g)].map(
        ([, code]) => code ?? '',
      ),
    ),
  );
}

test('every outage has a sentence and a remedy, and no sentence is left over', () => {
  assert.deepEqual([...codesInSources()].sort(), Object.keys(outageText).sort());
});
