import { portalText as t } from '../text/portal.ts';
import { type Html, html, type Part } from './html.ts';
import { stylesheet } from './stylesheet.ts';

/** What every page needs to know. */
export interface Frame {
  /** Whose register this is; null leaves the line out. */
  readonly office: string | null;
}

export interface Page {
  readonly title: string;
  readonly main: Part;
}

/** A whole document. Its title never carries personal data: browsers keep titles. */
export function renderPage({ office }: Frame, { title, main }: Page): string {
  const { markup } = html`<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="format-detection" content="telephone=no">
<title>${title} – ${t.site}</title>
<link rel="stylesheet" href="${stylesheet.path}">
</head>
<body>
<a class="skip" href="#noi-dung">${t.skip}</a>
<header class="site"><div class="wrap">
${office === null ? null : html`<p class="office">${office}</p>`}
<p class="name"><a href="/">${t.site}</a></p>
</div></header>
<main class="wrap content" id="noi-dung">
${main}
</main>
<footer class="wrap"><div class="foot"><p>${t.footer}</p></div></footer>
</body>
</html>
`;
  return markup;
}

/** How bad a status is; the words say it too, so that nobody needs the colour. */
export type Tone = 'good' | 'wait' | 'bad' | 'plain';

/** A framed statement: what holds, and what it means. */
export const statusBox = (
  tone: Tone,
  { label, word, lines }: { readonly label: string; readonly word: string; readonly lines: Part },
): Html => html`<section class="status ${tone}">
<p class="label">${label}</p>
<h2 class="word">${word}</h2>
${lines}
</section>`;

/** A list of names and values; pairs without a value are left out. */
export function definitions(rows: readonly (readonly [name: string, value: Part])[]): Html {
  const shown = rows.filter(([, value]) => value !== null && value !== '');
  return html`<dl>
${shown.map(([name, value]) => html`<div class="row"><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>`;
}

/** A look-up code in groups of four: people read it aloud and compare it with paper. Copied, it keeps its blanks. */
export const codeGroups = (code: string): Html =>
  html`<span class="mono groups">${(code.match(/.{1,4}/g) ?? []).map((group) => html`<span>${group}</span> `)}</span>`;

export const mono = (text: string): Html => html`<span class="mono">${text}</span>`;

/** A plain page with a sentence and a way back. */
export const noticePage = (title: string, body: Part): Page => ({
  title,
  main: html`<h1>${title}</h1>
${body}
<p class="again"><a href="/">${t.search.again}</a></p>`,
});
