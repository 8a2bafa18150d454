import { hash } from 'node:crypto';
import { type Slot, signersOfRecord, teacherOf } from '../../domain/record/slot.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { XmlElement } from '../xml/element.ts';
import type { XmlFault } from '../xml/fault.ts';
import { id } from '../xml/names.ts';
import { type RecordFile, readRecordFile } from '../xml/record.ts';
import { slotsOf } from '../xml/record-schema.ts';
import { rowsByTeacher } from './parts.ts';
import { type Finding, type RecordReport, type SignatureFacts, verdictOf } from './report.ts';
import type { SignerTrust } from './signer-trust.ts';
import { type DigestCache, type PrescribedPart, verifySignature } from './verify-signature.ts';

export interface RecordPolicy {
  readonly asOf: Instant;
  /** A register takes records of one environment; 'as-stated' is for whoever may hold either and reads which. */
  readonly environment: 'real' | 'trial' | 'as-stated';
}

/**
 * Verifies a record file from its bytes alone: text, grammar, every signature over the parts that its slot prescribes,
 * signers, roles, order, completeness, and each certificate's chain in `trust`. Synchronous and pure.
 */
export function verifyRecord(
  bytes: Uint8Array,
  trust: SignerTrust,
  policy: RecordPolicy,
): RecordReport {
  const sha256 = hash('sha256', bytes, 'hex');
  const read = readRecordFile(bytes);
  if (!read.ok) return unreadable(sha256, policy.asOf, read.refusal);
  const file = read.value;
  const { content } = file;
  const findings: Finding[] = [
    { code: 'canonical-text', outcome: 'passed' },
    { code: 'schema', outcome: 'passed', facts: { profile: file.xml.data.profile } },
  ];
  if (policy.environment !== 'as-stated' && content.environment !== policy.environment) {
    const facts = { environment: content.environment };
    findings.push({ code: 'environment-not-expected', outcome: 'failed', facts });
  }
  const { signed, signatures } = verifySlots(file, trust, policy.asOf);
  findings.push(...signed, ...orderFindings(signatures));
  return { verdict: verdictOf(findings), asOf: policy.asOf, sha256, content, signatures, findings };
}

function unreadable(sha256: string, asOf: Instant, faults: readonly XmlFault[]): RecordReport {
  const findings = faults.map(({ code, at, path, found, expected }): Finding => {
    const facts: Record<string, string> = {};
    if (at !== undefined) facts['at'] = String(at);
    if (path !== undefined) facts['path'] = path;
    if (found !== undefined) facts['found'] = found;
    if (expected !== undefined) facts['expected'] = expected;
    return { code: `xml-${code}`, outcome: 'failed', facts };
  });
  return { verdict: 'invalid', asOf, sha256, content: null, signatures: [], findings };
}

function verifySlots(
  file: RecordFile,
  trust: SignerTrust,
  asOf: Instant,
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
      signed.push({ code: 'signature-missing', outcome: 'failed', slot });
      return;
    }
    const parts = prescribedParts(slot, file, rows);
    const expected = signers.get(slot);
    const { findings, facts } = verifySignature(
      document,
      { slot, signature, parts, expected },
      trust,
      asOf,
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
