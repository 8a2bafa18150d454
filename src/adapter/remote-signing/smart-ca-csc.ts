import { randomUUID } from 'node:crypto';
import { Outage } from '../../app/outage.ts';
import type { ItemAnswer, ServiceRefusal, SigningService } from '../../app/signing/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { type OfferedCertificate, readOffered, usableOf } from './certificate.ts';
import { cscRefusal } from './csc-error.ts';
import { createExchange, type ExchangeLimits, type ServiceRequest } from './exchange.ts';
import { type Fields, fieldsOf, plainCode, signatureValue, unintelligible } from './fields.ts';
import { type Pace, type Polling, untilAborted } from './pace.ts';
import { type Digested, type OpenTransactions, runBatch, type Transactor } from './run-batch.ts';
import { smartCaStates } from './smart-ca-transactor.ts';

export interface SmartCaCscSettings {
  readonly name: string;
  /** The gateway: demo rmgateway.vnptit.vn, production gwsca.vnpt.vn. */
  readonly base: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The holder's own SmartCA account: this flow knows no calling party. */
  readonly username: string;
  readonly password: string;
  readonly hashesPerRequest: number;
  readonly limits: ExchangeLimits;
  readonly polling: Polling;
}

type Call = (
  path: string,
  parameters: Readonly<Record<string, unknown>>,
  repeat: ServiceRequest['repeat'],
  signal: AbortSignal,
) => Promise<Result<Fields, ServiceRefusal>>;

/** VNPT SmartCA's older flow (integration document 1.1): /auth/token, /csc/…; at most 50 hashes, 5 minutes. */
export function createSmartCaCsc(settings: SmartCaCscSettings, pace: Pace): SigningService {
  const { name: place, polling } = settings;
  const open: OpenTransactions<string> = new Map();
  const call = createCall(settings, pace);

  const credential = async (
    id: string,
    signal: AbortSignal,
  ): Promise<Result<OfferedCertificate, ServiceRefusal>> => {
    const info = await call('csc/credentials/info', { credentialId: id }, 'safe', signal);
    if (!info.ok) return info;
    const content = info.value.fields('content');
    const cert = content.fields('cert');
    return ok({
      id,
      place,
      chain: cert.texts('certificates'),
      status: cert.optionalWord('status'),
    });
  };

  return {
    async certificates(holder, signal) {
      const listed = await call('csc/credentials/list', {}, 'safe', signal);
      if (!listed.ok) return listed;
      const offered: OfferedCertificate[] = [];
      for (const id of listed.value.texts('content')) {
        const found = await credential(id, signal);
        if (!found.ok) return found;
        offered.push(found.value);
      }
      return usableOf(offered, holder, pace.now());
    },
    async *sign(batch, signal) {
      const found = await untilAborted(credential(batch.certificate, signal), signal);
      if (!found?.ok) return found?.refusal;
      const usable = readOffered(found.value, pace.now());
      if (!usable.ok) return usable.refusal;
      if (batch.algorithm !== 'rsa-sha256') {
        return { code: 'key-not-usable', facts: { place, code: batch.algorithm } };
      }
      const { hashesPerRequest } = settings;
      const { certificate, title } = batch;
      const transactor = createTransactor({ call, place, certificate, title, hashesPerRequest });
      return yield* runBatch({ place, batch, transactor, open, pace, polling }, signal);
    },
  };
}

interface Signing {
  readonly call: Call;
  readonly place: string;
  readonly certificate: string;
  readonly title: string;
  readonly hashesPerRequest: number;
}

const nameOf = (index: number): string => `doc-${index + 1}`;

function createTransactor(signing: Signing): Transactor<string> {
  const { call, place, certificate, title, hashesPerRequest } = signing;
  return {
    partSize: () => hashesPerRequest,
    async begin(part, _rest, signal) {
      const parameters = {
        credentialId: certificate,
        refTranId: randomUUID(),
        description: title.slice(0, 200),
        datas: part.map(({ digest }, index) => ({
          name: nameOf(index),
          hash: digest.toString('base64'),
        })),
      };
      const sent = await call('csc/signature/signhash', parameters, 'once', signal);
      return sent.ok ? ok({ handle: sent.value.fields('content').text('tranId') }) : sent;
    },
    async ask(tranId, part, signal) {
      const asked = await call('csc/credentials/gettraninfo', { tranId }, 'safe', signal);
      if (!asked.ok) return asked;
      const content = asked.value.fields('content');
      const status = String(content.number('tranStatus'));
      if (status === '1') return ok(answersOf(part, content, place));
      const state = smartCaStates[status];
      if (state === undefined) throw unintelligible(`gettraninfo.tranStatus ${status}`);
      return state === 'waiting'
        ? undefined
        : refuse({ code: state, facts: { place, code: status } });
    },
  };
}

/** By name; a document without `sig` is that item's refusal. */
function answersOf(
  part: readonly Digested[],
  content: Fields,
  place: string,
): readonly ItemAnswer[] {
  const documents = content.list('documents').map((one) => fieldsOf(one, 'documents'));
  const byName = new Map(documents.map((one) => [one.text('name'), one]));
  if (byName.size !== documents.length || byName.size !== part.length) {
    throw unintelligible('gettraninfo.documents');
  }
  return part.map(({ id }, index) => {
    const document = byName.get(nameOf(index));
    if (document === undefined) throw unintelligible('documents.name');
    const value = document.optionalText('sig') ?? '';
    return value === ''
      ? { id, refusal: { code: 'item-refused', facts: { place } } }
      : { id, value: signatureValue(value, 'documents.sig') };
  });
}

const marginMs = 60_000;

/** Logs in with the holder's account, and reads the envelope `{code, codeDesc, message, content}`. */
function createCall(settings: SmartCaCscSettings, pace: Pace): Call {
  const { base, limits, name: place } = settings;
  const exchange = createExchange(base, limits, pace);
  let token: { readonly text: string; readonly endsAt: number } | undefined;

  const login = async (signal: AbortSignal): Promise<Result<string, ServiceRefusal>> => {
    if (token !== undefined && pace.now() < token.endsAt - marginMs) return ok(token.text);
    const form = {
      grant_type: 'password',
      username: settings.username,
      password: settings.password,
      client_id: settings.clientId,
      client_secret: settings.clientSecret,
    };
    const answer = await exchange({ path: 'auth/token', body: { form }, repeat: 'safe' }, signal);
    if (answer.status !== 200) return refuse(cscRefusal(answer, place, 'auth/token'));
    const fields = fieldsOf(answer.json, 'auth/token');
    const endsAt = pace.now() + fields.number('expires_in') * 1000;
    token = { text: fields.text('access_token'), endsAt };
    return ok(token.text);
  };

  return async (path, parameters, repeat, signal) => {
    for (let isRenewed = false; ; isRenewed = true) {
      const bearer = await login(signal);
      if (!bearer.ok) return bearer;
      const body = { json: parameters };
      const answer = await exchange({ path, body, bearer: bearer.value, repeat }, signal);
      if (answer.status === 401) {
        token = undefined;
        if (!isRenewed) continue;
        return refuse({ code: 'credential-refused', facts: { place, code: '401' } });
      }
      const envelope = answer.json === undefined ? undefined : fieldsOf(answer.json, path);
      const code = envelope?.optionalWord('code') ?? String(answer.status);
      if (envelope !== undefined && code === '0') return ok(envelope);
      if (envelope !== undefined && answer.status === 200 && !envelope.has('code')) {
        throw unintelligible(`${path}.code`);
      }
      const fact = `${path} ${answer.status} ${plainCode(code)}`;
      throw new Outage('signing-service-rejected', { fact });
    }
  };
}
