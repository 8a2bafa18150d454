import { randomUUID } from 'node:crypto';
import { Outage } from '../../app/outage.ts';
import type { ItemAnswer, ServiceRefusal, ServiceRefusalCode } from '../../app/signing/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { type Fields, fieldsOf, plainCode, signatureValue, unintelligible } from './fields.ts';
import type { Pace } from './pace.ts';
import type { Digested, Transactor } from './run-batch.ts';
import type { SmartCaCall } from './smart-ca.ts';

/** By what a transaction's state is asked for: the service's code, or ours when its answer was lost. */
export interface SmartCaHandle {
  readonly code: string;
  readonly isConfirmed: boolean;
}

export interface SmartCaSigning {
  readonly call: SmartCaCall;
  readonly place: string;
  readonly account: string;
  readonly serial: string;
  readonly title: string;
  readonly hashesPerRequest: number;
  readonly pace: Pace;
}

/** Words and numbers of a transaction's state; see docs/remote-signing.md for which of them are confirmed. */
export const smartCaStates: Readonly<Record<string, 'waiting' | ServiceRefusalCode>> = {
  SIG_WAIT_FOR_USER_CONFIRM: 'waiting',
  WAITING_FOR_SIGNER_CONFIRM: 'waiting',
  '4000': 'waiting',
  EXPIRED: 'approval-expired',
  '4001': 'approval-expired',
  REJECTED: 'approval-declined',
  SIGNER_REJECTED: 'approval-declined',
  '4002': 'approval-declined',
  AUTHORIZE_KEY_FAILED: 'key-not-usable',
  '4003': 'key-not-usable',
  SIGN_FAILED: 'key-not-usable',
  '4004': 'key-not-usable',
};

const docId = (index: number): string => `doc-${index + 1}`;

export function createSmartCaTransactor(signing: SmartCaSigning): Transactor<SmartCaHandle> {
  const { call, place, account, serial, title, hashesPerRequest, pace } = signing;
  return {
    partSize: () => hashesPerRequest,
    async begin(part, _rest, signal) {
      const transactionId = randomUUID();
      const parameters = {
        user_id: account,
        serial_number: serial,
        transaction_id: transactionId,
        transaction_desc: title.slice(0, 200),
        time_stamp: new Date(pace.now()).toISOString().replace(/[-:T]|\.\d+/g, ''),
        sign_files: part.map(({ digest }, index) => ({
          doc_id: docId(index),
          file_type: 'xml',
          sign_type: 'hash',
          data_to_be_signed: digest.toString('hex'),
        })),
      };
      try {
        const sent = await call('v1/signatures/sign', parameters, 'once', signal);
        if (!sent.ok) return sent;
        return ok({
          handle: { code: sent.value.fields('data').text('tran_code'), isConfirmed: true },
        });
      } catch (error) {
        if (!(error instanceof Outage && error.code === 'signing-outcome-unknown')) throw error;
        return ok({ handle: { code: transactionId, isConfirmed: false } });
      }
    },
    async ask(handle, part, signal) {
      const asked = await askState(signing, handle, signal);
      if (!asked.ok) return asked;
      const data = asked.value.optionalFields('data');
      const signatures = data?.has('signatures') ? data.list('signatures') : [];
      if (signatures.length > 0) return ok(answersOf(part, signatures, place));
      const message = asked.value.optionalText('message') ?? '';
      const state = smartCaStates[message.toUpperCase()];
      if (state === undefined) throw unintelligible(`smart-ca.message ${plainCode(message)}`);
      if (state === 'waiting') return undefined;
      return refuse({ code: state, facts: { place, code: plainCode(message) } });
    },
  };
}

/** A transaction that the service does not know by our own code was perhaps never received: nobody can say. */
async function askState(
  { call, place }: SmartCaSigning,
  { code, isConfirmed }: SmartCaHandle,
  signal: AbortSignal,
): Promise<Result<Fields, ServiceRefusal>> {
  const path = `v1/signatures/sign/${encodeURIComponent(code)}/status`;
  const unknown = (cause?: unknown) =>
    new Outage('signing-outcome-unknown', { fact: place, cause });
  try {
    const answer = await call(path, {}, 'safe', signal);
    const isGone = !answer.ok && answer.refusal.code === 'certificate-not-found';
    if (isGone && !isConfirmed) throw unknown();
    return answer;
  } catch (error) {
    const isRejected = error instanceof Outage && error.code === 'signing-service-rejected';
    throw isRejected && !isConfirmed ? unknown(error) : error;
  }
}

/** By doc_id; an entry without a value is that item's refusal. */
function answersOf(
  part: readonly Digested[],
  signatures: readonly unknown[],
  place: string,
): readonly ItemAnswer[] {
  const byDoc = new Map<string, Fields>();
  for (const one of signatures) {
    const fields = fieldsOf(one, 'signatures');
    const doc = fields.text('doc_id');
    if (byDoc.has(doc)) throw unintelligible('signatures.doc_id twice');
    byDoc.set(doc, fields);
  }
  if (byDoc.size !== part.length) throw unintelligible('signatures.length');
  return part.map(({ id }, index) => {
    const fields = byDoc.get(docId(index));
    if (fields === undefined) throw unintelligible('signatures.doc_id');
    const value = fields.optionalText('signature_value') ?? '';
    return value === ''
      ? { id, refusal: { code: 'item-refused', facts: { place } } }
      : { id, value: signatureValue(value, 'signature_value') };
  });
}
