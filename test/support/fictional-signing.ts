import type { RecordContent } from '../../src/domain/record/content.ts';
import type { Slot } from '../../src/domain/record/slot.ts';
import type { Instant } from '../../src/domain/time/instant.ts';
import type { Finding } from '../../src/format/signature/report.ts';
import type { SignerTrust } from '../../src/format/signature/signer-trust.ts';
import { signerTrust } from './fictional-trust.ts';
import { Crew, signRecord } from './records.ts';

export interface FictionalRecord {
  readonly bytes: Buffer;
  /** Knows these signers; `chain` is what it finds about every certificate. */
  trust(chain?: readonly Finding[]): SignerTrust;
}

/** A record signed by people made for the occasion, and a trust that knows them. */
export function signFictionally(
  content: RecordContent,
  from: Instant,
  omit: readonly Slot[] = [],
): FictionalRecord {
  const crew = new Crew().enlist(content);
  const bytes = signRecord(content, crew, from, { omit });
  const known = signerTrust(crew.material);
  return { bytes, trust: (chain = []) => ({ ...known, chain: () => chain }) };
}
