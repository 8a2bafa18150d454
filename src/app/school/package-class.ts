import { ok, type Result } from '../../domain/result.ts';
import { sha256Hex } from '../../format/log/sha256-hex.ts';
import type { SentRecord } from '../../format/package/message.ts';
import { preparePackage } from '../../format/package/package.ts';
import { currentRecords } from './current-records.ts';
import type { SigningFailure } from './make-signature.ts';
import type { ClassKey, PackageIdSource, PackageStore, StoredRecord } from './ports.ts';
import { type Sender, sealMessage } from './seal-message.ts';
import type { SigningContext } from './sign-class.ts';

export interface PackageContext extends SigningContext {
  readonly packages: PackageStore;
  readonly ids: PackageIdSource;
}

export interface PackageRequest {
  readonly sender: Sender;
  readonly environment: 'real' | 'trial';
}

/**
 * Đóng gói a class: its issued records that no waiting package holds go into one sealed package, kept before it is
 * sent. Records that the register refused go into a new one. Answers how many records were packed now.
 */
export async function packageClass(
  key: ClassKey,
  { sender, environment }: PackageRequest,
  { store, packages, ids, keys, trust, clock }: PackageContext,
): Promise<Result<number, SigningFailure>> {
  const waiting = (await packages.packages(key)).filter(({ answered }) => !answered);
  const packed = new Set(
    waiting.flatMap(({ records }) => records.map(({ code, version }) => `${code}/${version}`)),
  );
  const due = currentRecords(await store.records(key)).filter(
    ({ code, version, state }) =>
      (state.state === 'issued' || state.state === 'refused') && !packed.has(`${code}/${version}`),
  );
  if (due.length === 0) return ok(0);
  const records = await Promise.all(due.map((record) => sentRecord(record, store)));
  const at = clock.now();
  const { school, year, className } = key;
  const id = ids.newPackageId();
  const head = { environment, id, school, taxCode: sender.taxCode, createdAt: at };
  const body = { ...head, year, className, count: records.length, records };
  const sealed = await sealMessage(sender, at, (seal) => preparePackage(body, seal), {
    keys,
    trust,
  });
  if (!sealed.ok) return sealed;
  const held = records.map(({ code, version }) => ({ code, version }));
  await packages.savePackage(key, { id, bytes: sealed.value, records: held }, at);
  return ok(records.length);
}

async function sentRecord(
  { code, version }: StoredRecord,
  store: PackageContext['store'],
): Promise<SentRecord> {
  const bytes = await store.file(code, version);
  if (bytes === undefined) throw new Error(`no file of ${code}/${version}`);
  return { code, version, sha256: sha256Hex(bytes), bytes };
}
