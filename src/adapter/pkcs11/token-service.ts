import type { Clock } from '../../app/school/ports.ts';
import type { PinSource } from '../../app/signing/pin-source.ts';
import type {
  BatchToSign,
  ItemAnswer,
  ServiceCertificate,
  ServiceRefusal,
  SigningService,
} from '../../app/signing/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { holderIds } from '../../format/certificate/holder.ts';
import { type ModuleLimits, usualModuleLimits } from './module-process.ts';
import { readModules } from './read-modules.ts';
import { signBatch } from './sign-batch.ts';
import { certificatesOn } from './token-certificates.ts';

export interface TokenServiceOptions {
  /** Files of PKCS #11 modules, in order of preference; see `modulesHere`. */
  readonly modules: readonly string[];
  /** Added to the environment of the modules' processes. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly pin: PinSource;
  /** Who asks, for the holder to read. */
  readonly asker: string;
  readonly clock: Clock;
  readonly limits?: ModuleLimits;
}

/** Tokens and smart cards at this machine as a signing service. Each act runs the module in a new process. */
export function createTokenService(options: TokenServiceOptions): SigningService {
  const settings = { environment: {}, limits: usualModuleLimits, ...options };
  return {
    certificates: (holder, signal) => certificates(settings, holder, signal),
    sign: (
      batch: BatchToSign,
      signal: AbortSignal,
    ): AsyncGenerator<ItemAnswer, ServiceRefusal | undefined, undefined> =>
      signBatch(settings, batch, signal),
  };
}

export type TokenSettings = Required<TokenServiceOptions>;

async function certificates(
  settings: TokenSettings,
  holder: string | null,
  signal: AbortSignal,
): Promise<Result<readonly ServiceCertificate[], ServiceRefusal>> {
  const found = await readModules(settings, signal);
  if (found.length === 0) return refuse({ code: 'token-absent', facts: {} });
  const offered = new Map<string, ServiceCertificate>();
  for (const { module, token } of found) {
    for (const { certificate, offered: one } of certificatesOn(module, token)) {
      // Two modules may drive one token: the preferred one is kept.
      const key = `${token.serial}.${certificate.sha256}`;
      const wanted = holder === null || holderIds(certificate).includes(holder);
      if (wanted && !offered.has(key)) offered.set(key, one);
    }
  }
  return ok([...offered.values()]);
}
