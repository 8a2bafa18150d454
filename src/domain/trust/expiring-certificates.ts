import { epochMsOf, type Instant, instantOf } from '../time/instant.ts';
import type { RegisteredCertificate } from './certificate.ts';

/** Chứng thư có thời hạn: what a warning looks at. */
export type DatedCertificate = Pick<
  RegisteredCertificate,
  'school' | 'holder' | 'validUntil' | 'state'
>;

/** Cảnh báo chứng thư sắp hết hạn hoặc đã hết hạn. */
export interface ExpiryWarning<C extends DatedCertificate> {
  readonly certificate: C;
  /** Whole days left; 0 on the last one, negative once it has expired. */
  readonly daysLeft: number;
  /** The holder has another approved certificate that lasts longer. */
  readonly isRenewed: boolean;
}

const dayMs = 86_400_000;

/** Approved certificates that end within `withinDays` of `now` or have ended, the earliest first. */
export function expiringCertificates<C extends DatedCertificate>(
  certificates: Iterable<C>,
  now: Instant,
  withinDays: number,
): readonly ExpiryWarning<C>[] {
  const inUse = [...certificates].filter(
    ({ state }) => state === 'approved' || state === 'suspended',
  );
  const limit = instantOf(epochMsOf(now) + withinDays * dayMs);
  return inUse
    .filter(({ validUntil }) => validUntil <= limit)
    .toSorted((a, b) => (a.validUntil < b.validUntil ? -1 : 1))
    .map((certificate) => ({
      certificate,
      daysLeft: Math.floor((epochMsOf(certificate.validUntil) - epochMsOf(now)) / dayMs),
      isRenewed: inUse.some(
        (other) =>
          other.school === certificate.school &&
          other.holder === certificate.holder &&
          other.validUntil > limit,
      ),
    }));
}
