import type { Certificate } from '../certificate/certificate.ts';
import {
  anyTag,
  type DerNode,
  elementsOf,
  explicitTag,
  fieldsOf,
  innerOf,
  parseDer,
  required,
  tag,
} from '../certificate/der.ts';
import { bitOctetsOf, oidOf } from '../certificate/der-value.ts';
import { type RawExtension, rawExtensionsOf } from '../certificate/extension.ts';
import { generalNameOf } from '../certificate/general-name.ts';
import { extension } from '../certificate/oid.ts';
import { ocsp } from './oid.ts';

/** The fields of TBSCertificate from serialNumber on, without the version (RFC 5280, 4.1). */
function fieldsOfBody({ signed }: Certificate): readonly DerNode[] {
  const fields = elementsOf(parseDer(signed), tag.sequence) ?? [];
  return fields[0]?.tag === explicitTag(0) ? fields.slice(1) : fields;
}

/** The octets of subjectPublicKey exactly as certified: what keyHash goes over (RFC 6960, 4.1.1). */
export function publicKeyOctetsOf(certificate: Certificate): Uint8Array {
  const spki = elementsOf(fieldsOfBody(certificate)[5], tag.sequence);
  const octets = spki?.[1] && bitOctetsOf(spki[1]);
  if (octets === undefined) throw new Error('a certificate without a key was read');
  return octets;
}

function extensionIn(certificate: Certificate, oid: string): RawExtension | undefined {
  const wrapped = fieldsOfBody(certificate).find((each) => each.tag === explicitTag(3));
  return wrapped && rawExtensionsOf(innerOf(wrapped))?.find((each) => each.oid === oid);
}

/** Whether the authority says that this responder need not be looked up (RFC 6960, 4.2.2.2.1). */
export const isWithoutCheck = (certificate: Certificate): boolean =>
  extensionIn(certificate, ocsp.noCheck) !== undefined;

/** The addresses of the responders that a certificate names (AuthorityInfoAccess), http and https only. */
export function responderUrlsOf(certificate: Certificate): readonly string[] {
  const raw = extensionIn(certificate, extension.authorityInfoAccess);
  const accesses = (raw && elementsOf(parseDer(raw.value), tag.sequence)) ?? [];
  return accesses.flatMap((access) => {
    const fields = fieldsOf(access, [required(tag.oid), required(anyTag)]);
    if (fields === undefined || oidOf(fields[0]) !== ocsp.access) return [];
    const name = generalNameOf(fields[1]);
    return name?.kind === 'uri' && /^https?:\/\//i.test(name.text) ? [name.text] : [];
  });
}
