import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findingMender, findingRemedy, findingTitle } from '../../src/edge/text/import.ts';
import { findingTexts } from '../../src/edge/text/import-finding.ts';
import type { FindingCode } from '../../src/format/workbook/finding.ts';

const page = readFileSync(new URL('../../docs/import.md', import.meta.url), 'utf8');
const isCode = (code: string): code is FindingCode => code in findingTexts;

test('docs/import.md lists every code with its title and remedy, and no other', () => {
  const listed = [...page.matchAll(/^\| `([\w-]+)` \| (?:reported |refused )?/gm)]
    .map(([, code]) => code ?? '')
    .filter(isCode);
  assert.deepEqual([...listed].sort(), Object.keys(findingTexts).sort());
  for (const code of listed) {
    assert.ok(page.includes(findingTitle(code)), `${code}: title`);
    const open = findingMender(code) !== 'nobody';
    if (open) assert.ok(page.includes(findingRemedy(code)), `${code}: remedy`);
  }
});
