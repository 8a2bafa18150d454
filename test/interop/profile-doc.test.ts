import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { allAttacks } from '../support/attacks/all.ts';
import { rowIn } from '../support/attacks/attack.ts';
import { complaints, verifySample } from '../support/signed-sample.ts';
import { acceptedByJava, acceptedByXmlsec } from './attack-table.ts';

const page = readFileSync(new URL('../../docs/signature-profile.md', import.meta.url), 'utf8');
const record = readFileSync(
  new URL('../fixtures/signatures/signed-by-us.xml', import.meta.url),
  'utf8',
);

test('the worked example is the record in the fixtures', () => {
  assert.deepEqual(complaints(verifySample(record)), []);
  const digests = [...page.matchAll(/`([A-Za-z0-9+/]{43}=)`/g)].map(([, digest]) => digest ?? '');
  assert.equal(digests.length, 6);
  for (const digest of digests) assert.ok(record.includes(`>${digest}<`), digest);
  assert.equal(digests[0], hash('sha256', rowIn(record, 'NT'), 'base64'));
});

test('the SignedInfo of the worked example has the length and the digest that the page says', () => {
  const from = record.indexOf('Id="sig-teacher-099082200200"');
  const [info = ''] = /<SignedInfo>.*?<\/SignedInfo>/.exec(record.slice(from)) ?? [];
  const canonical = info.replace('>', ' xmlns="http://www.w3.org/2000/09/xmldsig#">');
  assert.ok(page.includes(`has ${Buffer.byteLength(canonical)} bytes`));
  assert.ok(page.includes(`\`${hash('sha256', canonical, 'hex')}\``));
});

test('the page counts the attacks as the tests do', () => {
  const counts = /all (\d+) attacks[\s\S]*?good in\s+(\d+) of them, the JDK in (\d+)\./.exec(page);
  assert.deepEqual(counts?.slice(1).map(Number), [
    allAttacks.length,
    acceptedByXmlsec.length,
    acceptedByJava.length,
  ]);
});
