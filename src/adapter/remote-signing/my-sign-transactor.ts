import { Outage } from '../../app/outage.ts';
import { ok, refuse } from '../../domain/result.ts';
import { fieldsOf, plainCode, signatureValue, unintelligible } from './fields.ts';
import { type MySignCall, mySignRefusal } from './my-sign-call.ts';
import { inOrder, type Transactor } from './run-batch.ts';

export interface MySignSigning {
  readonly call: MySignCall;
  readonly place: string;
  readonly account: string;
  readonly credentialId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly title: string;
  readonly hashesPerRequest: number;
}

const waiting = new Set(['0', '4000', '6000']);

/**
 * MySign takes names as base64 of letters, digits, blank, hyphen and underscore alone, below 100 characters: the marks
 * of Vietnamese letters are left out.
 */
export function plainName(title: string): string {
  const plain = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(/[^\w -]+/g, '-')
    .slice(0, 72);
  return Buffer.from(plain).toString('base64');
}

export function createMySignTransactor(signing: MySignSigning): Transactor<string> {
  const { call, place, account, credentialId, clientId, clientSecret } = signing;
  return {
    partSize: () => signing.hashesPerRequest,
    async begin(part, _rest, signal) {
      const parameters = {
        client_id: clientId,
        client_secret: clientSecret,
        credentialID: credentialId,
        numSignatures: part.length,
        description: plainName(signing.title),
        documents: part.map(({ title }, index) => ({
          document_id: `doc-${index + 1}`,
          document_name: plainName(title),
        })),
        hash: part.map(({ digest }) => digest.toString('base64')),
        hashAlgo: '2.16.840.1.101.3.4.2.1',
        signAlgo: '1.2.840.113549.1.1.1',
        async: 1,
      };
      const sent = await call(account, 'vtss/service/signHash', parameters, 'once', signal);
      if (!sent.ok) return sent;
      return ok({ handle: fieldsOf(sent.value, 'signHash').text('transactionId') });
    },
    async ask(transactionId, part, signal) {
      const path = 'vtss/service/requests/status';
      const asked = await call(account, path, { transactionId }, 'safe', signal);
      if (!asked.ok) return asked;
      const fields = fieldsOf(asked.value, 'requests/status');
      const status = fields.optionalWord('status') ?? '';
      if (waiting.has(status)) return undefined;
      if (status === '1') {
        const values = fields.texts('signatures').map((one) => signatureValue(one, 'signatures'));
        return ok(inOrder(part, values, place));
      }
      if (status === '50000') {
        throw new Outage('signing-service-unavailable', { fact: `${place} ${status}` });
      }
      const refusal = mySignRefusal(status, place);
      if (refusal === undefined) throw unintelligible(`requests/status ${plainCode(status)}`);
      return refuse(refusal);
    },
  };
}
