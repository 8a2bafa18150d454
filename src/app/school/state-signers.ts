import { ok, type Result, refuse } from '../../domain/result.ts';
import type { SchoolCode } from '../../domain/school/yearbook.ts';
import type { CertificateKind } from '../../domain/trust/certificate-event.ts';
import {
  type ProposedCertificate,
  prepareSigners,
  type Signers,
} from '../../format/package/signers.ts';
import type { SignerTrust } from '../../format/signature/signer-trust.ts';
import type { ServiceCertificate } from '../signing/ports.ts';
import type { SigningFailure } from './make-signature.ts';
import type { PackageRequest } from './package-class.ts';
import type { Clock, PackageIdSource, RegisterLine, RegisterRefusal, SignerKeys } from './ports.ts';
import { sealMessage } from './seal-message.ts';

export type SignersRefusal =
  | SigningFailure
  | { readonly code: 'signers-refused'; readonly refusal: RegisterRefusal };

/** What a school tells of its signers at once. */
export type SignerStatement = Pick<
  Signers,
  'certificates' | 'withdrawals' | 'appointments' | 'endings'
>;

/** A certificate that a token, a remote service or a file shows, as one to propose. */
export const proposalOf = (
  { certificate }: Pick<ServiceCertificate, 'certificate'>,
  kind: CertificateKind,
): ProposedCertificate => ({ kind, der: Buffer.from(certificate.base64, 'base64') });

/** Hồ sơ người kí: the school's sealed word on who signs there and with what. Answers the register's number for it. */
export async function stateSigners(
  school: SchoolCode,
  statement: SignerStatement,
  { sender, environment }: PackageRequest,
  context: {
    readonly register: RegisterLine;
    readonly ids: PackageIdSource;
    readonly keys: SignerKeys;
    readonly trust: SignerTrust;
    readonly clock: Clock;
  },
): Promise<Result<number, SignersRefusal>> {
  const at = context.clock.now();
  const id = context.ids.newPackageId();
  const { taxCode } = sender;
  const message: Signers = { environment, id, school, taxCode, createdAt: at, ...statement };
  const sealed = await sealMessage(sender, at, (seal) => prepareSigners(message, seal), context);
  if (!sealed.ok) return sealed;
  const answer = await context.register.stateSigners(sealed.value);
  return answer.ok
    ? ok(answer.value)
    : refuse({ code: 'signers-refused', refusal: answer.refusal });
}
