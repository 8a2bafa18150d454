import assert from 'node:assert/strict';
import { epochMsOf, type Instant, instantOf } from '../../domain/time/instant.ts';
import { holderIds } from '../../format/certificate/holder.ts';
import { keyIdentifierOf } from '../../format/certificate/write-certificate.ts';
import { type RevokedSerial, writeCrl } from '../../format/certificate/write-crl.ts';
import { type Credential, issue, signerOf, type Validity } from './issue.ts';
import { eachInTurn, makeKeyPair, type NewKey } from './key-pair.ts';
import {
  authorityName,
  type PersonSubject,
  personName,
  type SchoolSubject,
  schoolName,
} from './subject.ts';

/**
 * Cơ quan chứng thực thử nghiệm: a certification authority for demonstrations and tests, with a root and an issuing CA
 * below it. Its names say that it is not a real one.
 */
export interface Authority {
  readonly name: string;
  /** Where its CRLs would be published: `<base>/root.crl`, `<base>/ca.crl`. */
  readonly crlBase: string;
  readonly root: Credential;
  readonly ca: Credential;
  /** Whatever was issued, by UID («CCCD:…», «MST:…»); the newest when there are several. */
  readonly issued: ReadonlyMap<string, Credential>;
  issuePerson(subject: PersonSubject, validity: Validity, key?: NewKey): Promise<Credential>;
  issueSchool(subject: SchoolSubject, validity: Validity, key?: NewKey): Promise<Credential>;
  /** A certificate of a time-stamp authority; it is not kept with the subscribers'. */
  issueTimeStamping(name: string, validity: Validity, key?: NewKey): Promise<Credential>;
  /** Many at once, with progress; in the order of the requests. */
  issueAll(
    requests: readonly IssueRequest[],
    onProgress?: Progress,
  ): Promise<readonly Credential[]>;
  /** The root's list (of authorities) and the CA's (of subscribers), each with its revocations; DER. */
  crls(content: AuthorityCrls): { readonly root: Buffer; readonly ca: Buffer };
}

export type IssueRequest = { readonly validity: Validity; readonly key?: NewKey } & (
  | { readonly kind: 'person'; readonly subject: PersonSubject }
  | { readonly kind: 'school'; readonly subject: SchoolSubject }
);

export type Progress = (done: number, total: number) => void;

export interface AuthorityCrls {
  readonly number: number;
  readonly thisUpdate: Instant;
  readonly nextUpdate: Instant;
  readonly revokedSubscribers?: readonly RevokedSerial[];
  readonly revokedAuthorities?: readonly RevokedSerial[];
}

export interface NewAuthority {
  /** The organisation's name in both certificates. */
  readonly name: string;
  readonly crlBase: string;
  /** The root stands for 25 years from here, the CA for 10 (Decree 23/2025/NĐ-CP). */
  readonly validFrom: Instant;
  readonly rootKey?: NewKey;
  readonly caKey?: NewKey;
}

/** How long certificates may stand at most, in years (Decree 23/2025/NĐ-CP). */
export const longestYears = { root: 25, ca: 10, subscriber: 3 } as const;

/** The last second of a validity of so many years. */
export function yearsAfter(from: Instant, years: number): Instant {
  const date = new Date(epochMsOf(from));
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return instantOf(date.getTime() - 1000);
}

/** Makes a new authority with new keys. */
export async function createAuthority(request: NewAuthority): Promise<Authority> {
  const { name, crlBase, validFrom, rootKey = 'rsa-4096', caKey = 'rsa-2048' } = request;
  const [rootKeys, caKeys] = await Promise.all([makeKeyPair(rootKey), makeKeyPair(caKey)]);
  const within = (years: number): Validity => ({
    notBefore: validFrom,
    notAfter: yearsAfter(validFrom, years),
  });
  const root = issue({
    keys: rootKeys,
    subject: authorityName(name, `${name} – Gốc thử nghiệm`),
    validity: within(longestYears.root),
    pathLength: 1,
  });
  const ca = issue({
    keys: caKeys,
    subject: authorityName(name, `${name} – CA thử nghiệm`),
    validity: within(longestYears.ca),
    issuer: root,
    pathLength: 0,
    crlUrl: `${crlBase}/root.crl`,
  });
  return authorityOf({ name, crlBase, root, ca, issued: [] });
}

export interface AuthorityParts {
  readonly name: string;
  readonly crlBase: string;
  readonly root: Credential;
  readonly ca: Credential;
  readonly issued: readonly Credential[];
}

/** An authority over keys and certificates that exist. */
export function authorityOf(parts: AuthorityParts): Authority {
  const { name, crlBase, root, ca } = parts;
  const issued = new Map<string, Credential>();
  const keep = (credential: Credential): Credential => {
    for (const id of holderIds(credential.certificate)) issued.set(id, credential);
    return credential;
  };
  parts.issued.forEach(keep);
  const give = async (request: IssueRequest): Promise<Credential> => {
    const { validity, key = 'rsa-2048' } = request;
    assert(
      validity.notAfter <= yearsAfter(validity.notBefore, longestYears.subscriber),
      'a subscriber certificate stands for three years at most',
    );
    const subject =
      request.kind === 'person' ? personName(request.subject) : schoolName(request.subject);
    const keys = await makeKeyPair(key);
    const crlUrl = `${crlBase}/ca.crl`;
    return keep(issue({ keys, subject, validity, issuer: ca, pathLength: null, crlUrl }));
  };
  return {
    name,
    crlBase,
    root,
    ca,
    issued,
    issuePerson: (subject, validity, key) =>
      give({ kind: 'person', subject, validity, ...(key === undefined ? {} : { key }) }),
    issueSchool: (subject, validity, key) =>
      give({ kind: 'school', subject, validity, ...(key === undefined ? {} : { key }) }),
    async issueTimeStamping(commonName, validity, key = 'ec-p256') {
      const keys = await makeKeyPair(key);
      const subject = authorityName(name, commonName);
      const crlUrl = `${crlBase}/ca.crl`;
      const use = 'time-stamps';
      return issue({ keys, subject, validity, issuer: ca, pathLength: null, crlUrl, use });
    },
    issueAll: (requests, onProgress) => eachInTurn(requests, 3, give, onProgress),
    crls: (content) => ({
      root: crlOf(root, content, content.revokedAuthorities ?? []),
      ca: crlOf(ca, content, content.revokedSubscribers ?? []),
    }),
  };
}

function crlOf(
  { certificate, privateKey }: Credential,
  { number, thisUpdate, nextUpdate }: AuthorityCrls,
  revoked: readonly RevokedSerial[],
): Buffer {
  return writeCrl(
    {
      issuer: certificate.subject.der,
      authorityKeyId: keyIdentifierOf(certificate.publicKey),
      number,
      thisUpdate,
      nextUpdate,
      revoked,
    },
    signerOf(privateKey),
  );
}
