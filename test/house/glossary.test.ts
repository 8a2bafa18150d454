import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportsOf, readGlossary, typesOf } from './glossary.ts';
import { isTest, sourcesIn } from './source.ts';

const written = ({ file }: { readonly file: string }) => !isTest(file);
const domain = sourcesIn('src/domain').filter(written);
const entries = readGlossary();
const names = entries.flatMap((entry) => entry.names);

test('every exported type of the domain has its Vietnamese term in GLOSSARY.md', () => {
  const missing = domain.flatMap((source) =>
    typesOf(source)
      .filter((name) => !names.includes(name))
      .map((name) => `${name} (${source.file})`),
  );
  assert.deepEqual(missing, [], 'list them with: node tools/house.mjs glossary');
});

test('every name in GLOSSARY.md is exported by domain, format or app', () => {
  const exported = new Set(
    ['domain', 'format', 'app'].flatMap((layer) =>
      sourcesIn(`src/${layer}`).filter(written).flatMap(exportsOf),
    ),
  );
  assert.deepEqual(
    names.filter((name) => !exported.has(name)),
    [],
  );
});

test('every row has a term and a source, and no name has two rows', () => {
  assert.deepEqual(
    entries.filter((entry) => !entry.complete).map((entry) => entry.names),
    [],
  );
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  );
});
