import type { Instant } from '../../domain/time/instant.ts';
import type { Certificate } from './certificate.ts';
import type { RevocationList } from './crl.ts';
import type { RevocationEvidence } from './merge-revocation.ts';

/** What a file keeps beside its signatures, to judge their certificates by. None of it is trusted for standing there. */
export interface KeptEvidence {
  /** Digest over all of it: equal evidence, equal ids. */
  readonly id: string;
  readonly certificates: readonly Certificate[];
  readonly crls: readonly RevocationList[];
  /** Answers of responders; absent when there are none. */
  readonly answers?: RevocationEvidence;
  /** Every time at which one of the answers can change what it says. */
  readonly bounds: readonly Instant[];
}
