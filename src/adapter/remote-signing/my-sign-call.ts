import { Outage } from '../../app/outage.ts';
import type { ServiceRefusal, ServiceRefusalCode } from '../../app/signing/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { createExchange, type ServiceAnswer, type ServiceRequest } from './exchange.ts';
import { fieldsOf, plainCode } from './fields.ts';
import type { MySignSettings } from './my-sign.ts';
import type { Pace } from './pace.ts';

/** One call with the token of an account; the answer is whatever JSON came with status 200. */
export type MySignCall = (
  account: string,
  path: string,
  parameters: Readonly<Record<string, unknown>>,
  repeat: ServiceRequest['repeat'],
  signal: AbortSignal,
) => Promise<Result<unknown, ServiceRefusal>>;

/** Error numbers of the service; the same numbers stand for states of a transaction. */
export const mySignCodes: Readonly<Record<string, ServiceRefusalCode>> = {
  '4001': 'approval-expired',
  '4002': 'approval-declined',
  '4004': 'key-not-usable',
  '4005': 'key-not-usable',
  '13004': 'certificate-not-usable',
  '58007': 'credential-refused',
  '58008': 'certificate-not-found',
  '59033': 'credential-refused',
  '86002': 'credential-refused',
  '86024': 'credential-refused',
};

/** A refusal by number; undefined for numbers that mean nothing to a signer. */
export function mySignRefusal(code: string, place: string): ServiceRefusal | undefined {
  const meaning = mySignCodes[code];
  if (meaning === undefined) return undefined;
  const facts = { place, code: plainCode(code) };
  return meaning === 'certificate-not-usable'
    ? { code: meaning, facts: { ...facts, status: 'unknown' } }
    : { code: meaning, facts };
}

interface Token {
  readonly text: string;
  readonly endsAt: number;
}

const marginMs = 60_000;

/** Logs in once an account and hour (tokens are bound to the account and have no refresh token). */
export function createMySignCall(settings: MySignSettings, pace: Pace): MySignCall {
  const { base, limits, name: place, clientId, clientSecret, profileId } = settings;
  const exchange = createExchange(base, limits, pace);
  const tokens = new Map<string, Token>();

  const tokenOf = async (
    account: string,
    signal: AbortSignal,
  ): Promise<Result<string, ServiceRefusal>> => {
    const kept = tokens.get(account);
    if (kept !== undefined && pace.now() < kept.endsAt - marginMs) return ok(kept.text);
    const json = {
      client_id: clientId,
      client_secret: clientSecret,
      profile_id: profileId,
      user_id: account,
    };
    const path = 'vtss/service/ras/v1/login';
    const answer = await exchange({ path, body: { json }, repeat: 'safe' }, signal);
    const refused = refusedBy(answer, place);
    if (refused !== undefined) return refuse(refused);
    const fields = fieldsOf(answer.json, 'login');
    const text = fields.text('access_token');
    tokens.set(account, { text, endsAt: pace.now() + fields.number('expires_in') * 1000 });
    return ok(text);
  };

  return async (account, path, parameters, repeat, signal) => {
    for (let isRenewed = false; ; isRenewed = true) {
      const token = await tokenOf(account, signal);
      if (!token.ok) return token;
      const body = { json: parameters };
      const answer = await exchange({ path, body, bearer: token.value, repeat }, signal);
      if (answer.status === 401 && !isRenewed) {
        tokens.delete(account);
        continue;
      }
      const refused = refusedBy(answer, place);
      return refused === undefined ? ok(answer.json) : refuse(refused);
    }
  };
}

/** An error as `{error, error_description}`, also with status 200; undefined for a good answer. */
function refusedBy({ status, json }: ServiceAnswer, place: string): ServiceRefusal | undefined {
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
  const fields = isObject ? fieldsOf(json, 'error') : undefined;
  const code = fields?.optionalWord('error') ?? fields?.optionalWord('error_code') ?? '';
  if (status === 200 && code === '') return undefined;
  const refusal = mySignRefusal(code, place);
  if (refusal !== undefined) return refusal;
  if (status === 401) {
    return { code: 'credential-refused', facts: { place, code: plainCode(code || status) } };
  }
  throw new Outage('signing-service-rejected', { fact: `${place} ${status} ${plainCode(code)}` });
}
