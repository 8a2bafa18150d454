import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from './source.ts';

const pages = fs.globSync('**/*.md', {
  cwd: root,
  exclude: (name) => ['node_modules', '.hocba', '.git'].includes(String(name)),
});

/** Links of a page outside code blocks and code words, without their anchors; web addresses left out. */
function linksOf(text: string): readonly string[] {
  const prose = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '');
  const inline = /\]\(\s*<?([^)>\s]+)>?(?:\s+"[^"]*")?\s*\)/g;
  const reference = /^\[[^\]]+\]:\s*<?(\S+?)>?\s*$/gm;
  return [...prose.matchAll(inline), ...prose.matchAll(reference)]
    .map((match) => match[1] ?? '')
    .filter((link) => !/^([a-z][a-z+.-]*:|#)/i.test(link))
    .map((link) => decodeURIComponent(link.replace(/[#?].*$/, '')));
}

test('every link of a page to a file of the checkout leads somewhere', () => {
  const broken = pages.flatMap((page) =>
    linksOf(fs.readFileSync(path.join(root, page), 'utf8'))
      .filter((link) => {
        const from = link.startsWith('/') ? root : path.dirname(path.join(root, page));
        return !fs.existsSync(path.join(from, link));
      })
      .map((link) => `${page}: ${link}`),
  );
  assert.deepEqual(broken, []);
});

test('links are found in prose and not in code', () => {
  const text = [
    'See [a](docs/a.md#part), ![b](<b c.png> "title"), [web](https://example.vn), [here](#x).',
    '`[not](this.md)`',
    '```',
    '[nor](that.md)',
    '```',
    '[r]: ../r.md',
  ].join('\n');
  assert.deepEqual(linksOf(text.replace('<b c.png>', '<b%20c.png>')), [
    'docs/a.md',
    'b c.png',
    '../r.md',
  ]);
});
