import fs from 'node:fs';
import path from 'node:path';
import { root, type Source } from './source.ts';

/** A row of GLOSSARY.md: the code names of its first column, and whether the other columns say something. */
export interface Entry {
  readonly names: readonly string[];
  readonly complete: boolean;
}

/** Rows of the tables of GLOSSARY.md: | `Name`, `name` | Vietnamese | article or source |. */
export function readGlossary(): readonly Entry[] {
  const text = fs.readFileSync(path.join(root, 'GLOSSARY.md'), 'utf8');
  return text.split('\n').flatMap((line) => {
    const [first = '', ...others] = line.split('|').slice(1, -1);
    const names = [...first.matchAll(/`([A-Za-z]\w*)`/g)].map((match) => match[1] ?? '');
    const complete = others.length === 2 && others.every((cell) => cell.trim() !== '');
    return names.length === 0 ? [] : [{ names, complete }];
  });
}

/** Exported types, interfaces and classes of a source. */
export const typesOf = ({ code }: Source): readonly string[] =>
  [...code.matchAll(/^export\s+(?:abstract\s+)?(?:type|interface|class)\s+(\w+)/gm)].map(
    (match) => match[1] ?? '',
  );

/** Everything that a source exports by its own declaration. */
export const exportsOf = ({ code }: Source): readonly string[] =>
  [
    ...code.matchAll(/^export\s+(?:abstract\s+)?(?:type|interface|class|const|function)\s+(\w+)/gm),
  ].map((match) => match[1] ?? '');
