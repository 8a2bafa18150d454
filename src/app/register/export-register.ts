import type { RecordCode } from '../../domain/record/content.ts';
import { writeEvidence } from '../../format/evidence/evidence-record.ts';
import { writeRecordProof } from '../../format/log/proof.ts';
import { changedTiles, tilePath } from '../../format/log/tiles.ts';
import type { LogSource, RegisterReader } from './ports.ts';
import { fileOf, type Prover, sizeOf } from './prove-record.ts';
import { readTile } from './read-log.ts';
import type { EvidenceSource } from './stamp/ports.ts';

/** Where exported files go: a place below the export's top, and the bytes. */
export type WriteFile = (place: string, bytes: Uint8Array) => Promise<void>;

export interface ExportSource {
  readonly reader: RegisterReader;
  readonly prover: Prover;
  readonly log: LogSource;
  readonly evidence: EvidenceSource;
}

export interface ExportCounts {
  readonly records: number;
  readonly tiles: number;
}

const page = 500;

/**
 * Writes what anyone needs to check the locked register without asking it: records/*.xml (exact bytes), proofs/*.json
 * (contract/proof.md) and log/ (C2SP tlog-tiles with every kept checkpoint, and the evidence of the stamped ones).
 */
export async function exportRegister(
  source: ExportSource,
  write: WriteFile,
): Promise<ExportCounts> {
  const records = await exportRecords(source, write);
  await exportEvidence(source.evidence, write);
  return { records, tiles: await exportLog(source.log, write) };
}

/** Every record in force, with its proof under the same name. */
export async function exportRecords(
  { reader, prover }: ExportSource,
  write: WriteFile,
): Promise<number> {
  let records = 0;
  let after: RecordCode | null = null;
  for (;;) {
    const codes: readonly RecordCode[] = await reader.lockedCodes(after, page);
    for (const code of codes) {
      const proof = await prover.prove(code);
      const record = await reader.record(code);
      if (!proof.ok || record === undefined) throw new Error('a locked record can be proven');
      const bytes = await reader.versionBytes(code, record.version);
      if (bytes === undefined) throw new Error('a locked record has its bytes');
      const name = fileOf(record);
      await write(`records/${name}`, bytes);
      const json = `${JSON.stringify(writeRecordProof(proof.value), undefined, 1)}\n`;
      await write(`proofs/${name.replace(/xml$/, 'json')}`, Buffer.from(json));
    }
    records += codes.length;
    after = codes.at(-1) ?? null;
    if (after === null) return records;
  }
}

/** The evidence record of every stamped head, beside the log. */
export async function exportEvidence(evidence: EvidenceSource, write: WriteFile): Promise<void> {
  for (const size of await evidence.sizes()) {
    const record = await evidence.record(size);
    if (record === undefined) throw new Error('a stamped head has its evidence');
    const json = `${JSON.stringify(writeEvidence(record), undefined, 1)}\n`;
    await write(`log/checkpoint-stamps/${size}.json`, Buffer.from(json));
  }
}

/** The log as static files. */
export async function exportLog(log: LogSource, write: WriteFile): Promise<number> {
  const newest = await log.latestCheckpoint();
  if (newest === undefined) return 0;
  const size = sizeOf(newest);
  const tiles = changedTiles({ from: 0, to: size });
  for (const tile of tiles) {
    const place = tilePath(tile);
    const bytes = await readTile(place, log);
    if (bytes === undefined) throw new Error(`the log has ${place}`);
    await write(`log/${place}`, bytes);
  }
  for (const older of await log.checkpointSizes()) {
    const note = older <= size ? await log.checkpoint(older) : undefined;
    if (note !== undefined) await write(`log/checkpoint.${older}`, Buffer.from(note));
  }
  // Last: whoever finds a checkpoint finds the tiles that it speaks of.
  await write('log/checkpoint', Buffer.from(newest));
  return tiles.length;
}
