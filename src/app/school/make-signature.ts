import type { RecordCode } from '../../domain/record/content.ts';
import type { CoveredPart, Sha256Hex } from '../../domain/record/events.ts';
import type { ExpectedSigner, Slot } from '../../domain/record/slot.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { sha256Hex } from '../../format/log/sha256-hex.ts';
import { type PreparedSignature, prepareSignature } from '../../format/signature/prepare.ts';
import type { SignerCertificate, SignerTrust } from '../../format/signature/signer-trust.ts';
import { valueHolds } from '../../format/signature/value.ts';
import type { ClaimedRole } from '../../format/xml/signature-schema.ts';
import type { SignerKeys } from './ports.ts';
import type { PreservationRefusal } from './preserve-seal.ts';

/** Why a signature could not be made or does not hold. */
export type SigningFailure =
  | { readonly code: 'signer-without-certificate'; readonly signer: ExpectedSigner }
  | { readonly code: 'certificate-of-another'; readonly signer: ExpectedSigner }
  | {
      readonly code: 'certificate-not-trusted';
      readonly signer: ExpectedSigner;
      readonly finding: string;
    }
  | { readonly code: 'signature-does-not-verify'; readonly signer: ExpectedSigner }
  | { readonly code: 'content-changed-while-signing'; readonly record: RecordCode }
  | PreservationRefusal;

export interface SignatureToMake {
  readonly slot: Slot;
  readonly signer: ExpectedSigner;
  readonly parts: readonly CoveredPart[];
  readonly role: ClaimedRole;
  readonly at: Instant;
  /** Finishes the signature from its value; the seal gets a time-stamp here. */
  readonly complete?: (
    prepared: PreparedSignature,
    value: Uint8Array,
    certificate: SignerCertificate,
  ) => Promise<Result<string, PreservationRefusal>>;
}

/** The number that a signer's certificate must carry. */
export const holderIdOf = (signer: ExpectedSigner): string =>
  signer.kind === 'person' ? `CCCD:${signer.personalId}` : `MST:${signer.taxCode}`;

/**
 * Makes one signature: the certificate must be the signer's own and trusted now, and the value that the key gives must
 * verify with it. Nothing that would be refused later is kept.
 */
export async function makeSignature(
  { slot, signer, parts, role, at, complete }: SignatureToMake,
  { keys, trust }: { readonly keys: SignerKeys; readonly trust: SignerTrust },
): Promise<Result<{ readonly text: string; readonly sha256: Sha256Hex }, SigningFailure>> {
  const found = await keys.certificateOf(signer);
  if (found === undefined) return refuse({ code: 'signer-without-certificate', signer });
  const { certificate, algorithm } = found;
  const view = trust.certificate(certificate.base64);
  if (view === undefined || !view.ids.includes(holderIdOf(signer))) {
    return refuse({ code: 'certificate-of-another', signer });
  }
  const finding = trust.chain(view, at, at).find(({ outcome }) => outcome !== 'passed');
  if (finding !== undefined) {
    return refuse({ code: 'certificate-not-trusted', signer, finding: finding.code });
  }
  const name = slot.replace(':', '-');
  const request = { name, parts, certificate, algorithm, signingTime: at, role };
  const prepared = prepareSignature(request);
  const value = await keys.sign(signer, prepared.toBeSigned);
  if (!valueHolds(view.publicKey, algorithm, prepared.toBeSigned, value)) {
    return refuse({ code: 'signature-does-not-verify', signer });
  }
  const completed =
    complete === undefined ? ok(prepared.complete(value)) : await complete(prepared, value, view);
  if (!completed.ok) return completed;
  const text = completed.value;
  return ok({ text, sha256: sha256Hex(Buffer.from(text)) });
}
