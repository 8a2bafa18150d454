import { epochMsOf, type Instant, instantOf } from '../../domain/time/instant.ts';
import type { RevocationList } from '../certificate/crl.ts';
import { mergeRevocation, type RevocationEvidence } from '../certificate/merge-revocation.ts';
import { isIdOf } from './certificate-id.ts';
import type { OcspResponse } from './response.ts';
import { type OcspPolicy, verifyOcsp } from './verify-ocsp.ts';

export interface KeptResponses {
  readonly responses: readonly OcspResponse[];
  /** For responders whose certificates do not say nocheck. */
  readonly crls: readonly RevocationList[];
  /** By when the answers are known to have existed; 'as-produced' takes each as of the time that it states. */
  readonly provenBy: Instant | 'as-produced';
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
            verifyOcsp({
              response,
              certificate,
              issuer,
              crls,
              asOf,
              provenBy: provenBy === 'as-produced' ? response.producedAt : provenBy,
              policy,
            }).status,
        ),
    );

/** Every time at which an answer can change what it says of a certificate; for caches. */
export const boundsOfAnswers = (
  responses: readonly OcspResponse[],
  { freshSeconds }: OcspPolicy,
): readonly Instant[] =>
  responses.flatMap(({ producedAt, responses: singles, certificates }) => [
    producedAt,
    ...certificates.flatMap(({ notBefore, notAfter }) => [notBefore, notAfter]),
    ...singles.flatMap(({ status, thisUpdate, nextUpdate }) => [
      thisUpdate,
      nextUpdate ?? instantOf(epochMsOf(thisUpdate) + Math.max(0, freshSeconds) * 1000),
      ...(typeof status === 'object'
        ? [status.revokedAt, status.invalidSince ?? status.revokedAt]
        : []),
    ]),
  ]);
