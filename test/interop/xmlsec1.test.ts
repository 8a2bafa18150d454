import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { allAttacks } from '../support/attacks/all.ts';
import { goodRecord } from '../support/attacks/attack.ts';
import { keepTable, tableOf } from '../support/kept-table.ts';
import { complaints, verifySample } from '../support/signed-sample.ts';
import { acceptedByXmlsec } from './attack-table.ts';
import { signers, templates } from './template.ts';
import { countVerified, file, hasXmlsec, noXmlsec, signNth, verifyNth } from './xmlsec.ts';

const options = { skip: hasXmlsec ? false : noXmlsec };

const rows: string[][] = [];

test('xmlsec1 verifies every signature of our record', options, async () => {
  assert.equal(await countVerified('good.xml', goodRecord(), 8), 8);
  rows.push(['our record, signed by us', 'xmlsec1', '8 of 8 signatures hold']);
});

test('we accept a record that xmlsec1 signed', options, async () => {
  let text = templates();
  for (const [index, holder] of signers.entries()) text = await signNth(text, index, holder);
  assert.deepEqual(complaints(verifySample(text)), []);
  rows.push(['our record, signed by xmlsec1 now', 'we', '8 of 8 signatures, valid']);
});

for (const by of ['xmlsec1', 'java', 'java-inclusive']) {
  test(`we accept the record that ${by} signed for keeps, and xmlsec1 does`, async () => {
    const url = new URL(`../fixtures/signatures/signed-by-${by}.xml`, import.meta.url);
    const text = readFileSync(url, 'utf8');
    assert.deepEqual(complaints(verifySample(text)), []);
    rows.push([`\`signed-by-${by}.xml\``, 'we', '8 of 8 signatures, valid']);
    if (!hasXmlsec) return;
    assert.equal(await countVerified(`by-${by}.xml`, text, 8), 8);
    rows.push([`\`signed-by-${by}.xml\``, 'xmlsec1', '8 of 8 signatures hold']);
  });
}

/** Attacks whose answer by xmlsec1 is worth asking every time; INTEROP_ALL=1 asks for all of them. */
const telling = new Set([
  'one changed mark',
  'a teacher signature removed',
  "the head's signature comes from another learner's record",
  'a row removed',
  'a forged row with the same Id before the original',
  'a forged record without Ids, the original behind everything',
  'a forged record without Ids, the original in the Object of the seal',
  'forged unsigned properties in the seal',
  'another role, signed anew',
  "an attacker's certificate with the same name in KeyInfo",
  'a teacher in the seal slot',
  'SHA-1 digests',
  'an XSLT transform',
  'a comment in a mark',
  'an entity in a mark',
]);
const asked = allAttacks.filter(
  ({ name }) => process.env['INTEROP_ALL'] !== undefined || telling.has(name),
);

async function xmlsecAccepts(name: string, text: string): Promise<boolean> {
  const path = file(name, text);
  const count = [...text.matchAll(/<Signature[\s>]/g)].length;
  for (let index = 0; index < count; index++) {
    if (!(await verifyNth(path, index)).ok) return false;
  }
  return count > 0;
}

test(`what xmlsec1 says of ${asked.length} attacks`, options, async () => {
  const accepted: string[] = [];
  const queue = asked.entries();
  const work = async (): Promise<void> => {
    for (const [index, { name, make }] of queue) {
      if (await xmlsecAccepts(`attack-${index}.xml`, make())) accepted.push(name);
    }
  };
  await Promise.all([work(), work()]);
  const names = new Set(asked.map(({ name }) => name));
  assert.deepEqual(accepted.sort(), acceptedByXmlsec.filter((name) => names.has(name)).sort());
});

test('docs/interop.md says what was found with xmlsec1', options, () => {
  keepTable('interop.md', 'xmlsec1', tableOf(['record', 'judged by', 'finding'], rows));
});

test('the table names attacks that exist', () => {
  const names = new Set(allAttacks.map(({ name }) => name));
  assert.equal(names.size, allAttacks.length, 'names are unique');
  for (const name of acceptedByXmlsec) assert.ok(names.has(name), name);
  for (const name of telling) assert.ok(names.has(name), name);
});
