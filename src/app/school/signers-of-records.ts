import type { ExpectedSigner } from '../../domain/record/slot.ts';
import type { ProposedCertificate } from '../../format/package/signers.ts';
import type { ClassKey, SchoolStore, SignerKeys } from './ports.ts';
import { proposalOf } from './state-signers.ts';

/** Where a signature of ours carries its certificate (docs/signature-profile.md). */
const certificateIn = /<X509Certificate>([A-Za-z0-9+/=]+)<\/X509Certificate>/;

/**
 * The certificates to register: those by which the classes' records are signed so far, each once, and the school's own.
 * People's certificates are wherever each of them signs; what they signed with is here.
 */
export async function signersOfRecords(
  keys: readonly ClassKey[],
  school: ExpectedSigner,
  { store, seal }: { readonly store: SchoolStore; readonly seal: SignerKeys },
): Promise<readonly ProposedCertificate[]> {
  const own = await seal.certificateOf(school);
  const sealText = own?.certificate.base64;
  const people = new Set<string>();
  for (const key of keys) {
    for (const { signatures } of await store.records(key, { signatures: true })) {
      for (const text of signatures.values()) {
        const [, base64] = certificateIn.exec(text) ?? [];
        if (base64 !== undefined && base64 !== sealText) people.add(base64);
      }
    }
  }
  const tokens = [...people].map(
    (base64): ProposedCertificate => ({ kind: 'token', der: Buffer.from(base64, 'base64') }),
  );
  return own === undefined ? tokens : [proposalOf(own, 'seal'), ...tokens];
}
