import { createPrivateKey } from 'node:crypto';
import { type Slot, signersOfRecord } from '../../src/domain/record/slot.ts';
import type { Certificate } from '../../src/format/certificate/certificate.ts';
import { signingCertificateOf } from '../../src/format/certificate/signer-trust.ts';
import type { OpensslCa } from './openssl-responders.ts';
import { type Holder, signedContent } from './signed-sample.ts';

/** Everybody who signs the sample record, with certificates by `openssl ca`. */
export interface OpensslSigners {
  /** The names of their files. */
  readonly names: ReadonlyMap<Slot, string>;
  readonly certificates: ReadonlyMap<Slot, Certificate>;
  holder(slot: Slot): Holder;
}

export function opensslSigners(ca: OpensslCa): OpensslSigners {
  const names = new Map<Slot, string>();
  const certificates = new Map<Slot, Certificate>();
  for (const [slot, signer] of signersOfRecord(signedContent)) {
    const name = slot.replace(':', '-');
    const id = signer.kind === 'person' ? `CCCD:${signer.personalId}` : `MST:${signer.taxCode}`;
    names.set(slot, name);
    const validity = ['20250101000000Z', '20280101000000Z'] as const;
    certificates.set(slot, ca.issue(name, 'person', { subject: `${name}/UID=${id}`, validity }));
  }
  return {
    names,
    certificates,
    holder(slot) {
      const certificate = certificates.get(slot);
      if (certificate === undefined) throw new Error(`nobody signs ${slot}`);
      return {
        certificate: signingCertificateOf(certificate),
        privateKey: createPrivateKey(ca.read(`${names.get(slot) ?? ''}.key`)),
        algorithm: 'ecdsa-sha256',
      };
    },
  };
}
