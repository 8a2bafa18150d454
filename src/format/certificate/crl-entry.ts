import type { Instant } from '../../domain/time/instant.ts';
import { contentOf, type DerNode, derOf, hexOf, parseDer, readDer, tag } from './der.ts';
import { isShortestInteger, smallIntegerOf, timeOf } from './der-value.ts';
import { rawExtensionsOf, repeatedOid } from './extension.ts';
import { generalNamesOf } from './general-name.ts';
import { extension } from './oid.ts';

/** Lý do thu hồi (RFC 5280, 5.3.1), by the number of its code; 7 is not used. */
export const revocationReasons = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  '',
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
] as const;
export type RevocationReason = Exclude<(typeof revocationReasons)[number], ''>;

/** Thu hồi chứng thư số: one entry of a list. */
export interface Revocation {
  readonly revokedAt: Instant;
  readonly reason: RevocationReason;
  /** Since when the key is known or suspected to be in other hands, when the list says it. */
  readonly invalidSince: Instant | null;
}

export interface CrlEntries {
  readonly entryCount: number;
  /** The entry for a certificate, by its serial (hexadecimal octets) and the key of its issuer's name. */
  find(serial: string, issuerKey: string): Revocation | undefined;
  readonly unknownCritical: readonly string[];
}

interface EntryExtensions {
  readonly reason: RevocationReason;
  readonly invalidSince: Instant | null;
  /** Key of the name in certificateIssuer: this entry and those after it are about another issuer's certificates. */
  readonly issuerKey: string | null;
  readonly unknownCritical: readonly string[];
}

const plain: EntryExtensions = {
  reason: 'unspecified',
  invalidSince: null,
  issuerKey: null,
  unknownCritical: [],
};

/**
 * Scans revokedCertificates (RFC 5280, 5.1.2.6). Each entry's shape is checked at once; its time is only read when
 * somebody asks.
 */
export function readEntries(
  list: DerNode | undefined,
  crlIssuerKey: string,
): CrlEntries | undefined {
  const found = new Map<string, { readonly time: DerNode; readonly more: EntryExtensions }>();
  const unknown = new Set<string>();
  if (list !== undefined && !scan(list, crlIssuerKey, found, unknown)) return undefined;
  return {
    entryCount: found.size,
    unknownCritical: [...unknown],
    find(serial, wantedIssuer) {
      const entry = found.get(keyOf(serial, wantedIssuer, crlIssuerKey));
      if (entry === undefined) return undefined;
      // An impossible date still says «revoked»: then from the beginning of time.
      const revokedAt = timeOf(entry.time) ?? ('0001-01-01T00:00:00Z' as Instant);
      return { revokedAt, reason: entry.more.reason, invalidSince: entry.more.invalidSince };
    },
  };
}

/** Fills `found` and `unknown`; false when an entry is malformed. Entry extensions repeat: each spelling is read once. */
function scan(
  list: DerNode,
  crlIssuerKey: string,
  found: Map<string, { readonly time: DerNode; readonly more: EntryExtensions }>,
  unknown: Set<string>,
): boolean {
  const spellings = new Map<string, EntryExtensions | undefined>();
  const hex = hexOf(contentOf(list));
  const hexBetween = (from: number, to: number): string =>
    hex.slice(2 * (from - list.content), 2 * (to - list.content));
  let issuerKey = crlIssuerKey;
  for (let at = list.content; at < list.end; ) {
    const read = entryAt(list, at);
    if (read === undefined) return false;
    const { serial, time, rest, end } = read;
    let more = plain;
    if (rest !== undefined) {
      const spelling = hexBetween(rest.start, rest.end);
      const known = spellings.get(spelling) ?? entryExtensionsOf(rest);
      if (known === undefined) return false;
      more = known;
      spellings.set(spelling, more);
      for (const oid of more.unknownCritical) unknown.add(oid);
      issuerKey = more.issuerKey ?? issuerKey;
    }
    const key = keyOf(hexBetween(serial.content, serial.end), issuerKey, crlIssuerKey);
    found.set(key, { time, more });
    at = end;
  }
  return true;
}

interface EntryNodes {
  readonly serial: DerNode;
  readonly time: DerNode;
  readonly rest: DerNode | undefined;
  readonly end: number;
}

function entryAt({ bytes, end: limit }: DerNode, at: number): EntryNodes | undefined {
  const entry = readDer(bytes, at, limit);
  if (entry?.tag !== tag.sequence) return undefined;
  const serial = readDer(bytes, entry.content, entry.end);
  const time = serial && readDer(bytes, serial.end, entry.end);
  if (serial === undefined || time === undefined || !isEntry(serial, time)) return undefined;
  const { end } = entry;
  if (time.end === end) return { serial, time, rest: undefined, end };
  const rest = readDer(bytes, time.end, end);
  return rest?.end === end ? { serial, time, rest, end } : undefined;
}

const keyOf = (serial: string, issuerKey: string, crlIssuerKey: string): string =>
  issuerKey === crlIssuerKey ? serial : `${serial} ${issuerKey}`;

const isEntry = (serial: DerNode, time: DerNode): boolean =>
  serial.tag === tag.integer &&
  isShortestInteger(serial.bytes, serial.content, serial.end) &&
  ((time.tag === tag.utcTime && time.end - time.content === 13) ||
    (time.tag === tag.generalizedTime && time.end - time.content === 15));

function entryExtensionsOf(node: DerNode): EntryExtensions | undefined {
  // A copy, so that what is kept does not hold on to more than it needs.
  const raw = rawExtensionsOf(parseDer(Uint8Array.from(derOf(node))));
  if (raw === undefined || repeatedOid(raw) !== undefined) return undefined;
  let value = plain;
  for (const { oid, critical, value: octets } of raw) {
    const inner = parseDer(octets);
    if (inner === undefined) return undefined;
    const part = entryPart(oid, inner, critical);
    if (part === undefined) return undefined;
    value = {
      ...value,
      ...part,
      unknownCritical: [...value.unknownCritical, ...(part.unknownCritical ?? [])],
    };
  }
  return value;
}

function entryPart(
  oid: string,
  node: DerNode,
  critical: boolean,
): Partial<EntryExtensions> | undefined {
  if (oid === extension.reasonCode) {
    const code = node.tag === tag.enumerated ? smallIntegerOf(node) : undefined;
    const reason = code === undefined ? undefined : revocationReasons[code];
    return reason === undefined || reason === '' ? undefined : { reason };
  }
  if (oid === extension.invalidityDate) {
    const invalidSince = timeOf(node);
    return invalidSince && { invalidSince };
  }
  if (oid === extension.certificateIssuer) {
    const directory = generalNamesOf(node)?.find((name) => name.kind === 'directory');
    return directory?.kind === 'directory' ? { issuerKey: directory.name.key } : undefined;
  }
  return critical ? { unknownCritical: [oid] } : {};
}
