import { generateKeyPairSync, hash, type KeyObject, sign } from 'node:crypto';
import type { LearnerNumber, PersonalId } from '../../src/domain/person/identity.ts';
import type {
  RecordCode,
  RecordContent,
  SecondaryContent,
} from '../../src/domain/record/content.ts';
import { roleForSlot } from '../../src/domain/record/role.ts';
import {
  type ExpectedSigner,
  expectedSigner,
  type Slot,
  slotsOfRecord,
} from '../../src/domain/record/slot.ts';
import type { SchoolCode } from '../../src/domain/school/yearbook.ts';
import { epochMsOf, type Instant, instantOf } from '../../src/domain/time/instant.ts';
import type {
  Enrolment,
  Package,
  PackageId,
  Recall,
  SchoolMessage,
  SentRecord,
} from '../../src/format/package/message.ts';
import {
  prepareEnrolment,
  preparePackage,
  prepareRecall,
} from '../../src/format/package/package.ts';
import type { PreparedMessage, SealRequest } from '../../src/format/package/sealed-message.ts';
import { partsToSign } from '../../src/format/signature/parts.ts';
import { prepareSignature, type SigningCertificate } from '../../src/format/signature/prepare.ts';
import { type RecordParts, writeRecordFile } from '../../src/format/xml/file.ts';
import { writeData } from '../../src/format/xml/record.ts';
import { dataSchema } from '../../src/format/xml/record-schema.ts';
import { scanXml } from '../../src/format/xml/scan.ts';
import { certificateOf, type FictionalHolder } from './fictional-trust.ts';
import { sampleContent } from './sample-content.ts';

export interface Holder extends FictionalHolder {
  readonly privateKey: KeyObject;
  readonly certificate: SigningCertificate;
}

const idOf = (signer: ExpectedSigner): string =>
  signer.kind === 'person' ? `CCCD:${signer.personalId}` : `MST:${signer.taxCode}`;

function newHolder(id: string, name: string): Holder {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const base64 = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const holder = { base64, name, ids: [id] };
  const { sha256, issuerSerial } = certificateOf(holder);
  return { ...holder, privateKey, certificate: { base64, sha256, issuerSerial } };
}

/** Everybody who signs in a test. Ask for holders before the trust is built: `material` lists whoever exists. */
export class Crew {
  private readonly holders = new Map<string, Holder>();

  holder(id: string, name = id): Holder {
    const known = this.holders.get(id) ?? newHolder(id, name);
    this.holders.set(id, known);
    return known;
  }

  signerOf(content: RecordContent, slot: Slot): Holder {
    const signer = expectedSigner(slot, content);
    if (signer === undefined) throw new Error(`nobody signs ${slot}`);
    return this.holder(idOf(signer), signer.name);
  }

  /** Makes a holder for every slot of the content. */
  enlist(content: RecordContent): this {
    for (const slot of slotsOfRecord(content)) this.signerOf(content, slot);
    return this;
  }

  get material(): readonly FictionalHolder[] {
    return [...this.holders.values()].map(({ base64, name, ids }) => ({ base64, name, ids }));
  }
}

/** The raw signature value of the holder's key. */
export const signValue = ({ privateKey }: Holder, bytes: Uint8Array): Buffer =>
  sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' });

/** Signs every slot in order, five minutes apart from `from` on. `by` puts another's key in a slot. */
export function signRecord(
  content: RecordContent,
  crew: Crew,
  from: Instant = '2026-06-01T01:00:00Z' as Instant,
  options: { readonly omit?: readonly Slot[]; readonly by?: ReadonlyMap<Slot, Holder> } = {},
): Buffer {
  const data = writeData(content);
  const scanned = scanXml(Buffer.from(data));
  if (!scanned.ok) throw new Error(scanned.refusal.code);
  const document = scanned.value;
  const xml = dataSchema.decode({ document, faults: [] }, document.root);
  const slots = slotsOfRecord(content);
  const signatures = new Map<Slot, string>();
  const parts: RecordParts = { data, slots, signatures };
  slots.forEach((slot, index) => {
    if (options.omit?.includes(slot)) return;
    const holder = options.by?.get(slot) ?? crew.signerOf(content, slot);
    const prepared = prepareSignature({
      name: slot.replace(':', '-'),
      parts: partsToSign(slot, { document, xml }, parts),
      certificate: holder.certificate,
      algorithm: 'ecdsa-sha256',
      signingTime: instantOf(epochMsOf(from) + index * 300_000),
      role: roleForSlot(slot, content),
    });
    signatures.set(slot, prepared.complete(signValue(holder, prepared.toBeSigned)));
  });
  return Buffer.from(writeRecordFile(parts));
}

/** The content of the nth fictional learner of the sample class. */
export function learnerContent(
  n: number,
  change: Partial<SecondaryContent> = {},
): SecondaryContent {
  const serial = String(n).padStart(6, '0');
  return {
    ...sampleContent,
    code: hash('md5', `record ${n}`, 'hex') as RecordCode,
    ...change,
    learner: {
      ...sampleContent.learner,
      number: `99${serial}` as LearnerNumber,
      personalId: `099214${serial}` as PersonalId,
      name: `Nguyễn Văn Số ${n}`,
      ...change.learner,
    },
  };
}

export const packageId = (seed: string): PackageId => hash('md5', seed, 'hex') as PackageId;

const at = '2026-06-02T01:00:00Z' as Instant;

export const sealedBy = (holder: Holder): SealRequest => ({
  certificate: holder.certificate,
  algorithm: 'ecdsa-sha256',
  signingTime: at,
});

const complete = (prepared: PreparedMessage, holder: Holder): Buffer =>
  prepared.complete(signValue(holder, prepared.toBeSigned));

const school = sampleContent.school;

const head = (seed: string): SchoolMessage => ({
  environment: 'trial',
  id: packageId(seed),
  school: school.code,
  taxCode: school.taxCode,
  createdAt: at,
});

export const sent = (content: RecordContent, bytes: Uint8Array): SentRecord => ({
  code: content.code,
  version: content.version,
  sha256: hash('sha256', bytes, 'hex'),
  bytes,
});

/** A package of the sample school's class 6A, sealed by the school unless `by` says otherwise. */
export function packageOf(
  records: readonly SentRecord[],
  crew: Crew,
  {
    seed = 'package',
    by,
    change = {},
  }: { readonly seed?: string; readonly by?: Holder; readonly change?: Partial<Package> } = {},
): Buffer {
  const { year, className } = sampleContent;
  const message = { ...head(seed), year, className, count: records.length, records, ...change };
  const holder = by ?? crew.holder(`MST:${school.taxCode}`);
  return complete(preparePackage(message, sealedBy(holder)), holder);
}

export function recallOf(
  content: RecordContent,
  crew: Crew,
  {
    seed = 'recall',
    change = {},
  }: { readonly seed?: string; readonly change?: Partial<Recall> } = {},
): Buffer {
  const { code, version } = content;
  const message = { ...head(seed), code, version, reason: 'wrong-content' as const, note: null };
  const holder = crew.holder(`MST:${school.taxCode}`);
  return complete(prepareRecall({ ...message, ...change }, sealedBy(holder)), holder);
}

export function enrolmentOf(classes: Enrolment['classes'], crew: Crew, seed = 'enrolment'): Buffer {
  const message = { ...head(seed), year: sampleContent.year, classes };
  const holder = crew.holder(`MST:${school.taxCode}`);
  return complete(prepareEnrolment(message, sealedBy(holder)), holder);
}

export const otherSchool = '9911065799' as SchoolCode;
