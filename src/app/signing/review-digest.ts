import type { Sha256Hex } from '../../domain/record/events.ts';
import { sha256Hex } from '../../format/log/sha256-hex.ts';
import { itemKey, type SigningItem } from './session.ts';

/**
 * The digest of a reviewed set: SHA-256 over one line per signature in the order of their keys, each with the record,
 * the slot, and the Id and digest of every part that it will cover. Two sets with one digest sign the same bytes.
 */
export const reviewDigest = (items: readonly SigningItem[]): Sha256Hex =>
  sha256Hex(Buffer.from(items.map(lineOf).toSorted().join('')));

const lineOf = (item: SigningItem): string =>
  `${itemKey(item)} ${item.parts.map(({ id, digest }) => `${id}=${digest}`).join(' ')}\n`;
