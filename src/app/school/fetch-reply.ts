import type { RecordRefused, RecordRegistered } from '../../domain/record/events.ts';
import type { RecordRefusal } from '../../domain/record/refusal.ts';
import { replaceRecord, takeReply } from '../../domain/record/register.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Reply, ReplyItem } from '../../format/package/message.ts';
import { readReply } from '../../format/package/package.ts';
import { checkSeal } from '../../format/package/sealed-message.ts';
import type { SignerTrust } from '../../format/signature/signer-trust.ts';
import type {
  ClassKey,
  Clock,
  PackageStore,
  RecordChange,
  RegisterLine,
  StoredPackage,
  StoredRecord,
} from './ports.ts';
import type { Sender } from './seal-message.ts';

export type ReplyRefusal =
  | RecordRefusal
  | { readonly code: 'reply-unreadable'; readonly fault: string }
  | { readonly code: 'reply-not-trusted'; readonly finding: string }
  | { readonly code: 'reply-to-another-package'; readonly message: number };

/** What became of a class's packages. */
export interface ReplyCount {
  readonly registered: number;
  readonly refused: number;
  /** Packages that the register still works on. */
  readonly waiting: number;
}

export interface ReplyContext {
  readonly packages: PackageStore;
  readonly register: RegisterLine;
  readonly trust: SignerTrust;
  readonly clock: Clock;
  /** The register, as its certificate names it. */
  readonly registerSeal: Sender;
}

/**
 * Nhận trả lời: fetches the register's signed replies to a class's packages, checks the register's seal, and keeps what
 * they say in the records' lives.
 */
export async function fetchReply(
  key: ClassKey,
  context: ReplyContext,
): Promise<Result<ReplyCount, ReplyRefusal>> {
  const count = { registered: 0, refused: 0, waiting: 0 };
  for (const sealed of await context.packages.packages(key)) {
    if (sealed.message === null || sealed.answered) continue;
    const bytes = await context.register.reply({ id: sealed.id, message: sealed.message });
    if (bytes === undefined) {
      count.waiting += 1;
      continue;
    }
    const at = context.clock.now();
    const reply = openReply(bytes, sealed, at, context);
    if (!reply.ok) return reply;
    const answer = { id: sealed.id, bytes, at };
    const saved = await context.packages.saveReply<RecordRefusal>(key, answer, (records) =>
      changesOf(reply.value, records, at),
    );
    if (!saved.ok) return saved;
    for (const { status } of reply.value.items) {
      if (status === 'refused') count.refused += 1;
      else count.registered += 1;
    }
  }
  return ok(count);
}

/** The reply, if it is the register's own word on this very package. */
function openReply(
  bytes: Uint8Array,
  sealed: StoredPackage,
  at: Instant,
  { trust, registerSeal }: ReplyContext,
): Result<Reply, ReplyRefusal> {
  const read = readReply(bytes);
  if (!read.ok) return refuse({ code: 'reply-unreadable', fault: read.refusal[0]?.code ?? '' });
  const { message: reply } = read.value;
  const findings = checkSeal(read.value, registerSeal, trust, at);
  const wrong = findings.find(({ outcome }) => outcome !== 'passed');
  if (wrong !== undefined) return refuse({ code: 'reply-not-trusted', finding: wrong.code });
  if (reply.id !== sealed.id || reply.message !== sealed.message) {
    return refuse({ code: 'reply-to-another-package', message: reply.message });
  }
  return ok(reply);
}

function changesOf(
  { message, items }: Reply,
  records: readonly StoredRecord[],
  at: Instant,
): Result<readonly RecordChange[], RecordRefusal> {
  const changes: RecordChange[] = [];
  for (const item of items) {
    const { code, version } = item;
    const record = records.find((one) => one.code === code && one.version === version);
    if (record === undefined || record.state.state === 'registered') continue;
    const event = takeReply(record.state, eventOf(item, message, at));
    if (!event.ok) return event;
    changes.push({ code, version, events: [event.value] });
    const before = records.find((one) => one.code === code && one.version === version - 1);
    if (item.status === 'refused' || before?.state.state !== 'registered') continue;
    const replaced = replaceRecord(before.state, { byVersion: version, at }, { lockedAt: null });
    if (!replaced.ok) return replaced;
    changes.push({ code, version: version - 1, events: [replaced.value] });
  }
  return ok(changes);
}

function eventOf(
  { status, registeredAt, errors }: ReplyItem,
  message: number,
  at: Instant,
): RecordRegistered | RecordRefused {
  if (status === 'refused' || registeredAt === null) {
    return { type: 'RecordRefused', message, codes: errors.map(({ code }) => code), at };
  }
  return { type: 'RecordRegistered', message, receivedAt: registeredAt, at };
}
