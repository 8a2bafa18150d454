import type { BuildRefusal } from '../../domain/record/build-refusal.ts';
import type { RecordContent } from '../../domain/record/content.ts';
import type { Sha256Hex, SlotPlan } from '../../domain/record/events.ts';
import { expectedSigner, slotsOfRecord } from '../../domain/record/slot.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { sha256Hex } from '../../format/log/sha256-hex.ts';
import { partsToSign } from '../../format/signature/parts.ts';
import type { XmlFault } from '../../format/xml/fault.ts';
import { recordFileBytes } from '../../format/xml/file.ts';
import { readRecordFile, writeData } from '../../format/xml/record.ts';

/** A content as bytes: what closing fixes, and who must sign which parts of it. */
export interface ClosedContent {
  readonly data: string;
  readonly sha256: Sha256Hex;
  readonly plan: readonly SlotPlan[];
}

/** Writes the content and reads it back; what the profile's grammar does not take is refused with its path. */
export function closeContent(
  content: RecordContent,
): Result<ClosedContent, readonly BuildRefusal[]> {
  const data = writeData(content);
  const slots = slotsOfRecord(content);
  const parts = { data, slots, signatures: new Map() };
  const read = readRecordFile(recordFileBytes(parts));
  if (!read.ok) return refuse(read.refusal.map(notInProfile));
  const { document, xml, content: found } = read.value;
  const plan = slots.map((slot): SlotPlan => {
    const signer = expectedSigner(slot, found);
    if (signer === undefined) throw new Error(`nobody signs ${slot}`);
    if (slot === 'seal') return { slot, signer, parts: [] };
    return { slot, signer, parts: partsToSign(slot, { document, xml: xml.data }, parts) };
  });
  return ok({ data, sha256: sha256Hex(Buffer.from(data)), plan });
}

const notInProfile = ({ code, path = '', found = '' }: XmlFault): BuildRefusal => ({
  code: 'not-in-profile',
  path,
  fault: code,
  found,
});
