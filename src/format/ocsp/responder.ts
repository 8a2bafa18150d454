import type { Instant } from '../../domain/time/instant.ts';
import { isSignatureGood, isStrongAlgorithm } from '../certificate/algorithm.ts';
import type { Certificate } from '../certificate/certificate.ts';
import { checkChain } from '../certificate/chain.ts';
import type { ChainFinding } from '../certificate/chain-finding.ts';
import type { RevocationList } from '../certificate/crl.ts';
import { displayName } from '../certificate/name.ts';
import { isSignedBy } from '../certificate/path-check.ts';
import { keyDigestOf } from './certificate-id.ts';
import { isWithoutCheck } from './certificate-part.ts';
import type { OcspFinding } from './finding.ts';
import type { OcspResponse, ResponderId } from './response.ts';

export interface ResponderQuestion {
  readonly response: OcspResponse;
  /** The authority of the certificate in question, as it stands on the path that is judged. */
  readonly issuer: Certificate;
  readonly crls: readonly RevocationList[];
  readonly provenBy: Instant;
}

/** Who signed the answer, and whether that one may speak for the issuer (RFC 6960, 4.2.2.2). */
export function checkResponder(
  question: ResponderQuestion,
): readonly (OcspFinding | ChainFinding)[] {
  const { response, issuer } = question;
  const { algorithm } = response;
  if (!isStrongAlgorithm(algorithm.name)) {
    const facts = { algorithm: algorithm.name === 'unknown' ? algorithm.oid : algorithm.name };
    return [{ code: 'ocsp-signature-algorithm-refused', outcome: 'failed', facts }];
  }
  const named = [issuer, ...response.certificates].filter((each) =>
    isNamedBy(each, response.responder),
  );
  const signer = named.find((each) => isSigner(each, response)) ?? named[0];
  if (signer === undefined) {
    const facts = { responder: responderText(response.responder) };
    return [{ code: 'ocsp-responder-not-found', outcome: 'undetermined', facts }];
  }
  const responder = displayName(signer.subject);
  if (!isSigner(signer, response)) {
    return [{ code: 'ocsp-signature-wrong', outcome: 'failed', facts: { responder } }];
  }
  const facts = { algorithm: algorithm.name };
  return [
    { code: 'ocsp-signature-good', outcome: 'passed', facts },
    ...checkAuthority(signer, responder, question),
  ];
}

const isNamedBy = (certificate: Certificate, id: ResponderId): boolean =>
  id.by === 'name'
    ? certificate.subject.key === id.name.key
    : keyDigestOf(certificate).toString('hex') === id.digest;

const responderText = (id: ResponderId): string =>
  id.by === 'name' ? displayName(id.name) : id.digest;

/** Whether this certificate's key signed the answer. */
export const isSigner = (
  { publicKey }: Certificate,
  { algorithm, signed, signature }: OcspResponse,
): boolean => isSignatureGood(algorithm.name, publicKey, signed, signature);

/** The issuer itself, or one that the issuer's own key certified for signing answers. */
function checkAuthority(
  signer: Certificate,
  responder: string,
  { response, issuer, crls, provenBy }: ResponderQuestion,
): readonly (OcspFinding | ChainFinding)[] {
  const authorised: OcspFinding = {
    code: 'ocsp-responder-authorised',
    outcome: 'passed',
    facts: { responder },
  };
  if (signer.publicKey.equals(issuer.publicKey)) return [authorised];
  if (signer.issuer.key !== issuer.subject.key || !isSignedBy(signer, issuer)) {
    const facts = { responder, issuer: displayName(issuer.subject) };
    return [{ code: 'ocsp-responder-not-authorised', outcome: 'failed', facts }];
  }
  const at = response.producedAt;
  const chain = checkChain({
    leaf: signer,
    anchors: [issuer],
    intermediates: [],
    crls,
    at,
    provenBy: provenBy < at ? at : provenBy,
    usage: 'ocsp-response',
  });
  const wrong = chain.findings.filter(
    ({ code, outcome }) =>
      outcome !== 'passed' && !(isWithoutCheck(signer) && openByLists.has(code)),
  );
  return wrong.length === 0 ? [authorised] : wrong;
}

/** What is left open when no list tells of a responder; nocheck answers it. A revocation that is told still counts. */
const openByLists: ReadonlySet<string> = new Set([
  'crl-missing',
  'crl-out-of-date',
  'crl-not-usable',
]);
