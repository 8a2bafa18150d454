import type { Instant } from '../../domain/time/instant.ts';
import type { Package, ReplyItem } from '../../format/package/message.ts';
import { prepareReply } from '../../format/package/package.ts';
import type { ClaimedMessage, RegisterContext } from './ports.ts';

/** The register's signed word on a package. */
export async function sealReply(
  message: Package,
  { number, receivedAt }: ClaimedMessage,
  items: readonly ReplyItem[],
  at: Instant,
  { identity, seal }: RegisterContext,
): Promise<Uint8Array> {
  const { environment, departmentCode, taxCode } = identity;
  const { id, school, year } = message;
  const head = { environment, message: number, id, departmentCode, taxCode, school, year };
  const { certificate, algorithm } = seal;
  const prepared = prepareReply(
    { ...head, receivedAt, answeredAt: at, items },
    { certificate, algorithm, signingTime: at },
  );
  return prepared.complete(await seal.sign(prepared.toBeSigned));
}
