import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFields, writeFields } from './canonical-fields.ts';

test('fields are sorted, compact, and read back', () => {
  const cases: readonly (readonly [Readonly<Record<string, string | number>>, string])[] = [
    [{}, '{}'],
    [{ b: 1, a: 'x' }, '{"a":"x","b":1}'],
    [{ Z: 1, a: -2, 'a b': 0 }, '{"Z":1,"a":-2,"a b":0}'],
    [{ class: 'Lớp "6A"\\\n\u0001' }, '{"class":"Lớp \\"6A\\"\\\\\\n\\u0001"}'],
    [{ a: '","b":"' }, '{"a":"\\",\\"b\\":\\""}'],
    [{ n: Number.MAX_SAFE_INTEGER }, '{"n":9007199254740991}'],
  ];
  for (const [fields, text] of cases) {
    assert.equal(writeFields(fields), text);
    assert.deepEqual(parseFields(text), { ok: true, value: fields });
    assert.deepEqual(JSON.parse(text), fields);
  }
});

test('any other spelling of the same fields is refused', () => {
  const wrong = [
    '',
    '{',
    '{}}',
    'x{}',
    '{"a":1,}',
    '{"a":1 }',
    ' {"a":1}',
    '{"a": 1}',
    '{"a":1}\n',
    '{"b":1,"a":2}',
    '{"a":1,"a":1}',
    '{"a":1,"a":2}',
    '{"a":1.0}',
    '{"a":1e3}',
    '{"a":-0}',
    '{"a":01}',
    '{"a":9007199254740992}',
    '{"a":true}',
    '{"a":null}',
    '{"a":[1]}',
    '{"a":{"b":1}}',
    '{"a":"\\u0041"}',
    '{"a":"\\/"}',
    '{"a":"\t"}',
    '{"a":1}{"b":2}',
    '["a"]',
    '1',
    '{"a":"\ud800"}',
  ];
  for (const text of wrong) assert.ok(!parseFields(text).ok, text);
});

test('hostile lengths end soon', () => {
  const started = performance.now();
  assert.ok(!parseFields(`{"a":"${'\\"'.repeat(100_000)}`).ok);
  assert.ok(!parseFields(`{${'"'.repeat(200_000)}`).ok);
  assert.ok(!parseFields(`{${'"a":1,'.repeat(30_000)}`).ok);
  assert.ok(performance.now() - started < 2000);
});
