import { parseRecordProof } from '../../format/log/proof.ts';
import { parseSha256Hex } from '../../format/log/sha256-hex.ts';
import { verifyRecordProof } from '../../format/log/verify-record-proof.ts';
import { check, get, membersOf, postXml, told } from './answers.ts';
import type { CheckResult, ConformanceKit, FreshRecord, WireAnswer } from './ports.ts';
import { writeRecall } from './write-messages.ts';

const askWhole = (kit: ConformanceKit, code: string, birthDate: string): Promise<WireAnswer> =>
  kit.exchange({
    method: 'POST',
    path: `/records/${code}`,
    contentType: 'application/json',
    body: Buffer.from(JSON.stringify({ birthDate })),
  });

const text = ({ bytes }: WireAnswer): string => Buffer.from(bytes).toString();

/** Look-up, proof and recall of the records that are registered by now. */
export async function* checkUse(kit: ConformanceKit): AsyncGenerator<CheckResult> {
  const [first, second] = kit.records;
  if (first === undefined || second === undefined) throw new Error('the kit has two records');
  yield* checkLookUp(kit, first);
  yield* checkLog(kit, first);
  const recall = await writeRecall(kit, second.sent);
  const once = await postXml(kit, '/recalls', recall);
  yield check('recall', told(once), '200');
  const twice = await postXml(kit, '/recalls', recall);
  yield check('recall-again-same-answer', String(text(twice) === text(once)), 'true');
  const tries: readonly (readonly [string, Uint8Array, string])[] = [
    ['recall-of-recalled', await writeRecall(kit, second.sent), '409 record-already-recalled'],
    [
      'recall-of-other-version',
      await writeRecall(kit, { ...first.sent, version: first.sent.version + 1 }),
      '409 version-not-current',
    ],
  ];
  for (const [name, bytes, expected] of tries) {
    yield check(name, told(await postXml(kit, '/recalls', bytes)), expected);
  }
  const { state } = membersOf(await get(kit, `/records/${second.sent.code}`));
  yield check('recalled-answers', String(state), 'recalled');
}

async function* checkLookUp(
  kit: ConformanceKit,
  { sent, content }: FreshRecord,
): AsyncGenerator<CheckResult> {
  const summary = await get(kit, `/records/${sent.code}`);
  const { state, sha256 } = membersOf(summary);
  yield check('look-up-state', String(state), 'registered');
  yield check('look-up-digest', String(sha256), sent.sha256);
  const { name, birthDate } = content.learner;
  yield check('summary-names-nobody', String(text(summary).includes(name)), 'false');
  const whole = await askWhole(kit, sent.code, birthDate);
  yield check('whole-with-birth-date', String(text(whole).includes(name)), 'true');
  const wrongDate = await askWhole(kit, sent.code, '1900-01-01');
  const wrongCode = await askWhole(kit, '0'.repeat(32), birthDate);
  yield check('wrong-birth-date', told(wrongDate), '404 record-not-found');
  yield check('failures-alike', String(text(wrongDate) === text(wrongCode)), 'true');
  const xml = await kit.exchange({
    method: 'POST',
    path: `/records/${sent.code}/xml`,
    contentType: 'application/json',
    body: Buffer.from(JSON.stringify({ birthDate })),
  });
  yield check('exact-bytes', String(Buffer.from(xml.bytes).equals(sent.bytes)), 'true');
}

/** The register's proof, checked as any stranger would, with the log's key alone. */
async function* checkLog(kit: ConformanceKit, { sent }: FreshRecord): AsyncGenerator<CheckResult> {
  const proof = parseRecordProof(membersOf(await get(kit, `/records/${sent.code}/proof`)));
  const recordSha256 = parseSha256Hex(sent.sha256);
  if (!proof.ok || recordSha256 === undefined) {
    yield check('proof-readable', 'unreadable', 'readable');
    return;
  }
  const { findings } = verifyRecordProof({
    proof: proof.value,
    recordSha256,
    registerKeys: [kit.registerKey],
    witnessKeys: [],
    quorum: 0,
  });
  const failed = findings.filter(({ outcome }) => outcome === 'failed');
  const found = failed.map((finding) => finding.check).join(' ');
  yield check('proof-holds', found || 'holds', 'holds');
}
