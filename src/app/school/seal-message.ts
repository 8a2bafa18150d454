import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { PreparedMessage, SealRequest } from '../../format/package/sealed-message.ts';
import type { SignerTrust } from '../../format/signature/signer-trust.ts';
import { valueHolds } from '../../format/signature/value.ts';
import { holderIdOf, type SigningFailure } from './make-signature.ts';
import type { SignerKeys } from './ports.ts';

/** The school as its messages name it. */
export interface Sender {
  readonly name: string;
  readonly taxCode: string;
}

/** Seals a message to the register with the school's certificate; `prepare` writes it for that certificate. */
export async function sealMessage(
  sender: Sender,
  at: Instant,
  prepare: (seal: SealRequest) => PreparedMessage,
  { keys, trust }: { readonly keys: SignerKeys; readonly trust: SignerTrust },
): Promise<Result<Buffer, SigningFailure>> {
  const signer = { kind: 'school' as const, ...sender };
  const found = await keys.certificateOf(signer);
  if (found === undefined) return refuse({ code: 'signer-without-certificate', signer });
  const { certificate, algorithm } = found;
  const view = trust.certificate(certificate.base64);
  if (view === undefined || !view.ids.includes(holderIdOf(signer))) {
    return refuse({ code: 'certificate-of-another', signer });
  }
  const prepared = prepare({ certificate, algorithm, signingTime: at });
  const value = await keys.sign(signer, prepared.toBeSigned);
  if (!valueHolds(view.publicKey, algorithm, prepared.toBeSigned, value)) {
    return refuse({ code: 'signature-does-not-verify', signer });
  }
  return ok(prepared.complete(value));
}
