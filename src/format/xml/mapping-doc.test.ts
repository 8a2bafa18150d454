import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { element } from './names.ts';

const text = readFileSync(
  new URL('../../../docs/field-dictionary-mapping.md', import.meta.url),
  'utf8',
);
const known = new Set<string>(Object.values(element));

/** What holds other elements, or belongs to the signatures. */
const structure = new Set<string>([
  element.data,
  element.record,
  element.signatures,
  element.subjectTeachers,
  element.subjectTeacher,
  element.homeroomTeacher,
  element.issue,
  element.head,
  element.seal,
  element.root,
  element.school,
  element.studies,
  element.result,
]);

test('the table names elements of the profile and no others', () => {
  const named = [...text.matchAll(/`([A-Z][A-Z0-9_/]+)`/g)].flatMap(([, path]) =>
    (path ?? '').split('/'),
  );
  assert.deepEqual(
    named.filter((name) => !known.has(name)),
    [],
  );
});

test('every element of the profile that holds a value has its place in the table', () => {
  const missing = [...known].filter(
    (name) => !structure.has(name) && !new RegExp(`[\`/]${name}[\`/]`).test(text),
  );
  assert.deepEqual(missing, []);
});
