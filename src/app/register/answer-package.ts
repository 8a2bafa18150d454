import type { RecordCode } from '../../domain/record/content.ts';
import type { Period } from '../../domain/registry/cohort.ts';
import type { RegistryEvent, VersionFacts } from '../../domain/registry/event.ts';
import type { LearnerKey } from '../../domain/registry/learner-key.ts';
import { receiveRecord } from '../../domain/registry/receive-record.ts';
import type { ReceivingRefusal } from '../../domain/registry/refusal.ts';
import { evolve, type RegisteredRecord } from '../../domain/registry/registered-record.ts';
import type { Result } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { ReplyItem, SentRecord } from '../../format/package/message.ts';
import type { RecordReport } from '../../format/signature/report.ts';
import { checkItem, type ItemGround } from './check-item.ts';
import { logEvents } from './log-events.ts';
import type {
  ClaimedMessage,
  RegisterContext,
  RegisterTransaction,
  SavedVersion,
} from './ports.ts';
import type { Fault } from './refuse-message.ts';
import { sealReply } from './seal-reply.ts';

/** Records per task of the pool: enough to outweigh the passing, few enough to share the work. */
const batchSize = 16;

/** What became of a package's records, by number. */
export interface AnsweredPackage {
  readonly registered: number;
  /** Registered before by the same bytes. */
  readonly already: number;
  readonly refused: number;
}

/**
 * Answers one received package: verifies each record, then in one transaction registers or refuses each by the
 * register's rules, appends the events to the log and stores the signed reply. All of it happens, or none.
 */
export async function answerPackage(
  claimed: ClaimedMessage,
  context: RegisterContext,
): Promise<AnsweredPackage> {
  const read = await context.verifier.readPackage(claimed.bytes, claimed.receivedAt);
  if (!read.ok) throw new Error('a stored package can be read');
  const { message } = read.value;
  const school = await context.store.school(message.school);
  if (school === undefined) throw new Error('a stored package is from a known school');
  const signers = await context.signers.register(message.school);
  if (signers === undefined) throw new Error('a stored package is from a known school');
  const reports = await verifyAll(message.records, claimed, context);
  const { receivedAt } = claimed;
  const ground = { message, school, signers, policy: context.authority, receivedAt };
  const tx = await claimed.begin();
  const at = context.clock.now();
  const times = { at, sentAt: receivedAt };
  const outcome = await judge(ground, reports, tx, times, context);
  const growth = logEvents(tx.frontier, outcome.events, context.logKey, at);
  if (outcome.events.length > 0) {
    await tx.append(growth, claimed.number);
    await tx.saveVersions(outcome.versions);
    await tx.saveStates([...outcome.states.values()]);
  }
  const reply = await sealReply(message, claimed, outcome.items, at, context);
  const standing = message.records.filter((_, index) => outcome.items[index]?.status !== 'refused');
  await tx.answer(claimed.number, reply, at, { bytes: claimed.bytes, standing });
  const count = (status: ReplyItem['status']): number =>
    outcome.items.filter((item) => item.status === status).length;
  return {
    registered: count('registered'),
    already: count('already-registered'),
    refused: count('refused'),
  };
}

async function verifyAll(
  records: readonly SentRecord[],
  claimed: ClaimedMessage,
  { verifier, identity }: RegisterContext,
): Promise<readonly RecordReport[]> {
  const policy = { asOf: claimed.receivedAt, environment: identity.environment };
  const batches: (readonly SentRecord[])[] = [];
  for (let at = 0; at < records.length; at += batchSize) {
    batches.push(records.slice(at, at + batchSize));
  }
  let done = 0;
  // One message at a time: the claim has a single line to the store.
  let told: Promise<void> = Promise.resolve();
  const reports = await Promise.all(
    batches.map(async (batch) => {
      const files = batch.map(({ bytes }) => bytes);
      const verified = await verifier.verifyRecords(files, policy);
      done += batch.length;
      told = told.then(() => claimed.progress(done));
      await told;
      return verified;
    }),
  );
  return reports.flat();
}

interface Judged {
  readonly events: readonly RegistryEvent[];
  readonly versions: readonly SavedVersion[];
  readonly states: ReadonlyMap<RecordCode, RegisteredRecord>;
  readonly items: readonly ReplyItem[];
}

/** When the package is answered, and when it came: the latter decides whether it was in time. */
interface Times {
  readonly at: Instant;
  readonly sentAt: Instant;
}

/** What the register knew before the package, and what each of its records has changed since. */
interface Fold {
  readonly byCode: Map<RecordCode, RegisteredRecord>;
  readonly byLearner: Map<LearnerKey, RegisteredRecord>;
  readonly period: Period;
}

async function judge(
  ground: ItemGround,
  reports: readonly RecordReport[],
  tx: RegisterTransaction,
  times: Times,
  { describe }: RegisterContext,
): Promise<Judged> {
  const { message } = ground;
  const checked = message.records.map((sent, index) => {
    const report = reports[index];
    if (report === undefined) throw new Error('every record has a report');
    return { sent, facts: checkItem(sent, report, ground) };
  });
  const valid = checked.flatMap(({ facts }) => (facts.ok ? [facts.value] : []));
  const fold: Fold = {
    byCode: new Map(await tx.byCode(valid.map(({ code }) => code))),
    byLearner: new Map(
      await tx.byLearner(
        message.year,
        valid.map(({ learner }) => learner),
      ),
    ),
    period: await tx.period(message.year),
  };
  const events: RegistryEvent[] = [];
  const versions: SavedVersion[] = [];
  const states = new Map<RecordCode, RegisteredRecord>();
  const items = checked.map(({ sent, facts }): ReplyItem => {
    if (!facts.ok) return refusedItem(sent, facts.refusal, describe);
    const received = receive(fold, facts.value, times);
    if (!received.ok) return answerRefusal(sent, received.refusal, describe);
    let state = fold.byCode.get(facts.value.code);
    for (const event of received.value) {
      state = evolve(state, event, tx.frontier.size + events.length);
      events.push(event);
    }
    if (state?.state !== 'registered') throw new Error('a received record stands');
    fold.byCode.set(state.code, state);
    fold.byLearner.set(state.learner, state);
    states.set(state.code, state);
    versions.push({ record: state, bytes: sent.bytes });
    const { registeredAt, leafIndex } = state;
    return { ...nameOf(sent), status: 'registered', registeredAt, leafIndex, errors: [] };
  });
  return { events, versions, states, items };
}

const receive = (
  { byCode, byLearner, period }: Fold,
  record: VersionFacts,
  { at, sentAt }: Times,
): Result<readonly RegistryEvent[], ReceivingRefusal> & ReturnType<typeof receiveRecord> =>
  receiveRecord(
    { sameCode: byCode.get(record.code), sameLearner: byLearner.get(record.learner), period },
    record,
    at,
    sentAt,
  );

const nameOf = ({ code, version, sha256 }: SentRecord) => ({ code, version, sha256 });

function answerRefusal(
  sent: SentRecord,
  refusal: ReceivingRefusal,
  describe: RegisterContext['describe'],
): ReplyItem {
  if (refusal.code === 'record-already-registered') {
    const { registeredAt, leafIndex } = refusal;
    const status = 'already-registered';
    return { ...nameOf(sent), status, registeredAt, leafIndex, errors: [] };
  }
  const { code, ...rest } = refusal;
  const facts = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, `${value}`]));
  return refusedItem(sent, [{ code, facts }], describe);
}

/** At most a hundred errors are told; a record with more is wrong enough. */
function refusedItem(
  sent: SentRecord,
  faults: readonly Fault[],
  describe: RegisterContext['describe'],
): ReplyItem {
  const errors = faults
    .slice(0, 100)
    .map(({ code, facts }) => ({ code, text: oneLine(describe(code, facts)) }));
  return { ...nameOf(sent), status: 'refused', registeredAt: null, leafIndex: null, errors };
}

const oneLine = (text: string): string =>
  text.normalize('NFC').replace(/\s+/gu, ' ').trim().slice(0, 1900);
