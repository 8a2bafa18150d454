import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Package } from '../../format/package/message.ts';
import type { NewMessage, RegisterContext } from './ports.ts';
import {
  checkSender,
  type DoorRefusal,
  digestOfMessage,
  noteRefusal,
  sameMessage,
  xmlFaultOf,
} from './refuse-message.ts';

/** The register's first answer: the message is kept, and this is its number. */
export interface Acknowledgement {
  readonly message: number;
  /** True when the very same bytes were received before. */
  readonly repeated: boolean;
}

/**
 * Takes a package in: reads it, judges its seal, and stores its exact bytes before it answers. The records are judged
 * later, each on its own. The same bytes again get the same number.
 */
export async function receivePackage(
  bytes: Uint8Array,
  context: RegisterContext,
): Promise<Result<Acknowledgement, DoorRefusal>> {
  const sha256 = digestOfMessage(bytes);
  const now = context.clock.now();
  const read = await context.verifier.readPackage(bytes, now);
  if (!read.ok) {
    const faults = read.refusal.map(xmlFaultOf);
    return turnAway({ code: 'message-unreadable', faults }, sha256, null, context);
  }
  const { message, findings, signature } = read.value;
  const same = await sameMessage(message.id, sha256, context);
  if (same !== undefined) return ok({ message: same, repeated: true });
  const knocking = { kind: 'package' as const, head: message, findings, signature, sha256 };
  const sender = await checkSender(knocking, context);
  if (!sender.ok) return turnAway(sender.refusal, sha256, message.school, context);
  if (message.count !== message.records.length) {
    const facts = { declared: String(message.count), found: String(message.records.length) };
    const refusal = { code: 'count-differs' as const, faults: [{ code: 'count-differs', facts }] };
    return turnAway(refusal, sha256, message.school, context);
  }
  const number = await context.store.addPackage(newMessage(message, bytes, sha256, now));
  if (number !== undefined) return ok({ message: number, repeated: false });
  // Another process took the same id in the meantime: with the same bytes, or with others.
  const taken = await sameMessage(message.id, sha256, context);
  if (taken !== undefined) return ok({ message: taken, repeated: true });
  return turnAway({ code: 'package-id-reused', faults: [] }, sha256, message.school, context);
}

const newMessage = (
  { id, school, year, records }: Package,
  bytes: Uint8Array,
  sha256: string,
  receivedAt: NewMessage['receivedAt'],
): NewMessage => ({
  kind: 'package',
  id,
  school,
  year,
  sha256,
  bytes,
  total: records.length,
  receivedAt,
});

async function turnAway(
  refusal: DoorRefusal,
  sha256: string,
  school: string | null,
  context: RegisterContext,
): Promise<Result<never, DoorRefusal>> {
  await noteRefusal('package', refusal, { sha256, school }, context);
  return refuse(refusal);
}
