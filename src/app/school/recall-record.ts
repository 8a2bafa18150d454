import type { PersonalId } from '../../domain/person/identity.ts';
import type { RecordCode } from '../../domain/record/content.ts';
import type { RecordRefusal } from '../../domain/record/refusal.ts';
import { type Period, recallRecord as ruleOfRecall } from '../../domain/record/register.ts';
import type { RecallReason } from '../../domain/registry/event.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { prepareRecall } from '../../format/package/package.ts';
import type { SignerTrust } from '../../format/signature/signer-trust.ts';
import { currentRecords } from './current-records.ts';
import type { SigningFailure } from './make-signature.ts';
import type { PackageRequest } from './package-class.ts';
import type {
  ClassKey,
  Clock,
  PackageIdSource,
  RecordChange,
  RegisterLine,
  RegisterRefusal,
  SchoolStore,
  SignerKeys,
  StoredRecord,
} from './ports.ts';
import { sealMessage } from './seal-message.ts';

export type RecallRefusal =
  | RecordRefusal
  | SigningFailure
  | { readonly code: 'record-unknown' }
  | { readonly code: 'recall-refused'; readonly refusal: RegisterRefusal };

export interface RecallRequest extends PackageRequest {
  readonly code: RecordCode;
  readonly reason: RecallReason;
  readonly note: string | null;
  readonly by: PersonalId;
  readonly period: Period;
}

/**
 * Thu hồi: the rule is asked first, then the register, and only what the register took is kept as an event. What was
 * never registered is recalled without asking it.
 */
export async function recallRecord(
  key: ClassKey,
  request: RecallRequest,
  context: {
    readonly store: SchoolStore;
    readonly register: RegisterLine;
    readonly ids: PackageIdSource;
    readonly keys: SignerKeys;
    readonly trust: SignerTrust;
    readonly clock: Clock;
  },
): Promise<Result<Instant, RecallRefusal>> {
  const at = context.clock.now();
  const { code, reason, by, period } = request;
  const find = (records: readonly StoredRecord[]): StoredRecord | undefined =>
    currentRecords(records).find((record) => record.code === code);
  const record = find(await context.store.records(key));
  if (record === undefined) return refuse({ code: 'record-unknown' });
  const words = request.note === null ? reason : `${reason}: ${request.note}`;
  const command = { reason: words, by, at };
  const allowed = ruleOfRecall(record.state, command, period);
  if (!allowed.ok) return allowed;
  if (record.state.state === 'registered') {
    const asked = await askRegister(key, request, { ...context, at, version: record.version });
    if (!asked.ok) return asked;
  }
  const saved = await context.store.changeClass<RecallRefusal>(key, {}, (records) => {
    const now = find(records);
    if (now === undefined) return refuse({ code: 'record-unknown' });
    const event = ruleOfRecall(now.state, command, period);
    if (!event.ok) return event;
    return ok([{ code, version: now.version, events: [event.value] } satisfies RecordChange]);
  });
  return saved.ok ? ok(at) : saved;
}

async function askRegister(
  { school }: ClassKey,
  { sender, environment, code, reason, note }: RecallRequest,
  context: {
    readonly register: RegisterLine;
    readonly ids: PackageIdSource;
    readonly keys: SignerKeys;
    readonly trust: SignerTrust;
    readonly at: Instant;
    readonly version: number;
  },
): Promise<Result<number, RecallRefusal>> {
  const { at, version } = context;
  const id = context.ids.newPackageId();
  const head = { environment, id, school, taxCode: sender.taxCode, createdAt: at };
  const body = { ...head, code, version, reason, note };
  const sealed = await sealMessage(sender, at, (seal) => prepareRecall(body, seal), context);
  if (!sealed.ok) return sealed;
  const answer = await context.register.recall(sealed.value);
  return answer.ok ? answer : refuse({ code: 'recall-refused', refusal: answer.refusal });
}
