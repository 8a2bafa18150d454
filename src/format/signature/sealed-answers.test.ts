import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { noOpenssl, now, OpensslCa } from '../../../test/support/openssl-responders.ts';
import { opensslSigners } from '../../../test/support/openssl-signers.ts';
import { complaints, signSample } from '../../../test/support/signed-sample.ts';
import { createStamping } from '../../../test/support/stamped-sample.ts';
import type { Slot } from '../../domain/record/slot.ts';
import { epochMsOf, type Instant, instantOf } from '../../domain/time/instant.ts';
import type { Certificate } from '../certificate/certificate.ts';
import { createChainChecker } from '../certificate/chain-cache.ts';
import { writePem } from '../certificate/pem.ts';
import { signerTrustOf } from '../certificate/signer-trust.ts';
import { trustStoreOf } from '../certificate/trust-store.ts';
import { boundsOfAnswers, ocspEvidence } from '../ocsp/ocsp-evidence.ts';
import { writeOcspRequest } from '../ocsp/request.ts';
import { type OcspResponse, parseOcspResponse } from '../ocsp/response.ts';
import { usualOcspPolicy } from '../ocsp/verify-ocsp.ts';
import { stampedValue } from './prepare.ts';
import { verifyRecord } from './verify-record.ts';
import { unsignedOf } from './write-unsigned.ts';

const dayMs = 24 * 3600 * 1000;
const shifted = (ms: number): Instant => instantOf(epochMsOf(now()) + ms);

describe('beside openssl ocsp', { skip: noOpenssl }, async () => {
  const ca = new OpensslCa(['ca', 'other']);
  after(() => ca.close());
  const stamping = await createStamping('Dấu thời gian thử nghiệm', {
    thisUpdate: shifted(-dayMs),
    nextUpdate: shifted(10 * dayMs),
  });
  ca.issue('responder', 'responder', { validity: ['20250101000000Z', '20280101000000Z'] });
  ca.issue('stranger', 'person');
  const root = ca.certificate('ca');
  const { names, certificates, holder: holders } = opensslSigners(ca);
  const certificateOf = (slot: Slot): Certificate => {
    const found = certificates.get(slot);
    assert.ok(found !== undefined, slot);
    return found;
  };
  const answerAbout = (certificate: Certificate): OcspResponse => {
    const request = writeOcspRequest({ certificate, issuer: root, digest: 'sha1', nonce: null });
    const read = parseOcspResponse(ca.ocspAnswer(request, 'responder', '-nmin', '60'));
    assert.ok(read.ok, JSON.stringify(read));
    return read.value;
  };
  const answers = [...certificates.values()].map(answerAbout);
  const roots = signerTrustOf(
    trustStoreOf(
      [root, stamping.authority.root.certificate].map(({ der }, index) => ({
        name: `root-${index}`,
        bytes: Buffer.from(writePem('CERTIFICATE', der)),
      })),
    ),
  );
  const signed = shifted(0);
  const times = new Map([...names.keys()].map((slot) => [slot, signed as string]));
  const sealed = (kept: readonly OcspResponse[]): string =>
    signSample({
      holders,
      times,
      unsigned: (value) => {
        const { authority, credential, crls } = stamping;
        const token = stamping.token(stampedValue(value), shifted(2000));
        const above = [authority.ca.certificate, authority.root.certificate];
        const path = [credential.certificate, ...above];
        return unsignedOf({ token, authority: path, signers: [], crls, answers: kept });
      },
    });
  const judge = (text: string, asOf: Instant) =>
    verifyRecord(Buffer.from(text), roots, { asOf, environment: 'trial' });

  test('answers alone judge all signers, with the roots alone, also when signers and responder have expired', () => {
    const text = sealed(answers);
    for (const asOf of [shifted(60_000), '2029-01-01T00:00:00Z' as Instant]) {
      assert.deepEqual(complaints(judge(text, asOf)), [], asOf);
    }
  });

  test('a missing answer leaves its signer open', () => {
    const report = judge(sealed(answers.slice(1)), shifted(60_000));
    assert.deepEqual(
      report.findings.flatMap(({ code, outcome }) => (outcome === 'passed' ? [] : code)),
      ['crl-missing'],
    );
  });

  test('an answer about nobody in the record, and one by a key that may not speak, are refused', () => {
    const stranger = answerAbout(ca.certificate('stranger'));
    assert.deepEqual(complaints(judge(sealed([...answers, stranger]), shifted(60_000))), [
      'seal evidence-answer-unused',
    ]);
    const [first] = certificates.values();
    assert.ok(first !== undefined);
    const request = writeOcspRequest({
      certificate: first,
      issuer: root,
      digest: 'sha1',
      nonce: null,
    });
    const forged = parseOcspResponse(ca.ocspAnswer(request, 'stranger', '-nmin', '60'));
    assert.ok(forged.ok);
    const codes = complaints(judge(sealed([...answers.slice(1), forged.value]), shifted(60_000)));
    assert.deepEqual(codes.map((each) => each.split(' ')[1]).sort(), [
      'crl-not-usable',
      'evidence-answer-unused',
    ]);
  });

  test('an answer with a certificate inside that nobody needs is refused', () => {
    const certificate = certificateOf('head');
    const request = writeOcspRequest({ certificate, issuer: root, digest: 'sha1', nonce: null });
    const options = ['-nmin', '60', '-rother', 'stranger.pem'];
    const read = parseOcspResponse(ca.ocspAnswer(request, 'responder', ...options));
    assert.ok(read.ok && read.value.certificates.length === 2);
    const head = [...names.keys()].indexOf('head');
    const kept = answers.map((each, index) => (index === head ? read.value : each));
    assert.deepEqual(complaints(judge(sealed(kept), shifted(60_000))), [
      'seal evidence-answer-unused',
    ]);
  });

  test('a chain by answers is remembered between the times at which an answer changes', () => {
    const store = trustStoreOf([
      { name: 'root', bytes: Buffer.from(writePem('CERTIFICATE', root.der)) },
    ]);
    const asProduced = { crls: [], provenBy: 'as-produced', policy: usualOcspPolicy } as const;
    const evidence = ocspEvidence({ ...asProduced, responses: answers });
    const bounds = boundsOfAnswers(answers, usualOcspPolicy);
    const checker = createChainChecker(store, 'signature', { evidence, bounds });
    const leaf = certificateOf('seal');
    const signedAt = shifted(0);
    const codes = (by: Instant) =>
      checker
        .check(leaf, signedAt, by)
        .findings.flatMap(({ code, outcome }) => (outcome === 'passed' ? [] : code));
    assert.deepEqual(codes(shifted(60_000)), []);
    assert.deepEqual(codes(shifted(120_000)), []);
    assert.equal(checker.computed, 1);
    assert.deepEqual(codes(shifted(2 * 3600_000)), ['crl-out-of-date']);
    assert.equal(checker.computed, 2);
  });

  test('a revocation that an answer tells counts', async () => {
    // Told to the second, it must not fall into the very second of signing.
    while (shifted(0) <= signed) await sleep(50);
    ca.revoke(names.get('head') ?? '');
    const told = answerAbout(certificateOf('head'));
    const others = answers.filter((each) => each !== answers[[...names.keys()].indexOf('head')]);
    const codes = complaints(judge(sealed([...others, told]), shifted(60_000)));
    // Revoked now, after the stated time of signing and before the time-stamp.
    assert.deepEqual(codes, ['head certificate-revoked-later']);
  });
});
