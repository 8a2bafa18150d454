import type { RevocationAtHand, RevocationEvidenceSource } from '../../app/school/ports.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Certificate } from '../../format/certificate/certificate.ts';
import type { RevocationList } from '../../format/certificate/crl.ts';
import { scopeOf } from '../../format/certificate/crl-scope.ts';
import { isCrlSignedBy } from '../../format/certificate/revocation.ts';
import { responderUrlsOf } from '../../format/ocsp/certificate-part.ts';
import { writeOcspRequest } from '../../format/ocsp/request.ts';
import type { OcspResponse } from '../../format/ocsp/response.ts';
import { usualOcspPolicy, verifyOcsp } from '../../format/ocsp/verify-ocsp.ts';
import { unsignedLimits } from '../../format/xml/unsigned-schema.ts';
import type { OcspClient } from './ocsp-client.ts';

export interface RevocationSourceOptions {
  /** The lists at hand. */
  readonly crls: readonly RevocationList[];
  /** Asked where no list fits; null asks nobody. */
  readonly ocsp: OcspClient | null;
}

/**
 * Lists at hand first, since one speaks for everybody; a responder where there is none, or only one too large for a
 * record. An answer is asked for once and used as long as it is fresh.
 */
export function createRevocationSource({
  crls,
  ocsp,
}: RevocationSourceOptions): RevocationEvidenceSource {
  const kept = new Map<string, Promise<OcspResponse | undefined>>();
  return {
    async evidenceFor(paths, at) {
      const lists = new Set<RevocationList>();
      const answers = new Set<OcspResponse>();
      const pairs = new Map<string, readonly [Certificate, Certificate]>();
      for (const path of paths) {
        path.slice(0, -1).forEach((certificate, index) => {
          const issuer = path[index + 1];
          if (issuer !== undefined) pairs.set(certificate.sha256, [certificate, issuer]);
        });
      }
      for (const [certificate, issuer] of pairs.values()) {
        const list = listFor(certificate, issuer, crls, at);
        if (list !== undefined) lists.add(list);
        else {
          const answer = await answerFor(certificate, issuer, at, { ocsp, kept });
          if (answer !== undefined) answers.add(answer);
        }
      }
      return { crls: [...lists], answers: [...answers] } satisfies RevocationAtHand;
    },
  };
}

/** The newest complete list by this issuer that covers the certificate and is small enough to be kept with a record. */
const listFor = (
  certificate: Certificate,
  issuer: Certificate,
  crls: readonly RevocationList[],
  at: Instant,
): RevocationList | undefined =>
  crls
    .filter(
      (crl) =>
        crl.deltaOf === null &&
        (crl.nextUpdate ?? crl.thisUpdate) >= at &&
        Math.ceil(crl.der.length / 3) * 4 <= unsignedLimits.crl &&
        scopeOf(crl, certificate) !== undefined &&
        isCrlSignedBy(crl, issuer),
    )
    .sort((a, b) => (a.thisUpdate < b.thisUpdate ? 1 : -1))[0];

interface Asking {
  readonly ocsp: OcspClient | null;
  /** Answers and questions on their way, by the digest of the certificate. */
  readonly kept: Map<string, Promise<OcspResponse | undefined>>;
}

async function answerFor(
  certificate: Certificate,
  issuer: Certificate,
  at: Instant,
  { ocsp, kept }: Asking,
): Promise<OcspResponse | undefined> {
  const isUsable = (response: OcspResponse): boolean => {
    const question = { response, certificate, issuer, crls: [], asOf: at, provenBy: at };
    const { status } = verifyOcsp({ ...question, policy: usualOcspPolicy });
    return status.status !== 'unknown';
  };
  const known = kept.get(certificate.sha256);
  const earlier = await known;
  if (earlier !== undefined && isUsable(earlier)) return earlier;
  const [address] = responderUrlsOf(certificate);
  if (ocsp === null || address === undefined) return undefined;
  // While this one waited, another may have asked already.
  const now = kept.get(certificate.sha256);
  const asking = now !== undefined && now !== known ? now : ask(ocsp, address, certificate, issuer);
  kept.set(certificate.sha256, asking);
  try {
    const answer = await asking;
    return answer !== undefined && isUsable(answer) ? answer : undefined;
  } catch (outage) {
    kept.delete(certificate.sha256);
    throw outage;
  }
}

/** Without a nonce: responders prepare their answers, and one answer serves all records of the day. */
async function ask(
  client: OcspClient,
  address: string,
  certificate: Certificate,
  issuer: Certificate,
): Promise<OcspResponse | undefined> {
  const request = writeOcspRequest({ certificate, issuer, digest: 'sha1', nonce: null });
  const given = await client.ask(address, request);
  return given.ok ? given.value : undefined;
}
