import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A source file as the house tests see it. */
export interface Source {
  /** From the root of the checkout, with forward slashes. */
  readonly file: string;
  /** The text with comments blanked; strings are kept. */
  readonly text: string;
  /** The text with comments and the content of strings blanked: what runs. */
  readonly code: string;
}

export const isTest = (file: string): boolean => file.endsWith('.test.ts');

/** Every TypeScript file below a folder, read once. */
export function sourcesIn(folder: string): readonly Source[] {
  return fs
    .globSync(`${folder}/**/*.ts`, { cwd: root })
    .map((file) => readSource(file.replaceAll(path.sep, '/')))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

export function readSource(file: string): Source {
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  return { file, text: blank(text, 'comments'), code: blank(text, 'comments and strings') };
}

/** What a file imports or re-exports, types included, as written. */
export function importsOf({ text }: Source): readonly string[] {
  const statement = /^\s*(?:import|export)\b(?:[^'";]*?\bfrom)?\s*'([^']+)'/gm;
  const call = /\bimport(?:\.meta\.resolve)?\(\s*'([^']+)'/g;
  return [...text.matchAll(statement), ...text.matchAll(call)].map((match) => match[1] ?? '');
}

/** The file that a relative import leads to, from the root of the checkout. */
export const resolveImport = (from: string, to: string): string =>
  path.posix.normalize(path.posix.join(path.posix.dirname(from), to));

type Blanked = 'comments' | 'comments and strings';

/** Whatever may hold what only looks like code, and the marks that open and close templates. */
const token = new RegExp(
  [
    String.raw`\/\/[^\n]*`,
    String.raw`\/\*[\s\S]*?\*\/`,
    String.raw`'(?:[^'\\\n]|\\.)*'`,
    String.raw`"(?:[^"\\\n]|\\.)*"`,
    // A regular expression follows an operator or `return`; after a value the stroke divides.
    String.raw`(?<=[=(,:[!&|?{};\n]\s*|\breturn\s)\/(?![/*])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/`,
    '[\x60{}]',
  ].join('|'),
  'g',
);

/** Template text up to its end or to the next ${. */
const templateText = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{)/y;

/** Blanks with spaces; line ends stay, so that line numbers do. */
export function blank(text: string, what: Blanked): string {
  let answer = '';
  let at = 0;
  const openBraces: number[] = [];
  const take = (end: number, hide: boolean) => {
    const part = text.slice(at, end);
    answer += hide ? part.replace(/[^\n]/g, ' ') : part;
    at = end;
  };
  const takeTemplate = () => {
    templateText.lastIndex = at;
    const end = at + (templateText.exec(text)?.[0].length ?? text.length);
    if (text.slice(at, end).endsWith('${')) openBraces.push(0);
    take(end, what === 'comments and strings');
  };
  for (;;) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (found === null) break;
    const [mark] = found;
    take(found.index, false);
    if (mark.length > 1) {
      take(at + mark.length, what === 'comments and strings' || /^\/[/*]/.test(mark));
      continue;
    }
    take(at + 1, false);
    const inside = openBraces.pop();
    if (mark === '`') {
      if (inside !== undefined) openBraces.push(inside);
      takeTemplate();
    } else if (mark === '}' && inside === 0) takeTemplate();
    else if (inside !== undefined) openBraces.push(inside + (mark === '{' ? 1 : -1));
  }
  take(text.length, false);
  return answer;
}
