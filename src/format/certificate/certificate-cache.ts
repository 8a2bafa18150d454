import { type Result, refuse } from '../../domain/result.ts';
import { type Certificate, type CertificateFault, parseCertificate } from './certificate.ts';
import { octetsOf } from './pem.ts';

/** Certificates by the base64 text in which signatures carry them; each is read once. */
export interface CertificateCache {
  read(base64: string): Result<Certificate, CertificateFault>;
  readonly size: number;
}

/** Letters of base64. Real certificates are shorter; whatever is longer must not fill the memory. */
const longestKept = 16_384;

/** Keeps at most `limit` answers, refusals too; the one that was not asked for longest goes first. */
export function createCertificateCache(limit = 4096): CertificateCache {
  const known = new Map<string, Result<Certificate, CertificateFault>>();
  return {
    get size() {
      return known.size;
    },
    read(base64) {
      const remembered = known.get(base64);
      if (remembered !== undefined) {
        known.delete(base64);
        known.set(base64, remembered);
        return remembered;
      }
      const der = octetsOf(base64);
      const answer =
        der === undefined
          ? refuse({ code: 'certificate-not-der' } as const)
          : parseCertificate(der);
      if (base64.length > longestKept) return answer;
      known.set(base64, answer);
      const [oldest] = known.keys();
      if (known.size > limit && oldest !== undefined) known.delete(oldest);
      return answer;
    },
  };
}
