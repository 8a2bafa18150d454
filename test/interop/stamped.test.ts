import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { XmlC14NMode, XmlDocument, type XmlElement, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import type { Instant } from '../../src/domain/time/instant.ts';
import { writePem } from '../../src/format/certificate/pem.ts';
import { signerTrustOf } from '../../src/format/certificate/signer-trust.ts';
import { trustStoreOf } from '../../src/format/certificate/trust-store.ts';
import { stampedValue } from '../../src/format/signature/prepare.ts';
import { verifyRecord } from '../../src/format/signature/verify-record.ts';
import { noOpenssl, OpensslCa } from '../support/openssl-responders.ts';
import { elementsOf } from '../support/resign.ts';
import { complaints, pkiFiles } from '../support/signed-sample.ts';
import { createStamping, stampSample } from '../support/stamped-sample.ts';
import { hasJava, noJava, verifyAll } from './java.ts';
import { countVerified, hasXmlsec, noXmlsec } from './xmlsec.ts';

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../fixtures/signatures/${name}`, import.meta.url));
const golden = fixture('stamped-by-us.xml');
const text = golden.toString('utf8');
const textOf = (name: string): string =>
  new RegExp(`<${name}>([^<]+)</${name}>`).exec(text)?.[1] ?? '';

test('the golden record verifies with the two roots alone, years after its signers have expired', () => {
  const root = { name: 'time-stamp-root', bytes: fixture('time-stamp-root.pem') };
  const trust = signerTrustOf(trustStoreOf([...pkiFiles('root'), root]));
  for (const asOf of ['2026-06-02T00:00:00Z', '2030-06-01T00:00:00Z'] as Instant[]) {
    const report = verifyRecord(golden, trust, { asOf, environment: 'trial' });
    assert.deepEqual(complaints(report), []);
    assert.equal(report.time.source, 'time-stamp');
  }
});

test(
  'xmlsec1 verifies every signature of a stamped record',
  {
    skip: hasXmlsec ? false : noXmlsec,
  },
  async () => assert.equal(await countVerified('stamped.xml', text, 8), 8),
);

test(
  'the JDK verifies every signature of a stamped record',
  {
    skip: hasJava ? false : noJava,
  },
  async () => assert.deepEqual(await verifyAll([text]), [{ good: 8, total: 8, why: '' }]),
);

test('libxml2 finds the stamped record in the published schema, and the bytes that were stamped', () => {
  xmlRegisterFsInputProviders();
  const url = fileURLToPath(new URL('../../schemas/hocba-1.xsd', import.meta.url));
  using schema = XmlDocument.fromString(readFileSync(url, 'utf8'), { url });
  const document = XmlDocument.fromString(text);
  try {
    XsdValidator.fromDoc(schema).validate(document);
    const values: XmlElement[] = elementsOf(document.root).filter(
      ({ name }) => name === 'SignatureValue',
    );
    const seal = values.at(-1);
    assert.ok(seal !== undefined);
    const canonical = seal.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 });
    assert.equal(canonical, stampedValue(Buffer.from(seal.content, 'base64')).toString('utf8'));
  } finally {
    document.dispose();
  }
});

test('openssl ts verifies our token over the canonical value', { skip: noOpenssl }, async () => {
  const stamping = await createStamping('Dấu thời gian kiểm thử');
  const record = stampSample(stamping);
  const part = (name: string): string =>
    [...record.matchAll(new RegExp(`<${name}>([^<]+)</${name}>`, 'g'))].at(-1)?.[1] ?? '';
  const files = new OpensslCa([]);
  try {
    const { authority, credential } = stamping;
    const pem = (der: Uint8Array): string => writePem('CERTIFICATE', der);
    files.write('value', stampedValue(Buffer.from(part('SignatureValue'), 'base64')));
    files.write('token', Buffer.from(part('EncapsulatedTimeStamp'), 'base64'));
    files.write('root.pem', pem(authority.root.certificate.der));
    const below = [credential.certificate, authority.ca.certificate].map(({ der }) => pem(der));
    files.write('below.pem', below.join(''));
    const args = ['ts', '-verify', '-data', 'value', '-in', 'token', '-token_in'];
    const trust = ['-CAfile', 'root.pem', '-untrusted', 'below.pem'];
    const times = ['-attime', String(Date.parse('2026-06-01T02:00:00Z') / 1000)];
    const verify = () =>
      spawnSync('openssl', [...args, ...trust, ...times], { cwd: files.folder, encoding: 'utf8' });
    const good = verify();
    assert.match(good.stdout, /Verification: OK/, good.stderr);
    files.write('value', stampedValue(Buffer.from('another value')));
    assert.doesNotMatch(verify().stdout, /Verification: OK/);
  } finally {
    await files.close();
  }
});

test('the golden record holds what its fixture says', () => {
  assert.ok(textOf('EncapsulatedTimeStamp').length > 500);
  assert.equal([...text.matchAll(/<EncapsulatedCRLValue>/g)].length, 4);
  assert.equal([...text.matchAll(/<EncapsulatedX509Certificate>/g)].length, 3);
});
