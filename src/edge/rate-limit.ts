/** Whether one more attempt is allowed, and when the next one would be. */
export type Permit =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly retryAfterSeconds: number };

/**
 * Limits attempts by key. A port: several processes behind one address need a store that they share; one process is
 * served by `tokenBuckets`.
 */
export interface RateLimit {
  take(key: string): Promise<Permit>;
  /** Gives an attempt back that turned out to be harmless. */
  giveBack(key: string): Promise<void>;
}

export interface BucketSize {
  /** Attempts that may follow each other at once. */
  readonly burst: number;
  /** Seconds until one more is allowed. */
  readonly refillSeconds: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Full buckets are forgotten; beyond this many the oldest go, so that memory stays bounded. */
const maxBuckets = 50_000;

/** Token buckets in this process's memory. `nowMs` gives milliseconds since the epoch. */
export function tokenBuckets({ burst, refillSeconds }: BucketSize, nowMs: () => number): RateLimit {
  const buckets = new Map<string, Bucket>();
  const refilled = (key: string): Bucket => {
    const now = nowMs();
    const { tokens, at } = buckets.get(key) ?? { tokens: burst, at: now };
    const gained = Math.max(0, now - at) / (refillSeconds * 1000);
    return { tokens: Math.min(burst, tokens + gained), at: now };
  };
  const keep = (key: string, bucket: Bucket): void => {
    buckets.delete(key);
    if (bucket.tokens < burst) buckets.set(key, bucket);
    const oldest = buckets.size > maxBuckets ? buckets.keys().next() : undefined;
    if (oldest?.done === false) buckets.delete(oldest.value);
  };
  return {
    async take(key) {
      const bucket = refilled(key);
      if (bucket.tokens < 1) {
        keep(key, bucket);
        const retryAfterSeconds = Math.ceil((1 - bucket.tokens) * refillSeconds);
        return { allowed: false, retryAfterSeconds };
      }
      keep(key, { ...bucket, tokens: bucket.tokens - 1 });
      return { allowed: true };
    },
    async giveBack(key) {
      const bucket = refilled(key);
      keep(key, { ...bucket, tokens: Math.min(burst, bucket.tokens + 1) });
    },
  };
}

/** One client: an IPv4 address, or the /64 network that an IPv6 subscriber gets as a whole. */
export function clientKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - rest.length);
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...rest];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** 6 birth dates at once and 2 an hour for one code. */
export const birthDateAttempts = (nowMs: () => number): RateLimit =>
  tokenBuckets({ burst: 6, refillSeconds: 1800 }, nowMs);
