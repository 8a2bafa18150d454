import type { PackageId, Reply, SentRecord } from '../../format/package/message.ts';
import { readReply } from '../../format/package/package.ts';
import { checkSeal } from '../../format/package/sealed-message.ts';
import { check, get, membersOf, postXml, told } from './answers.ts';
import type { CheckResult, ConformanceKit, FreshRecord } from './ports.ts';
import { writePackage } from './write-messages.ts';

/** Milliseconds for which an answer may be waited for. */
const patienceMs = 120_000;

/** The same record with one letter of the learner's name changed, and a digest that fits. */
function poisoned(
  { sent, content }: FreshRecord,
  digest: (bytes: Uint8Array) => string,
): SentRecord {
  const bytes = Buffer.from(sent.bytes);
  const letter = bytes.indexOf(content.learner.name) + content.learner.name.search(/[a-z]/);
  bytes[letter] = bytes[letter] === 0x78 ? 0x79 : 0x78;
  return { ...sent, bytes, sha256: digest(bytes) };
}

/** Submission, idempotency, the reply, one bad record among good ones. */
export async function* checkPackages(
  kit: ConformanceKit,
  digest: (bytes: Uint8Array) => string,
): AsyncGenerator<CheckResult> {
  const [first, second] = kit.records.map(({ sent }) => sent);
  const third = kit.records[2];
  if (first === undefined || second === undefined || third === undefined) {
    throw new Error('the kit has three records');
  }
  const id = kit.newId();
  const bytes = await writePackage(kit, [first, second, poisoned(third, digest)], id);
  const crowd = await Promise.all([1, 2, 3, 4].map(() => postXml(kit, '/packages', bytes)));
  const statuses = crowd.map(({ status }) => status).toSorted();
  yield check('received-once-by-many', statuses.join(' '), '200 200 200 202');
  const numbers = [...new Set(crowd.map((answer) => Number(membersOf(answer)['message'])))];
  yield check('one-number', String(numbers.length), '1');
  const [number = 0] = numbers;
  const other = await writePackage(kit, [first], id);
  yield check(
    'id-of-another-message',
    told(await postXml(kit, '/packages', other)),
    '409 package-id-reused',
  );
  const reply = await awaitReply(kit, number, id);
  if (reply === null) {
    yield { ...check('replied', 'none', 'a signed reply'), outcome: 'undetermined' };
    return;
  }
  yield* judgeReply(kit, reply, number, id);
  const later = kit.newId();
  const again = await postXml(kit, '/packages', await writePackage(kit, [first], later));
  const known = await awaitReply(kit, Number(membersOf(again)['message']), later);
  const read = known === null ? undefined : messageIn(known);
  yield check('already-registered', read?.items[0]?.status ?? 'none', 'already-registered');
  yield check(
    'already-registered-same-leaf',
    String(read?.items[0]?.leafIndex),
    String(messageIn(reply)?.items[0]?.leafIndex),
  );
}

const messageIn = (bytes: Uint8Array): Reply | undefined => {
  const read = readReply(bytes);
  return read.ok ? read.value.message : undefined;
};

async function* judgeReply(
  kit: ConformanceKit,
  reply: Uint8Array,
  number: number,
  id: PackageId,
): AsyncGenerator<CheckResult> {
  const read = readReply(reply);
  if (!read.ok) {
    yield check('reply-readable', read.refusal.map(({ code }) => code).join(' '), 'readable');
    return;
  }
  const wrong = checkSeal(read.value, kit.department, kit.trust, kit.now());
  const { message } = read.value;
  yield check('reply-sealed', wrong.map(({ code }) => code).join(' ') || 'sealed', 'sealed');
  yield check('reply-names-the-message', `${message.message} ${message.id}`, `${number} ${id}`);
  const statuses = message.items.map(({ status }) => status).join(' ');
  yield check('bad-record-alone-refused', statuses, 'registered registered refused');
  const named = message.items[2]?.errors.every(({ code, text }) => code !== '' && text !== '');
  yield check(
    'refusal-has-code-and-sentence',
    String(named === true && message.items[2]?.errors.length !== 0),
    'true',
  );
  const again = await get(kit, `/packages/${number}/reply?packageId=${id}`);
  yield check('reply-always-the-same', String(Buffer.from(again.bytes).equals(reply)), 'true');
  const status = await get(kit, `/packages/${number}?packageId=${id}`);
  const { status: word, done, total } = membersOf(status);
  yield check(
    'status-after-answer',
    `${String(word)} ${String(done)}/${String(total)}`,
    'answered 3/3',
  );
  const guessed = await get(kit, `/packages/${number}/reply?packageId=${kit.newId()}`);
  yield check('reply-not-to-strangers', told(guessed).slice(0, 3), '404');
}

async function awaitReply(
  kit: ConformanceKit,
  number: number,
  id: PackageId,
): Promise<Uint8Array | null> {
  const pauseMs = 250;
  for (let waited = 0; waited < patienceMs; waited += pauseMs) {
    const answer = await get(kit, `/packages/${number}/reply?packageId=${id}`);
    if (answer.status === 200) return answer.bytes;
    if (answer.status !== 425) return null;
    await kit.pause(pauseMs);
  }
  return null;
}
