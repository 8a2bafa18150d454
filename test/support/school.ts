import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import {
  type Authority,
  createAuthority,
  yearsAfter,
} from '../../src/adapter/authority/authority.ts';
import { authorityService } from '../../src/adapter/authority/authority-service.ts';
import { signerKeysOf } from '../../src/adapter/authority/signer-keys.ts';
import { openPool, type Pool } from '../../src/adapter/postgres/database.ts';
import { migrate } from '../../src/adapter/postgres/migrate.ts';
import { packageStore } from '../../src/adapter/postgres/school/package-store.ts';
import { schoolStore } from '../../src/adapter/postgres/school/school-store.ts';
import { sessionStore } from '../../src/adapter/postgres/school/session-store.ts';
import type {
  Attention,
  PackageStore,
  SchoolStore,
  SignerKeys,
} from '../../src/app/school/ports.ts';
import type { SigningService } from '../../src/app/signing/ports.ts';
import type { SessionIdSource, SigningSessionStore } from '../../src/app/signing/session.ts';
import type { SigningTitles } from '../../src/app/signing/sign-items.ts';
import type { PersonalId } from '../../src/domain/person/identity.ts';
import type { RecordCode } from '../../src/domain/record/content.ts';
import type { Yearbook } from '../../src/domain/school/yearbook.ts';
import { epochMsOf, type Instant, instantOf } from '../../src/domain/time/instant.ts';
import { signingTitles } from '../../src/edge/text/signing.ts';
import { signerTrustOf } from '../../src/format/certificate/signer-trust.ts';
import { type TrustFile, trustStoreOf } from '../../src/format/certificate/trust-store.ts';
import type { PackageId } from '../../src/format/package/message.ts';
import type { SignerTrust } from '../../src/format/signature/signer-trust.ts';
import { freshDatabase } from './postgres.ts';
import { samplePlace } from './school-year.ts';

const migrations = fileURLToPath(
  new URL('../../src/adapter/postgres/school/migrations', import.meta.url),
);

/** A school on its own database, with an authority that has given a certificate to everybody in the yearbook. */
export interface TestSchool {
  readonly authority: Authority;
  /** What trust is made of, for those who make their own. */
  readonly trustFiles: readonly TrustFile[];
  readonly databaseUrl: string;
  readonly pool: Pool;
  readonly store: SchoolStore;
  readonly packages: PackageStore;
  readonly sessions: SigningSessionStore;
  readonly keys: SignerKeys;
  readonly service: SigningService;
  readonly titles: SigningTitles;
  readonly trust: SignerTrust;
  /** Stands still until the test moves it. */
  readonly clock: { now(): Instant; advance(seconds: number): void };
  readonly codes: { newCode(): RecordCode };
  readonly ids: { newPackageId(): PackageId } & SessionIdSource;
  readonly attention: Attention;
  staff(id: string): PersonalId;
  close(): Promise<void>;
}

export const sender = { name: 'Trường THCS Mẫu Số 1', taxCode: samplePlace.taxCode };

/** Sở GDĐT: to whom the school reports. */
export const department = { name: 'Sở Giáo dục và Đào tạo Mẫu', taxCode: '9900000001' };

export async function openTestSchool(
  yearbook: Yearbook,
  start = '2026-06-01T01:00:00Z' as Instant,
): Promise<TestSchool> {
  const databaseUrl = await freshDatabase();
  const pool = openPool(databaseUrl, { max: 4 });
  const migrated = await migrate(pool, migrations);
  if (!migrated.ok) throw new Error(migrated.refusal.code);
  const authority = await authorityFor(yearbook, start);
  let now = epochMsOf(start);
  const random = (): string => randomBytes(16).toString('hex');
  const trustFiles = trustFilesOf(authority, start);
  return {
    authority,
    trustFiles,
    databaseUrl,
    pool,
    store: schoolStore(pool),
    packages: packageStore(pool),
    sessions: sessionStore(pool),
    keys: signerKeysOf(authority),
    service: authorityService(authority),
    titles: signingTitles,
    trust: signerTrustOf(trustStoreOf(trustFiles)),
    clock: {
      now: () => instantOf(now),
      advance: (seconds) => {
        now += seconds * 1000;
      },
    },
    codes: { newCode: () => random() as RecordCode },
    ids: { newPackageId: () => random() as PackageId, newSessionId: random },
    attention: { signal: new AbortController().signal, progress: () => undefined },
    staff(id) {
      const personalId = yearbook.staff.find((one) => one.id === id)?.personalId;
      if (personalId === undefined || personalId === null) throw new Error(`no staff ${id}`);
      return personalId;
    },
    close: () => pool.end(),
  };
}

/** P-256 throughout: a test makes dozens of keys. */
async function authorityFor(yearbook: Yearbook, at: Instant): Promise<Authority> {
  const notBefore = instantOf(epochMsOf(at) - 86_400_000);
  const authority = await createAuthority({
    name: 'Cơ quan chứng thực thử nghiệm',
    crlBase: 'http://ca.example',
    validFrom: notBefore,
    rootKey: 'ec-p256',
    caKey: 'ec-p256',
  });
  const validity = { notBefore, notAfter: yearsAfter(notBefore, 3) };
  const people = yearbook.staff.flatMap(({ name, personalId }) =>
    personalId === null
      ? []
      : [
          {
            kind: 'person' as const,
            subject: { name, personalId },
            validity,
            key: 'ec-p256' as const,
          },
        ],
  );
  const schools = [sender, department].map((subject) => {
    return { kind: 'school' as const, subject, validity, key: 'ec-p256' as const };
  });
  await authority.issueAll([...schools, ...people]);
  return authority;
}

function trustFilesOf(authority: Authority, at: Instant): readonly TrustFile[] {
  const thisUpdate = instantOf(epochMsOf(at) - 3_600_000);
  const nextUpdate = instantOf(epochMsOf(at) + 30 * 86_400_000);
  const crls = authority.crls({ number: 1, thisUpdate, nextUpdate });
  return [
    { name: 'root', bytes: authority.root.certificate.der },
    { name: 'ca', bytes: authority.ca.certificate.der },
    { name: 'root.crl', bytes: crls.root },
    { name: 'ca.crl', bytes: crls.ca },
  ];
}
