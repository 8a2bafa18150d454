import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { PersonalId } from '../../src/domain/person/identity.ts';
import type {
  RecordContent,
  SecondaryContent,
  SubjectResult,
} from '../../src/domain/record/content.ts';
import { type Slot, slotsOfRecord, teacherSlot } from '../../src/domain/record/slot.ts';
import type { SubjectCode } from '../../src/domain/school/yearbook.ts';
import { epochMsOf, type Instant, instantOf } from '../../src/domain/time/instant.ts';
import { parseCertificate } from '../../src/format/certificate/certificate.ts';
import { parsePem } from '../../src/format/certificate/pem.ts';
import { signerCertificateOf, signerTrustOf } from '../../src/format/certificate/signer-trust.ts';
import { trustStoreOf } from '../../src/format/certificate/trust-store.ts';
import { partsToSign } from '../../src/format/signature/parts.ts';
import { prepareSignature, type SigningCertificate } from '../../src/format/signature/prepare.ts';
import type { RecordReport } from '../../src/format/signature/report.ts';
import type { SignerTrust } from '../../src/format/signature/signer-trust.ts';
import { verifyRecord } from '../../src/format/signature/verify-record.ts';
import { type RecordParts, writeRecordFile } from '../../src/format/xml/file.ts';
import { writeData } from '../../src/format/xml/record.ts';
import { dataSchema } from '../../src/format/xml/record-schema.ts';
import { scanXml } from '../../src/format/xml/scan.ts';
import type { ClaimedRole, SignatureAlgorithm } from '../../src/format/xml/signature-schema.ts';
import type { UnsignedXml } from '../../src/format/xml/unsigned-schema.ts';
import { sampleContent } from './sample-content.ts';

/** Everybody in test/fixtures/signatures/pki.json. */
export type HolderName =
  | 'toan'
  | 'lsdl'
  | 'khtn'
  | 'nhac'
  | 'hoa'
  | 'homeroom'
  | 'head'
  | 'deputy'
  | 'school'
  | 'toanAgain'
  | 'toanExpired'
  | 'toanRevoked'
  | 'toanFalse'
  | 'toanP256'
  | 'toan1024';

interface Pki {
  readonly root: string;
  readonly ca: string;
  readonly rootCrl: string;
  readonly caCrl: string;
  readonly strangerRoot: string;
  readonly strangerCa: string;
  readonly holders: Readonly<
    Record<HolderName, { readonly certificate: string; readonly key: string }>
  >;
}

export const pki = JSON.parse(
  readFileSync(new URL('../fixtures/signatures/pki.json', import.meta.url), 'utf8'),
) as Pki;

export interface Holder {
  readonly certificate: SigningCertificate;
  readonly privateKey: KeyObject;
  readonly algorithm: SignatureAlgorithm;
}

const holders = new Map<HolderName, Holder>();

export function holderOf(name: HolderName): Holder {
  const known = holders.get(name);
  if (known !== undefined) return known;
  const { certificate: pem, key } = pki.holders[name];
  const [block] = parsePem(pem) ?? [];
  const read = parseCertificate(block?.der ?? new Uint8Array());
  if (!read.ok) throw new Error(`${name}: ${read.refusal.code}`);
  const { sha256, issuerSerial, keyType } = signerCertificateOf(read.value);
  const base64 = Buffer.from(read.value.der).toString('base64');
  const algorithm =
    keyType === 'rsa' ? 'rsa-sha256' : keyType === 'ec-p256' ? 'ecdsa-sha256' : 'ecdsa-sha384';
  const holder: Holder = {
    certificate: { base64, sha256, issuerSerial },
    privateKey: createPrivateKey(key),
    algorithm,
  };
  holders.set(name, holder);
  return holder;
}

export const pkiFiles = (...names: ('root' | 'ca' | 'rootCrl' | 'caCrl')[]) =>
  names.map((name) => ({ name, bytes: Buffer.from(pki[name]) }));

/** The root, its CA and both revocation lists. */
export const trust: SignerTrust = signerTrustOf(
  trustStoreOf(pkiFiles('root', 'ca', 'rootCrl', 'caCrl')),
);
export const trustWithoutLists: SignerTrust = signerTrustOf(trustStoreOf(pkiFiles('root', 'ca')));

export const asOf = '2026-06-20T00:00:00Z' as Instant;

export const verifySample = (text: string | Uint8Array, by: SignerTrust = trust): RecordReport =>
  verifyRecord(typeof text === 'string' ? Buffer.from(text) : text, by, {
    asOf,
    environment: 'trial',
  });

/** `slot code`, for every check that did not pass, sorted; the slot is `-` where it is about the file. */
export const complaints = (report: RecordReport): readonly string[] =>
  report.findings
    .filter(({ outcome }) => outcome !== 'passed')
    .map(({ slot, code, facts }) => {
      const part = facts?.['part'];
      return `${slot ?? '-'} ${code}${part === undefined ? '' : ` ${part}`}`;
    })
    .sort();

const person = (name: string, serial: string) => ({
  name,
  personalId: `0990822${serial}` as PersonalId,
});
export const people = {
  toan: person('Nguyễn Văn Toán', '00100'),
  lsdl: person('Nguyễn Thị Sử', '00101'),
  khtn: person('Nguyễn Văn Khoa', '00102'),
  nhac: person('Trần Thị Nhạc', '00200'),
  hoa: person('Lê Văn Họa', '00201'),
} as const;

export const slotOf = (teacher: keyof typeof people): Slot =>
  teacherSlot(people[teacher].personalId);

const scored = (
  code: string,
  name: string,
  mark: number,
  teacher: keyof typeof people,
): SubjectResult => ({
  subject: code as SubjectCode,
  name,
  results: {
    kind: 'score',
    term1: mark as never,
    term2: (mark + 2) as never,
    year: (mark + 1) as never,
    reassessed: null,
  },
  comment: `Tiến bộ rõ ở môn ${name}; hiểu x < y & y > z.`,
  specialTopic: null,
  teachers: [people[teacher]],
});

/** Five subjects, five teachers: one has two subjects, one subject has two teachers; RSA, P-256 and P-384 keys. */
export const signedContent: SecondaryContent = {
  ...sampleContent,
  subjects: [
    scored('TOAN', 'Toán', 78, 'toan'),
    scored('LSDL', 'Lịch sử và Địa lí', 64, 'lsdl'),
    scored('KHTN', 'Khoa học tự nhiên', 71, 'khtn'),
    scored('TIN', 'Tin học', 88, 'toan'),
    {
      subject: 'NT' as SubjectCode,
      name: 'Nghệ thuật',
      results: { kind: 'comment', term1: 'D', term2: 'D', year: 'D', reassessed: null },
      comment: null,
      specialTopic: null,
      teachers: [people.nhac, people.hoa],
    },
  ],
};

const ownHolder = (slot: Slot): HolderName => {
  if (slot === 'homeroom' || slot === 'head') return slot;
  if (slot === 'seal') return 'school';
  const found = Object.entries(people).find(
    ([, { personalId }]) => slot === teacherSlot(personalId),
  );
  if (found === undefined) throw new Error(`nobody signs ${slot}`);
  return found[0] as HolderName;
};

const ownRole = (slot: Slot): ClaimedRole => {
  if (slot === 'homeroom') return 'GVCN';
  if (slot === 'head') return 'CBQL';
  return slot === 'seal' ? 'KY_PHAT_HANH' : 'GVBM';
};

export interface SignOptions {
  readonly content?: RecordContent;
  readonly omit?: readonly Slot[];
  readonly by?: ReadonlyMap<Slot, HolderName>;
  readonly roles?: ReadonlyMap<Slot, ClaimedRole>;
  readonly times?: ReadonlyMap<Slot, string>;
  /** Keys other than those of pki.json. */
  readonly holders?: (slot: Slot) => Holder;
  /** What the seal carries beside what is signed, from its raw value. */
  readonly unsigned?: (value: Buffer) => UnsignedXml;
}

const firstSignature = '2026-06-01T01:00:00Z' as Instant;

/** Signs every slot in order, five minutes apart, with the keys of pki.json. */
export function signSample({
  content = signedContent,
  omit = [],
  by = new Map(),
  roles = new Map(),
  times = new Map(),
  holders = (slot) => holderOf(by.get(slot) ?? ownHolder(slot)),
  unsigned,
}: SignOptions = {}): string {
  const data = writeData(content);
  const scanned = scanXml(Buffer.from(data));
  if (!scanned.ok) throw new Error(scanned.refusal.code);
  const document = scanned.value;
  const xml = dataSchema.decode({ document, faults: [] }, document.root);
  const slots = slotsOfRecord(content);
  const signatures = new Map<Slot, string>();
  const parts: RecordParts = { data, slots, signatures };
  slots.forEach((slot, index) => {
    if (omit.includes(slot)) return;
    const holder = holders(slot);
    const prepared = prepareSignature({
      name: slot.replace(':', '-'),
      parts: partsToSign(slot, { document, xml }, parts),
      certificate: holder.certificate,
      algorithm: holder.algorithm,
      signingTime: (times.get(slot) ??
        instantOf(epochMsOf(firstSignature) + index * 300_000)) as Instant,
      role: roles.get(slot) ?? ownRole(slot),
    });
    const value = rawSign(holder, prepared.toBeSigned);
    const isStamped = slot === 'seal' && unsigned !== undefined;
    signatures.set(
      slot,
      isStamped ? prepared.completeSeal(value, unsigned(value)) : prepared.complete(value),
    );
  });
  return writeRecordFile(parts);
}

export const rawSign = ({ privateKey, algorithm }: Holder, bytes: Uint8Array): Buffer =>
  sign(algorithm === 'ecdsa-sha384' ? 'sha384' : 'sha256', bytes, {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  });

/** Whose key signed the signature with this Id, by our naming of Ids. */
export const holderOfSignature = (id: string): Holder => {
  const slot = id.replace(/^sig-/, '').replace('teacher-', 'teacher:') as Slot;
  return holderOf(ownHolder(slot));
};
