import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { LoadedTrust } from '../edge/cli/commands/verify.ts';
import { signerTrustOf } from '../format/certificate/signer-trust.ts';
import {
  type TrustFile,
  type TrustStore,
  trustStoreOf,
} from '../format/certificate/trust-store.ts';
import { parseVerifierKey, type VerifierKey } from '../format/log/key.ts';

/** Files of a trust directory that hold certificates or CRLs. */
export const certificateFile = /\.(crt|cer|pem|der|crl)$/i;
const keyFile = /\.(vkey|pub)$/i;

/**
 * Reads a trust directory: certificates and CRLs (PEM or DER), and the keys of logs and witnesses in note form
 * (*.vkey; names of witnesses begin with «witness»).
 */
export async function loadTrust(
  directory: string | null,
): Promise<Result<LoadedTrust, { readonly code: 'trust-unreadable'; readonly directory: string }>> {
  const folder = directory ?? process.env['HOCBA_TRUST'] ?? null;
  if (folder === null) {
    return ok({
      trust: signerTrustOf(trustStoreOf([])),
      loaded: [],
      registerKeys: [],
      witnessKeys: [],
    });
  }
  const names = await readdir(folder).catch(() => undefined);
  if (names === undefined) return refuse({ code: 'trust-unreadable', directory: folder });
  const files: TrustFile[] = [];
  const registerKeys: VerifierKey[] = [];
  const witnessKeys: VerifierKey[] = [];
  const loaded: string[] = [];
  for (const name of names.sort()) {
    if (!certificateFile.test(name) && !keyFile.test(name)) continue;
    const bytes = await readFile(path.join(folder, name));
    loaded.push(name);
    if (certificateFile.test(name)) files.push({ name, bytes });
    else {
      for (const line of bytes.toString('utf8').split('\n')) {
        const key = parseVerifierKey(line.trim());
        if (key.ok) (name.startsWith('witness') ? witnessKeys : registerKeys).push(key.value);
      }
    }
  }
  const store = trustStoreOf(files);
  const trust = signerTrustOf(store);
  return ok({ trust, store, loaded, registerKeys, witnessKeys, faults: store.faults });
}

/** Certificates and CRLs of a trust directory; undefined when there is none. */
export async function loadTrustStore(folder: string): Promise<TrustStore | undefined> {
  const names = await readdir(folder).catch(() => undefined);
  if (names === undefined) return undefined;
  const files = names.filter((name) => certificateFile.test(name)).sort();
  const read = files.map(async (name) => ({
    name,
    bytes: await readFile(path.join(folder, name)),
  }));
  return trustStoreOf(await Promise.all(read));
}
