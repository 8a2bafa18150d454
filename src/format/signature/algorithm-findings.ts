import type { SignatureXml } from '../xml/signature-schema.ts';
import { type Acceptance, digestAcceptance, isInTime, signatureAcceptance } from './policy.ts';
import type { Finding } from './report.ts';
import type { SignerCertificate } from './signer-trust.ts';
import type { Judging } from './verify-signature.ts';

/**
 * Whether the algorithms of a signature were still accepted when it is known to have existed (ETSI EN 319 102-1, 5.2.8:
 * what has become weak since leaves open how old the signature is). Keys that never count are `key-not-accepted`.
 */
export function algorithmFindings(
  { signedInfo }: SignatureXml,
  { keyType: key, keyBits: bits }: SignerCertificate,
  { provenBy, rules }: Judging,
): readonly Finding[] {
  const findings: Finding[] = [];
  const outdated = (name: string, until: Acceptance): void => {
    if (until === 'unlimited' || until === 'refused' || isInTime(until, provenBy)) return;
    const facts = { algorithm: name, until };
    findings.push({ code: 'algorithm-no-longer-accepted', outcome: 'undetermined', facts });
  };
  const { algorithm } = signedInfo.signatureMethod;
  outdated(`${algorithm} ${bits}`, signatureAcceptance(rules, { algorithm, key, bits }));
  const kinds: string[] = [];
  for (const { digestMethod } of signedInfo.references) {
    const kind = digestMethod.algorithm;
    if (kinds.includes(kind)) continue;
    kinds.push(kind);
    const until = digestAcceptance(rules, kind);
    if (until === 'refused') {
      const facts = { algorithm: kind };
      findings.push({ code: 'digest-not-accepted', outcome: 'failed', facts });
    } else outdated(kind, until);
  }
  return findings;
}
