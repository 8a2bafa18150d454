import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instantOf } from '../../domain/time/instant.ts';
import { prepareSignature } from './prepare.ts';
import { largestSignedInfo, parseSignedInfo } from './signed-info.ts';

const parts = Array.from({ length: 39 }, (_, index) => ({
  id: `phan-${index}`,
  digest: Buffer.alloc(32, index).toString('base64'),
}));

const prepared = (count: number): Buffer =>
  prepareSignature({
    name: 'gvcn',
    parts: parts.slice(0, count),
    certificate: { base64: 'AAAA', sha256: 'AAAA', issuerSerial: 'AAAA' },
    algorithm: 'ecdsa-sha256',
    signingTime: instantOf(0),
    role: 'GVCN',
  }).toBeSigned;

const good = prepared(2).toString();

for (const count of [1, 2, 39]) {
  test(`our own SignedInfo of ${count} parts is read`, () => {
    const read = parseSignedInfo(prepared(count));
    assert(read.ok);
    assert.equal(read.value.algorithm, 'ecdsa-sha256');
    assert.equal(read.value.ids.length, count + 1);
    assert.equal(read.value.ids.at(-1), 'sp-gvcn');
  });
}

const references = good.match(/<Reference.*?<\/Reference>/g) ?? [];
const refused: readonly (readonly [what: string, text: string | Buffer, fault: string])[] = [
  ['nothing', '', 'not-signed-info'],
  ['bytes', Buffer.from([0x30, 0x82, 1, 0]), 'not-signed-info'],
  ['another document', '<a></a>', 'not-signed-info'],
  ['SignedInfo of no namespace', good.replace(/ xmlns="[^"]*"/, ''), 'not-signed-info'],
  ['a blank behind', `${good}\n`, 'not-canonical'],
  ['an XML declaration', `<?xml version="1.0"?>${good}`, 'not-canonical'],
  ['other quotes', good.replace(/URI="([^"]*)"/, "URI='$1'"), 'not-canonical'],
  ['a blank inside', good.replace('><', '> <'), 'not-canonical'],
  ['SHA-1', good.replaceAll('xmlenc#sha256', 'xmldsig#sha1'), 'not-signed-info'],
  ['an address outside', good.replace('URI="#phan-0"', 'URI="http://a/"'), 'not-signed-info'],
  ['no signed properties', good.replace(/ Type="[^"]*"/, ''), 'not-signed-info'],
  [
    'properties twice',
    good.replace(/(<Reference)( U)/, '$1 Type="http://uri.etsi.org/01903#SignedProperties"$2'),
    'not-signed-info',
  ],
  [
    'parts behind the properties',
    good.replace(references.join(''), [...references].reverse().join('')),
    'not-signed-info',
  ],
  [
    'a part of another kind',
    good.replace('</SignedInfo>', '<Object></Object></SignedInfo>'),
    'not-signed-info',
  ],
  [
    'a whole signature',
    `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#">${good}</Signature>`,
    'not-signed-info',
  ],
  ['too much', `${good}${' '.repeat(largestSignedInfo)}`, 'not-signed-info'],
];

for (const [what, text, fault] of refused) {
  test(`refused: ${what}`, () => {
    assert.notEqual(String(text), good);
    const read = parseSignedInfo(Buffer.from(text));
    assert.deepEqual(read, { ok: false, refusal: fault });
  });
}
