import type { ServiceCertificate, SigningService } from '../../app/signing/ports.ts';
import { ok } from '../../domain/result.ts';
import { signingCertificateOf } from '../../format/certificate/signer-trust.ts';
import type { Credential } from './issue.ts';
import { createSoftwareKeyStore } from './software-key-store.ts';

/** How many signatures are under way in the thread pool at a time. */
const atOnce = 8;

/** A key in memory, and what stands with it. */
export interface SoftwareCredential extends Credential {
  /** The service's name for it: «CCCD:…», «MST:…». */
  readonly id: string;
  readonly issuers: readonly string[];
  readonly place: string;
}

/**
 * Keys in memory behind the port of every signing service: the demo's authority and PKCS#12 files. Asks for no PIN;
 * signs in libuv's thread pool.
 */
export function softwareService(
  find: (holder: string | null) => Promise<readonly SoftwareCredential[]>,
): SigningService {
  const keys = createSoftwareKeyStore();
  return {
    async certificates(holder) {
      const found = await find(holder);
      return ok(
        found.map(({ id, certificate, privateKey, issuers, place }): ServiceCertificate => {
          keys.add(id, privateKey);
          const algorithm = keys.algorithmOf(id);
          return {
            id,
            certificate: signingCertificateOf(certificate),
            issuers,
            algorithm,
            place,
          };
        }),
      );
    },
    async *sign({ certificate, algorithm, items }, signal) {
      if (!keys.has(certificate)) return { code: 'certificate-not-found', facts: {} };
      const under: Promise<{ id: string; value: Uint8Array }>[] = [];
      for (const { id, toBeSigned } of items) {
        if (under.length === atOnce) {
          const next = await under.shift();
          if (next !== undefined) yield next;
        }
        if (signal.aborted) break;
        under.push(
          keys.signAsync(certificate, toBeSigned, algorithm).then((value) => ({ id, value })),
        );
      }
      for (const one of under) yield await one;
      return undefined;
    },
  };
}
