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
 * Scans revokedCertificates (RFC 5280, 5.1.2.6). Each entry's shape is checked at once and its place remembered; what it
 * says is only read when somebody asks.
 */
export function readEntries(
  list: DerNode | undefined,
  crlIssuerKey: string,
): CrlEntries | undefined {
  const found = new Map<string, number>();
  const unknown = new Set<string>();
  if (list !== undefined && !scan(list, crlIssuerKey, found, unknown)) return undefined;
  return {
    entryCount: found.size,
    unknownCritical: [...unknown],
    find(serial, wantedIssuer) {
      const at = found.get(keyOf(serial, wantedIssuer, crlIssuerKey));
      const entry = at === undefined || list === undefined ? undefined : entryAt(list, at);
      if (entry === undefined) return undefined;
      // An impossible date still says «revoked»: then from the beginning of time.
      const revokedAt = timeOf(entry.time) ?? ('0001-01-01T00:00:00Z' as Instant);
      const more =
        entry.rest === undefined ? plain : (entryExtensionsOf(derOf(entry.rest)) ?? plain);
      return { revokedAt, reason: more.reason, invalidSince: more.invalidSince };
    },
  };
}

/** Fills `found` and `unknown`; false when an entry is malformed. Entry extensions repeat: each spelling is read once. */
function scan(
  list: DerNode,
  crlIssuerKey: string,
  found: Map<string, number>,
  unknown: Set<string>,
): boolean {
  const spellings = new Map<string, EntryExtensions | undefined>();
  const hex = hexOf(contentOf(list));
  const hexBetween = (from: number, to: number): string =>
    hex.slice(2 * (from - list.content), 2 * (to - list.content));
  let issuerKey = crlIssuerKey;
  for (let at = list.content; at < list.end; ) {
    let restFrom = usualRest(list.bytes, at, list.end);
    let end = at + 2 + (list.bytes[at + 1] ?? 0);
    let serialFrom = at + 4;
    let serialTo = serialFrom + (list.bytes[at + 3] ?? 0);
    if (restFrom === 0) {
      const read = entryAt(list, at);
      if (read === undefined) return false;
      ({ content: serialFrom, end: serialTo } = read.serial);
      restFrom = read.time.end;
      end = read.end;
    }
    if (restFrom < end) {
      const spelling = hexBetween(restFrom, end);
      const more = spellings.get(spelling) ?? entryExtensionsOf(list.bytes.slice(restFrom, end));
      if (more === undefined) return false;
      spellings.set(spelling, more);
      for (const oid of more.unknownCritical) unknown.add(oid);
      issuerKey = more.issuerKey ?? issuerKey;
    }
    found.set(keyOf(hexBetween(serialFrom, serialTo), issuerKey, crlIssuerKey), at);
    at = end;
  }
  return true;
}

/**
 * Where the extensions of an entry of the usual kind begin (short lengths, a serial, a UTCTime), or its end when it has
 * none; 0 for any other entry. Without building nodes, because lists of real authorities hold thousands of these.
 */
function usualRest(bytes: Uint8Array, at: number, limit: number): number {
  const length = bytes[at + 1] ?? 0x80;
  const end = at + 2 + length;
  if (bytes[at] !== tag.sequence || length >= 0x80 || end > limit) return 0;
  const serialLength = bytes[at + 3] ?? 0x80;
  const time = at + 4 + serialLength;
  if (bytes[at + 2] !== tag.integer || serialLength >= 0x80 || time + 15 > end) return 0;
  if (!isShortestInteger(bytes, at + 4, time)) return 0;
  return bytes[time] === tag.utcTime && bytes[time + 1] === 13 ? time + 15 : 0;
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

/** crlEntryExtensions (RFC 5280, 5.3) from its octets. */
function entryExtensionsOf(octets: Uint8Array): EntryExtensions | undefined {
  const raw = rawExtensionsOf(parseDer(octets));
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
