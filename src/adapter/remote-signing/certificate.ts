import { createHash } from 'node:crypto';
import type { ServiceCertificate, ServiceRefusal } from '../../app/signing/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { epochMsOf } from '../../domain/time/instant.ts';
import { isStrongKey, type KeyKind } from '../../format/certificate/algorithm.ts';
import { type Certificate, parseCertificate } from '../../format/certificate/certificate.ts';
import { holderIds } from '../../format/certificate/holder.ts';
import { signingCertificateOf } from '../../format/certificate/signer-trust.ts';
import type { SignatureAlgorithm } from '../../format/xml/signature-schema.ts';

/** What a provider says about one certificate. */
export interface OfferedCertificate {
  /** How `sign` finds the key again. */
  readonly id: string;
  readonly place: string;
  /** Base64 DER or PEM, the holder's first, then its issuers, nearest first. */
  readonly chain: readonly string[];
  /** As `usableStatuses` judges it; undefined when the provider does not say. */
  readonly status: string | undefined;
}

/** Not usable for signing, with why: `status`, `place`. */
export const notUsable = (place: string, status: string): ServiceRefusal => ({
  code: 'certificate-not-usable',
  facts: { place, status },
});

/** Status words of CSC API v2 (11.4), SmartCA and MySign that mean usable; and those that have a sentence of ours. */
const usableStatuses = new Set(['valid', 'active', 'enabled', '1', 'đang hoạt động']);
const knownStatuses: Readonly<Record<string, string>> = {
  expired: 'expired',
  revoked: 'revoked',
  suspended: 'suspended',
  inactive: 'inactive',
  disabled: 'disabled',
  '0': 'inactive',
};

const base64Of = (text: string): string =>
  text.replace(/-----(BEGIN|END) CERTIFICATE-----/g, '').replace(/\s+/g, '');

const algorithms: { readonly [T in KeyKind['type']]: SignatureAlgorithm | undefined } = {
  rsa: 'rsa-sha256',
  'ec-p256': 'ecdsa-sha256',
  'ec-p384': 'ecdsa-sha384',
  other: undefined,
};

/** Reads an offered certificate; whatever is not valid and active now, by the provider's word or its own, is refused. */
export function readOffered(
  { id, place, chain, status }: OfferedCertificate,
  nowMs: number,
): Result<ServiceCertificate, ServiceRefusal> {
  const word = status?.trim().toLowerCase();
  if (word !== undefined && !usableStatuses.has(word)) {
    return refuse(notUsable(place, knownStatuses[word] ?? word.slice(0, 40)));
  }
  const [own = '', ...issuers] = chain.map(base64Of);
  const read = parseCertificate(Buffer.from(own, 'base64'));
  if (!read.ok) return refuse(notUsable(place, 'unreadable'));
  const certificate = read.value;
  const algorithm = algorithms[certificate.keyKind.type];
  if (algorithm === undefined || !isStrongKey(certificate.keyKind)) {
    return refuse(notUsable(place, 'algorithm-refused'));
  }
  if (nowMs > epochMsOf(certificate.notAfter)) return refuse(notUsable(place, 'expired'));
  if (nowMs < epochMsOf(certificate.notBefore)) return refuse(notUsable(place, 'not-yet-valid'));
  return ok({
    id,
    certificate: signingCertificateOf(certificate),
    issuers,
    algorithm,
    place: `${place} · ${certificate.serial.slice(-8)}`,
  });
}

/** The usable ones; when there are certificates but none is usable, why the first is not. */
export function usableOf(
  offered: readonly OfferedCertificate[],
  holder: string | null,
  nowMs: number,
): Result<readonly ServiceCertificate[], ServiceRefusal> {
  const ofHolder = offered.filter((one) => holder === null || isOf(one, holder));
  const read = ofHolder.map((one) => readOffered(one, nowMs));
  const usable = read.flatMap((one) => (one.ok ? [one.value] : []));
  const refused = read.find((one) => !one.ok);
  if (usable.length === 0 && refused !== undefined && !refused.ok) return refused;
  return ok(usable);
}

/** One that cannot be read stays in the list, so that its holder is told. */
function isOf({ chain }: OfferedCertificate, holder: string): boolean {
  const read = certificateIn(chain);
  return read === undefined || holderIds(read).includes(holder);
}

function certificateIn([own = '']: readonly string[]): Certificate | undefined {
  const read = parseCertificate(Buffer.from(base64Of(own), 'base64'));
  return read.ok ? read.value : undefined;
}

export const digestOf = (algorithm: SignatureAlgorithm, bytes: Uint8Array): Buffer =>
  createHash(algorithm === 'ecdsa-sha384' ? 'sha384' : 'sha256')
    .update(bytes)
    .digest();
