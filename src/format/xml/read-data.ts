import type { RecordContent } from '../../domain/record/content.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { XmlDocument } from './element.ts';
import type { XmlFault } from './fault.ts';
import { contentOf } from './record.ts';
import { type DataXml, dataSchema } from './record-schema.ts';
import { scanXml } from './scan.ts';
import type { Reading } from './schema.ts';

/** A closed DU_LIEU_HOC_BA element alone, as `writeData` wrote it: with its elements, for digests. */
export function decodeData(
  data: string,
): Result<{ readonly document: XmlDocument; readonly xml: DataXml }, readonly XmlFault[]> {
  const scanned = scanXml(Buffer.from(data));
  if (!scanned.ok) return refuse([scanned.refusal]);
  const document = scanned.value;
  const reading: Reading = { document, faults: [] };
  const xml = dataSchema.decode(reading, document.root);
  return reading.faults.length > 0 ? refuse(reading.faults) : ok({ document, xml });
}

/** The content of the same. */
export function readData(data: string): Result<RecordContent, readonly XmlFault[]> {
  const read = decodeData(data);
  return read.ok ? ok(contentOf(read.value.xml)) : read;
}
