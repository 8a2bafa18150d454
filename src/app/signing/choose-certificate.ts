import type { ExpectedSigner } from '../../domain/record/slot.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { SignerCertificate, SignerTrust } from '../../format/signature/signer-trust.ts';
import { holderIdOf, type SigningFailure } from '../school/make-signature.ts';
import type { ServiceCertificate, ServiceRefusal, SigningService } from './ports.ts';

/** The service says no: a wrong PIN, a token that is not there, an approval that was declined. */
export interface ServiceSaysNo {
  readonly code: 'service-refused';
  readonly refusal: ServiceRefusal;
}

export type CertificateRefusal =
  | ServiceSaysNo
  | Extract<
      SigningFailure,
      { code: 'signer-without-certificate' | 'certificate-of-another' | 'certificate-not-trusted' }
    >;

/** A certificate that the service can sign with, as the verifier reads it. */
export interface ChosenCertificate extends ServiceCertificate {
  readonly view: SignerCertificate;
}

/**
 * The certificate with which a signer signs now: their own by number, and trusted at this moment. Of several the first
 * in the service's order is taken.
 */
export async function chooseCertificate(
  signer: ExpectedSigner,
  at: Instant,
  { service, trust }: { readonly service: SigningService; readonly trust: SignerTrust },
  signal: AbortSignal,
): Promise<Result<ChosenCertificate, CertificateRefusal>> {
  const holder = holderIdOf(signer);
  const found = await service.certificates(holder, signal);
  if (!found.ok) return refuse({ code: 'service-refused', refusal: found.refusal });
  let refusal: CertificateRefusal = { code: 'signer-without-certificate', signer };
  for (const one of found.value) {
    const view = trust.certificate(one.certificate.base64);
    if (view === undefined || !view.ids.includes(holder)) {
      if (refusal.code !== 'certificate-not-trusted') {
        refusal = { code: 'certificate-of-another', signer };
      }
      continue;
    }
    const finding = trust.chain(view, at, at).find(({ outcome }) => outcome !== 'passed');
    if (finding === undefined) return ok({ ...one, view });
    refusal = { code: 'certificate-not-trusted', signer, finding: finding.code };
  }
  return refuse(refusal);
}
