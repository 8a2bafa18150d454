/** Chính sách chấp nhận dấu thời gian: what a register demands of tokens. Data, to be kept with its version. */
export interface TimeStampPolicy {
  /** Dotted policies that count; null for any that a trusted authority follows. */
  readonly policies: readonly string[] | null;
  /** How wide the stated accuracy may be, in milliseconds; null when it is not asked for. */
  readonly maxAccuracyMs: number | null;
  /** Whether signingCertificate (version 1, with SHA-1) alone may name the authority's certificate. */
  readonly sha1Binding: 'accepted' | 'refused';
}

/** Any policy, accurate to a second (ETSI EN 319 421, 7.7.1), nothing by SHA-1. */
export const usualTimeStampPolicy: TimeStampPolicy = {
  policies: null,
  maxAccuracyMs: 1000,
  sha1Binding: 'refused',
};
