import { epochMsOf } from '../../domain/time/instant.ts';
import { contentOf, type DerNode, tag } from '../certificate/der.ts';
import { timeOf } from '../certificate/der-value.ts';

/**
 * GeneralizedTime that may have a fraction of a second (RFC 3161, 2.4.2), in milliseconds since the epoch, a finer
 * fraction rounded up: a time that is proven may come out later, never earlier.
 */
export function epochMsOfTime(node: DerNode): number | undefined {
  if (node.tag !== tag.generalizedTime) return undefined;
  const text = Buffer.from(contentOf(node)).toString('latin1');
  const [, whole, fraction] = /^(\d{14})(?:\.(\d{0,8}[1-9]))?Z$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const bytes = Buffer.from(`${whole}Z`, 'latin1');
  const seconds = timeOf({ ...node, bytes, start: 0, content: 0, end: bytes.length });
  if (seconds === undefined) return undefined;
  return epochMsOf(seconds) + Math.ceil(Number(`0.${fraction ?? '0'}`) * 1000);
}
