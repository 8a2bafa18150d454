import { type PersonalId, parsePersonalId } from '../../domain/person/identity.ts';
import type { Certificate } from './certificate.ts';
import { valuesOf } from './name.ts';
import { attribute } from './oid.ts';

/** Chủ thể chứng thư số: whom a Vietnamese certificate names, by the UID of its subject. */
export type CertificateHolder =
  | { readonly kind: 'person'; readonly personalId: PersonalId }
  | { readonly kind: 'organization'; readonly taxCode: string };

/** UID values of the subject, as written: «CCCD:…», «MST:…». */
export const holderIds = (certificate: Certificate): readonly string[] =>
  valuesOf(certificate.subject, attribute.uid);

/** The holder; undefined when no UID names one, or when several name different ones. */
export function holderOf(certificate: Certificate): CertificateHolder | undefined {
  const ids = new Set(holderIds(certificate).filter((id) => /^(CCCD|MST):/.test(id)));
  const [id = ''] = ids;
  if (ids.size !== 1) return undefined;
  const value = id.slice(id.indexOf(':') + 1);
  if (id.startsWith('MST:')) {
    const isTaxCode = /^\d{10}(-\d{3})?$/.test(value);
    return isTaxCode ? { kind: 'organization', taxCode: value } : undefined;
  }
  const personalId = parsePersonalId(value);
  return personalId === undefined ? undefined : { kind: 'person', personalId };
}
