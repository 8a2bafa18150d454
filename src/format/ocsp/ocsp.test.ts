import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { mutantOf, randomOf } from '../../../test/support/mutants.ts';
import { noOpenssl, now, OpensslCa } from '../../../test/support/openssl-responders.ts';
import { epochMsOf, type Instant, instantOf } from '../../domain/time/instant.ts';
import type { Certificate } from '../certificate/certificate.ts';
import { parseDer } from '../certificate/der.ts';
import { writeExplicit, writeOctetString, writeSequence } from '../certificate/der-write.ts';
import { writeExtension } from '../certificate/write-extension.ts';
import { responderUrlsOf } from './certificate-part.ts';
import { type KeptResponses, ocspEvidence } from './ocsp-evidence.ts';
import { writeOcspRequest } from './request.ts';
import { type OcspResponse, parseOcspResponse } from './response.ts';
import { extensionsIn, isUnknownCritical } from './single-response.ts';
import { type OcspQuestion, type OcspReport, usualOcspPolicy, verifyOcsp } from './verify-ocsp.ts';

describe('beside openssl', { skip: noOpenssl }, () => {
  const ca = new OpensslCa(['ca', 'other']);
  after(() => ca.close());

  const lan = ca.issue('lan', 'person');
  const minh = ca.issue('minh', 'person');
  const dead = ca.issue('dead', 'person', { validity: ['20200101000000Z', '20210101000000Z'] });
  const stranger = ca.twin('stranger-twin', 'lan', 'person');
  ca.issue('responder', 'responder');
  ca.issue('checked', 'responder_checked');
  ca.issue('revoked', 'responder');
  ca.issue('expired', 'responder', { validity: ['20200101000000Z', '20210101000000Z'] });
  ca.issue('wrong', 'responder', { ca: 'other' });
  ca.issue('foreign', 'person', { ca: 'other', subject: 'lan' });
  ca.revoke('minh');
  ca.revoke('revoked');
  const issuer = ca.certificate('ca');
  const crl = ca.crl();
  const nonce = randomBytes(32);

  interface Asked {
    readonly certificate?: Certificate;
    readonly signer?: string;
    readonly options?: readonly string[];
    readonly digest?: 'sha1' | 'sha256';
    readonly nonce?: Uint8Array | null;
  }

  function answer(asked: Asked = {}): OcspResponse {
    const { certificate = lan, signer = 'responder', options = ['-nmin', '10'] } = asked;
    const digest = asked.digest ?? 'sha1';
    const sent = asked.nonce === undefined ? nonce : asked.nonce;
    const request = writeOcspRequest({ certificate, issuer, digest, nonce: sent });
    const read = parseOcspResponse(ca.ocspAnswer(request, signer, ...options));
    assert.ok(read.ok, JSON.stringify(read));
    return read.value;
  }

  function verify(response: OcspResponse, change: Partial<OcspQuestion> = {}): OcspReport {
    const asOf = now();
    const question = { response, certificate: lan, issuer, crls: [], asOf, provenBy: asOf };
    return verifyOcsp({ ...question, nonce, policy: usualOcspPolicy, ...change });
  }

  const complaints = ({ findings }: OcspReport): readonly string[] =>
    findings.filter(({ outcome }) => outcome !== 'passed').map(({ code }) => code);
  const statusText = ({ status }: OcspReport): string =>
    status.status === 'unknown' ? status.why : status.status;
  const hour = 3600 * 1000;
  const shifted = (ms: number): Instant => instantOf(epochMsOf(now()) + ms);
  const required = { ...usualOcspPolicy, nonce: 'required' } as const;

  const cases: readonly (readonly [
    title: string,
    asked: Asked,
    change: Partial<OcspQuestion>,
    status: string,
    codes: readonly string[],
  ])[] = [
    ['a delegated responder', {}, {}, 'good', []],
    ['the certificate named by SHA-256', { digest: 'sha256' }, {}, 'good', []],
    ['the issuer itself', { signer: 'ca' }, {}, 'good', []],
    ['a responder named by its key', { options: ['-resp_key_id', '-nmin', '10'] }, {}, 'good', []],
    [
      'the issuer without certificates',
      { signer: 'ca', options: ['-resp_no_certs'] },
      {},
      'good',
      [],
    ],
    [
      'a responder whose certificate is not sent',
      { options: ['-resp_no_certs'] },
      {},
      'not-usable',
      ['ocsp-responder-not-found'],
    ],
    [
      'a revoked certificate',
      { certificate: minh },
      { certificate: minh },
      'revoked',
      ['ocsp-certificate-revoked'],
    ],
    [
      'a certificate revoked after the time that is asked about',
      { certificate: minh },
      { certificate: minh, asOf: shifted(-hour) },
      'revoked',
      [],
    ],
    ['a stale answer', {}, { asOf: shifted(hour) }, 'out-of-date', ['ocsp-out-of-date']],
    ['no nextUpdate, asked at once', { options: [] }, {}, 'good', []],
    [
      'no nextUpdate, asked later',
      { options: [] },
      { asOf: shifted(6 * 60_000) },
      'out-of-date',
      ['ocsp-out-of-date'],
    ],
    [
      'a responder of another authority',
      { signer: 'wrong' },
      {},
      'not-usable',
      ['ocsp-responder-not-authorised'],
    ],
    [
      'a responder without its purpose',
      { signer: 'lan' },
      {},
      'not-usable',
      ['certificate-not-for-usage', 'crl-missing'],
    ],
    [
      'a responder that had expired',
      { signer: 'expired' },
      {},
      'not-usable',
      ['certificate-expired'],
    ],
    [
      'a responder that was revoked, nocheck or not',
      { signer: 'revoked' },
      { crls: [crl] },
      'not-usable',
      ['certificate-revoked'],
    ],
    ['a responder to be looked up', { signer: 'checked' }, {}, 'not-usable', ['crl-missing']],
    ['a responder that was looked up', { signer: 'checked' }, { crls: [crl] }, 'good', []],
    [
      'a corrupted signature',
      { options: ['-badsig', '-nmin', '10'] },
      {},
      'not-usable',
      ['ocsp-signature-wrong'],
    ],
    [
      'a signature by SHA-1',
      { options: ['-rmd', 'sha1', '-nmin', '10'] },
      {},
      'not-usable',
      ['ocsp-signature-algorithm-refused'],
    ],
    [
      'an answer to another request',
      { nonce: randomBytes(32) },
      {},
      'not-usable',
      ['ocsp-nonce-differs'],
    ],
    ['an answer without the nonce', { nonce: null }, {}, 'good', []],
    [
      'an answer without the nonce where it is required',
      { nonce: null },
      { policy: required },
      'not-usable',
      ['ocsp-nonce-missing'],
    ],
    [
      'an answer about another certificate',
      { certificate: minh },
      {},
      'missing',
      ['ocsp-certificate-not-answered'],
    ],
    [
      'the same number of another authority',
      {},
      {
        certificate: { ...ca.certificate('foreign'), serial: lan.serial },
        issuer: ca.certificate('other'),
      },
      'missing',
      ['ocsp-responder-not-authorised', 'ocsp-certificate-not-answered'],
    ],
    [
      'the same name with another key',
      {},
      { issuer: { ...ca.certificate('other'), subject: issuer.subject } },
      'missing',
      ['ocsp-responder-not-authorised', 'ocsp-certificate-not-answered'],
    ],
    [
      'an answer from the future',
      {},
      { provenBy: shifted(-hour) },
      'not-usable',
      ['ocsp-from-future', 'ocsp-from-future'],
    ],
    [
      'a certificate that expired before the answer',
      { certificate: dead },
      { certificate: dead },
      'not-usable',
      ['ocsp-silent-after-expiry'],
    ],
  ];
  for (const [title, asked, change, status, codes] of cases) {
    test(`${status}: ${title}`, () => {
      const report = verify(answer(asked), change);
      assert.deepEqual([statusText(report), complaints(report)], [status, codes]);
    });
  }

  test('unknown: a certificate that is not in the authority’s index', () => {
    const unlisted = ca.twin('unlisted', 'lan', 'person');
    const certificate = { ...unlisted, serial: '7b7b7b' };
    const report = verify(answer({ certificate }), { certificate });
    assert.deepEqual(
      [statusText(report), complaints(report)],
      ['missing', ['ocsp-certificate-unknown']],
    );
  });

  test('not-usable: an extension that must be understood and is not', () => {
    const response = { ...answer(), unknownCritical: ['2.999.1'] };
    const report = verify(response);
    assert.deepEqual(
      [statusText(report), complaints(report)],
      ['not-usable', ['ocsp-extension-unknown']],
    );
  });

  test('critical extensions that are not known are told apart', () => {
    const value = writeOctetString(Buffer.alloc(1));
    const written = [
      writeExtension('2.999.1', value, 'critical'),
      writeExtension('2.999.2', value),
      writeExtension('1.3.6.1.5.5.7.48.1.2', value, 'critical'),
    ];
    const read = extensionsIn(parseDer(writeExplicit(1, writeSequence(...written))));
    assert.deepEqual(
      read?.filter(isUnknownCritical).map(({ oid }) => oid),
      ['2.999.1'],
    );
    const many = Array.from({ length: 33 }, (_, index) => writeExtension(`2.999.${index}`, value));
    assert.equal(extensionsIn(parseDer(writeExplicit(1, writeSequence(...many)))), undefined);
  });

  test('time and reason of a revocation are told', () => {
    const { status } = verify(answer({ certificate: minh }), { certificate: minh });
    assert.ok(status.status === 'revoked');
    assert.equal(status.revocation.reason, 'keyCompromise');
    assert.ok(status.revocation.revokedAt <= now());
  });

  test('kept answers are evidence for the certificates that they are about', () => {
    const kept: KeptResponses = {
      responses: [answer(), answer({ certificate: minh })],
      crls: [],
      provenBy: now(),
      policy: usualOcspPolicy,
    };
    const evidence = ocspEvidence(kept);
    assert.equal(evidence(lan, issuer, now()).status, 'good');
    assert.equal(evidence(minh, issuer, now()).status, 'revoked');
    assert.deepEqual(evidence(dead, issuer, now()), { status: 'unknown', why: 'missing' });
  });

  test('a certificate names its responders', () => {
    assert.deepEqual(responderUrlsOf(lan), ['http://127.0.0.1:8888/ocsp']);
    assert.deepEqual(responderUrlsOf(issuer), []);
    assert.deepEqual(responderUrlsOf(stranger), responderUrlsOf(lan));
  });

  test('a responder’s refusal is told', () => {
    for (const [number, status] of [
      [1, 'malformedRequest'],
      [3, 'tryLater'],
      [6, 'unauthorized'],
    ] as const) {
      const read = parseOcspResponse(Buffer.from([0x30, 3, 0x0a, 1, number]));
      assert.deepEqual(read.ok ? 'read' : read.refusal, { code: 'ocsp-refused', status });
    }
    const none = parseOcspResponse(Buffer.from('30030a0104', 'hex'));
    assert.deepEqual(none.ok ? 'read' : none.refusal, { code: 'ocsp-malformed', part: 'status' });
  });

  test('mutants never throw, and what still answers was signed as it stands', (t) => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
    t.diagnostic(`seed ${seed}`);
    const random = randomOf(seed);
    const original = answer();
    const outcomes = { refused: 0, open: 0, good: 0 };
    for (let count = 0; count < 1500; count += 1) {
      const read = parseOcspResponse(mutantOf(original.der, random));
      if (!read.ok) {
        outcomes.refused += 1;
        continue;
      }
      const { status } = verify(read.value).status;
      assert.notEqual(status, 'revoked');
      outcomes[status === 'good' ? 'good' : 'open'] += 1;
      if (status === 'good') assert.deepEqual(read.value.signed, original.signed);
    }
    t.diagnostic(JSON.stringify(outcomes));
    assert.ok(outcomes.refused > 0 && outcomes.open > 0);
    for (let at = 0; at < original.der.length; at += 1) {
      assert.equal(parseOcspResponse(original.der.subarray(0, at)).ok, false, `cut at ${at}`);
    }
  });
});
