import { randomBytes } from 'node:crypto';
import { yearsAfter } from '../../src/adapter/authority/authority.ts';
import { replyTo } from '../../src/adapter/authority/time-stamp-server.ts';
import { createRevocationSource } from '../../src/adapter/trust/revocation-source.ts';
import type { Preservation } from '../../src/app/school/preserve-seal.ts';
import { ok } from '../../src/domain/result.ts';
import { epochMsOf, instantOf } from '../../src/domain/time/instant.ts';
import { signerTrustOf, trustInRootsOf } from '../../src/format/certificate/signer-trust.ts';
import { trustStoreOf } from '../../src/format/certificate/trust-store.ts';
import { usualPolicy } from '../../src/format/signature/usual-policy.ts';
import { writeTimeStampRequest } from '../../src/format/time-stamp/request.ts';
import { parseTimeStampResponse } from '../../src/format/time-stamp/response.ts';
import type { TestSchool } from './school.ts';

/** A time-stamp authority by the school's own certification authority, on the school's clock, and its lists. */
export async function preservationFor({
  authority,
  trustFiles,
  clock,
}: TestSchool): Promise<Preservation> {
  const notBefore = instantOf(epochMsOf(clock.now()) - 3_600_000);
  const validity = { notBefore, notAfter: yearsAfter(notBefore, 5) };
  const credential = await authority.issueTimeStamping('Dấu thời gian thử nghiệm', validity);
  const store = trustStoreOf(trustFiles);
  return {
    timeStamps: {
      async stamp(stamped) {
        const request = writeTimeStampRequest({
          stamped,
          digest: 'sha256',
          nonce: randomBytes(16),
          certificates: 'included',
        });
        const reply = replyTo(request.der, credential, epochMsOf(clock.now()));
        const read = parseTimeStampResponse(reply);
        if (!read.ok) throw new Error(read.refusal.code);
        return ok({ token: read.value, nonce: request.nonce });
      },
    },
    revocation: createRevocationSource({ crls: store.crls, ocsp: null }),
    trust: signerTrustOf(store),
    roots: trustInRootsOf(store),
    rules: usualPolicy,
    clock,
  };
}
