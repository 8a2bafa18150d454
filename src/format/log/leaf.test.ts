import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseLeaf, writeLeaf } from './leaf.ts';
import { sha256Hex } from './sha256-hex.ts';

const record = sha256Hex(Buffer.from('record'));
const code = sha256Hex(Buffer.from('code'));
const registered = `{"at":"2026-06-10T08:00:00Z","code":"${code}","record":"${record}","school":"01TH001","type":"record-registered","v":1,"version":1,"year":"2025-2026"}`;
const locked = `{"at":"2026-06-30T17:00:00Z","classes":2,"classesRoot":"${record}","enrolled":76,"excused":1,"inForce":75,"period":"completed","type":"period-locked","v":1,"year":"2025-2026"}`;
const extra = (type: string, fields: string): string =>
  registered
    .replace('"type":"record-registered"', `"type":"${type}"`)
    .replace('"year"', `${fields}"year"`);
const sorted = (text: string): string =>
  JSON.stringify(
    Object.fromEntries(Object.entries(JSON.parse(text)).sort(([a], [b]) => (a < b ? -1 : 1))),
  );

test('every type of leaf is read and written back, byte for byte', () => {
  const leaves = [
    registered,
    locked,
    sorted(extra('record-recalled', '"why":"wrong-marks",')),
    sorted(
      extra('record-replaced', `"why":"wrong-marks","byRecord":"${code}","byCode":"${record}",`),
    ),
    sorted(extra('record-reported', `"receipt":"${code}",`)),
    sorted(extra('custody-accepted', '"toSchool":"01THCS02",')),
  ];
  for (const text of leaves) {
    const leaf = parseLeaf(text);
    assert.ok(leaf.ok, `${text} ${JSON.stringify(leaf)}`);
    assert.deepEqual(writeLeaf(leaf.value), { ok: true, value: text });
  }
});

test('everything that is wrong with a leaf is listed', () => {
  const faultsOf = (text: string): string[] => {
    const leaf = parseLeaf(text);
    return leaf.ok
      ? ['ok']
      : leaf.refusal.map((fault) =>
          'field' in fault ? `${fault.code} ${fault.field}` : fault.code,
        );
  };
  const cases: readonly (readonly [string, readonly string[]])[] = [
    [registered.replace('{', '{ '), ['not-canonical-json']],
    [registered.replace('"v":1', '"v":2'), ['leaf-version-unknown']],
    [registered.replace('record-registered', 'record-erased'), ['leaf-type-unknown']],
    [registered.replace('record-registered', 'constructor'), ['leaf-type-unknown']],
    [registered.replace('"school":"01TH001",', ''), ['leaf-field-missing school']],
    [sorted(registered.replace('"school"', '"name":"An","school"')), ['leaf-field-unknown name']],
    [registered.replace('"version":1', '"version":0'), ['leaf-field-malformed version']],
    [registered.replace('"version":1', '"version":"1"'), ['leaf-field-malformed version']],
    [registered.replace('00:00Z', '00:00+07:00'), ['leaf-field-malformed at']],
    [registered.replace('2025-2026', '2025-2027'), ['leaf-field-malformed year']],
    [
      registered.replace(record, record.toUpperCase()).replace(code, code.slice(1)),
      ['leaf-field-malformed record', 'leaf-field-malformed code'],
    ],
    [
      sorted(extra('record-recalled', '"why":"Nguyễn Văn An sai điểm",')),
      ['leaf-field-malformed why'],
    ],
    [locked.replace('"excused":1', '"excused":-1'), ['leaf-field-malformed excused']],
    [registered.replace('01TH001', 'x'.repeat(70_000)), ['leaf-too-long']],
  ];
  for (const [text, faults] of cases) assert.deepEqual(faultsOf(text), faults, text.slice(0, 300));
});

test('a leaf that would not be read back is not written', () => {
  const leaf = parseLeaf(registered);
  assert.ok(leaf.ok && leaf.value.type === 'record-registered');
  assert.deepEqual(writeLeaf({ ...leaf.value, version: 0 }), {
    ok: false,
    refusal: [{ code: 'leaf-field-malformed', field: 'version' }],
  });
});
