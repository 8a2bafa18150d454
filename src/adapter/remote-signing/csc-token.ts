import { createHash, randomBytes } from 'node:crypto';
import type { ServiceRefusal } from '../../app/signing/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { cscRefusal } from './csc-error.ts';
import type { Exchange } from './exchange.ts';
import { fieldsOf } from './fields.ts';
import type { Pace } from './pace.ts';

/** The person's browser, in which a service asks them who they are and what they approve. */
export interface Browser {
  /** Where the service sends the browser back to; registered with it beforehand. */
  readonly redirectUri: string;
  /** Shows the address; answers with the query of the redirect that bears this state, undefined when none came in time. */
  visit(url: URL, state: string, signal: AbortSignal): Promise<URLSearchParams | undefined>;
}

export interface CscClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly grant:
    | { readonly kind: 'client-credentials' }
    | { readonly kind: 'authorization-code'; readonly browser: Browser };
}

export interface CscTokens {
  /** A token of scope «service», kept until shortly before it ends. */
  service(signal: AbortSignal): Promise<Result<string, ServiceRefusal>>;
  /** After a 401: the next call asks for a new one. */
  forget(): void;
  /** A token of scope «credential» for these hashes, approved in the browser (mode oauth2code); serves as SAD. */
  credential(
    wanted: CredentialScope,
    signal: AbortSignal,
  ): Promise<Result<CscGrantToken, ServiceRefusal>>;
}

export interface CredentialScope {
  readonly credentialId: string;
  readonly digests: readonly Buffer[];
  readonly hashAlgorithmOid: string;
  readonly description: string;
}

export interface CscGrantToken {
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
}

/** A token is renewed this long before its end. */
const marginMs = 30_000;
const usualSeconds = 3600;

/** The authorization server, and who asks it. */
export interface CscOauth {
  readonly url: URL;
  readonly exchange: Exchange;
  readonly place: string;
  readonly client: CscClient;
  readonly pace: Pace;
}

/** Tokens of one client of a CSC service: oauth2/authorize with PKCE (RFC 7636, S256) and oauth2/token. */
export function createCscTokens(oauth: CscOauth): CscTokens {
  const { place, pace } = oauth;
  const { grant } = oauth.client;
  let kept: CscGrantToken | undefined;
  return {
    async service(signal) {
      if (kept !== undefined && pace.now() < kept.endsAt - marginMs) return ok(kept.token);
      const given =
        grant.kind === 'client-credentials'
          ? await redeem(oauth, { grant_type: 'client_credentials', scope: 'service' }, signal)
          : await askInBrowser(oauth, grant.browser, { scope: 'service' }, signal);
      if (!given.ok) return given;
      kept = given.value;
      return ok(kept.token);
    },
    forget() {
      kept = undefined;
    },
    async credential({ credentialId, digests, hashAlgorithmOid, description }, signal) {
      if (grant.kind !== 'authorization-code') {
        return refuse({
          code: 'credential-refused',
          facts: { place, missing: 'authorization-code' },
        });
      }
      const parameters = {
        scope: 'credential',
        credentialID: credentialId,
        numSignatures: String(digests.length),
        hashes: digests.map((digest) => digest.toString('base64url')).join(','),
        hashAlgorithmOID: hashAlgorithmOid,
        description,
      };
      return askInBrowser(oauth, grant.browser, parameters, signal);
    },
  };
}

async function redeem(
  { client, exchange, place, pace }: CscOauth,
  grant: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Result<CscGrantToken, ServiceRefusal>> {
  const form = { ...grant, client_id: client.clientId, client_secret: client.clientSecret };
  // A code is spent by its first use; client credentials may be shown again.
  const repeat = 'code' in grant ? 'once' : 'safe';
  const answer = await exchange({ path: 'oauth2/token', body: { form }, repeat }, signal);
  if (answer.status !== 200) return refuse(cscRefusal(answer, place, 'oauth2/token'));
  const fields = fieldsOf(answer.json, 'oauth2/token');
  const seconds = fields.optionalNumber('expires_in') ?? usualSeconds;
  return ok({ token: fields.text('access_token'), endsAt: pace.now() + seconds * 1000 });
}

async function askInBrowser(
  oauth: CscOauth,
  browser: Browser,
  parameters: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Result<CscGrantToken, ServiceRefusal>> {
  const { place, client } = oauth;
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const url = new URL(`${oauth.url.href.replace(/\/$/, '')}/oauth2/authorize`);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: browser.redirectUri,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state,
    ...parameters,
  }).toString();
  const answer = await browser.visit(url, state, signal);
  if (answer === undefined) return refuse({ code: 'approval-expired', facts: { place } });
  const code = answer.get('code');
  if (code === null) {
    const json = { error: answer.get('error') ?? '' };
    return refuse(cscRefusal({ status: 302, json }, place, 'oauth2/authorize'));
  }
  const redirect_uri = browser.redirectUri;
  const form = { grant_type: 'authorization_code', code, redirect_uri, code_verifier: verifier };
  return redeem(oauth, form, signal);
}
