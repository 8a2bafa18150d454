import { takeStatement } from '../../domain/registry/enrolment.ts';
import type { StatementRefusal } from '../../domain/registry/refusal.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { readEnrolment } from '../../format/package/package.ts';
import { judgeSeal } from '../../format/package/sealed-message.ts';
import type { RegisterContext } from './ports.ts';
import type { Acknowledgement } from './receive-package.ts';
import {
  checkSender,
  type DoorRefusal,
  digestOfMessage,
  noteRefusal,
  sameMessage,
  xmlFaultOf,
} from './refuse-message.ts';

export type StatementFailure =
  | { readonly kind: 'door'; readonly refusal: DoorRefusal }
  | { readonly kind: 'rule'; readonly refusal: StatementRefusal };

/** Takes a school's sealed statement of who is enrolled and who sends no record; the latest one counts at the lock. */
export async function stateEnrolment(
  bytes: Uint8Array,
  context: RegisterContext,
): Promise<Result<Acknowledgement, StatementFailure>> {
  const sha256 = digestOfMessage(bytes);
  const read = readEnrolment(bytes);
  if (!read.ok) {
    const refusal = { code: 'message-unreadable', faults: read.refusal.map(xmlFaultOf) } as const;
    return atDoor(refusal, sha256, null, context);
  }
  const { message: statement } = read.value;
  const before = await sameMessage(statement.id, sha256, context);
  if (before !== undefined) return ok({ message: before, repeated: true });
  const sealer = { name: statement.school, taxCode: statement.taxCode };
  const now = context.clock.now();
  const judged = judgeSeal(read.value, sealer, context.trust, now);
  const knocking = { kind: 'enrolment' as const, head: statement, ...judged, sha256 };
  const sender = await checkSender(knocking, context);
  if (!sender.ok) return atDoor(sender.refusal, sha256, statement.school, context);
  const { id, school, year, classes } = statement;
  const done = await context.store.change(async (tx) => {
    const taken = takeStatement({ school, year, classes }, await tx.period(year));
    if (!taken.ok) return refuse({ kind: 'rule' as const, refusal: taken.refusal });
    const kept = { kind: 'enrolment' as const, id, school, year, sha256, bytes };
    const number = await tx.addMessage({ ...kept, total: classes.length, receivedAt: now });
    if (number === undefined) return undefined;
    await tx.saveStatement(taken.value, number);
    return ok({ message: number, repeated: false });
  });
  if (done !== undefined) return done;
  const taken = await sameMessage(id, sha256, context);
  if (taken !== undefined) return ok({ message: taken, repeated: true });
  return atDoor({ code: 'package-id-reused', faults: [] }, sha256, school, context);
}

async function atDoor(
  refusal: DoorRefusal,
  sha256: string,
  school: string | null,
  context: RegisterContext,
): Promise<Result<never, StatementFailure>> {
  await noteRefusal('enrolment', refusal, { sha256, school }, context);
  return refuse({ kind: 'door', refusal });
}
