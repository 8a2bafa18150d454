import { generateKeyPairSync } from 'node:crypto';
import {
  type KeyKind,
  parseSignerKey,
  type SignerKey,
  signerKey,
  writeSignerKey,
} from '../../format/log/key.ts';
import type { DemoHome } from './home.ts';

/** A key of a log or a witness: loaded, or made at the first start. */
export async function logKey(home: DemoHome, name: string, kind: KeyKind): Promise<SignerKey> {
  const file = `log-keys/${kind === 'ed25519' ? 'province' : 'ministry'}.key`;
  const known = await home.read(file);
  if (known !== undefined) {
    const read = parseSignerKey(known.trim());
    if (!read.ok) throw new Error(`${file}: ${read.refusal.code}`);
    return read.value;
  }
  const made = signerKey(name, generateKeyPairSync('ed25519').privateKey, kind);
  if (!made.ok) throw new Error(made.refusal.code);
  await home.keep(file, `${writeSignerKey(made.value)}\n`);
  return made.value;
}
