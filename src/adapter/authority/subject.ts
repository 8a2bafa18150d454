import type { PersonalId } from '../../domain/person/identity.ts';
import type { NameAttribute } from '../../format/certificate/name.ts';
import { attribute } from '../../format/certificate/oid.ts';

/** A person to whom a certificate is issued. */
export interface PersonSubject {
  readonly name: string;
  readonly personalId: PersonalId;
  /** Where the person works, and as what: «Giáo viên». */
  readonly organization?: string;
  readonly title?: string;
  readonly province?: string;
}

/** A school to which a certificate is issued. */
export interface SchoolSubject {
  readonly name: string;
  readonly taxCode: string;
  readonly province?: string;
}

const part = (oid: string, value: string | undefined): readonly NameAttribute[] =>
  value === undefined || value === '' ? [] : [{ oid, value }];

/** As Vietnamese public authorities write it: country, province, workplace, title, name, UID=CCCD:…. */
export const personName = (subject: PersonSubject): readonly NameAttribute[] => [
  { oid: attribute.country, value: 'VN' },
  ...part(attribute.province, subject.province),
  ...part(attribute.organization, subject.organization),
  ...part(attribute.title, subject.title),
  { oid: attribute.commonName, value: subject.name },
  { oid: attribute.uid, value: `CCCD:${subject.personalId}` },
];

/** Country, province, the school as organisation and as common name, UID=MST:…. */
export const schoolName = (subject: SchoolSubject): readonly NameAttribute[] => [
  { oid: attribute.country, value: 'VN' },
  ...part(attribute.province, subject.province),
  { oid: attribute.organization, value: subject.name },
  { oid: attribute.commonName, value: subject.name },
  { oid: attribute.uid, value: `MST:${subject.taxCode}` },
];

/** The demo authority's own names say in every place that they are for demonstration. */
export const authorityName = (
  organization: string,
  commonName: string,
): readonly NameAttribute[] => [
  { oid: attribute.country, value: 'VN' },
  { oid: attribute.organization, value: organization },
  { oid: attribute.commonName, value: commonName },
];
