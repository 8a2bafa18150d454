import { hash } from 'node:crypto';
import type { Reply } from '../../../format/package/message.ts';
import { readReply } from '../../../format/package/package.ts';
import { checkSeal } from '../../../format/package/sealed-message.ts';
import type { SignerTrust } from '../../../format/signature/signer-trust.ts';
import type { RegisterIdentity, Verifier } from '../ports.ts';
import type { Difference } from './difference.ts';
import type { Fold } from './fold-events.ts';
import type { FsckSource, MessageRow } from './fsck-source.ts';

const page = 16;

export interface MessageCheck {
  readonly verifier: Verifier;
  readonly trust: SignerTrust;
  readonly identity: RegisterIdentity;
  readonly quick: boolean;
}

/** What schools sent and what the register answered: unchanged, sealed, and in agreement with the events. */
export async function checkMessages(
  source: FsckSource,
  fold: Fold,
  check: MessageCheck,
): Promise<{ readonly messages: number; readonly differences: readonly Difference[] }> {
  const differences: Difference[] = [];
  let messages = 0;
  for (let after = 0; ; ) {
    const rows = await source.messages(after, page);
    for (const row of rows) {
      differences.push(...(await checkSent(row, check)), ...checkReply(row, fold, check));
    }
    messages += rows.length;
    const last = rows.at(-1);
    if (last === undefined) return { messages, differences };
    after = last.number;
  }
}

async function checkSent(
  { number, kind, sha256, receivedAt, bytes }: MessageRow,
  { verifier, quick }: MessageCheck,
): Promise<readonly Difference[]> {
  if (bytes === undefined || hash('sha256', bytes, 'hex') !== sha256) {
    return [{ code: 'message-digest-differs', message: number }];
  }
  if (quick || kind !== 'package') return [];
  const read = await verifier.readPackage(bytes, receivedAt);
  const wrong = read.ok ? read.value.findings.map(({ code }) => code) : ['message-unreadable'];
  if (wrong.length === 0) return [];
  return [{ code: 'message-invalid', message: number, detail: wrong.join(' ') }];
}

function checkReply(row: MessageRow, fold: Fold, check: MessageCheck): readonly Difference[] {
  const { number: message, reply, answered } = row;
  if (reply === null) return answered ? [{ code: 'reply-missing', message }] : [];
  const { bytes } = reply;
  if (bytes === undefined || hash('sha256', bytes, 'hex') !== reply.sha256) {
    return [{ code: 'reply-digest-differs', message }];
  }
  const read = readReply(bytes);
  if (!read.ok) return [{ code: 'reply-invalid', message, detail: 'message-unreadable' }];
  const differences: Difference[] = [];
  if (!check.quick) {
    const { departmentName: name, taxCode } = check.identity;
    const { answeredAt } = read.value.message;
    const wrong = checkSeal(read.value, { name, taxCode }, check.trust, answeredAt);
    const detail = wrong.map(({ code }) => code).join(' ');
    if (wrong.length > 0) differences.push({ code: 'reply-invalid', message, detail });
  }
  if (!agrees(read.value.message, row, fold)) differences.push({ code: 'reply-differs', message });
  return differences;
}

/** What the reply says was registered is what the message's events registered. */
function agrees({ message, items }: Reply, row: MessageRow, fold: Fold): boolean {
  if (message !== row.number) return false;
  const said = items.filter(({ status }) => status === 'registered');
  const caused = (fold.byMessage.get(row.number) ?? []).filter((index) =>
    fold.registered.has(index),
  );
  return (
    said.length === caused.length &&
    items.every(({ status, leafIndex, code, version, sha256 }) => {
      if (status === 'refused') return true;
      const event = leafIndex === null ? undefined : fold.registered.get(leafIndex);
      return event?.code === code && event.version === version && event.sha256 === sha256;
    })
  );
}
