import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { createOcspClient } from '../../src/adapter/trust/ocsp-client.ts';
import { createRevocationSource } from '../../src/adapter/trust/revocation-source.ts';
import { createTimeStamps } from '../../src/adapter/trust/time-stamps.ts';
import { preserveSeal } from '../../src/app/school/preserve-seal.ts';
import { epochMsOf, instantOf } from '../../src/domain/time/instant.ts';
import { writePem } from '../../src/format/certificate/pem.ts';
import { signerTrustOf, trustInRootsOf } from '../../src/format/certificate/signer-trust.ts';
import { trustStoreOf } from '../../src/format/certificate/trust-store.ts';
import type { PreparedSignature } from '../../src/format/signature/prepare.ts';
import { usualPolicy } from '../../src/format/signature/usual-policy.ts';
import { verifyRecord } from '../../src/format/signature/verify-record.ts';
import { namespace } from '../../src/format/xml/names.ts';
import { unsignedPropertiesSchema } from '../../src/format/xml/unsigned-schema.ts';
import { noOpenssl, now, OpensslCa } from '../support/openssl-responders.ts';
import { opensslSigners } from '../support/openssl-signers.ts';
import { complaints, signSample } from '../support/signed-sample.ts';

const end = '</QualifyingProperties></Object></Signature></KY_PHAT_HANH>';

describe('a seal by openssl ts, openssl ocsp and openssl ca', { skip: noOpenssl }, async () => {
  const ca = new OpensslCa(['ca', 'other']);
  after(() => ca.close());
  const { names, certificates, holder } = opensslSigners(ca);
  ca.issue('responder', 'responder');
  // The time-stamp authority stands under another root, which publishes a list.
  ca.issue('tsa', 'time', { ca: 'other' });
  ca.timeStampSection('tsa', 'tsa');
  const roots = ['ca', 'other'].map((name) => ca.certificate(name));
  const store = trustStoreOf(
    roots.map(({ der }, index) => ({
      name: `root-${index}`,
      bytes: Buffer.from(writePem('CERTIFICATE', der)),
    })),
  );
  const client = createOcspClient({ timeoutMs: 10_000 });
  const responder = await ca.ocspServer('responder');
  const preservation = {
    timeStamps: createTimeStamps(await ca.timeStampServer('tsa'), {
      timeoutMs: 10_000,
      concurrent: 2,
    }),
    revocation: createRevocationSource({
      crls: [ca.crl('other')],
      ocsp: { ask: (_, request) => client.ask(responder, request) },
    }),
    trust: signerTrustOf(store),
    roots: trustInRootsOf(store),
    rules: usualPolicy,
    clock: { now },
  };

  test('is judged by a stranger with the two roots alone, today and when its signers have expired', async () => {
    const at = now();
    const plain = signSample({
      holders: holder,
      times: new Map([...names.keys()].map((slot) => [slot, at as string])),
    });
    const values = [...plain.matchAll(/<SignatureValue>([^<]+)</g)].map(([, value]) => value ?? '');
    const others = [...plain.matchAll(/<Signature [\s\S]*?<\/Signature>/g)].map(([text]) => text);
    const prepared: PreparedSignature = {
      toBeSigned: Buffer.alloc(0),
      complete: () => plain,
      completeSeal(_, unsigned) {
        const out: string[] = [];
        unsignedPropertiesSchema.encode(unsigned, out, namespace.xades);
        return plain.replace(end, () => `${out.join('')}${end}`);
      },
    };
    const own = preservation.trust.certificate(holder('seal').certificate.base64);
    assert.ok(own !== undefined);
    const value = Buffer.from(values.at(-1) ?? '', 'base64');
    const complete = preserveSeal(others.slice(0, -1), at, preservation);
    const sealed = await complete(prepared, value, own);
    assert.ok(sealed.ok, JSON.stringify(sealed));
    const count = (name: string): number => sealed.value.split(`<${name}>`).length - 1;
    assert.equal(count('EncapsulatedOCSPValue'), certificates.size);
    assert.equal(count('EncapsulatedCRLValue'), 1);
    const soon = instantOf(epochMsOf(now()) + 60_000);
    for (const asOf of [soon, '2029-06-01T00:00:00Z' as typeof soon]) {
      const policy = { asOf, environment: 'trial' as const };
      const report = verifyRecord(Buffer.from(sealed.value), preservation.roots, policy);
      assert.deepEqual(complaints(report), [], asOf);
      assert.equal(report.time.source, 'time-stamp');
    }
  });
});
