import type { Certificate } from './certificate.ts';
import type { RevocationList } from './crl.ts';
import type { DistributionPoint, PointName } from './distribution-point.ts';
import { type GeneralName, generalNameKey } from './general-name.ts';
import type { DistinguishedName } from './name.ts';

/** For which reasons a list answers about a certificate; null for all. */
export interface CrlScope {
  readonly reasons: ReadonlySet<number> | null;
}

/**
 * Whether the list covers the certificate (RFC 5280, 6.3.3 b, d): by a distribution point that the certificate names, or
 * as a list of the certificate's own issuer. Undefined when it does not.
 */
export function scopeOf(crl: RevocationList, certificate: Certificate): CrlScope | undefined {
  if (!coversKind(crl, certificate)) return undefined;
  const own: DistributionPoint = {
    name: { kind: 'full', names: [{ kind: 'directory', name: certificate.issuer }] },
    reasons: null,
    crlIssuer: null,
  };
  const points = [...(certificate.extensions.crlPoints ?? []), own].filter((point) =>
    matches(crl, point, certificate.issuer),
  );
  if (points.length === 0) return undefined;
  const only = crl.issuingPoint?.onlyReasons ?? null;
  if (points.some(({ reasons }) => reasons === null)) return { reasons: only };
  const named = points.flatMap(({ reasons }) => [...(reasons ?? [])]);
  return { reasons: new Set(named.filter((reason) => only === null || only.has(reason))) };
}

/** User certificates only, authorities only, attribute certificates only (RFC 5280, 6.3.3 b 2 ii to iv). */
function coversKind({ issuingPoint }: RevocationList, { extensions }: Certificate): boolean {
  if (issuingPoint === null) return true;
  if (issuingPoint.onlyAttributes) return false;
  return extensions.isAuthority
    ? !issuingPoint.onlyUserCertificates
    : !issuingPoint.onlyAuthorities;
}

function matches(
  crl: RevocationList,
  { name, crlIssuer }: DistributionPoint,
  issuer: DistinguishedName,
): boolean {
  const isOther = crlIssuer !== null;
  const issuers = directoriesOf(crlIssuer ?? []);
  const publisher = isOther ? issuers.find(({ key }) => key === crl.issuer.key) : issuer;
  if (publisher?.key !== crl.issuer.key) return false;
  if (isOther && crl.issuingPoint?.indirect !== true) return false;
  const published = crl.issuingPoint?.name ?? null;
  if (published === null) return true;
  const wanted = name === null ? (crlIssuer ?? []).map(generalNameKey) : keysOf(name, publisher);
  return keysOf(published, crl.issuer).some((key) => wanted.includes(key));
}

const directoriesOf = (names: readonly GeneralName[]): readonly DistinguishedName[] =>
  names.flatMap((each) => (each.kind === 'directory' ? [each.name] : []));

/** Full names as they are; a relative name below the CRL issuer's. */
function keysOf(name: PointName, publisher: DistinguishedName): readonly string[] {
  if (name.kind === 'full') return name.names.map(generalNameKey);
  return [`directory ${JSON.stringify([...publisher.relativeKeys, name.key])}`];
}
