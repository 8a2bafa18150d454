import type { SignerKeys } from '../../app/school/ports.ts';
import type { ExpectedSigner } from '../../domain/record/slot.ts';
import { signingCertificateOf } from '../../format/certificate/signer-trust.ts';
import type { Authority } from './authority.ts';
import { createSoftwareKeyStore } from './software-key-store.ts';

const idOf = (signer: ExpectedSigner): string =>
  signer.kind === 'person' ? `CCCD:${signer.personalId}` : `MST:${signer.taxCode}`;

/** The keys of the demo's authority, issued later ones too, as the school's acts ask for signers. Signs in libuv's pool. */
export function signerKeysOf(authority: Authority): SignerKeys {
  const keys = createSoftwareKeyStore();
  return {
    async certificateOf(signer) {
      const credential = authority.issued.get(idOf(signer));
      if (credential === undefined) return undefined;
      keys.add(idOf(signer), credential.privateKey);
      return {
        certificate: signingCertificateOf(credential.certificate),
        algorithm: keys.algorithmOf(idOf(signer)),
      };
    },
    sign: (signer, bytes) => keys.signAsync(idOf(signer), bytes, keys.algorithmOf(idOf(signer))),
  };
}
