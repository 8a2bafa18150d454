import type { Instant } from '../../domain/time/instant.ts';
import type { Certificate } from '../certificate/certificate.ts';
import type { RevocationList } from '../certificate/crl.ts';
import type { RevocationStatus } from '../certificate/revocation.ts';
import { isIdOf } from './certificate-id.ts';
import { mergeRevocation } from './merge-revocation.ts';
import type { OcspResponse } from './response.ts';
import { type OcspPolicy, verifyOcsp } from './verify-ocsp.ts';

/** Asks evidence other than lists about one certificate of a path; `issuer` is the next one on that path. */
export type RevocationEvidence = (
  certificate: Certificate,
  issuer: Certificate,
  asOf: Instant,
) => RevocationStatus;

export interface KeptResponses {
  readonly responses: readonly OcspResponse[];
  /** For responders whose certificates do not say nocheck. */
  readonly crls: readonly RevocationList[];
  /** By when the answers are known to have existed. */
  readonly provenBy: Instant;
  readonly policy: OcspPolicy;
}

/** Answers at hand as evidence for a path. Nonces are not asked for: they were compared when the answers came. */
export const ocspEvidence =
  ({ responses, crls, provenBy, policy }: KeptResponses): RevocationEvidence =>
  (certificate, issuer, asOf) =>
    mergeRevocation(
      responses
        .filter((each) => each.responses.some(({ id }) => isIdOf(id, certificate, issuer)))
        .map(
          (response) =>
            verifyOcsp({ response, certificate, issuer, crls, asOf, provenBy, policy }).status,
        ),
    );
