import type { FastifyReply } from 'fastify';

/** No script, no inline style, no frame, no address passed on, nothing kept by caches but the stylesheet. */
const securityHeaders = [
  [
    'content-security-policy',
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  ],
  ['referrer-policy', 'no-referrer'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['x-robots-tag', 'noindex, nofollow, noarchive'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), geolocation=(), microphone=()'],
] as const;

/** The headers that every answer of the portal carries. */
export const headersOf = (
  reply: FastifyReply,
): readonly (readonly [name: string, value: string])[] =>
  reply.hasHeader('cache-control')
    ? securityHeaders
    : [...securityHeaders, ['cache-control', 'no-store']];
