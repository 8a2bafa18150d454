import type { Sha256Hex } from '../../domain/record/events.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { CertificateFacts, CertificateKind } from '../../domain/trust/certificate-event.ts';
import { holderOfPerson, holderOfSchool } from '../../domain/trust/holder.ts';
import { parseCertificate } from '../../format/certificate/certificate.ts';
import { holderOf } from '../../format/certificate/holder.ts';
import { displayName } from '../../format/certificate/name.ts';
import type { SignerTrust } from '../../format/signature/signer-trust.ts';
import type { Fault } from './refuse-message.ts';

/** Why a certificate cannot be proposed, whatever the register holds. */
export const proposalCodes = [
  'certificate-unreadable',
  'certificate-without-holder',
  'certificate-not-trusted',
] as const;

/**
 * What a certificate says of itself: whom it names, by whom it was issued, how long it is valid. Refused when it cannot be
 * read, names nobody or several, or is not trusted now; what revocation lists leave open is for the officer to wait for.
 */
export function certificateFactsOf(
  { der, kind }: { readonly der: Uint8Array; readonly kind: CertificateKind },
  trust: SignerTrust,
  now: Instant,
): Result<CertificateFacts, Fault> {
  const read = parseCertificate(der);
  if (!read.ok) {
    return refuse({ code: 'certificate-unreadable', facts: { cause: read.refusal.code } });
  }
  const { sha256, subject, issuer, notBefore, notAfter } = read.value;
  const certificate = sha256 as Sha256Hex;
  const named = holderOf(read.value);
  if (named === undefined) {
    return refuse({ code: 'certificate-without-holder', facts: { certificate } });
  }
  const view = trust.certificate(Buffer.from(der).toString('base64'));
  const chain = view === undefined ? undefined : trust.chain(view, now, now);
  const wrong = chain?.find(({ outcome }) => outcome === 'failed')?.code;
  if (chain === undefined || wrong !== undefined) {
    const facts = { certificate, cause: wrong ?? 'certificate-unreadable' };
    return refuse({ code: 'certificate-not-trusted', facts });
  }
  const holder =
    named.kind === 'person' ? holderOfPerson(named.personalId) : holderOfSchool(named.taxCode);
  return ok({
    certificate,
    holder,
    holderName: displayName(subject),
    kind,
    issuer: displayName(issuer),
    validFrom: notBefore,
    validUntil: notAfter,
  });
}
