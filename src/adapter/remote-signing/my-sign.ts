import type { ServiceRefusal, SigningService } from '../../app/signing/ports.ts';
import { ok, type Result } from '../../domain/result.ts';
import { type Accounts, accountOf } from './account.ts';
import { type OfferedCertificate, readOffered, usableOf } from './certificate.ts';
import type { ExchangeLimits } from './exchange.ts';
import { type Fields, fieldsOf, unintelligible } from './fields.ts';
import { createMySignCall, type MySignCall } from './my-sign-call.ts';
import { createMySignTransactor } from './my-sign-transactor.ts';
import { type Pace, type Polling, untilAborted } from './pace.ts';
import { type OpenTransactions, runBatch } from './run-batch.ts';

export interface MySignSettings {
  readonly name: string;
  /** https://remotesigning.viettel.vn, with or without port 8773. */
  readonly base: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  /** RAS profile, as «adss:ras:profile:001». */
  readonly profileId: string;
  readonly accounts: Accounts;
  readonly hashesPerRequest: number;
  readonly limits: ExchangeLimits;
  readonly polling: Polling;
}

export const mySignPrefix: Accounts['prefix'] = { CCCD: 'CMT_', MST: 'MST_' };

/** Viettel MySign (Gateway, paths /vtss/service): the holder approves in the MySign application. */
export function createMySign(settings: MySignSettings, pace: Pace): SigningService {
  const { name: place, clientId, clientSecret, accounts, polling } = settings;
  const open: OpenTransactions<string> = new Map();
  const call = createMySignCall(settings, pace);

  return {
    async certificates(holder, signal) {
      const account = accountOf(accounts, holder, place);
      if (!account.ok) return account;
      const found = await offeredTo(settings, call, account.value, signal);
      if (!found.ok) return found;
      return usableOf(
        found.value.map(({ offered }) => offered),
        holder,
        pace.now(),
      );
    },
    async *sign(batch, signal) {
      const [account = '', credentialId = ''] = batch.certificate.split('|');
      const found = await untilAborted(offeredTo(settings, call, account, signal), signal);
      if (!found?.ok) return found?.refusal;
      const own = found.value.find(({ offered }) => offered.id === batch.certificate);
      if (own === undefined) return { code: 'certificate-not-found', facts: { place } };
      const usable = readOffered(own.offered, pace.now());
      if (!usable.ok) return usable.refusal;
      if (batch.algorithm !== 'rsa-sha256' || !own.isRsa) {
        return { code: 'key-not-usable', facts: { place, code: batch.algorithm } };
      }
      const transactor = createMySignTransactor({
        ...{ call, place, account, credentialId, clientId, clientSecret },
        title: batch.title,
        hashesPerRequest: Math.min(settings.hashesPerRequest, own.multisign),
      });
      return yield* runBatch({ place, batch, transactor, open, pace, polling }, signal);
    },
  };
}

/** certificates/info of one account. */
async function offeredTo(
  { clientId, clientSecret, profileId, name: place }: MySignSettings,
  call: MySignCall,
  account: string,
  signal: AbortSignal,
): Promise<Result<readonly MySignCertificate[], ServiceRefusal>> {
  const parameters = {
    client_id: clientId,
    client_secret: clientSecret,
    profile_id: profileId,
    user_id: account,
    certificates: 'chain',
    certInfo: true,
    authInfo: true,
  };
  const path = 'vtss/service/certificates/info';
  const answer = await call(account, path, parameters, 'safe', signal);
  if (!answer.ok) return answer;
  if (!Array.isArray(answer.value)) throw unintelligible('certificates/info');
  const list: readonly unknown[] = answer.value;
  return ok(list.map((one) => certificateOf(account, fieldsOf(one, 'certificates/info'), place)));
}

interface MySignCertificate {
  readonly offered: OfferedCertificate;
  readonly isRsa: boolean;
  readonly multisign: number;
}

function certificateOf(account: string, fields: Fields, place: string): MySignCertificate {
  const key = fields.fields('key');
  const cert = fields.fields('cert');
  const keyStatus = key.text('status');
  const multisign = fields.number('multisign');
  if (multisign < 1) throw unintelligible('certificates/info.multisign');
  return {
    offered: {
      id: `${account}|${fields.text('credential_id')}`,
      place,
      chain: cert.texts('certificates'),
      status: keyStatus === 'enabled' ? cert.text('status') : keyStatus,
    },
    isRsa: key.texts('algo').includes('1.2.840.113549.1.1.1'),
    multisign,
  };
}
