import type { ServiceRefusal } from '../../app/signing/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { cscRefusal } from './csc-error.ts';
import type { CscTokens } from './csc-token.ts';
import type { Exchange, ServiceRequest } from './exchange.ts';
import { type Fields, fieldsOf } from './fields.ts';

/** A good answer of a CSC method; 202 means that it is still underway. */
export interface CscReply {
  readonly status: 200 | 202;
  readonly fields: Fields;
}

export type CscCall = (
  method: string,
  parameters: Readonly<Record<string, unknown>>,
  repeat: ServiceRequest['repeat'],
  signal: AbortSignal,
) => Promise<Result<CscReply, ServiceRefusal>>;

/** Calls methods with the service token; one that the service no longer knows (401) is renewed once. */
export function createCscCall(exchange: Exchange, tokens: CscTokens, place: string): CscCall {
  return async (method, parameters, repeat, signal) => {
    const send = async () => {
      const token = await tokens.service(signal);
      if (!token.ok) return token;
      const request = { path: method, body: { json: parameters }, bearer: token.value, repeat };
      return ok(await exchange(request, signal));
    };
    let answer = await send();
    if (answer.ok && answer.value.status === 401) {
      tokens.forget();
      answer = await send();
    }
    if (!answer.ok) return answer;
    const { status, json } = answer.value;
    if (status !== 200 && status !== 202) return refuse(cscRefusal(answer.value, place, method));
    return ok({ status, fields: fieldsOf(json, method) });
  };
}
