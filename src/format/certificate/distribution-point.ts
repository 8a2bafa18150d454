import {
  type DerNode,
  elementsOf,
  explicitTag,
  fieldsOf,
  implicitTag,
  innerOf,
  optional,
} from './der.ts';
import { booleanOf, namedBitsOf } from './der-value.ts';
import { allOf, type GeneralName, generalNamesOf } from './general-name.ts';
import { relativeNameOf } from './name.ts';

/** Where a CRL is published: full names, or one name relative to the CRL's issuer (its key, see name.ts). */
export type PointName =
  | { readonly kind: 'full'; readonly names: readonly GeneralName[] }
  | { readonly kind: 'relative'; readonly key: string };

/** DistributionPoint (RFC 5280, 4.2.1.13). `reasons` null: all of them. */
export interface DistributionPoint {
  readonly name: PointName | null;
  readonly reasons: ReadonlySet<number> | null;
  readonly crlIssuer: readonly GeneralName[] | null;
}

/** IssuingDistributionPoint of a CRL (RFC 5280, 5.2.5): what the CRL covers. */
export interface IssuingPoint {
  readonly name: PointName | null;
  readonly onlyUserCertificates: boolean;
  readonly onlyAuthorities: boolean;
  readonly onlyAttributes: boolean;
  readonly onlyReasons: ReadonlySet<number> | null;
  readonly indirect: boolean;
}

function pointNameOf(node: DerNode): PointName | undefined {
  const inner = innerOf(node);
  if (inner === undefined) return undefined;
  if (inner.tag === explicitTag(0)) {
    const names = generalNamesOf(inner, explicitTag(0));
    return names === undefined ? undefined : { kind: 'full', names };
  }
  const relative = relativeNameOf(inner, explicitTag(1));
  return relative === undefined ? undefined : { kind: 'relative', key: relative.key };
}

function distributionPointOf(node: DerNode): DistributionPoint | undefined {
  const fields = fieldsOf(node, [
    optional(explicitTag(0)),
    optional(implicitTag(1)),
    optional(explicitTag(2)),
  ]);
  if (fields === undefined) return undefined;
  const [nameNode, reasonsNode, issuerNode] = fields;
  const name = nameNode === undefined ? null : pointNameOf(nameNode);
  const reasons = reasonsNode === undefined ? null : namedBitsOf(reasonsNode);
  const crlIssuer = issuerNode === undefined ? null : generalNamesOf(issuerNode, explicitTag(2));
  if (name === undefined || reasons === undefined || crlIssuer === undefined) return undefined;
  return name === null && crlIssuer === null ? undefined : { name, reasons, crlIssuer };
}

export const distributionPointsOf = (
  node: DerNode | undefined,
): readonly DistributionPoint[] | undefined => allOf(elementsOf(node, 0x30), distributionPointOf);

export function issuingPointOf(node: DerNode | undefined): IssuingPoint | undefined {
  const fields = fieldsOf(node, [
    optional(explicitTag(0)),
    optional(implicitTag(1)),
    optional(implicitTag(2)),
    optional(implicitTag(3)),
    optional(implicitTag(4)),
    optional(implicitTag(5)),
  ]);
  if (fields === undefined) return undefined;
  const [nameNode, user, authority, reasonsNode, indirect, attributes] = fields;
  const name = nameNode === undefined ? null : pointNameOf(nameNode);
  const onlyReasons = reasonsNode === undefined ? null : namedBitsOf(reasonsNode);
  const flags = [user, authority, indirect, attributes].map(flagOf);
  if (name === undefined || onlyReasons === undefined || flags.includes(undefined)) {
    return undefined;
  }
  return {
    name,
    onlyReasons,
    onlyUserCertificates: flags[0] === true,
    onlyAuthorities: flags[1] === true,
    indirect: flags[2] === true,
    onlyAttributes: flags[3] === true,
  };
}

/** An implicitly tagged BOOLEAN DEFAULT FALSE. */
function flagOf(node: DerNode | undefined): boolean | undefined {
  return node === undefined ? false : booleanOf({ ...node, tag: 0x01 });
}
