import { randomUUID } from 'node:crypto';
import { Outage } from '../../app/outage.ts';
import type { ServiceRefusal, SigningService } from '../../app/signing/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { type Accounts, accountOf } from './account.ts';
import { type OfferedCertificate, readOffered, usableOf } from './certificate.ts';
import { createExchange, type ExchangeLimits, type ServiceRequest } from './exchange.ts';
import { type Fields, fieldsOf, plainCode } from './fields.ts';
import { type Pace, type Polling, untilAborted } from './pace.ts';
import { type OpenTransactions, runBatch } from './run-batch.ts';
import { createSmartCaTransactor, type SmartCaHandle } from './smart-ca-transactor.ts';

export interface SmartCaSettings {
  readonly name: string;
  /** Ending in /sca/sp769: UAT rmgateway.vnptit.vn, production gwsca.vnpt.vn. */
  readonly base: URL;
  readonly spId: string;
  readonly spPassword: string;
  readonly accounts: Accounts;
  readonly hashesPerRequest: number;
  readonly limits: ExchangeLimits;
  readonly polling: Polling;
}

/** Parameters of a call, without the account of the calling party. */
export type SmartCaCall = (
  path: string,
  parameters: Readonly<Record<string, unknown>>,
  repeat: ServiceRequest['repeat'],
  signal: AbortSignal,
) => Promise<Result<Fields, ServiceRefusal>>;

/** VNPT SmartCA, integration document v4.1: the holder approves each transaction in the SmartCA application. */
export function createSmartCa(settings: SmartCaSettings, pace: Pace): SigningService {
  const { name: place, accounts, hashesPerRequest, polling } = settings;
  const open: OpenTransactions<SmartCaHandle> = new Map();
  const call = createCall(settings, pace);

  const offeredTo = async (
    account: string,
    serial: string,
    signal: AbortSignal,
  ): Promise<Result<readonly OfferedCertificate[], ServiceRefusal>> => {
    const parameters = { user_id: account, serial_number: serial, transaction_id: randomUUID() };
    const answer = await call('v1/credentials/get_certificate', parameters, 'safe', signal);
    if (!answer.ok) return answer;
    const list = answer.value.fields('data').list('user_certificates');
    return ok(list.map((one) => offeredOf(account, fieldsOf(one, 'user_certificates'), place)));
  };

  return {
    async certificates(holder, signal) {
      const account = accountOf(accounts, holder, place);
      if (!account.ok) return account;
      const offered = await offeredTo(account.value, '', signal);
      return offered.ok ? usableOf(offered.value, holder, pace.now()) : offered;
    },
    async *sign(batch, signal) {
      const [account = '', serial = ''] = batch.certificate.split('|');
      const offered = await untilAborted(offeredTo(account, serial, signal), signal);
      if (!offered?.ok) return offered?.refusal;
      const own = offered.value.find(({ id }) => id === batch.certificate);
      if (own === undefined) return { code: 'certificate-not-found', facts: { place } };
      const usable = readOffered(own, pace.now());
      if (!usable.ok) return usable.refusal;
      if (batch.algorithm !== 'rsa-sha256') {
        return { code: 'key-not-usable', facts: { place, code: batch.algorithm } };
      }
      const transactor = createSmartCaTransactor({
        ...{ call, place, account, serial, hashesPerRequest, pace },
        title: batch.title,
      });
      return yield* runBatch({ place, batch, transactor, open, pace, polling }, signal);
    },
  };
}

function offeredOf(account: string, fields: Fields, place: string): OfferedCertificate {
  const chain = fields.optionalFields('chain_data');
  return {
    id: `${account}|${fields.text('serial_number')}`,
    place,
    chain: [
      fields.text('cert_data'),
      ...[chain?.optionalText('ca_cert'), chain?.optionalText('root_cert')].flatMap(
        (one) => one ?? [],
      ),
    ],
    status: fields.optionalWord('cert_status_code') ?? fields.optionalWord('cert_status'),
  };
}

/** Adds the calling party's account and reads the envelope `{status_code, message, data}`. */
function createCall(settings: SmartCaSettings, pace: Pace): SmartCaCall {
  const { base, limits, spId, spPassword, name: place } = settings;
  const exchange = createExchange(base, limits, pace);
  return async (path, parameters, repeat, signal) => {
    const json = { sp_id: spId, sp_password: spPassword, ...parameters };
    const answer = await exchange({ path, body: { json }, repeat }, signal);
    const envelope = answer.json === undefined ? undefined : fieldsOf(answer.json, 'smart-ca');
    const status = envelope?.optionalNumber('status_code') ?? answer.status;
    if (envelope !== undefined && status === 200) return ok(envelope);
    const code = plainCode(envelope?.optionalText('message') ?? status);
    const facts = { place, code };
    if (status === 401) return refuse({ code: 'credential-refused', facts });
    if (status === 403) {
      return refuse({ code: 'certificate-not-usable', facts: { ...facts, status: 'unknown' } });
    }
    if (status === 404) return refuse({ code: 'certificate-not-found', facts });
    const unanswered =
      repeat === 'safe' ? 'signing-service-unavailable' : 'signing-outcome-unknown';
    const outage = status >= 500 ? unanswered : 'signing-service-rejected';
    throw new Outage(outage, { fact: `${base.host} ${status} ${code}` });
  };
}
