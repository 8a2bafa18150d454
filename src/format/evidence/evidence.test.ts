import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { mutantOf, randomOf } from '../../../test/support/mutants.ts';
import {
  kept,
  type RenewalWish,
  renewTogether,
  tokenOver,
} from '../../../test/support/openssl-evidence.ts';
import { noOpenssl, now, OpensslCa } from '../../../test/support/openssl-responders.ts';
import { noteKey } from '../../../test/support/register.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { signCheckpoint } from '../log/checkpoint.ts';
import { verifierOf } from '../log/key.ts';
import { leafHash } from '../log/merkle.ts';
import { writeNote } from '../log/note.ts';
import { usualTimeStampPolicy } from '../time-stamp/policy.ts';
import { DigestTree } from './digest-tree.ts';
import {
  type EvidenceRecord,
  parseEvidence,
  parseStep,
  writeEvidence,
  writeStep,
} from './evidence-record.ts';
import { isInRehash, rehashedLeaf } from './rehash.ts';
import { type EvidenceQuestion, type EvidenceReport, verifyEvidence } from './verify-evidence.ts';

const key = noteKey('register.test/99');

const headOf = (size: number): string => {
  const root = leafHash(Buffer.from(String(size)));
  const note = signCheckpoint({ origin: key.name, size, root, extensions: [] }, [key]);
  if (!note.ok) throw new Error(note.refusal.code);
  return writeNote(note.value);
};

const complaints = ({ findings }: EvidenceReport): readonly string[] =>
  findings.flatMap(({ code, outcome, facts }) =>
    outcome === 'passed' ? [] : [`${code}${'codes' in facts ? `(${facts.codes})` : ''}`],
  );

describe('beside openssl, thirty years on', { skip: noOpenssl }, () => {
  const ca = new OpensslCa(['old', 'new'], 14_600);
  after(() => ca.close());
  const validity = ['20250101000000Z', '20290101000000Z'] as const;
  const first = ca.issue('first', 'time', { ca: 'old', validity });
  const doomed = ca.issue('doomed', 'time', { ca: 'old', validity });
  const late = ['20250101000000Z', '20630101000000Z'] as const;
  const second = ca.issue('second', 'time', { ca: 'new', validity: late });
  for (const [name, issuer] of [
    ['first', 'old'],
    ['doomed', 'old'],
    ['second', 'new'],
  ] as const) {
    ca.timeStampSection(name, name, { digest: 'sha512', ca: issuer });
  }
  const anchors = [ca.certificate('old'), ca.certificate('new')];
  const oldLists = [ca.crl('old')];
  const newLists = [ca.crl('new', 13_500)];
  const in2056 = '2056-06-10T00:00:00Z' as Instant;

  const stamp = (name = 'first', size = 700): EvidenceRecord => {
    const checkpoint = headOf(size);
    const token = tokenOver(ca, name, Buffer.from(checkpoint));
    const evidence = kept([name === 'first' ? first : doomed, anchors[0] ?? first], oldLists);
    return { checkpoint, steps: [{ renewal: null, token, evidence }] };
  };
  const bySecond: RenewalWish = {
    section: 'second',
    refreshed: kept([], oldLists),
    evidence: kept([second], newLists),
  };
  const renew = (record: EvidenceRecord, change: Partial<RenewalWish> = {}): EvidenceRecord => {
    const [renewed] = renewTogether(ca, [record], { ...bySecond, ...change });
    assert(renewed);
    return renewed;
  };
  const judge = (record: EvidenceRecord, change: Partial<EvidenceQuestion> = {}): EvidenceReport =>
    verifyEvidence({
      record,
      registerKeys: [verifierOf(key)],
      trust: { anchors, intermediates: [], crls: newLists },
      policy: usualTimeStampPolicy,
      judgedAt: in2056,
      ...change,
    });

  const alone = stamp();
  const renewed = renew(alone);
  const expiredLater = 'evidence-stamp-open(certificate-expired-later crl-out-of-date)';

  test('one token proves its time while its authority stands', () => {
    const report = judge(alone, { judgedAt: now() });
    assert.deepEqual(complaints(report), []);
    assert.equal(report.provenTime, report.stamps[0]?.provenTime);
    assert.equal(report.checkpoint?.size, 700);
  });

  test('its authority has expired: undetermined alone, valid through the renewal', () => {
    const open = judge(alone);
    assert.deepEqual(complaints(open), [expiredLater]);
    assert.equal(open.provenTime, null);
    const report = judge(renewed);
    assert.deepEqual(complaints(report), []);
    assert.equal(report.provenTime, judge(alone, { judgedAt: now() }).provenTime);
  });

  test('its authority was revoked: the token that was renewed before still stands', async () => {
    const record = stamp('doomed');
    const saved = renew(record);
    await sleep(2500);
    ca.revoke('doomed', 'old');
    const lists = [...newLists, ca.crl('old')];
    const trust = { anchors, intermediates: [], crls: lists };
    await sleep(1100);
    const judgedAt = now();
    assert.deepEqual(complaints(judge(record, { trust, judgedAt })), [
      'evidence-stamp-open(certificate-revoked-later)',
    ]);
    assert.deepEqual(complaints(judge(saved, { trust, judgedAt })), []);
    assert.deepEqual(complaints(judge(saved, { trust })), []);
    const tooLate = renew(record, { refreshed: kept([], lists) });
    assert.deepEqual(complaints(judge(tooLate, { trust })), [
      'evidence-stamp-open(certificate-revoked-later)',
    ]);
  });

  test('without fresh evidence about the older token the chain is open', () => {
    const bare = {
      ...alone,
      steps: alone.steps.map((step) => ({ ...step, evidence: kept([], []) })),
    };
    const without = renew(bare, { refreshed: kept([], []) });
    assert.deepEqual(complaints(judge(without)), ['evidence-stamp-open(crl-missing)']);
  });

  test('many heads are renewed by one token, and none stands in for another', () => {
    const records = [10, 20, 30, 40, 50].map((size) => stamp('first', size));
    const all = renewTogether(ca, records, bySecond);
    for (const record of all) assert.deepEqual(complaints(judge(record)), []);
    const [one, two] = all;
    assert(one && two);
    const mixed = { ...one, steps: [...one.steps.slice(0, 1), ...two.steps.slice(1)] };
    assert.deepEqual(complaints(judge(mixed)), [
      expiredLater,
      'evidence-stamp-wrong(time-stamp-imprint-differs)',
    ]);
  });

  const retired = { sha256: '2045-01-01T00:00:00Z' as Instant };
  const leaves = ['a', 'b', 'c'].map((text) => Buffer.from(text));
  const file = Buffer.from('<HOC_BA/>');
  const rehashed = new DigestTree(
    'sha512',
    leaves.map((leaf, at) => rehashedLeaf('sha512', leaf, at === 1 ? file : null)),
  );

  test('SHA-256 has fallen: renewed under SHA-512 with the tree hashed anew', () => {
    assert.deepEqual(complaints(judge(renewed, { retired })), [
      'evidence-digest-retired',
      expiredLater,
      'evidence-digest-retired',
      'evidence-tree-retired',
    ]);
    const stronger = renew(alone, { digest: 'sha512' });
    assert.deepEqual(complaints(judge(stronger, { retired })), ['evidence-tree-retired']);
    const whole = renew(alone, { digest: 'sha512', rehash: rehashed.root() });
    assert.deepEqual(complaints(judge(whole, { retired })), []);
    const early = { sha256: '2026-01-01T00:00:00Z' as Instant };
    assert(complaints(judge(whole, { retired: early })).includes('evidence-tree-retired'));
    assert(complaints(judge(whole, { retired: early })).includes('evidence-digest-retired'));
  });

  test('a leaf and its file are found in the tree that was hashed anew, another file is not', () => {
    const claim = { digest: 'sha512', root: rehashed.root(), place: rehashed.place(1) } as const;
    const [, leaf = file] = leaves;
    assert(isInRehash({ ...claim, leaf, file }));
    assert(!isInRehash({ ...claim, leaf, file: Buffer.from('<HOC_BA />') }));
    assert(!isInRehash({ ...claim, leaf, file: null }));
    assert(!isInRehash({ ...claim, leaf, file, place: rehashed.place(0) }));
  });

  const [base, added] = renewed.steps;
  assert(base && added?.renewal);
  const { renewal } = added;
  const swap = (change: Partial<EvidenceRecord>): EvidenceRecord => ({ ...renewed, ...change });
  const inRenewal = (change: Partial<typeof renewal>): EvidenceRecord =>
    swap({ steps: [base, { ...added, renewal: { ...renewal, ...change } }] });
  const wrong = 'evidence-stamp-wrong(time-stamp-imprint-differs)';
  // The newer token does not hold: the older one is judged as of now, and its authority is gone.
  const alsoWrong =
    'evidence-stamp-wrong(time-stamp-imprint-differs certificate-expired-later crl-out-of-date)';
  const attacks: readonly (readonly [string, EvidenceRecord, readonly string[]])[] = [
    ['another head', swap({ checkpoint: headOf(701) }), [alsoWrong, wrong]],
    [
      'a head that nobody signed',
      swap({ checkpoint: renewed.checkpoint.replace('\n700\n', '\n701\n') }),
      ['evidence-head-refused', alsoWrong, wrong],
    ],
    [
      'another first token',
      swap({ steps: [{ ...base, token: stamp('first', 9).steps[0]?.token ?? base.token }, added] }),
      [alsoWrong, wrong],
    ],
    [
      'no token',
      swap({ steps: [{ ...base, token: Buffer.of(1) }, added] }),
      ['evidence-token-unreadable', wrong],
    ],
    [
      'evidence taken away afterwards',
      swap({ steps: [{ ...base, evidence: kept([], []) }, added] }),
      [expiredLater, wrong],
    ],
    ['fresh evidence taken away', inRenewal({ refreshed: kept([], []) }), [expiredLater, wrong]],
    [
      'a tree hashed anew put in later',
      inRenewal({ rehash: rehashed.root() }),
      [expiredLater, wrong],
    ],
    [
      'another digest named',
      inRenewal({ digest: 'sha512' }),
      [expiredLater, 'evidence-digest-differs', wrong],
    ],
    [
      'a place that no tree has',
      inRenewal({ place: { index: 1, size: 1, path: [] } }),
      [expiredLater, 'evidence-place-impossible'],
    ],
  ];
  for (const [title, record, codes] of attacks) {
    test(`refused: ${title}`, () => {
      const report = judge(record);
      assert.deepEqual(complaints(report), codes);
      assert.equal(report.provenTime, null);
    });
  }

  test('a strange key and no key', () => {
    const strange = [verifierOf(noteKey('other/01'))];
    assert.deepEqual(complaints(judge(renewed, { registerKeys: strange })), [
      'evidence-head-refused',
    ]);
    assert.deepEqual(complaints(judge(renewed, { registerKeys: [] })), [
      'evidence-head-keys-missing',
    ]);
  });

  test('what is written is read back; what is not written is refused', () => {
    const json: Record<string, unknown> = JSON.parse(JSON.stringify(writeEvidence(renewed)));
    const read = parseEvidence(json);
    assert(read.ok, JSON.stringify(read));
    assert.deepEqual(complaints(judge(read.value)), []);
    assert.deepEqual(writeEvidence(read.value), writeEvidence(renewed));
    const step = parseStep(JSON.parse(writeStep(added)));
    assert(step.ok && writeStep(step.value) === writeStep(added));
    for (const change of [
      { v: 2 },
      { more: 1 },
      { steps: [] },
      { steps: 'x' },
      { checkpoint: 7 },
    ]) {
      assert(!parseEvidence({ ...json, ...change }).ok, JSON.stringify(change));
    }
    assert(!parseEvidence({ ...json, steps: [...renewed.steps].reverse() }).ok);
  });

  test('mutants never throw, and prove no other time for another head', () => {
    const text = Buffer.from(JSON.stringify(writeEvidence(renewed)));
    const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
    console.log(`SEED=${seed}`);
    const random = randomOf(seed);
    const right = judge(renewed);
    let parsed = 0;
    for (let round = 0; round < 1500; round += 1) {
      let json: unknown;
      try {
        json = JSON.parse(mutantOf(text, random).toString());
      } catch {
        continue;
      }
      const read = parseEvidence(json);
      if (!read.ok) continue;
      parsed += 1;
      const { provenTime, checkpoint } = judge(read.value);
      if (provenTime === null) continue;
      assert.equal(provenTime, right.provenTime);
      assert.deepEqual(checkpoint, right.checkpoint);
    }
    assert(parsed > 50, `${parsed} mutants were still records`);
  });
});
