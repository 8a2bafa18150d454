import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { mutantOf, randomOf } from '../../../test/support/mutants.ts';
import { noOpenssl, now, OpensslCa } from '../../../test/support/openssl-responders.ts';
import { epochMsOf, type Instant, instantOf } from '../../domain/time/instant.ts';
import { writeOid } from '../certificate/der-write.ts';
import { cms } from './oid.ts';
import { usualTimeStampPolicy } from './policy.ts';
import { type TimeStampRequest, type TimeStampWish, writeTimeStampRequest } from './request.ts';
import { parseTimeStampResponse } from './response.ts';
import { parseTimeStampToken, type TimeStampToken } from './token.ts';
import {
  type TimeStampQuestion,
  type TimeStampReport,
  verifyTimeStamp,
} from './verify-time-stamp.ts';

describe('beside openssl', { skip: noOpenssl }, () => {
  const ca = new OpensslCa(['ca', 'other']);
  after(() => ca.close());

  for (const [name, section] of [
    ['tsa', 'time'],
    ['second', 'time'],
    ['revoked', 'time'],
    ['plain', 'time_plain'],
    ['mail', 'time_and_mail'],
    ['person', 'person'],
  ] as const) {
    ca.issue(name, section);
  }
  ca.issue('rsa', 'time', { key: 'rsa:2048' });
  ca.issue('expired', 'time', { validity: ['20200101000000Z', '20210101000000Z'] });
  ca.issue('early', 'time', { validity: ['20400101000000Z', '20410101000000Z'] });
  ca.issue('stranger', 'time', { ca: 'other' });
  const twin = ca.twin('twin', 'tsa', 'time');
  ca.revoke('revoked');
  for (const signer of ['tsa', 'rsa', 'expired', 'early', 'stranger', 'revoked', 'second']) {
    ca.timeStampSection(signer, signer);
  }
  ca.timeStampSection('sha1', 'rsa', { digest: 'sha1' });
  ca.timeStampSection('sha512', 'rsa', { digest: 'sha512', binding: 'sha384' });
  ca.timeStampSection('v1', 'tsa', { binding: 'sha1' });
  ca.timeStampSection('wide', 'tsa', { accuracy: 'secs:5, millisecs:1, microsecs:1' });
  ca.timeStampSection('silent', 'tsa', { accuracy: '' });

  const stamped = Buffer.from('đầu cây của sổ đăng ký');
  const crls = [ca.crl()];
  const trust = { anchors: [ca.certificate('ca')], intermediates: [], crls };

  const wish: TimeStampWish = {
    stamped,
    digest: 'sha256',
    nonce: randomBytes(16),
    certificates: 'included',
  };
  const ask = (change: Partial<TimeStampWish> = {}): TimeStampRequest =>
    writeTimeStampRequest({ ...wish, ...change });

  function tokenBy(section: string, request = ask()): TimeStampToken {
    const read = parseTimeStampResponse(ca.timeStampReply(section, request.der));
    assert.ok(read.ok, JSON.stringify(read));
    return read.value;
  }

  function tokenOf(der: Uint8Array): TimeStampToken {
    const read = parseTimeStampToken(der);
    assert.ok(read.ok, JSON.stringify(read));
    return read.value;
  }

  function verify(token: TimeStampToken, change: Partial<TimeStampQuestion> = {}): TimeStampReport {
    const policy = usualTimeStampPolicy;
    const provenBy = now();
    return verifyTimeStamp({ token, stamped, policy, trust, provenBy, ...change });
  }

  /** Codes of what did not pass. */
  const complaints = ({ findings }: TimeStampReport): readonly string[] =>
    findings.filter(({ outcome }) => outcome !== 'passed').map(({ code }) => code);

  const resigned = (signer: string, ...options: readonly string[]): TimeStampToken =>
    tokenOf(ca.resign(kept.content, signer, '-cades', '-md', 'sha256', ...options));

  const kept = tokenBy('tsa');

  for (const [section, digest] of [
    ['tsa', 'sha256'],
    ['rsa', 'sha384'],
    ['sha512', 'sha512'],
    ['tsa', 'sha512'],
  ] as const) {
    test(`openssl ts with ${section} proves a time for ${digest}`, () => {
      const request = ask({ digest });
      const before = now();
      const token = tokenBy(section, request);
      const report = verify(token, { nonce: request.nonce });
      assert.deepEqual(complaints(report), []);
      const { provenTime, statedTime } = report;
      assert.ok(statedTime >= before && statedTime <= now());
      // Half a second of accuracy, rounded up.
      assert.equal(provenTime, instantOf(epochMsOf(statedTime) + 1000));
      assert.equal(report.path.length, 2);
    });
  }

  const hour = 3600 * 1000;
  const shifted = (ms: number): Instant => instantOf(epochMsOf(now()) + ms);

  const cases: readonly (readonly [
    title: string,
    token: () => TimeStampToken,
    change: Partial<TimeStampQuestion>,
    codes: readonly string[],
  ])[] = [
    [
      'other bytes than the stamped ones',
      () => kept,
      { stamped: Buffer.from('khác') },
      ['time-stamp-imprint-differs'],
    ],
    [
      'an answer to another request',
      () => kept,
      { nonce: ask({ nonce: randomBytes(16) }).nonce },
      ['time-stamp-nonce-differs'],
    ],
    [
      'a policy that does not count',
      () => tokenBy('tsa', ask({ policy: '1.2.3.4.7' })),
      { policy: { ...usualTimeStampPolicy, policies: ['1.2.3.4.1'] } },
      ['time-stamp-policy-not-accepted'],
    ],
    [
      'a digest by SHA-1',
      () => tokenBy('sha1'),
      {},
      ['time-stamp-digest-algorithm-refused', 'time-stamp-signature-algorithm-refused'],
    ],
    [
      'a certificate named by SHA-1',
      () => tokenBy('v1'),
      {},
      ['time-stamp-signer-binding-refused'],
    ],
    [
      'a certificate named by SHA-1 where that is accepted',
      () => tokenBy('v1'),
      { policy: { ...usualTimeStampPolicy, sha1Binding: 'accepted' } },
      [],
    ],
    ['an authority that nobody trusts', () => tokenBy('stranger'), {}, ['issuer-not-found']],
    ['an authority that had expired', () => tokenBy('expired'), {}, ['certificate-expired']],
    ['an authority before its time', () => tokenBy('early'), {}, ['certificate-not-yet-valid']],
    ['an authority that was revoked', () => tokenBy('revoked'), {}, ['certificate-revoked']],
    ['a person as authority', () => resigned('person'), {}, nameAnd('certificate-not-for-usage')],
    ['a purpose not critical', () => resigned('plain'), {}, nameAnd('certificate-not-for-usage')],
    ['a purpose beside others', () => resigned('mail'), {}, nameAnd('certificate-not-for-usage')],
    ["another authority's name inside", () => resigned('second'), {}, nameAnd()],
    ['a signer named by its key', () => resigned('tsa', '-keyid'), {}, []],
    ['no revocation list', () => kept, { trust: { ...trust, crls: [] } }, ['crl-missing']],
    [
      'an authority that has expired since',
      () => kept,
      { provenBy: '2045-06-01T00:00:00Z' as Instant },
      // The root of the test too.
      ['certificate-expired-later', 'certificate-expired-later', 'crl-out-of-date'],
    ],
    ['a time to come', () => kept, { provenBy: shifted(-hour) }, ['time-stamp-from-future']],
    ['a wide accuracy', () => tokenBy('wide'), {}, ['time-stamp-accuracy-too-wide']],
    ['no accuracy', () => tokenBy('silent'), {}, ['time-stamp-accuracy-not-stated']],
    [
      'no accuracy where none is asked for',
      () => tokenBy('silent'),
      { policy: { ...usualTimeStampPolicy, maxAccuracyMs: null } },
      [],
    ],
    [
      'a token without certificates',
      () => tokenBy('tsa', ask({ certificates: 'left-out' })),
      {},
      ['time-stamp-signer-not-found'],
    ],
    [
      'a token whose certificate is kept beside it',
      () => tokenBy('tsa', ask({ certificates: 'left-out' })),
      { certificates: [twin, ca.certificate('tsa')] },
      [],
    ],
    [
      'another certificate with the same name, number and key',
      () => tokenBy('tsa', ask({ certificates: 'left-out' })),
      { certificates: [twin] },
      ['time-stamp-signer-not-bound'],
    ],
  ];
  function nameAnd(...codes: readonly string[]): readonly string[] {
    return ['time-stamp-authority-name-differs', ...codes];
  }
  for (const [title, token, change, codes] of cases) {
    test(`${codes.length === 0 ? 'proven' : 'not proven'}: ${title}`, () => {
      const report = verify(token(), change);
      assert.deepEqual(complaints(report), codes);
      assert.equal(report.provenTime === null, codes.length > 0);
    });
  }

  const changed = (from: Uint8Array, to: Uint8Array, der = kept.der): TimeStampToken => {
    const at = Buffer.from(der).indexOf(from);
    assert.ok(at > 0 && from.length === to.length);
    return tokenOf(Buffer.concat([der.subarray(0, at), to, der.subarray(at + from.length)]));
  };

  test('not proven: a time that was changed in the content', () => {
    const at = kept.content.length - 1;
    const content = Buffer.from(kept.content);
    content[at] = (content[at] ?? 0) ^ 1;
    const report = verify(changed(kept.content, content));
    assert.ok(complaints(report).includes('time-stamp-content-changed'));
    assert.equal(report.provenTime, null);
  });

  test('not proven: signed attributes that were changed', () => {
    const digest = kept.signer.attributes.messageDigest;
    const other = Buffer.from(digest).reverse();
    assert.deepEqual(complaints(verify(changed(digest, other))), [
      'time-stamp-content-changed',
      'time-stamp-signature-wrong',
    ]);
  });

  const shapes: readonly (readonly [title: string, options: readonly string[]])[] = [
    ['no signed attributes', ['-noattr']],
    ['no reference to the certificate', ['-md', 'sha256']],
    ['two signers', ['-cades', '-signer', 'second.pem', '-inkey', 'second.key']],
  ];
  for (const [title, options] of shapes) {
    test(`malformed: ${title}`, () => {
      const read = parseTimeStampToken(ca.resign(kept.content, 'tsa', ...options));
      assert.deepEqual(read.ok ? 'read' : read.refusal, {
        code: 'time-stamp-malformed',
        part: 'signer',
      });
    });
  }

  for (const [place, part] of [
    ['the content', 'content-type'],
    ['the signed attributes', 'signer'],
  ] as const) {
    test(`malformed: another type in ${place}`, () => {
      const oid = writeOid(cms.timeStampInfo);
      const der = Buffer.from(kept.der);
      const first = der.indexOf(oid);
      const at = part === 'signer' ? der.indexOf(oid, first + 1) : first;
      der[at + oid.length - 1] = 5;
      const read = parseTimeStampToken(der);
      const refusal = { code: 'time-stamp-malformed', part };
      assert.deepEqual(read.ok ? 'read' : read.refusal, refusal);
    });
  }

  test('the authority’s refusal is told with its reason', () => {
    const read = parseTimeStampResponse(
      ca.timeStampReply('tsa', ask({ policy: '1.2.3.4.99' }).der),
    );
    assert.equal(read.ok, false);
    assert.ok(!read.ok && read.refusal.code === 'time-stamp-rejected');
    assert.equal(read.refusal.failure, 'unacceptedPolicy');
    assert.match(read.refusal.text, /policy/);
  });

  test('mutants never throw, and what still proves a time has the same content', (t) => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
    t.diagnostic(`seed ${seed}`);
    const random = randomOf(seed);
    const reply = ca.timeStampReply('tsa', ask().der);
    const original = parseTimeStampResponse(reply);
    assert.ok(original.ok);
    const outcomes = { refused: 0, unproven: 0, proven: 0 };
    for (let count = 0; count < 1500; count += 1) {
      const read = parseTimeStampResponse(mutantOf(reply, random));
      if (!read.ok) {
        outcomes.refused += 1;
        continue;
      }
      const { provenTime } = verify(read.value);
      outcomes[provenTime === null ? 'unproven' : 'proven'] += 1;
      if (provenTime !== null) assert.deepEqual(read.value.content, original.value.content);
    }
    t.diagnostic(JSON.stringify(outcomes));
    assert.ok(outcomes.refused > 0 && outcomes.unproven > 0);
  });

  test('no truncation is read', () => {
    const reply = ca.timeStampReply('tsa', ask().der);
    for (let at = 0; at < reply.length; at += 1) {
      assert.equal(parseTimeStampResponse(reply.subarray(0, at)).ok, false, `cut at ${at}`);
    }
  });
});
