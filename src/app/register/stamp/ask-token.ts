import { ok, type Result, refuse } from '../../../domain/result.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { CertificatePath } from '../../../format/certificate/path-builder.ts';
import type { KeptEvidence } from '../../../format/evidence/evidence-record.ts';
import type { StrongDigest } from '../../../format/time-stamp/digest.ts';
import { writeTimeStampRequest } from '../../../format/time-stamp/request.ts';
import { verifyTimeStamp } from '../../../format/time-stamp/verify-time-stamp.ts';
import type { StampContext } from './ports.ts';

export type StampRefusal =
  /** The authority said no, in its own words. */
  | { readonly code: 'stamp-rejected'; readonly failure: string }
  /** The answer is not a token that proves a time now: codes of the checks that failed or are open. */
  | { readonly code: 'stamp-not-accepted'; readonly codes: readonly string[] };

export interface AcceptedToken {
  readonly token: Uint8Array;
  readonly evidence: KeptEvidence;
  readonly provenTime: Instant;
}

/** Asks for a token over these bytes and accepts it only if it proves a time, with nothing open. */
export async function askToken(
  stamped: Uint8Array,
  digest: StrongDigest,
  context: StampContext,
): Promise<Result<AcceptedToken, StampRefusal>> {
  const { authority, trust, policy, clock } = context;
  const nonce = context.random(16);
  const request = writeTimeStampRequest({ stamped, digest, nonce, certificates: 'included' });
  const answer = await authority.ask(request);
  if (!answer.ok) return refuse({ code: 'stamp-rejected', failure: answer.refusal.failure });
  const token = answer.value;
  const report = verifyTimeStamp({
    token,
    stamped,
    nonce: request.nonce,
    policy,
    trust,
    provenBy: clock.now(),
  });
  if (report.provenTime === null) {
    const open = report.findings.filter(({ outcome }) => outcome !== 'passed');
    return refuse({ code: 'stamp-not-accepted', codes: open.map(({ code }) => code) });
  }
  const evidence = evidenceAbout(report.path, trust);
  return ok({ token: token.der, evidence, provenTime: report.provenTime });
}

/** The path's certificates and the lists of its authorities, as they are now. */
export function evidenceAbout(
  path: CertificatePath,
  { crls }: StampContext['trust'],
): KeptEvidence {
  const authorities = new Set(path.map(({ issuer }) => issuer.key));
  return {
    certificates: path.map(({ der }) => der),
    crls: crls.filter(({ issuer }) => authorities.has(issuer.key)).map(({ der }) => der),
  };
}
