import { createOcspClient } from '../adapter/trust/ocsp-client.ts';
import { createRevocationSource } from '../adapter/trust/revocation-source.ts';
import { createTimeStamps } from '../adapter/trust/time-stamps.ts';
import type { Clock } from '../app/school/ports.ts';
import type { Preservation } from '../app/school/preserve-seal.ts';
import { trustInRootsOf } from '../format/certificate/signer-trust.ts';
import type { TrustStore } from '../format/certificate/trust-store.ts';
import type { StoreTrust } from '../format/signature/signer-trust.ts';
import { usualPolicy } from '../format/signature/usual-policy.ts';

const timeoutMs = 15_000;

/** What a school's seals need: the configured time-stamp authority, the trust folder's lists, responders where none fits. */
export function preservationBy({
  timeStampUrl,
  store,
  trust,
  clock,
}: {
  readonly timeStampUrl: string;
  readonly store: TrustStore;
  readonly trust: StoreTrust;
  readonly clock: Clock;
}): Preservation {
  return {
    timeStamps: createTimeStamps(timeStampUrl, { timeoutMs, concurrent: 8 }),
    revocation: createRevocationSource({
      crls: store.crls,
      ocsp: createOcspClient({ timeoutMs }),
    }),
    trust,
    roots: trustInRootsOf(store),
    rules: usualPolicy,
    clock,
  };
}
