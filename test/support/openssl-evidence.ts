import { randomBytes } from 'node:crypto';
import type { Certificate } from '../../src/format/certificate/certificate.ts';
import type { RevocationList } from '../../src/format/certificate/crl.ts';
import { DigestTree } from '../../src/format/evidence/digest-tree.ts';
import type { EvidenceRecord, KeptEvidence } from '../../src/format/evidence/evidence-record.ts';
import { renewalLeaf, renewalStep } from '../../src/format/evidence/renew.ts';
import type { StrongDigest } from '../../src/format/time-stamp/digest.ts';
import { writeTimeStampRequest } from '../../src/format/time-stamp/request.ts';
import { parseTimeStampResponse } from '../../src/format/time-stamp/response.ts';
import type { OpensslCa } from './openssl-responders.ts';

export const kept = (
  certificates: readonly Certificate[],
  crls: readonly RevocationList[],
): KeptEvidence => ({
  certificates: certificates.map(({ der }) => der),
  crls: crls.map(({ der }) => der),
});

/** A token of `openssl ts` by one section of tsa.cnf, over these bytes. */
export function tokenOver(
  ca: OpensslCa,
  section: string,
  stamped: Uint8Array,
  digest: StrongDigest = 'sha256',
): Uint8Array {
  const wish = { stamped, digest, nonce: randomBytes(16), certificates: 'included' } as const;
  const read = parseTimeStampResponse(ca.timeStampReply(section, writeTimeStampRequest(wish).der));
  if (!read.ok) throw new Error(read.refusal.code);
  return read.value.der;
}

export interface RenewalWish {
  readonly section: string;
  readonly digest?: StrongDigest;
  readonly refreshed: KeptEvidence;
  readonly rehash?: Uint8Array | null;
  readonly evidence: KeptEvidence;
}

/** All records renewed by one token. */
export function renewTogether(
  ca: OpensslCa,
  records: readonly EvidenceRecord[],
  { section, digest = 'sha256', refreshed, rehash = null, evidence }: RenewalWish,
): readonly EvidenceRecord[] {
  const tree = new DigestTree(
    digest,
    records.map((record) => renewalLeaf(digest, { record, refreshed, rehash })),
  );
  const token = tokenOver(ca, section, tree.root(), digest);
  return records.map((record, index) => {
    const step = renewalStep({ refreshed, rehash }, { digest, tree, index, token, evidence });
    return { ...record, steps: [...record.steps, step] };
  });
}
