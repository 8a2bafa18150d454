import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Instant } from '../../src/domain/time/instant.ts';
import { parseSignerKey } from '../../src/format/log/key.ts';
import type { SigningCertificate } from '../../src/format/signature/prepare.ts';
import { createRegister } from '../../src/main/register.ts';
import { type FictionalHolder, signerTrust } from './fictional-trust.ts';
import { department } from './register.ts';

/** What a register process of a test is told, in the file that its argument names. */
export interface ProcessConfig {
  readonly databaseUrl: string;
  readonly material: readonly FictionalHolder[];
  readonly logKey: string;
  readonly sealKeyPem: string;
  readonly sealCertificate: SigningCertificate;
  readonly at: Instant;
}

/** A register in a process of its own, so that a test can kill it. Prints its address on the first line. */
async function main(file: string): Promise<void> {
  const config: ProcessConfig = JSON.parse(readFileSync(file, 'utf8'));
  const logKey = parseSignerKey(config.logKey);
  if (!logKey.ok) throw new Error(logKey.refusal.code);
  const key = createPrivateKey(config.sealKeyPem);
  const register = await createRegister({
    databaseUrl: config.databaseUrl,
    identity: department,
    trust: signerTrust(config.material),
    workers: {
      threads: 1,
      trust: {
        module: new URL('./fictional-trust.ts', import.meta.url),
        material: config.material,
      },
    },
    seal: {
      certificate: config.sealCertificate,
      algorithm: 'ecdsa-sha256',
      sign: async (bytes) => sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }),
    },
    logKey: logKey.value,
    clock: { now: () => config.at },
    write: ({ event, error }) => {
      if (error !== undefined) console.error(event, error);
    },
  });
  console.log(await register.app.listen({ host: '127.0.0.1', port: 0 }));
  // Without its parent it has no reason to live.
  process.stdin.on('end', () => process.exit()).resume();
}

const [, script, file] = process.argv;
if (script === import.meta.filename && file !== undefined) await main(file);
