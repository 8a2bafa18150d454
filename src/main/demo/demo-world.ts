import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Authority } from '../../adapter/authority/authority.ts';
import { authorityService } from '../../adapter/authority/authority-service.ts';
import { signerKeysOf } from '../../adapter/authority/signer-keys.ts';
import { createRegisterClient, type RegisterClient } from '../../adapter/http/register-client.ts';
import type { Pool } from '../../adapter/postgres/database.ts';
import { packageStore } from '../../adapter/postgres/school/package-store.ts';
import { schoolStore } from '../../adapter/postgres/school/school-store.ts';
import { stageStore } from '../../adapter/postgres/school/stage-store.ts';
import type { JobContext, LockedPeriod } from '../../app/demo/job-context.ts';
import { runMainJob } from '../../app/demo/run-main-job.ts';
import type { JobObserver } from '../../app/demo/stage.ts';
import { Outage } from '../../app/outage.ts';
import type { Preservation } from '../../app/school/preserve-seal.ts';
import type { RecordCode } from '../../domain/record/content.ts';
import { type Result, refuse } from '../../domain/result.ts';
import { instantOf } from '../../domain/time/instant.ts';
import type { DemoWorld } from '../../edge/cli/commands/demo.ts';
import { signingTitles } from '../../edge/text/signing.ts';
import { signerTrustOf } from '../../format/certificate/signer-trust.ts';
import { type TrustStore, trustStoreOf } from '../../format/certificate/trust-store.ts';
import type { PackageId } from '../../format/package/message.ts';
import type { SignerTrust } from '../../format/signature/signer-trust.ts';
import { preservationBy } from '../preservation.ts';
import type { ProvinceRequest } from '../role-acts.ts';
import { enlist } from './demo-authority.ts';
import { exportDemo } from './export-demo.ts';
import type { DemoHome } from './home.ts';
import { registerLineOf } from './register-line.ts';
import type { SampleSchool } from './sample-school.ts';
import type { RunningRoles } from './start-roles.ts';

export interface WorldParts {
  readonly home: DemoHome;
  readonly school: SampleSchool;
  readonly authority: Authority;
  readonly trust: readonly string[];
  readonly roles: RunningRoles;
  /** The demo's own time-stamp authority. */
  readonly timeStampUrl: string;
  readonly pool: Pool;
  readonly provinceDatabase: string;
  close(): Promise<void>;
}

/** In the demo a class is kept in one go: its keys are files, which nobody unplugs. */
const wholeClass = 100;

const clock = { now: () => instantOf(Date.now()) };

/** The open demo as its command drives it. */
export async function demoWorld(parts: WorldParts): Promise<DemoWorld> {
  const { roles } = parts;
  const store = await storeOf(parts.trust);
  const trust = signerTrustOf(store);
  const preservation = preservationBy({ timeStampUrl: parts.timeStampUrl, store, trust, clock });
  const client = createRegisterClient(roles.provinceUrl);
  return {
    addresses: [
      { what: 'look-up', url: `${roles.provinceUrl}/` },
      { what: 'province', url: `${roles.provinceUrl}/openapi.json` },
      { what: 'ministry', url: `${roles.ministryUrl}/health` },
    ],
    runJob: (observer, signal) =>
      runMainJob(contextOf(parts, { trust, preservation, client, observer, signal })),
    exportTo: (directory) => exportDemo(directory, parts),
    close: parts.close,
  };
}

async function storeOf(files: readonly string[]): Promise<TrustStore> {
  const read = files.map(async (file) => ({ name: basename(file), bytes: await readFile(file) }));
  return trustStoreOf(await Promise.all(read));
}

function contextOf(
  { home, school, authority, roles, pool }: WorldParts,
  job: {
    readonly trust: SignerTrust;
    readonly preservation: Preservation;
    readonly client: RegisterClient;
    readonly observer: JobObserver;
    readonly signal: AbortSignal;
  },
): JobContext {
  const { key, profile, department, mends } = school;
  return {
    ...job,
    key,
    profile,
    mends,
    clock,
    store: schoolStore(pool),
    packages: packageStore(pool),
    stages: stageStore(pool),
    keys: signerKeysOf(authority),
    service: authorityService(authority),
    titles: signingTitles,
    groupSize: wholeClass,
    register: registerLineOf(job.client),
    registerSeal: { name: department.name, taxCode: department.taxCode },
    sources: {
      newCode: () => randomBytes(16).toString('hex') as RecordCode,
      newPackageId: () => randomBytes(16).toString('hex') as PackageId,
      pause: (ms, signal) => sleep(ms, undefined, { signal }),
      elapsedMs: () => performance.now(),
    },
    importYear: school.importYear,
    enlist: (yearbook) =>
      enlist(authority, home, { organisations: [], yearbook, now: clock.now() }),
    approveSigners: () => approve(roles, key.school),
    lockPeriod: () => lock(roles, key.year),
    lookUp: (code) => isInForce(job.client, code),
  };
}

/** The province's officer locks the first cohort. */
async function lock(
  { province }: RunningRoles,
  year: string,
): Promise<Result<LockedPeriod, { readonly code: string }>> {
  const answer = await province.ask({
    act: 'lock',
    year,
    cohort: 'completed',
    dryRun: false,
  } satisfies ProvinceRequest);
  if (typeof answer === 'object' && answer !== null && 'ok' in answer) {
    // What the province's process answers is the Result of its own act, carried as JSON.
    return answer as Result<LockedPeriod, { readonly code: string }>;
  }
  return refuse({ code: 'no-answer' });
}

/** The province's officer approves the school's certificates. */
async function approve(
  { province }: RunningRoles,
  school: string,
): Promise<Result<number, { readonly code: string }>> {
  const request: ProvinceRequest = { act: 'approve-signers', school };
  const answer = await province.ask(request);
  if (typeof answer === 'object' && answer !== null && 'ok' in answer) {
    // What the province's process answers is the Result of its own act, carried as JSON.
    return answer as Result<number, { readonly code: string }>;
  }
  return refuse({ code: 'no-answer' });
}

async function isInForce(client: RegisterClient, code: RecordCode): Promise<boolean> {
  const found = await client.lookUp(code);
  if (!found.ok) return false;
  const { value } = found;
  const isObject = typeof value === 'object' && value !== null;
  if (!isObject || !('state' in value)) throw new Outage('register-unintelligible');
  return value.state === 'in-force';
}
