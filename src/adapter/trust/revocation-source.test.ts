import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { noOpenssl, now, OpensslCa } from '../../../test/support/openssl-responders.ts';
import { Outage } from '../../app/outage.ts';
import { usualOcspPolicy, verifyOcsp } from '../../format/ocsp/verify-ocsp.ts';
import { createOcspClient, type OcspClient } from './ocsp-client.ts';
import { createRevocationSource } from './revocation-source.ts';

describe('beside openssl ocsp', { skip: noOpenssl }, async () => {
  const ca = new OpensslCa(['ca', 'other']);
  after(() => ca.close());
  const lan = ca.issue('lan', 'person');
  const minh = ca.issue('minh', 'person');
  const silent = ca.issue('silent', 'responder');
  ca.issue('responder', 'responder');
  const root = ca.certificate('ca');
  const list = ca.crl();
  const address = await ca.ocspServer('responder');

  /** Counts what is asked, and asks the server that runs instead of the certificate's own address. */
  const counting = () => {
    const client = createOcspClient({ timeoutMs: 5000 });
    const asked: string[] = [];
    const counted: OcspClient = {
      ask: (url, request) => {
        asked.push(url);
        return client.ask(address, request);
      },
    };
    return { asked, ocsp: counted };
  };

  test('a list that fits goes first, and nobody is asked', async () => {
    const { asked, ocsp } = counting();
    const source = createRevocationSource({ crls: [list, ca.crl('other')], ocsp });
    const found = await source.evidenceFor([[lan, root]], now());
    assert.deepEqual(found, { crls: [list], answers: [] });
    assert.deepEqual(asked, []);
  });

  test('without one the responder is asked once for each certificate, however many ask', async () => {
    const { asked, ocsp } = counting();
    const source = createRevocationSource({ crls: [], ocsp });
    const paths = [
      [lan, root],
      [minh, root],
      [lan, root],
    ];
    const all = await Promise.all([
      source.evidenceFor(paths, now()),
      source.evidenceFor(paths, now()),
    ]);
    assert.deepEqual(asked, Array(2).fill('http://127.0.0.1:8888/ocsp'));
    for (const { crls, answers } of all) {
      assert.deepEqual(crls, []);
      assert.equal(answers.length, 2);
      const [response] = answers;
      assert.ok(response !== undefined);
      const question = {
        response,
        certificate: lan,
        issuer: root,
        crls: [],
        policy: usualOcspPolicy,
      };
      const { status } = verifyOcsp({ ...question, asOf: now(), provenBy: now() });
      assert.equal(status.status, 'good');
    }
  });

  test('a list that is out of date does not fit; a certificate without an address gets nothing', async () => {
    const { asked, ocsp } = counting();
    const source = createRevocationSource({
      crls: [{ ...list, nextUpdate: list.thisUpdate }],
      ocsp,
    });
    const later = `${Number(now().slice(0, 4)) + 1}${now().slice(4)}` as ReturnType<typeof now>;
    const found = await source.evidenceFor([[silent, root]], later);
    assert.deepEqual(found, { crls: [], answers: [] });
    assert.deepEqual(asked, []);
  });

  test("a responder's silence is an outage, and it is asked again", async () => {
    let silence = true;
    const { asked, ocsp } = counting();
    const flaky: OcspClient = {
      ask: (url, request) =>
        silence ? Promise.reject(new Outage('ocsp-unreachable')) : ocsp.ask(url, request),
    };
    const source = createRevocationSource({ crls: [], ocsp: flaky });
    await assert.rejects(source.evidenceFor([[lan, root]], now()), { code: 'ocsp-unreachable' });
    silence = false;
    assert.equal((await source.evidenceFor([[lan, root]], now())).answers.length, 1);
    assert.equal(asked.length, 1);
  });
});
