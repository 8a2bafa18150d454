import { hash } from 'node:crypto';
import { type Slot, signersOfRecord, teacherOf } from '../../domain/record/slot.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { XmlElement } from '../xml/element.ts';
import type { XmlFault } from '../xml/fault.ts';
import { id } from '../xml/names.ts';
import { type RecordFile, readRecordFile } from '../xml/record.ts';
import { slotsOf } from '../xml/record-schema.ts';
import { judgeTime } from './judge-time.ts';
import { rowsByTeacher } from './parts.ts';
import { isInForce, slotKindOf, type VerificationPolicy } from './policy.ts';
import { type Finding, type RecordReport, type SignatureFacts, verdictOf } from './report.ts';
import type { SignerTrust } from './signer-trust.ts';
import { usualPolicy } from './usual-policy.ts';
import {
  type DigestCache,
  type Judging,
  type PrescribedPart,
  verifySignature,
} from './verify-signature.ts';

export interface RecordPolicy {
  readonly asOf: Instant;
  /** A register takes records of one environment; 'as-stated' is for whoever may hold either and reads which. */
  readonly environment: 'real' | 'trial' | 'as-stated';
  /**
   * By when the register is known to have held these very bytes: its receipt, a proof from its log, an evidence record.
   * It then covers what the file says of itself, its time-stamp included.
   */
  readonly heldBy?: Instant;
  /** The shipped policy unless another one is given. */
  readonly rules?: VerificationPolicy;
}

/**
 * Verifies a record file from its bytes alone: text, grammar, every signature over the parts that its slot prescribes,
 * signers, roles, order, completeness, the time that is proven, and each certificate's chain in `trust` and by the
 * evidence that the seal carries. Synchronous and pure: the same bytes, trust and policy give the same report.
 */
export function verifyRecord(
  bytes: Uint8Array,
  trust: SignerTrust,
  policy: RecordPolicy,
): RecordReport {
  const sha256 = hash('sha256', bytes, 'hex');
  const { asOf, rules = usualPolicy } = policy;
  const named = { id: rules.id, version: rules.version, sha256: rules.sha256 };
  const read = readRecordFile(bytes);
  if (!read.ok) return { ...unreadable(read.refusal), asOf, sha256, policy: named };
  const file = read.value;
  const { content } = file;
  const time = judgeTime(file, trust, { asOf, heldBy: policy.heldBy, rules });
  const judging = { asOf, provenBy: time.provenBy, rules };
  const { signed, signatures } = verifySlots(file, time.trust, judging);
  const findings = [
    ...frameFindings(file, policy),
    ...(isInForce(rules, asOf) ? [] : [notInForce(rules)]),
    ...signed,
    ...(rules.order === 'any' ? [] : orderFindings(signatures)),
    ...time.findings,
    ...time.unused(file),
  ];
  const verdict = verdictOf(findings);
  return {
    verdict,
    asOf,
    sha256,
    content,
    signatures,
    time: time.proof,
    policy: named,
    findings,
  };
}

function frameFindings(
  { content, xml }: RecordFile,
  { environment }: RecordPolicy,
): readonly Finding[] {
  const findings: Finding[] = [
    { code: 'canonical-text', outcome: 'passed' },
    { code: 'schema', outcome: 'passed', facts: { profile: xml.data.profile } },
  ];
  if (environment !== 'as-stated' && content.environment !== environment) {
    const facts = { environment: content.environment };
    findings.push({ code: 'environment-not-expected', outcome: 'failed', facts });
  }
  return findings;
}

const notInForce = ({ id: policy, version, validFrom }: VerificationPolicy): Finding => ({
  code: 'policy-not-in-force',
  outcome: 'undetermined',
  facts: { policy: `${policy} ${version}`, validFrom },
});

/** Bytes that are no record: nothing else can be said of them. */
function unreadable(
  faults: readonly XmlFault[],
): Pick<RecordReport, 'verdict' | 'content' | 'signatures' | 'time' | 'findings'> {
  const findings = faults.map(({ code, at, path, found, expected }): Finding => {
    const facts: Record<string, string> = {};
    if (at !== undefined) facts['at'] = String(at);
    if (path !== undefined) facts['path'] = path;
    if (found !== undefined) facts['found'] = found;
    if (expected !== undefined) facts['expected'] = expected;
    return { code: `xml-${code}`, outcome: 'failed', facts };
  });
  const time = { source: 'stated' } as const;
  return { verdict: 'invalid', content: null, signatures: [], time, findings };
}

function verifySlots(
  file: RecordFile,
  trust: SignerTrust,
  judging: Judging,
): { readonly signed: readonly Finding[]; readonly signatures: readonly SignatureFacts[] } {
  const { document, content, xml } = file;
  const signers = signersOfRecord(content);
  const slots = [...signers.keys()];
  const rows = rowsByTeacher(xml.data);
  const digests: DigestCache = new Map();
  const signed: Finding[] = [];
  const signatures: SignatureFacts[] = [];
  slotsOf(xml).forEach(({ signature }, index) => {
    const slot = slots[index];
    if (slot === undefined) return;
    if (signature === null) {
      if (judging.rules.slots[slotKindOf(slot)].required) {
        signed.push({ code: 'signature-missing', outcome: 'failed', slot });
      }
      return;
    }
    const parts = prescribedParts(slot, file, rows);
    const expected = signers.get(slot);
    const { findings, facts } = verifySignature(
      document,
      { slot, signature, parts, expected },
      trust,
      judging,
      digests,
    );
    if (facts !== null) signatures.push(facts);
    signed.push(...findings);
    if (findings.length === 0) signed.push({ code: 'signature', outcome: 'passed', slot });
  });
  return { signed, signatures };
}

/** The elements that a slot's signature must cover, at their only places. */
function prescribedParts(
  slot: Slot,
  { xml }: RecordFile,
  rows: ReturnType<typeof rowsByTeacher>,
): readonly PrescribedPart[] {
  const { data } = xml;
  const part = (name: string, element: XmlElement | null): PrescribedPart[] =>
    element === null ? [] : [{ id: name, element }];
  if (slot === 'homeroom') return part(id.record, data.record.element);
  if (slot === 'head') return part(id.data, data.element);
  if (slot === 'seal') {
    return [
      ...part(id.data, data.element),
      ...part(id.signatures, xml.signatures.element),
      ...part(id.head, xml.issue.head.element),
    ];
  }
  const own = rows.get(teacherOf(slot) ?? '') ?? [];
  return own.flatMap((row) => part(row.id, row.element));
}

/** Teachers sign first, then the homeroom teacher, the head and the seal; the stated times must not say otherwise. */
function orderFindings(signatures: readonly SignatureFacts[]): readonly Finding[] {
  const rank = (slot: Slot): number => ['homeroom', 'head', 'seal'].indexOf(slot) + 1;
  const latest = ['', '', '', ''];
  for (const { slot, signedAt } of signatures) {
    const at = latest[rank(slot)];
    if (at !== undefined && signedAt > at) latest[rank(slot)] = signedAt;
  }
  return signatures
    .filter(({ slot, signedAt }) =>
      latest.slice(0, rank(slot)).some((earlier) => earlier > signedAt),
    )
    .map(
      ({ slot, signedAt }): Finding => ({
        code: 'signed-too-early',
        outcome: 'failed',
        slot,
        facts: { signedAt },
      }),
    );
}
