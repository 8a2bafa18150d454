import { generateKeyPairSync, hash, type KeyObject, sign } from 'node:crypto';
import type { RecordContent } from '../../src/domain/record/content.ts';
import { expectedSigner, type Slot, slotsOfRecord } from '../../src/domain/record/slot.ts';
import { epochMsOf, type Instant, instantOf } from '../../src/domain/time/instant.ts';
import { partsToSign } from '../../src/format/signature/parts.ts';
import { prepareSignature } from '../../src/format/signature/prepare.ts';
import type { Finding } from '../../src/format/signature/report.ts';
import type { SignerCertificate, SignerTrust } from '../../src/format/signature/signer-trust.ts';
import { type RecordParts, writeRecordFile } from '../../src/format/xml/file.ts';
import { writeData } from '../../src/format/xml/record.ts';
import { dataSchema } from '../../src/format/xml/record-schema.ts';
import { scanXml } from '../../src/format/xml/scan.ts';
import type { ClaimedRole } from '../../src/format/xml/signature-schema.ts';

const roleOf = (slot: Slot): ClaimedRole => {
  if (slot === 'homeroom') return 'GVCN';
  if (slot === 'head') return 'CBQL';
  return slot === 'seal' ? 'KY_PHAT_HANH' : 'GVBM';
};

interface Holder {
  readonly base64: string;
  readonly privateKey: KeyObject;
  readonly certificate: SignerCertificate;
}

/** Keys and stand-ins for certificates, one per slot: enough for the verifier, which asks `SignerTrust` for the rest. */
function holderOf(slot: Slot, content: RecordContent): Holder {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const expected = expectedSigner(slot, content);
  if (expected === undefined) throw new Error(`nobody signs ${slot}`);
  const id = expected.kind === 'person' ? `CCCD:${expected.personalId}` : `MST:${expected.taxCode}`;
  return {
    base64: der.toString('base64'),
    privateKey,
    certificate: {
      publicKey,
      name: expected.name,
      ids: [id],
      keyType: 'ec-p256',
      keyBits: 256,
      sha256: hash('sha256', der, 'base64'),
      sha256Hex: hash('sha256', der, 'hex'),
      sha384: () => hash('sha384', der, 'base64'),
      issuerSerial: Buffer.from(slot).toString('base64'),
    },
  };
}

export interface FictionalRecord {
  readonly bytes: Buffer;
  /** Knows these signers; `chain` answers what the test wants of every certificate. */
  trust(chain?: readonly Finding[]): SignerTrust;
}

/** Signs every slot of a fictional record in order, five minutes apart from `from` on, with keys made for the occasion. */
export function signFictionally(
  content: RecordContent,
  from: Instant,
  omitted: readonly Slot[] = [],
): FictionalRecord {
  const data = writeData(content);
  const scanned = scanXml(Buffer.from(data));
  if (!scanned.ok) throw new Error(scanned.refusal.code);
  const document = scanned.value;
  const xml = dataSchema.decode({ document, faults: [] }, document.root);
  const slots = slotsOfRecord(content);
  const signatures = new Map<Slot, string>();
  const parts: RecordParts = { data, slots, signatures };
  const known = new Map<string, SignerCertificate>();
  slots.forEach((slot, index) => {
    if (omitted.includes(slot)) return;
    const { base64, privateKey, certificate } = holderOf(slot, content);
    known.set(base64, certificate);
    const prepared = prepareSignature({
      name: slot.replace(':', '-'),
      parts: partsToSign(slot, { document, xml }, parts),
      certificate: { base64, sha256: certificate.sha256, issuerSerial: certificate.issuerSerial },
      algorithm: 'ecdsa-sha256',
      signingTime: instantOf(epochMsOf(from) + index * 300_000),
      role: roleOf(slot),
    });
    const key = { key: privateKey, dsaEncoding: 'ieee-p1363' as const };
    signatures.set(slot, prepared.complete(sign('sha256', prepared.toBeSigned, key)));
  });
  return {
    bytes: Buffer.from(writeRecordFile(parts)),
    trust: (chain = []) => ({
      certificate: (base64) => known.get(base64),
      chain: () => chain,
    }),
  };
}
