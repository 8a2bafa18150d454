import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, randomInt, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Instant } from '../../domain/time/instant.ts';
import { isStrongKey, keyKindOf } from './algorithm.ts';
import { type Certificate, parseCertificate } from './certificate.ts';
import { createCertificateCache } from './certificate-cache.ts';
import { writeInteger, writeOid, writeSequence, writeUtf8 } from './der-write.ts';
import { holderIds, holderOf } from './holder.ts';
import { displayName, valuesOf } from './name.ts';
import { attribute } from './oid.ts';
import { parsePem } from './pem.ts';
import { writeCertificate, writeName } from './write-certificate.ts';
import {
  writeAuthorityKeyId,
  writeBasicConstraints,
  writeCrlPoint,
  writeExtension,
  writeExtKeyUsage,
  writeKeyUsage,
  writePolicies,
  writeSubjectKeyId,
} from './write-extension.ts';

const pki = new URL('../../../test/fixtures/pki/', import.meta.url);
const pkits = new URL('../../../test/fixtures/vectors/pkits/certs/', import.meta.url);
const derOf = (name: string): Uint8Array => {
  const [block] = parsePem(readFileSync(new URL(name, pki), 'latin1')) ?? [];
  assert.ok(block !== undefined, name);
  return block.der;
};

function read(der: Uint8Array): Certificate {
  const result = parseCertificate(der);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

test('every field agrees with what OpenSSL reads in Node', () => {
  const names = readdirSync(pki).filter((name) => name.endsWith('.pem'));
  assert.ok(names.length > 20);
  for (const name of names) {
    const ours = read(derOf(name));
    const theirs = new X509Certificate(derOf(name));
    assert.equal(BigInt(`0x${ours.serial}`), BigInt(`0x${theirs.serialNumber}`), name);
    assert.equal(Date.parse(ours.notBefore), Date.parse(theirs.validFrom), name);
    assert.equal(Date.parse(ours.notAfter), Date.parse(theirs.validTo), name);
    assert.equal(ours.sha256, theirs.fingerprint256.replaceAll(':', '').toLowerCase(), name);
    assert.ok(ours.publicKey.equals(theirs.publicKey), name);
    assert.equal(ours.extensions.isAuthority, theirs.ca, name);
  }
});

test('a Vietnamese subject and extensions', () => {
  const school = read(derOf('school.pem'));
  assert.deepEqual(
    school.subject.attributes.map(({ value }) => value),
    ['VN', 'Trường THCS Lê Lợi', 'Trường THCS Lê Lợi', 'MST:0101234567-001'],
  );
  assert.deepEqual(holderIds(school), ['MST:0101234567-001']);
  assert.deepEqual(holderOf(school), { kind: 'organization', taxCode: '0101234567-001' });
  const { extensions } = school;
  assert.deepEqual([...(extensions.keyUsage ?? [])], ['digitalSignature', 'nonRepudiation']);
  const [point] = extensions.crlPoints ?? [];
  assert.deepEqual(point?.name, {
    kind: 'full',
    names: [{ kind: 'uri', text: 'http://crl.example/ca.crl' }],
  });
  assert.equal(extensions.authorityKeyId, read(derOf('ca.pem')).extensions.subjectKeyId);
});

const keys = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const name = writeName([
  { oid: attribute.country, value: 'VN' },
  { oid: attribute.commonName, value: 'Lê Thị Hoa' },
  { oid: attribute.uid, value: 'CCCD:001185000001' },
]);
const minted = (change: {
  readonly extensions?: readonly Uint8Array[];
  readonly subject?: Uint8Array;
  readonly notBefore?: string;
  readonly serial?: Uint8Array;
}): Buffer =>
  writeCertificate(
    {
      serial: change.serial ?? Buffer.from('7f01', 'hex'),
      issuer: name,
      subject: change.subject ?? name,
      notBefore: (change.notBefore ?? '2026-01-01T00:00:00Z') as Instant,
      notAfter: '2053-02-28T23:59:59Z' as Instant,
      publicKey: keys.publicKey,
      extensions: change.extensions ?? [writeBasicConstraints(null)],
    },
    { privateKey: keys.privateKey, algorithm: 'ecdsa-sha256' },
  );

test('what is written is read back', () => {
  const certificate = read(
    minted({
      extensions: [
        writeBasicConstraints({ pathLength: 3 }),
        writeKeyUsage(['keyCertSign', 'cRLSign', 'decipherOnly']),
        writeExtKeyUsage(['1.3.6.1.5.5.7.3.36']),
        writeSubjectKeyId(Buffer.from('0102', 'hex')),
        writeAuthorityKeyId(Buffer.from('0304', 'hex')),
        writeCrlPoint('http://crl.example/a.crl'),
        writePolicies(['2.999.1', '1.2.840.113549']),
        writeExtension('2.999.8', writeUtf8('x'), 'critical'),
        writeExtension('2.999.9', writeUtf8('x')),
      ],
    }),
  );
  const { extensions } = certificate;
  assert.equal(certificate.serial, '7f01');
  assert.equal(certificate.notAfter, '2053-02-28T23:59:59Z');
  assert.equal(displayName(certificate.subject), 'Lê Thị Hoa');
  assert.deepEqual(valuesOf(certificate.subject, attribute.uid), ['CCCD:001185000001']);
  assert.deepEqual([extensions.isAuthority, extensions.pathLength], [true, 3]);
  assert.deepEqual([...(extensions.keyUsage ?? [])], ['keyCertSign', 'cRLSign', 'decipherOnly']);
  assert.deepEqual(extensions.extKeyUsage, ['1.3.6.1.5.5.7.3.36']);
  assert.deepEqual([extensions.subjectKeyId, extensions.authorityKeyId], ['0102', '0304']);
  assert.deepEqual(extensions.policies, ['2.999.1', '1.2.840.113549']);
  assert.deepEqual(extensions.unknownCritical, ['2.999.8']);
  assert.deepEqual(certificate.keyKind, { type: 'ec-p256', bits: 256, label: 'EC P-256' });
});

test('a certificate of 10,000 extensions is refused quickly, one of 64 is read', () => {
  const numbered = (count: number): Uint8Array =>
    minted({
      extensions: Array.from({ length: count }, (_, index) =>
        writeExtension(`2.999.${index}`, writeUtf8('x')),
      ),
    });
  assert.ok(parseCertificate(numbered(64)).ok);
  const refusals = [65, 800, 10_000].map((count) => {
    const hostile = numbered(count);
    const from = performance.now();
    const result = parseCertificate(hostile);
    const milliseconds = performance.now() - from;
    assert.ok(milliseconds < 500, `${count} extensions: ${milliseconds} ms`);
    return result.ok ? 'read' : result.refusal.code;
  });
  const expected = ['certificate-malformed', 'certificate-malformed', 'certificate-not-der'];
  assert.deepEqual(refusals, expected);
});

test('an RSA key with exponent 1 is not taken for an RSA key', () => {
  const n = Buffer.alloc(256, 0xc3).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'RSA', n, e: 'AQ' }, format: 'jwk' });
  const kind = keyKindOf(publicKey);
  assert.deepEqual(kind, { type: 'other', bits: 0, label: 'RSA 2048, e=1' });
  assert.equal(isStrongKey(kind), false);
});

test('IssuerSerial holds the issuer as a directory name, and the serial', () => {
  const { issuerSerial } = read(minted({}));
  const inner = Buffer.from(name).toString('hex');
  const length = (octets: number): string => octets.toString(16).padStart(2, '0');
  const directory = `a4${length(name.length)}${inner}`;
  const names = `30${length(name.length + 2)}${directory}`;
  const whole = `30${length(name.length + 4 + 4)}${names}02027f01`;
  assert.equal(Buffer.from(issuerSerial).toString('hex'), whole);
});

const uid = (...values: readonly string[]): Uint8Array =>
  writeName(values.map((value) => ({ oid: attribute.uid, value })));
const holders: readonly (readonly [readonly string[], object | undefined])[] = [
  [['CCCD:001185000001'], { kind: 'person', personalId: '001185000001' }],
  [['MST:0101234567'], { kind: 'organization', taxCode: '0101234567' }],
  [['CCCD:1185000001'], undefined],
  [['MST:01012345678'], undefined],
  [['cccd:001185000001'], undefined],
  [['CCCD:001185000001', 'MST:0101234567'], undefined],
  [['CCCD:001185000001', 'CCCD:001185000001'], { kind: 'person', personalId: '001185000001' }],
  [['lan.nt', 'CCCD:001185000001'], { kind: 'person', personalId: '001185000001' }],
];
for (const [values, holder] of holders) {
  test(`holder of UID ${values.join(' + ')}`, () =>
    assert.deepEqual(holderOf(read(minted({ subject: uid(...values) }))), holder));
}

const replaced = (der: Uint8Array, from: string, to: string): Buffer => {
  const hex = Buffer.from(der).toString('hex');
  assert.ok(hex.includes(from), `${from} is not there`);
  return Buffer.from(hex.replace(from, to), 'hex');
};
const twice = [writeBasicConstraints(null), writeBasicConstraints(null)];
const refusals: readonly (readonly [title: string, der: Uint8Array, code: string])[] = [
  ['nothing', Buffer.alloc(0), 'certificate-not-der'],
  ['a cut certificate', minted({}).subarray(0, 200), 'certificate-not-der'],
  ['something after it', Buffer.concat([minted({}), Buffer.alloc(1)]), 'certificate-not-der'],
  ['indefinite length', replaced(minted({}), '3082', '3080'), 'certificate-not-der'],
  [
    'too large',
    minted({ extensions: [writeExtension('2.999.1', Buffer.alloc(70_000))] }),
    'certificate-not-der',
  ],
  [
    'a length in longer form than needed',
    replaced(minted({}), '02027f01', '0281027f01'.slice(0, 8)),
    'certificate-malformed',
  ],
  ['another sequence', writeSequence(writeInteger(Buffer.from([1]))), 'certificate-malformed'],
  [
    'two algorithms',
    replaced(minted({}), '06082a8648ce3d040302', '06082a8648ce3d040303'),
    'certificate-algorithms-differ',
  ],
  [
    'a serial with a needless zero',
    replaced(minted({}), '02027f01', '02020001'),
    'certificate-malformed',
  ],
  ['a serial of 22 octets', minted({ serial: Buffer.alloc(22, 1) }), 'certificate-malformed'],
  [
    '31 February',
    replaced(
      minted({ notBefore: '2026-02-01T00:00:00Z' }),
      Buffer.from('260201').toString('hex'),
      Buffer.from('260231').toString('hex'),
    ),
    'certificate-malformed',
  ],
  [
    'hour 24',
    replaced(
      minted({}),
      Buffer.from('260101000000Z').toString('hex'),
      Buffer.from('260101240000Z').toString('hex'),
    ),
    'certificate-malformed',
  ],
  [
    'a time without a zone',
    replaced(
      minted({}),
      Buffer.from('260101000000Z').toString('hex'),
      Buffer.from('2601010000000').toString('hex'),
    ),
    'certificate-malformed',
  ],
  [
    'a name that is not UTF-8',
    replaced(minted({}), Buffer.from('Lê').toString('hex'), '4cffff'),
    'certificate-malformed',
  ],
  [
    'a point off the curve',
    replaced(
      minted({}),
      keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(27, 40).toString('hex'),
      '00'.repeat(13),
    ),
    'certificate-key-unreadable',
  ],
  ['an extension twice', minted({ extensions: twice }), 'certificate-extension-twice'],
  [
    'key usage that is no bit string',
    minted({ extensions: [writeExtension('2.5.29.15', writeOid('2.999'))] }),
    'certificate-extension-malformed',
  ],
  [
    'basic constraints with something after',
    minted({
      extensions: [writeExtension('2.5.29.19', Buffer.from('300005 00'.replace(' ', ''), 'hex'))],
    }),
    'certificate-extension-malformed',
  ],
];
for (const [title, der, code] of refusals) {
  test(`refused: ${title}`, () => {
    const result = parseCertificate(der);
    assert.equal(result.ok ? 'read' : result.refusal.code, code);
  });
}

test('a changed octet never throws and never passes unseen', () => {
  const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31));
  console.log(`seed ${seed}`);
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const sources = [
    ...readdirSync(pki)
      .filter((each) => each.endsWith('.pem'))
      .map((each) => derOf(each)),
    ...readdirSync(pkits)
      .filter((each) => each.endsWith('.crt'))
      .slice(0, 60)
      .map((each) => readFileSync(new URL(each, pkits))),
  ];
  let refused = 0;
  for (let round = 0; round < 6000; round += 1) {
    const source = sources[random(sources.length)] ?? Buffer.alloc(0);
    const mutant = mutate(source, random);
    const result = parseCertificate(mutant);
    if (!result.ok) refused += 1;
    else if (Buffer.compare(mutant, source) !== 0) {
      const { signed, signature, algorithm } = result.value;
      const same = read(source);
      const isSame =
        Buffer.compare(signed, same.signed) === 0 &&
        Buffer.compare(signature, same.signature) === 0 &&
        Buffer.compare(algorithm.der, same.algorithm.der) === 0;
      assert.equal(isSame, false, `seed ${seed}, round ${round}`);
    }
  }
  assert.ok(refused > 1000, String(refused));
});

function mutate(source: Uint8Array, random: (below: number) => number): Uint8Array {
  const at = random(source.length);
  const kind = random(4);
  if (kind === 0) return source.subarray(0, at);
  const copy = Buffer.from(source);
  if (kind === 1) copy[at] = random(256);
  else if (kind === 2) copy[at] = (copy[at] ?? 0) ^ (1 << random(8));
  else copy.fill(random(256), at, Math.min(copy.length, at + random(40)));
  return copy;
}

test('the cache reads each text once and stays within its bound', () => {
  const cache = createCertificateCache(3);
  const texts = ['good', 'school', 'ca', 'root'].map((each) =>
    Buffer.from(derOf(`${each}.pem`)).toString('base64'),
  );
  const [first = '', second = ''] = texts;
  const once = cache.read(first);
  assert.ok(once.ok);
  assert.equal(cache.read(first), once);
  cache.read(second);
  assert.equal(cache.read(first), once);
  for (const text of texts) cache.read(text);
  assert.equal(cache.size, 3);
  assert.notEqual(cache.read(second), undefined);
  assert.equal(cache.read('@@@').ok, false);
});
