import { holderIdOf } from '../app/school/make-signature.ts';
import type { SignerCertificateText } from '../app/school/ports.ts';
import type { ServiceCertificate, ServiceRefusal, SigningService } from '../app/signing/ports.ts';
import type { ServiceKeys } from '../app/signing/service-keys.ts';
import type { ExpectedSigner } from '../domain/record/slot.ts';

interface Waiting {
  readonly toBeSigned: Uint8Array;
  answer(value: Uint8Array): void;
  fail(error: unknown): void;
}

/** Stands for the value that a service refused: it verifies with no key. */
const noValue = new Uint8Array();

/**
 * Requests that come in the same turn of the event loop go to the service as one batch: a class is sealed under one PIN.
 */
export function keysOfService(
  service: SigningService,
  title: (count: number) => string,
  signal: AbortSignal,
): ServiceKeys {
  const chosen = new Map<string, ServiceCertificate>();
  const waiting = new Map<string, Waiting[]>();
  let refused: ServiceRefusal | undefined;
  const signTogether = (
    certificate: ServiceCertificate,
    requests: readonly Waiting[],
  ): Promise<ServiceRefusal | undefined> => {
    const items = requests.map(({ toBeSigned }, index) => {
      return { id: String(index + 1), title: title(1), toBeSigned };
    });
    const { id, algorithm } = certificate;
    const batch = { certificate: id, algorithm, title: title(items.length), items };
    return answerAll(service.sign(batch, signal), requests);
  };
  const certificateOf = async (
    signer: ExpectedSigner,
  ): Promise<SignerCertificateText | undefined> => {
    const holder = holderIdOf(signer);
    const known = chosen.get(holder);
    if (known !== undefined) return known;
    const found = await service.certificates(holder, signal);
    if (!found.ok) {
      refused = found.refusal;
      return undefined;
    }
    const [first] = found.value;
    if (first !== undefined) chosen.set(holder, first);
    return first;
  };
  const send = async (holder: string, requests: readonly Waiting[]): Promise<void> => {
    const certificate = chosen.get(holder);
    if (certificate === undefined) throw new Error(`no certificate was asked for: ${holder}`);
    refused = (await signTogether(certificate, requests)) ?? refused;
  };
  const sign = (signer: ExpectedSigner, toBeSigned: Uint8Array): Promise<Uint8Array> =>
    new Promise((answer, fail) => {
      const holder = holderIdOf(signer);
      const requests = waiting.get(holder) ?? [];
      requests.push({ toBeSigned, answer, fail });
      if (requests.length > 1) return;
      waiting.set(holder, requests);
      setImmediate(() => {
        waiting.delete(holder);
        send(holder, requests).catch((error: unknown) => {
          for (const one of requests) one.fail(error);
        });
      });
    });
  return { keys: { certificateOf, sign }, refusal: () => refused };
}

/** Gives each request its answer; what got none has no value. Answers why, where the service refused something. */
async function answerAll(
  answers: ReturnType<SigningService['sign']>,
  requests: readonly Waiting[],
): Promise<ServiceRefusal | undefined> {
  const open = new Map(requests.map((one, index) => [String(index + 1), one]));
  let refused: ServiceRefusal | undefined;
  for (;;) {
    const next = await answers.next();
    if (next.done === true) {
      for (const one of open.values()) one.answer(noValue);
      return next.value ?? refused;
    }
    const answer = next.value;
    if ('refusal' in answer) refused = answer.refusal;
    open.get(answer.id)?.answer('value' in answer ? answer.value : noValue);
    open.delete(answer.id);
  }
}
