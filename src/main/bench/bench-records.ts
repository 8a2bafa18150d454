import { sign } from 'node:crypto';
import { type Authority, createAuthority, yearsAfter } from '../../adapter/authority/authority.ts';
import type { Credential } from '../../adapter/authority/issue.ts';
import type { Score } from '../../domain/assessment/score.ts';
import type { BirthDate, LearnerNumber, PersonalId } from '../../domain/person/identity.ts';
import type { RecordCode, RecordContent, SecondaryContent } from '../../domain/record/content.ts';
import { expectedSigner, type Slot, slotsOfRecord, teacherOf } from '../../domain/record/slot.ts';
import type { SchoolCode, SubjectCode } from '../../domain/school/yearbook.ts';
import type { CivilDate } from '../../domain/time/civil-date.ts';
import { epochMsOf, type Instant, instantOf } from '../../domain/time/instant.ts';
import type { SchoolYear } from '../../domain/time/school-year.ts';
import { signerTrustOf, signingCertificateOf } from '../../format/certificate/signer-trust.ts';
import { trustStoreOf } from '../../format/certificate/trust-store.ts';
import { partsToSign } from '../../format/signature/parts.ts';
import { type PreparedSignature, prepareSignature } from '../../format/signature/prepare.ts';
import type { SignerTrust } from '../../format/signature/signer-trust.ts';
import type { XmlSource } from '../../format/xml/element.ts';
import { type RecordParts, recordFileBytes } from '../../format/xml/file.ts';
import { readRecord, writeData } from '../../format/xml/record.ts';
import type { DataXml } from '../../format/xml/record-schema.ts';
import { scanXml } from '../../format/xml/scan.ts';
import type { ClaimedRole } from '../../format/xml/signature-schema.ts';

const subjectCodes = [
  'TOAN',
  'NV',
  'NN1',
  'GDCD',
  'LSDL',
  'KHTN',
  'CN',
  'TIN',
  'GDTC',
  'NT',
  'GDDP',
  'TNHN',
];
const person = (name: string, serial: number) => ({
  name,
  personalId: `0990801${String(serial).padStart(5, '0')}` as PersonalId,
});

/** A learner made up for measuring: twelve subjects, each with its own teacher, so fifteen signatures. */
export function benchContent(serial: number): SecondaryContent {
  return {
    kind: 'secondary',
    environment: 'trial',
    code: serial.toString(16).padStart(32, '0') as RecordCode,
    version: 1,
    extracted: false,
    circular: '22/2021/TT-BGDĐT',
    createdOn: '2026-05-30' as CivilDate,
    issuedOn: '2026-06-01' as CivilDate,
    inForceFrom: '2026-06-15' as CivilDate,
    issuedAt: 'Hải Phòng',
    school: {
      code: '9900000001' as SchoolCode,
      name: 'Trường THCS Đo Lường',
      taxCode: '0990000001',
      departmentCode: '99',
      departmentName: 'Sở Giáo dục và Đào tạo Mẫu',
      communeCode: '11065',
      communeName: 'Xã Trường Tân',
      provinceCode: '31',
      provinceName: 'Thành phố Hải Phòng',
      levelCode: '03',
    },
    head: { ...person('Lê Văn Hiệu', 1), title: 'Hiệu trưởng', onBehalf: null },
    learner: {
      number: `99${String(serial).padStart(8, '0')}` as LearnerNumber,
      personalId: `0992142${String(serial).padStart(5, '0')}` as PersonalId,
      passport: null,
      name: 'Đặng Ngọc Ẩn',
      sex: 'M',
      birthDate: '2014-01-19' as BirthDate,
      birthPlace: 'Xã Trường Tân, Thành phố Hải Phòng',
      homeTown: 'Xã Trường Tân, Thành phố Hải Phòng',
      currentAddress: 'Tổ dân phố số 6, Xã Trường Tân, Thành phố Hải Phòng',
      birthPlaceCode: null,
      homeTownCode: null,
      currentAddressCode: null,
      ethnicCode: '01',
      nationality: 'VN',
      policyBeneficiary: null,
      notAssessed: false,
      registerNumber: `${serial}/2025`,
      father: { name: 'Đặng Xuân Sơn', job: 'Nông dân' },
      mother: { name: 'Ngô Linh Chi', job: 'Kĩ sư' },
      guardian: null,
    },
    studies: [
      {
        year: '2025-2026' as SchoolYear,
        className: '6A',
        schoolName: 'Trường THCS Đo Lường',
        provinceName: 'Thành phố Hải Phòng',
        arrivedOn: null,
      },
    ],
    year: '2025-2026' as SchoolYear,
    grade: 6,
    className: '6A',
    homeroom: person('Phạm Thị Nhiệm', 2),
    subjects: subjectCodes.map((code, index) => ({
      subject: code as SubjectCode,
      name: `Môn ${code}`,
      results: {
        kind: 'score',
        term1: (60 + index) as Score,
        term2: (63 + index) as Score,
        year: (62 + index) as Score,
        reassessed: null,
      },
      comment: 'Tiến bộ rõ rệt so với đầu năm, biết vận dụng kiến thức vào thực tế; cần đọc thêm.',
      specialTopic: null,
      teachers: [person(`Nguyễn Thị ${code}`, 100 + index)],
    })),
    result: {
      study: { term1: 'K', term2: 'K', year: 'K', afterReassess: null },
      conduct: { term1: 'T', term2: 'T', year: 'T', afterSummer: null },
      absences: 3,
      promoted: true,
      promotionText: 'Được lên lớp 7',
      completionText: null,
      award: null,
    },
    certificate: null,
    competition: null,
    summerComment: null,
    homeroomComment: 'Chăm ngoan, lễ phép, hòa đồng với bạn bè.',
  };
}

export interface BenchSigners {
  readonly trust: SignerTrust;
  /** What the trust was made of: certificates and lists in DER, root first. */
  readonly trustFiles: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly at: Instant;
  credential(slot: Slot, content: RecordContent): Credential;
  /** A certificate of another organisation by the same authority. */
  organisation(name: string, taxCode: string): Promise<Credential>;
}

/** A demo authority and the fifteen signers of `benchContent`, RSA-2048. */
export async function benchSigners(nowMs: number): Promise<BenchSigners> {
  const now = instantOf(nowMs);
  const validFrom = instantOf(nowMs - 86_400_000);
  const authority: Authority = await createAuthority({
    name: 'Cơ quan chứng thực đo lường',
    crlBase: 'http://127.0.0.1/crl',
    validFrom,
  });
  const content = benchContent(1);
  const validity = { notBefore: validFrom, notAfter: yearsAfter(validFrom, 1) };
  const byId = new Map<string, Credential>();
  for (const slot of slotsOfRecord(content)) {
    const signer = expectedSigner(slot, content);
    if (signer === undefined) continue;
    const { name } = signer;
    byId.set(
      slot,
      signer.kind === 'person'
        ? await authority.issuePerson({ name, personalId: signer.personalId }, validity)
        : await authority.issueSchool({ name, taxCode: signer.taxCode }, validity),
    );
  }
  const lists = authority.crls({
    number: 1,
    thisUpdate: validFrom,
    nextUpdate: instantOf(epochMsOf(now) + 86_400_000),
  });
  const trustFiles = [
    { name: 'root.crt', bytes: authority.root.certificate.der },
    { name: 'ca.crt', bytes: authority.ca.certificate.der },
    { name: 'root.crl', bytes: lists.root },
    { name: 'ca.crl', bytes: lists.ca },
  ];
  const store = trustStoreOf(trustFiles);
  return {
    trust: signerTrustOf(store),
    trustFiles,
    at: now,
    organisation: (name, taxCode) => authority.issueSchool({ name, taxCode }, validity),
    credential(slot) {
      const credential = byId.get(slot);
      if (credential === undefined) throw new Error(`no signer for ${slot}`);
      return credential;
    },
  };
}

export const roleOf = (slot: Slot): ClaimedRole => {
  if (teacherOf(slot) !== undefined) return 'GVBM';
  if (slot === 'homeroom') return 'GVCN';
  return slot === 'head' ? 'CBQL' : 'KY_PHAT_HANH';
};

/** Closed data, read back. */
export interface ClosedData {
  readonly document: XmlSource;
  readonly xml: DataXml;
}

/** The work around a private-key operation: digests, SignedInfo, properties. */
export function prepareSlot(
  slot: Slot,
  closed: ClosedData,
  parts: RecordParts,
  signers: BenchSigners,
  content: RecordContent,
): PreparedSignature {
  const { certificate } = signers.credential(slot, content);
  return prepareSignature({
    name: slot.replace(':', '-'),
    parts: partsToSign(slot, closed, parts),
    certificate: signingCertificateOf(certificate),
    algorithm: 'rsa-sha256',
    signingTime: signers.at,
    role: roleOf(slot),
  });
}

/** Writes the content and reads it back, ready to be signed. */
export function closeRecord(content: RecordContent) {
  const signatures = new Map<Slot, string>();
  const parts = { data: writeData(content), slots: slotsOfRecord(content), signatures };
  const scanned = scanXml(recordFileBytes(parts));
  const read = scanned.ok ? readRecord(scanned.value) : scanned;
  if (!read.ok) throw new Error('the bench content is not of the profile');
  const closed: ClosedData = { document: read.value.document, xml: read.value.xml.data };
  return { parts, signatures, closed };
}

export type ClosedRecord = ReturnType<typeof closeRecord>;

/** Signs a closed record in order by all fifteen; its file. */
export function signClosed(
  { parts, signatures, closed }: ClosedRecord,
  content: RecordContent,
  signers: BenchSigners,
): Buffer {
  signatures.clear();
  for (const slot of parts.slots) {
    const prepared = prepareSlot(slot, closed, parts, signers, content);
    const { privateKey } = signers.credential(slot, content);
    signatures.set(slot, prepared.complete(sign('sha256', prepared.toBeSigned, privateKey)));
  }
  return recordFileBytes(parts);
}

/** A whole record: closed, then signed. */
export const signRecord = (content: RecordContent, signers: BenchSigners): Buffer =>
  signClosed(closeRecord(content), content, signers);
