import type { RecordContent } from '../../domain/record/content.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { XmlFault } from './fault.ts';
import { contentOf } from './record.ts';
import { dataSchema } from './record-schema.ts';
import { scanXml } from './scan.ts';
import type { Reading } from './schema.ts';

/** The content of a closed DU_LIEU_HOC_BA element alone, as `writeData` wrote it. */
export function readData(data: string): Result<RecordContent, readonly XmlFault[]> {
  const scanned = scanXml(Buffer.from(data));
  if (!scanned.ok) return refuse([scanned.refusal]);
  const document = scanned.value;
  const reading: Reading = { document, faults: [] };
  const xml = dataSchema.decode(reading, document.root);
  return reading.faults.length > 0 ? refuse(reading.faults) : ok(contentOf(xml));
}
