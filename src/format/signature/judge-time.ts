import type { Instant } from '../../domain/time/instant.ts';
import type { Certificate } from '../certificate/certificate.ts';
import { displayName } from '../certificate/name.ts';
import type { RecordFile } from '../xml/record.ts';
import { slotsOf } from '../xml/record-schema.ts';
import { readSealEvidence } from './kept-evidence.ts';
import type { VerificationPolicy } from './policy.ts';
import type { Finding, TimeProof } from './report.ts';
import type { SignerTrust, StoreTrust } from './signer-trust.ts';
import { unusedEvidence } from './unused-evidence.ts';
import { verifySealTime } from './verify-seal-time.ts';

/** When the signatures are known to have existed, and by what trust and evidence they are judged. */
export interface JudgedTime {
  readonly proof: TimeProof;
  /** The proven time; the time of verification where nothing is proven. */
  readonly provenBy: Instant;
  /** The given trust, with what the seal carries. */
  readonly trust: SignerTrust;
  readonly findings: readonly Finding[];
  /** What the seal carries that judges nobody. */
  unused(file: RecordFile): readonly Finding[];
}

export interface TimeQuestion {
  readonly asOf: Instant;
  readonly heldBy: Instant | undefined;
  readonly rules: VerificationPolicy;
}

/** Reads what the seal carries and finds the earliest time by which the signatures under it are known to have existed. */
export function judgeTime(
  { document, xml }: RecordFile,
  trust: SignerTrust,
  { asOf, heldBy, rules }: TimeQuestion,
): JudgedTime {
  const held = heldBy !== undefined && heldBy <= asOf ? heldBy : undefined;
  const seal = xml.issue.seal.signature;
  const unsigned = seal?.object.qualifying.unsigned ?? null;
  if (seal === null || unsigned === null) {
    const proof = proofOf(null, '', held);
    const findings = timeFindings(proof, rules);
    return { proof, provenBy: held ?? asOf, trust, findings, unused: () => [] };
  }
  const { evidence, findings } = readSealEvidence(unsigned, rules);
  const beside: StoreTrust | null = trust.beside?.(evidence) ?? null;
  const store = beside?.store ?? null;
  const knownBy = held ?? asOf;
  const stamp = verifySealTime({ document, seal, unsigned, evidence, store, rules, knownBy });
  const { provenTime, authority } = stamp;
  const proof = proofOf(provenTime, authority === null ? '' : displayName(authority.subject), held);
  return {
    proof,
    provenBy: provenTime ?? knownBy,
    trust: beside ?? trust,
    findings: [...findings, ...stamp.findings, ...timeFindings(proof, rules)],
    unused: (file) =>
      beside === null
        ? []
        : unusedEvidence(evidence, signersOf(file, beside), authority, beside.store),
  };
}

/** The certificates of all signatures of the record, those that can be read. */
const signersOf = ({ xml }: RecordFile, trust: StoreTrust): readonly Certificate[] => {
  const texts = slotsOf(xml).flatMap(({ signature }) => signature?.keyInfo.x509.certificate ?? []);
  return [...new Set(texts)].flatMap((base64) => {
    const view = trust.certificate(base64);
    return view === undefined ? [] : [trust.whole(view)];
  });
};

function proofOf(stamped: Instant | null, authority: string, held: Instant | undefined): TimeProof {
  if (stamped !== null) return { source: 'time-stamp', provenBy: stamped, authority };
  return held === undefined ? { source: 'stated' } : { source: 'register', provenBy: held };
}

/** The report always says what its times rest on. */
function timeFindings(proof: TimeProof, { time }: VerificationPolicy): readonly Finding[] {
  if (proof.source === 'time-stamp') {
    const facts = { provenBy: proof.provenBy, authority: proof.authority };
    return [{ code: 'time-proven-by-time-stamp', outcome: 'passed', facts }];
  }
  if (proof.source === 'register') {
    const facts = { provenBy: proof.provenBy };
    return [{ code: 'time-proven-by-register', outcome: 'passed', facts }];
  }
  return time.proof === 'required'
    ? [{ code: 'time-not-proven', outcome: 'undetermined' }]
    : [{ code: 'time-as-stated', outcome: 'passed' }];
}
