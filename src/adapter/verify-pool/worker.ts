import assert from 'node:assert/strict';
import { workerData } from 'piscina';
import type { ReadPackage } from '../../app/register/ports.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { readPackage } from '../../format/package/package.ts';
import { judgeSeal } from '../../format/package/sealed-message.ts';
import type { RecordReport } from '../../format/signature/report.ts';
import type { SignerTrust } from '../../format/signature/signer-trust.ts';
import { type RecordPolicy, verifyRecord } from '../../format/signature/verify-record.ts';
import type { XmlFault } from '../../format/xml/fault.ts';
import type { TrustModule } from './create-verify-pool.ts';

/** Trust is built once in each worker, from material that can be copied. */
const trust: SignerTrust = await openTrust(workerData);

async function openTrust(given: { readonly module: string; readonly material: unknown }) {
  const opened: Partial<TrustModule> = await import(given.module);
  assert(typeof opened.signerTrust === 'function', `${given.module} exports signerTrust`);
  return opened.signerTrust(given.material);
}

/** Verifies each file by itself: a bad one says nothing about its neighbours. */
export const verifyRecords = ({
  files,
  policy,
}: {
  readonly files: readonly Uint8Array[];
  readonly policy: RecordPolicy;
}): readonly RecordReport[] => files.map((file) => verifyRecord(file, trust, policy));

/** Reads a package and judges its seal by the tax code that it names. */
export function openPackage({
  bytes,
  asOf,
}: {
  readonly bytes: Uint8Array;
  readonly asOf: Instant;
}): Result<ReadPackage, readonly XmlFault[]> {
  const read = readPackage(bytes);
  if (!read.ok) return read;
  const { message } = read.value;
  const sealer = { name: message.school, taxCode: message.taxCode };
  return ok({ message, ...judgeSeal(read.value, sealer, trust, asOf) });
}
