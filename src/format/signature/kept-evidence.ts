import { hash } from 'node:crypto';
import type { Result } from '../../domain/result.ts';
import type { Certificate } from '../certificate/certificate.ts';
import { createCertificateCache } from '../certificate/certificate-cache.ts';
import { type CrlFault, parseCrl, type RevocationList } from '../certificate/crl.ts';
import type { KeptEvidence } from '../certificate/kept-evidence.ts';
import { boundsOfAnswers, ocspEvidence } from '../ocsp/ocsp-evidence.ts';
import { type OcspResponse, parseOcspResponse } from '../ocsp/response.ts';
import { type OcspPolicy, usualOcspPolicy } from '../ocsp/verify-ocsp.ts';
import type { UnsignedXml } from '../xml/unsigned-schema.ts';
import type { VerificationPolicy } from './policy.ts';
import type { Finding } from './report.ts';

/** Certificates and revocation evidence that a seal carries for all signers of its record, as read. */
export interface SealEvidence extends KeptEvidence {
  readonly responses: readonly OcspResponse[];
  readonly answersBy: OcspPolicy;
}

// Records that were sealed together carry the same lists and authorities: each is read once.
const certificates = createCertificateCache(512);
const lists = new Map<string, Result<RevocationList, CrlFault>>();
const mostLists = 64;

function listOf(base64: string): Result<RevocationList, CrlFault> {
  const known = lists.get(base64);
  if (known !== undefined) return known;
  const read = parseCrl(Buffer.from(base64, 'base64'));
  if (lists.size >= mostLists) lists.clear();
  lists.set(base64, read);
  return read;
}

type Kind = 'certificate' | 'crl' | 'answer';

/** Reads what the seal carries; what cannot be read, or stands there twice, is refused by a finding. */
export function readSealEvidence(
  { signature: { certificates: kept, revocation } }: UnsignedXml,
  { revocation: { answersFreshSeconds } }: VerificationPolicy,
): { readonly evidence: SealEvidence; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const texts = {
    certificate: kept?.items ?? [],
    crl: revocation?.crls?.items ?? [],
    answer: revocation?.answers?.items ?? [],
  };
  const readAll = <T>(kind: Kind, read: (base64: string) => Result<T, unknown>): readonly T[] =>
    texts[kind].flatMap((base64, index) => {
      const facts = { kind, place: String(index + 1) };
      if (texts[kind].indexOf(base64) < index) {
        findings.push({ code: 'evidence-repeated', outcome: 'failed', slot: 'seal', facts });
      }
      const item = read(base64);
      if (item.ok) return [item.value];
      findings.push({ code: 'evidence-unreadable', outcome: 'failed', slot: 'seal', facts });
      return [];
    });
  const found = readAll<Certificate>('certificate', (base64) => certificates.read(base64));
  const crls = readAll('crl', listOf);
  const responses = readAll('answer', (base64) => parseOcspResponse(Buffer.from(base64, 'base64')));
  const answersBy = { ...usualOcspPolicy, freshSeconds: answersFreshSeconds };
  const asKept = { responses, crls, provenBy: 'as-produced' as const, policy: answersBy };
  const whole = [...texts.certificate, '', ...texts.crl, '', ...texts.answer];
  return {
    evidence: {
      id: hash('sha256', `${answersFreshSeconds}\n${whole.join('\n')}`, 'hex'),
      certificates: found,
      crls,
      responses,
      answersBy,
      ...(responses.length === 0 ? {} : { answers: ocspEvidence(asKept) }),
      bounds: boundsOfAnswers(responses, answersBy),
    },
    findings,
  };
}
