import type { SignatureXml } from '../xml/signature-schema.ts';
import { digestAcceptance, isInTime, signatureAcceptance } from './policy.ts';
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
  const { algorithm } = signedInfo.signatureMethod;
  const kinds = new Set(signedInfo.references.map(({ digestMethod }) => digestMethod.algorithm));
  const accepted = [
    [algorithm, signatureAcceptance(rules, { algorithm, key, bits })] as const,
    ...[...kinds].map((kind) => [kind, digestAcceptance(rules, kind)] as const),
  ];
  return accepted.flatMap(([name, until]): readonly Finding[] => {
    if (until === 'unlimited') return [];
    if (until !== 'refused') {
      const facts = { algorithm: name === algorithm ? `${name} ${bits}` : name, until };
      return isInTime(until, provenBy)
        ? []
        : [{ code: 'algorithm-no-longer-accepted', outcome: 'undetermined', facts }];
    }
    return name === algorithm
      ? []
      : [{ code: 'digest-not-accepted', outcome: 'failed', facts: { algorithm: name } }];
  });
}
