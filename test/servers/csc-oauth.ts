import { createHash, randomUUID } from 'node:crypto';
import type { CscServerConfig } from './csc-v2.ts';
import type { Asked, Reply, Route, Watch } from './plumbing.ts';

export interface CscClientConfig {
  readonly id: string;
  readonly secret: string;
  readonly redirectUri: string;
}

/** What an authorization code stands for. */
interface CodeGrant {
  readonly challenge: string;
  readonly scope: string;
  readonly credentialId: string | null;
  readonly hashes: ReadonlySet<string>;
}

const failure = (error: string, status = 400): Reply => ({ status, json: { error } });

interface Token {
  /** Null for a token of client credentials. */
  readonly grant: CodeGrant | null;
  readonly endsAt: number;
}

interface Ledger {
  readonly client: CscClientConfig;
  readonly tokenSeconds: number;
  readonly watch: Watch;
  readonly codes: Map<string, CodeGrant>;
  readonly tokens: Map<string, Token>;
}

/** The authorization server of CSC API v2, 8.4: client credentials; codes with PKCE by S256 alone. */
export function createCscOauth(
  { client, tokenSeconds }: Pick<CscServerConfig, 'client' | 'tokenSeconds'>,
  watch: Watch,
) {
  const tokens = new Map<string, Token>();
  const ledger: Ledger = { client, tokenSeconds, watch, codes: new Map(), tokens };
  const routes: Readonly<Record<string, Route>> = {
    '/csc/v2/oauth2/authorize': (asked) => authorize(ledger, asked),
    '/csc/v2/oauth2/token': (asked) => giveToken(ledger, asked),
  };
  return {
    routes,
    isServiceToken(bearer: string | undefined): boolean {
      const known = tokens.get(bearer ?? '');
      const isService = known?.grant === null || known?.grant.scope === 'service';
      return known !== undefined && isService && Date.now() < known.endsAt;
    },
    /** A token that a person got by code: it speaks for them alone. */
    isPersonal: (bearer: string | undefined): boolean => tokens.get(bearer ?? '')?.grant !== null,
    /** Why a token of scope «credential» does not allow these hashes; it is spent by its use. */
    spendCredentialToken(id: string, sad: unknown, hashes: readonly string[]): string | undefined {
      const known = tokens.get(String(sad));
      tokens.delete(String(sad));
      if (known?.grant?.scope !== 'credential' || known.grant.credentialId !== id) {
        return 'Invalid parameter SAD';
      }
      const { grant } = known;
      return hashes.every((hash) => grant.hashes.has(hash))
        ? undefined
        : 'Hash is not authorized by the SAD';
    },
  };
}

function authorize({ client, watch, codes }: Ledger, { query }: Asked): Reply {
  const redirect = query.get('redirect_uri');
  const state = query.get('state');
  if (query.get('client_id') !== client.id || redirect !== client.redirectUri || state === null) {
    return failure('invalid_request');
  }
  const to = (answer: Readonly<Record<string, string>>): Reply => ({
    status: 302,
    headers: { location: `${redirect}?${new URLSearchParams({ ...answer, state })}` },
  });
  const challenge = query.get('code_challenge') ?? '';
  const isPkce = /^[\w-]{43}$/.test(challenge) && query.get('code_challenge_method') === 'S256';
  if (query.get('response_type') !== 'code' || !isPkce) return to({ error: 'invalid_request' });
  if (watch.control.decision.decision !== 'approve') return to({ error: 'access_denied' });
  const scope = query.get('scope') ?? 'service';
  const hashes = (query.get('hashes') ?? '').split(',').filter((hash) => hash !== '');
  if (scope === 'credential') {
    if (Number(query.get('numSignatures')) !== hashes.length)
      return to({ error: 'invalid_request' });
    watch.approvals += 1;
  }
  const code = randomUUID();
  const credentialId = query.get('credentialID');
  const standard = hashes.map((hash) => Buffer.from(hash, 'base64url').toString('base64'));
  codes.set(code, { challenge, scope, credentialId, hashes: new Set(standard) });
  return to({ code });
}

function giveToken({ client, codes, tokens, tokenSeconds }: Ledger, { form }: Asked): Reply {
  const isClient =
    form.get('client_id') === client.id && form.get('client_secret') === client.secret;
  if (!isClient) return failure('invalid_client', 401);
  const kind = form.get('grant_type');
  const grant = kind === 'client_credentials' ? null : redeemed(codes, form, client);
  if (grant === undefined) return failure('invalid_grant');
  const access_token = `token-${randomUUID()}`;
  tokens.set(access_token, { grant, endsAt: Date.now() + tokenSeconds * 1000 });
  return { status: 200, json: { access_token, token_type: 'Bearer', expires_in: tokenSeconds } };
}

/** A code is good once, at the address that it was sent to, with the verifier of its challenge (RFC 7636, 4.6). */
function redeemed(
  codes: Map<string, CodeGrant>,
  form: URLSearchParams,
  client: CscClientConfig,
): CodeGrant | undefined {
  const code = form.get('code') ?? '';
  const grant = codes.get(code);
  codes.delete(code);
  const verifier = form.get('code_verifier') ?? '';
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const isGood =
    form.get('grant_type') === 'authorization_code' &&
    form.get('redirect_uri') === client.redirectUri &&
    grant?.challenge === challenge;
  return isGood ? grant : undefined;
}
