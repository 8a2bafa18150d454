import type { BatchToSign, ServiceRefusal, SigningService } from '../../app/signing/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { type Accounts, accountOf } from './account.ts';
import { readOffered, usableOf } from './certificate.ts';
import { type CscCall, createCscCall } from './csc-call.ts';
import { type CscCredential, cscAlgorithmOf, cscCredentialOf } from './csc-credential.ts';
import { cscRefusal } from './csc-error.ts';
import { type CscClient, type CscTokens, createCscTokens } from './csc-token.ts';
import { createCscTransactor } from './csc-transactor.ts';
import { createExchange, type ExchangeLimits, serviceUrl } from './exchange.ts';
import { fieldsOf, unintelligible } from './fields.ts';
import { type Pace, type Polling, untilAborted } from './pace.ts';
import { type OpenTransactions, runBatch, type Transactor } from './run-batch.ts';

export interface CscV2Settings {
  /** As people read it in lists and sentences. */
  readonly name: string;
  /** The service's address, ending in /csc/v2. */
  readonly base: URL;
  readonly client: CscClient;
  /** Whose credentials are listed, where the client's own token speaks for many. */
  readonly accounts: Accounts;
  readonly authData: Readonly<Record<string, string>>;
  /** The specification sets no limit to one request; 50 is what Vietnamese providers take. */
  readonly hashesPerRequest: number;
  readonly limits: ExchangeLimits;
  readonly polling: Polling;
}

interface CscSession {
  readonly call: CscCall;
  readonly tokens: CscTokens;
  readonly isAsynchronous: boolean;
}

/**
 * A remote signing service by CSC API v2 (Cloud Signature Consortium, 2.0.0.2): info, oauth2/authorize and /token,
 * credentials/list, info, authorize, authorizeCheck and extendTransaction, signatures/signHash and signPolling.
 */
export function createCscV2(settings: CscV2Settings, pace: Pace): SigningService {
  const { name: place } = settings;
  const open: OpenTransactions<string> = new Map();
  let session: CscSession | undefined;

  /** Once per client; a failed attempt is not remembered. */
  const start = async (signal: AbortSignal): Promise<Result<CscSession, ServiceRefusal>> => {
    if (session !== undefined) return ok(session);
    const opened = await openSession(settings, pace, signal);
    if (opened.ok) session = opened.value;
    return opened;
  };

  return {
    async certificates(holder, signal) {
      const started = await start(signal);
      if (!started.ok) return started;
      const { call } = started.value;
      const listed = await listCredentials(settings, call, holder, signal);
      if (!listed.ok) return listed;
      const offered: CscCredential['offered'][] = [];
      for (const id of listed.value) {
        const found = await readCredential(call, id, place, signal);
        if (!found.ok) return found;
        offered.push(found.value.offered);
      }
      return usableOf(offered, holder, pace.now());
    },
    async *sign(batch, signal) {
      const prepared = await untilAborted(prepare(batch, signal), signal);
      if (!prepared?.ok) return prepared?.refusal;
      const { polling } = settings;
      const transactor = prepared.value;
      return yield* runBatch({ place, batch, transactor, open, pace, polling }, signal);
    },
  };

  async function prepare(
    { certificate, algorithm: signatureAlgorithm, title }: BatchToSign,
    signal: AbortSignal,
  ): Promise<Result<Transactor<string>, ServiceRefusal>> {
    const started = await start(signal);
    if (!started.ok) return started;
    const found = await readCredential(started.value.call, certificate, place, signal);
    if (!found.ok) return found;
    const usable = readOffered(found.value.offered, pace.now());
    if (!usable.ok) return usable;
    const algorithm = cscAlgorithmOf(found.value, signatureAlgorithm);
    if (!algorithm.ok) return algorithm;
    const { hashesPerRequest, authData, polling } = settings;
    const own = { credential: found.value, algorithm: algorithm.value, signatureAlgorithm, title };
    const usual = { hashesPerRequest, authData, polling, pace };
    return ok(createCscTransactor({ ...started.value, ...own, ...usual }));
  }
}

/** credentials/list: of the token's own person, or of the account that the client names. */
async function listCredentials(
  { client, accounts, name: place }: CscV2Settings,
  call: CscCall,
  holder: string | null,
  signal: AbortSignal,
): Promise<Result<readonly string[], ServiceRefusal>> {
  const isOwn = client.grant.kind === 'authorization-code';
  const account = isOwn ? undefined : accountOf(accounts, holder, place);
  if (account?.ok === false) return account;
  const user = account === undefined ? {} : { userID: account.value };
  const listed = await call('credentials/list', user, 'safe', signal);
  return listed.ok ? ok(listed.value.fields.texts('credentialIDs')) : listed;
}

async function readCredential(
  call: CscCall,
  id: string,
  place: string,
  signal: AbortSignal,
): Promise<Result<CscCredential, ServiceRefusal>> {
  const parameters = { credentialID: id, certificates: 'chain', certInfo: false, authInfo: true };
  const info = await call('credentials/info', parameters, 'safe', signal);
  return info.ok ? ok(cscCredentialOf(id, info.value.fields, place)) : info;
}

/** Reads what the service can do, and prepares calls with its tokens. */
async function openSession(
  { base, client, limits, name: place }: CscV2Settings,
  pace: Pace,
  signal: AbortSignal,
): Promise<Result<CscSession, ServiceRefusal>> {
  const exchange = createExchange(base, limits, pace);
  const answer = await exchange({ path: 'info', body: { json: {} }, repeat: 'safe' }, signal);
  if (answer.status !== 200) return refuse(cscRefusal(answer, place, 'info'));
  const info = fieldsOf(answer.json, 'info');
  if (!/^2\./.test(info.text('specs'))) throw unintelligible('info.specs');
  const stated = info.optionalText('oauth2');
  const url = stated === undefined ? base : serviceUrl(stated);
  if (url === undefined) throw unintelligible('info.oauth2');
  const oauth = { url, exchange: createExchange(url, limits, pace), place, client, pace };
  const tokens = createCscTokens(oauth);
  const methods = info.texts('methods');
  return ok({
    call: createCscCall(exchange, tokens, place),
    tokens,
    isAsynchronous: methods.includes('signatures/signPolling') && isTrue(answer.json),
  });
}

/** info.asynchronousOperationMode (11.1). */
const isTrue = (info: unknown): boolean =>
  typeof info === 'object' &&
  info !== null &&
  'asynchronousOperationMode' in info &&
  info.asynchronousOperationMode === true;
