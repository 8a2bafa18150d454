// Lists what the house tests would complain about, in a form that can be worked off.
import process from 'node:process';
import { readGlossary, typesOf } from '../test/house/glossary.ts';
import { isTest, sourcesIn } from '../test/house/source.ts';

if (process.argv[2] === 'glossary') listGlossary();
else {
  process.stderr.write('usage: node tools/house.mjs glossary\n');
  process.exitCode = 64;
}

/** A table row for each missing name, to be completed by hand. */
function listGlossary(): void {
  const named = new Set(readGlossary().flatMap((entry) => entry.names));
  for (const source of sourcesIn('src/domain').filter(({ file }) => !isTest(file))) {
    for (const name of typesOf(source).filter((type) => !named.has(type))) {
      process.stdout.write(`| \`${name}\` | | | ${source.file}\n`);
    }
  }
}
