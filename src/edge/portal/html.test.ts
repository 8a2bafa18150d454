import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escapeHtml, Html, html } from './html.ts';

const attacks = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' autofocus onfocus='alert(1)",
  '&lt;script&gt;',
  '</title><script>',
  '<!--',
  ']]>',
];

for (const attack of attacks) {
  test(`${attack} stays text, between tags and in an attribute`, () => {
    const { markup } = html`<p title="${attack}">${attack}</p>`;
    const inner = markup.slice('<p title="'.length, -'</p>'.length);
    assert.doesNotMatch(inner.replace('">', ''), /[<>"']/);
    assert.equal(markup, `<p title="${escapeHtml(attack)}">${escapeHtml(attack)}</p>`);
  });
}

test('markup that html built goes in as it is, once, in lists too', () => {
  const items = ['a', 'b&c'].map((text) => html`<li>${text}</li>`);
  assert.equal(html`<ul>${items}</ul>`.markup, '<ul><li>a</li><li>b&amp;c</li></ul>');
  assert.equal(html`${html`${html`<b>`}`}`.markup, '<b>');
});

test('an object that only looks like markup is no markup', () => {
  const forged = JSON.parse('{"markup":"<script>"}');
  assert.ok(!(forged instanceof Html));
  assert.throws(() => html`${forged}`, TypeError);
});

test('null leaves nothing, numbers stand as written', () => {
  assert.equal(html`<i>${null}${0}${12}</i>`.markup, '<i>012</i>');
});
