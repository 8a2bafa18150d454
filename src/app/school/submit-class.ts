import type { RecordRefusal } from '../../domain/record/refusal.ts';
import { submitRecord } from '../../domain/record/register.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { currentRecords } from './current-records.ts';
import type {
  ClassKey,
  Clock,
  PackageStore,
  RecordChange,
  RegisterLine,
  RegisterRefusal,
  StoredPackage,
} from './ports.ts';

export type SubmissionRefusal =
  | RecordRefusal
  | { readonly code: 'package-refused'; readonly refusal: RegisterRefusal };

/**
 * Gửi every package of a class that the register has not taken yet. After a broken line the same bytes are sent again
 * and get the same number. Answers the numbers taken now.
 */
export async function submitClass(
  key: ClassKey,
  context: {
    readonly packages: PackageStore;
    readonly register: RegisterLine;
    readonly clock: Clock;
  },
): Promise<Result<readonly number[], SubmissionRefusal>> {
  const messages: number[] = [];
  for (const sealed of await context.packages.packages(key)) {
    if (sealed.message !== null) continue;
    const sent = await submitPackage(key, sealed, context);
    if (!sent.ok) return sent;
    messages.push(sent.value);
  }
  return ok(messages);
}

async function submitPackage(
  key: ClassKey,
  sealed: StoredPackage,
  {
    packages,
    register,
    clock,
  }: { readonly packages: PackageStore; readonly register: RegisterLine; readonly clock: Clock },
): Promise<Result<number, SubmissionRefusal>> {
  const answer = await register.submit(await packages.bytes(sealed.id));
  if (!answer.ok) return refuse({ code: 'package-refused', refusal: answer.refusal });
  const message = answer.value;
  const at = clock.now();
  const held = new Set(sealed.records.map(({ code, version }) => `${code}/${version}`));
  const saved = await packages.saveMessage<RecordRefusal>(
    key,
    { id: sealed.id, message, at },
    (records) => {
      const changes: RecordChange[] = [];
      for (const { code, version, state } of currentRecords(records)) {
        if (!held.has(`${code}/${version}`)) continue;
        const event = submitRecord(state, { packageId: sealed.id, message, at });
        if (!event.ok) return event;
        changes.push({ code, version, events: [event.value] });
      }
      return ok(changes);
    },
  );
  return saved.ok ? ok(message) : saved;
}
