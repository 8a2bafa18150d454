import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openPool, query } from '../adapter/postgres/database.ts';
import { createEvidenceStore } from '../adapter/postgres/register/evidence-store.ts';
import { withFsckSource } from '../adapter/postgres/register/fsck-source.ts';
import { createLogSource } from '../adapter/postgres/register/log-source.ts';
import { openRegisterPool } from '../adapter/postgres/register/open-register-pool.ts';
import {
  readLoad,
  readUnanswered,
  type StoredLoad,
} from '../adapter/postgres/register/read-load.ts';
import {
  createRecordSource,
  createRegisterReader,
} from '../adapter/postgres/register/register-reader.ts';
import { createRegisterStore, openLog } from '../adapter/postgres/register/register-store.ts';
import { createSignerStore } from '../adapter/postgres/register/signer-store.ts';
import {
  createVerifyPool,
  type VerifyPoolOptions,
} from '../adapter/verify-pool/create-verify-pool.ts';
import { Outage } from '../app/outage.ts';
import { type CourseSource, courseOfStudy } from '../app/register/course-of-study.ts';
import { type FsckReport, fsckRegister } from '../app/register/fsck/fsck-register.ts';
import { lookUpRecord } from '../app/register/look-up-record.ts';
import type {
  Clock,
  LogSource,
  RegisterContext,
  RegisterIdentity,
  RegisterReader,
  RegisterSeal,
} from '../app/register/ports.ts';
import { createProver, type Prover } from '../app/register/prove-record.ts';
import { runWorker } from '../app/register/run-worker.ts';
import type { WitnessClient } from '../app/register/seek-cosignature.ts';
import type { EvidenceStore, StampContext } from '../app/register/stamp/ports.ts';
import { epochMsOf } from '../domain/time/instant.ts';
import { type AuthorityPolicy, usualAuthorityPolicy } from '../domain/trust/authority-policy.ts';
import type { ApiLog } from '../edge/api/api-context.ts';
import { createApi } from '../edge/api/create-api.ts';
import { createIntakeGate, type IntakeLimits, usualIntake } from '../edge/api/intake-gate.ts';
import { birthDateAttempts, type RateLimit } from '../edge/rate-limit.ts';
import { registerSentence } from '../edge/text/register.ts';
import { type SignerKey, type VerifierKey, verifierOf } from '../format/log/key.ts';
import type { SignerTrust } from '../format/signature/signer-trust.ts';
import { createCosigner } from './cosigner.ts';
import { keepLocks } from './lock-keeper.ts';
import { bringToSchema } from './open-schema.ts';
import { stamperOf } from './stamper.ts';

const migrations = fileURLToPath(
  new URL('../adapter/postgres/register/migrations', import.meta.url),
);

/** What a province's register needs to run. */
export interface RegisterConfig {
  readonly databaseUrl: string;
  readonly identity: RegisterIdentity;
  readonly trust: SignerTrust;
  /** How the worker threads get the same trust. */
  readonly workers: VerifyPoolOptions;
  readonly seal: RegisterSeal;
  readonly logKey: SignerKey;
  readonly clock: Clock;
  readonly write: ApiLog;
  /** How much may wait; `usualIntake` by default. */
  readonly intake?: IntakeLimits;
  /** Milliseconds within which a request must have come in whole. */
  readonly requestTimeoutMs?: number;
  /** How the certificate register is applied to records; the usual policy where none is given. */
  readonly authority?: AuthorityPolicy;
  /** The ministry as witness; without one checkpoints carry the province's signature alone. */
  readonly witness?: { readonly client: WitnessClient; readonly key: VerifierKey };
  /** Who stamps the log's heads, and by what its tokens are judged; without it heads carry no proven time. */
  readonly timeStamp?: Pick<StampContext, 'authority' | 'trust' | 'policy'> & {
    /** Milliseconds between two looks whether the day's stamp is due; a minute when absent. */
    readonly lookEveryMs?: number;
  };
}

/** A role that is being served: doors that can be opened, and an end. */
export interface ServedRole {
  readonly app: Awaited<ReturnType<typeof createApi>>;
  close(): Promise<void>;
}

export interface RunningRegister extends ServedRole {
  readonly context: RegisterContext;
  readonly reader: RegisterReader;
  readonly records: CourseSource;
  readonly log: LogSource;
  readonly evidence: EvidenceStore;
  /** For stamping and renewing; undefined where no authority is configured. */
  readonly stamping: StampContext | undefined;
  readonly prover: Prover;
  /** Wrong birth dates by code, counted for every door together. */
  readonly attempts: RateLimit;
  /** Recomputes everything (app/register/fsck). */
  fsck(quick: boolean): Promise<FsckReport>;
  /** How much work waits, from the database. */
  load(): Promise<StoredLoad>;
  /** Asks the witness for the newest head, if there is one; outages are logged, not thrown. */
  cosign(): Promise<void>;
}

/** Brings a database to the register's schema; with the rights of its owner, before any role runs on it. */
export async function prepareRegisterDatabase(url: string, province: string): Promise<void> {
  const owner = openPool(url, { max: 2 });
  try {
    await bringToSchema(owner, migrations);
    await openLog(owner, province);
  } finally {
    await owner.end();
  }
}

/** Composes the province's role: database, worker threads, worker, HTTP. Listens only when `app.listen` is called. */
export async function createRegister(config: RegisterConfig): Promise<RunningRegister> {
  const { identity, trust, seal, logKey, clock, write } = config;
  const province = identity.departmentCode;
  await prepareRegisterDatabase(config.databaseUrl, province);
  const pool = openRegisterPool(config.databaseUrl, province, { max: 12 });
  const verifier = createVerifyPool(config.workers);
  const store = createRegisterStore(pool, province);
  const reader = createRegisterReader(pool, province);
  const records = createRecordSource(pool, province);
  const log = createLogSource(pool, province);
  const evidence = createEvidenceStore(pool, province);
  const stamping = config.timeStamp && {
    ...config.timeStamp,
    store: evidence,
    clock,
    random: randomBytes,
  };
  const prover = createProver(reader, log, evidence);
  const describe = registerSentence;
  const signers = createSignerStore(pool, province);
  const authority = config.authority ?? usualAuthorityPolicy;
  const context = {
    identity,
    store,
    signers,
    authority,
    verifier,
    trust,
    seal,
    logKey,
    clock,
    describe,
  };
  const cosign = createCosigner(config, log);
  const stamper = stamperOf(stamping, config);
  const worker = runWorker(context, {
    idleMs: 250,
    rested: () => stamper?.turn(),
    elapsed: () => performance.now(),
    sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
    answered: ({ ms, ...counts }) => {
      write({ level: 'info', event: 'package-answered', facts: { ms, ...counts } });
      void cosign();
    },
    failed: (error) => write({ level: 'error', event: 'worker-failed', facts: {}, error }),
  });
  const locks = keepLocks(context, write, () => void cosign());
  const attempts = birthDateAttempts(() => epochMsOf(clock.now()));
  const app = await createApi({
    write,
    ...(config.requestTimeoutMs === undefined ? {} : { requestTimeoutMs: config.requestTimeoutMs }),
    ready: async () => {
      await query(pool, 'select 1 from log_state where province = $1', [province]);
      if (!worker.isHealthy()) throw new Outage('worker-failing');
    },
    register: {
      context,
      reader,
      log,
      evidence,
      prover,
      lookUp: (request) => lookUpRecord(request, records),
      courseOfStudy: (request) => courseOfStudy(request, records),
      attempts,
      intake: createIntakeGate(
        config.intake ?? usualIntake,
        () => readUnanswered(pool, province),
        () => performance.now(),
      ),
      received: worker.wake,
      grown: () => void cosign(),
    },
  });
  const close = async (): Promise<void> => {
    await app.close();
    await locks.close();
    await worker.close();
    await cosign.settled();
    await stamper?.settled();
    await verifier.close();
    await pool.end();
  };
  const keys = {
    log: verifierOf(logKey),
    witnesses: config.witness === undefined ? [] : [config.witness.key],
  };
  const stamps = config.timeStamp === undefined ? {} : { stamps: config.timeStamp };
  const fsck = (quick: boolean): Promise<FsckReport> =>
    withFsckSource(pool, province, (source) =>
      fsckRegister({ source, verifier, trust, identity, keys, quick, ...stamps }),
    );
  const load = (): Promise<StoredLoad> => readLoad(pool, province);
  const parts = { context, reader, attempts, records, log, evidence, stamping, prover };
  return { app, close, ...parts, fsck, load, cosign };
}
