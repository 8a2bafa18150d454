import type { ServiceRefusal, SigningService } from '../../app/signing/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { type Accounts, accountOf } from './account.ts';
import { readOffered, usableOf } from './certificate.ts';
import { createCscCall } from './csc-call.ts';
import { type CscCredential, cscAlgorithmOf, cscCredentialOf } from './csc-credential.ts';
import { cscRefusal } from './csc-error.ts';
import { type CscClient, createCscTokens } from './csc-token.ts';
import { createCscTransactor } from './csc-transactor.ts';
import { createExchange, type ExchangeLimits, serviceUrl } from './exchange.ts';
import { fieldsOf, unintelligible } from './fields.ts';
import { type Pace, type Polling, untilAborted } from './pace.ts';
import { type OpenTransactions, runBatch } from './run-batch.ts';

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
  readonly call: ReturnType<typeof createCscCall>;
  readonly tokens: ReturnType<typeof createCscTokens>;
  readonly isAsynchronous: boolean;
}

/**
 * A remote signing service by CSC API v2 (Cloud Signature Consortium, 2.0.0.2): info, oauth2/authorize and /token,
 * credentials/list, info, authorize, authorizeCheck and extendTransaction, signatures/signHash and signPolling.
 */
export function createCscV2(settings: CscV2Settings, pace: Pace): SigningService {
  const { name: place, base } = settings;
  const open: OpenTransactions<string> = new Map();
  let session: Promise<Result<CscSession, ServiceRefusal>> | undefined;

  /** Once per client; a failed attempt is not remembered. */
  const start = async (signal: AbortSignal): Promise<Result<CscSession, ServiceRefusal>> => {
    session ??= openSession(settings, pace, signal);
    try {
      const opened = await session;
      if (!opened.ok) session = undefined;
      return opened;
    } catch (error) {
      session = undefined;
      throw error;
    }
  };

  const credential = async (
    { call }: CscSession,
    id: string,
    signal: AbortSignal,
  ): Promise<Result<CscCredential, ServiceRefusal>> => {
    const parameters = { credentialID: id, certificates: 'chain', certInfo: false, authInfo: true };
    const info = await call('credentials/info', parameters, 'safe', signal);
    return info.ok ? ok(cscCredentialOf(id, info.value.fields, place)) : info;
  };

  return {
    async certificates(holder, signal) {
      const started = await start(signal);
      if (!started.ok) return started;
      const isOwn = settings.client.grant.kind === 'authorization-code';
      const account = isOwn ? undefined : accountOf(settings.accounts, holder, place);
      if (account?.ok === false) return account;
      const user = account === undefined ? {} : { userID: account.value };
      const listed = await started.value.call('credentials/list', user, 'safe', signal);
      if (!listed.ok) return listed;
      const offered: CscCredential['offered'][] = [];
      for (const id of listed.value.fields.texts('credentialIDs')) {
        const found = await credential(started.value, id, signal);
        if (!found.ok) return found;
        offered.push(found.value.offered);
      }
      return usableOf(offered, holder, pace.now());
    },
    async *sign(batch, signal) {
      const started = await untilAborted(start(signal), signal);
      if (!started?.ok) return started?.refusal;
      const { call, tokens, isAsynchronous } = started.value;
      const found = await untilAborted(
        credential(started.value, batch.certificate, signal),
        signal,
      );
      if (!found?.ok) return found?.refusal;
      const usable = readOffered(found.value.offered, pace.now());
      if (!usable.ok) return usable.refusal;
      const algorithm = cscAlgorithmOf(found.value, batch.algorithm);
      if (!algorithm.ok) return algorithm.refusal;
      const transactor = createCscTransactor({
        ...{ call, tokens, isAsynchronous, pace },
        credential: found.value,
        algorithm: algorithm.value,
        signatureAlgorithm: batch.algorithm,
        title: batch.title,
        hashesPerRequest: settings.hashesPerRequest,
        authData: settings.authData,
        polling: settings.polling,
      });
      const { polling } = settings;
      return yield* runBatch({ place, batch, transactor, open, pace, polling }, signal);
    },
  };

  async function openSession(
    { client, limits }: CscV2Settings,
    clock: Pace,
    signal: AbortSignal,
  ): Promise<Result<CscSession, ServiceRefusal>> {
    const exchange = createExchange(base, limits, clock);
    const answer = await exchange({ path: 'info', body: { json: {} }, repeat: 'safe' }, signal);
    if (answer.status !== 200) return refuse(cscRefusal(answer, place, 'info'));
    const info = fieldsOf(answer.json, 'info');
    if (!/^2\./.test(info.text('specs'))) throw unintelligible('info.specs');
    const stated = info.optionalText('oauth2');
    const url = stated === undefined ? base : serviceUrl(stated);
    if (url === undefined) throw unintelligible('info.oauth2');
    const oauth = { url, exchange: createExchange(url, limits, clock), place };
    const tokens = createCscTokens(oauth, client, clock);
    const methods = info.texts('methods');
    return ok({
      call: createCscCall(exchange, tokens, place),
      tokens,
      isAsynchronous: methods.includes('signatures/signPolling') && isTrue(answer.json),
    });
  }
}

/** info.asynchronousOperationMode (11.1). */
const isTrue = (info: unknown): boolean =>
  typeof info === 'object' &&
  info !== null &&
  'asynchronousOperationMode' in info &&
  info.asynchronousOperationMode === true;
