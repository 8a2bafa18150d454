import type { PinRequest } from '../../app/signing/pin-source.ts';
import type { BatchToSign, ItemAnswer, ServiceRefusal } from '../../app/signing/ports.ts';
import { type Certificate, parseCertificate } from '../../format/certificate/certificate.ts';
import { displayName } from '../../format/certificate/name.ts';
import { tokenFlag } from './constant.ts';
import type { FromModule, KeyFault, TokenContent } from './message.ts';
import { type ModuleProcess, startModuleProcess } from './module-process.ts';
import { outageOf } from './read-modules.ts';
import { meaningOfCode, nameOfCode } from './return-code.ts';
import {
  algorithmFor,
  type CertificatePlace,
  placeOf,
  tokenPlace,
  unfitness,
} from './token-certificates.ts';
import type { TokenSettings } from './token-service.ts';

type Answers = AsyncGenerator<ItemAnswer, ServiceRefusal | undefined, undefined>;

const refusal = (
  code: ServiceRefusal['code'],
  facts: ServiceRefusal['facts'] = {},
): ServiceRefusal => ({ code, facts });

/** Finds the certificate, judges it, asks for the PIN once, signs item by item. */
export async function* signBatch(
  settings: TokenSettings,
  batch: BatchToSign,
  signal: AbortSignal,
): Answers {
  const place = placeOf(batch.certificate, settings.modules);
  if (place === undefined) return refusal('certificate-not-found');
  const module = startModuleProcess(place.module, settings.environment);
  try {
    const act: SigningAct = { settings, batch, signal, place, module };
    const found = await findCertificate(act);
    if ('code' in found) return found;
    const locked = await unlock(act, found);
    return locked ?? (yield* signItems(act, found.token));
  } finally {
    module.end();
  }
}

interface SigningAct {
  readonly settings: TokenSettings;
  readonly batch: BatchToSign;
  readonly signal: AbortSignal;
  readonly place: CertificatePlace;
  readonly module: ModuleProcess;
}

interface FoundCertificate {
  readonly token: TokenContent;
  readonly certificate: Certificate;
}

async function findCertificate({
  settings,
  batch,
  signal,
  place,
  module,
}: SigningAct): Promise<FoundCertificate | ServiceRefusal> {
  module.tell({ act: 'find', token: place.token, certificate: place.certificate });
  const heard = await module.hear(settings.limits.readMs, signal);
  if (heard.answer === 'missing') {
    return heard.what === 'token'
      ? refusal('token-absent', { serial: place.token })
      : refusal('certificate-not-found', { serial: place.token });
  }
  if (heard.answer !== 'found') throw outageOf(place.module, heard);
  const { token } = heard;
  const facts = { place: tokenPlace(token) };
  const parsed = parseCertificate(heard.certificate);
  if (!parsed.ok) return refusal('certificate-not-usable', { ...facts, status: 'unreadable' });
  const certificate = parsed.value;
  const unfit = unfitness(certificate, settings.clock.now());
  if (unfit !== undefined) {
    const { notBefore, notAfter } = certificate;
    return refusal('certificate-not-usable', { ...facts, status: unfit, notBefore, notAfter });
  }
  if (algorithmFor(certificate) !== batch.algorithm) {
    return refusal('certificate-not-usable', { ...facts, status: 'algorithm-refused' });
  }
  return { token, certificate };
}

const shownTitles = 5;

/** Asks for the PIN and logs in; what stands in the way, or undefined. */
async function unlock(
  { settings, batch, signal, place, module }: SigningAct,
  { token, certificate }: FoundCertificate,
): Promise<ServiceRefusal | undefined> {
  if ((token.flags & tokenFlag.userPinLocked) !== 0) return pinLocked(token);
  const pin = await settings.pin.ask(
    {
      asker: settings.asker,
      title: batch.title,
      items: batch.items.length,
      someTitles: batch.items.slice(0, shownTitles).map(({ title }) => title),
      holder: displayName(certificate.subject),
      place: tokenPlace(token),
      tries: triesOf(token.flags),
    },
    signal,
  );
  if (pin === 'cancelled') return refusal('pin-cancelled', { place: tokenPlace(token) });
  module.tell({ act: 'unlock', algorithm: batch.algorithm, pin });
  pin.fill(0);
  const heard = await module.hear(settings.limits.signMs, signal);
  if (heard.answer === 'unlocked') return undefined;
  if (heard.answer === 'unusable') return unusable(heard.fault, token);
  if (heard.answer !== 'failed') throw outageOf(place.module, heard);
  return wholeRefusal(heard, token) ?? throwOutage(place.module, heard);
}

function throwOutage(module: string, heard: FromModule): never {
  throw outageOf(module, heard);
}

const triesOf = (flags: number): PinRequest['tries'] => {
  if ((flags & tokenFlag.userPinFinalTry) !== 0) return 'last';
  return (flags & tokenFlag.userPinCountLow) === 0 ? 'usual' : 'few';
};

const unusable = (fault: KeyFault, token: TokenContent): ServiceRefusal =>
  refusal('key-not-usable', { place: tokenPlace(token), code: fault });

const pinLocked = (token: TokenContent): ServiceRefusal =>
  refusal('pin-locked', { place: tokenPlace(token), triesLeft: '0' });

type Failed = FromModule & { readonly answer: 'failed' };

/** A failed call as a refusal of the whole batch; undefined when it is the token's or the module's own failure. */
export function wholeRefusal(
  { code, flags }: Pick<Failed, 'code' | 'flags'>,
  token: TokenContent,
): ServiceRefusal | undefined {
  const facts = { place: tokenPlace(token), code: nameOfCode(code) };
  const meaning = meaningOfCode(code);
  if (flags === null || meaning === 'removed') return refusal('token-removed', facts);
  switch (meaning) {
    case 'pin-wrong':
      if ((flags & tokenFlag.userPinLocked) !== 0) return pinLocked(token);
      return refusal('pin-wrong', { ...facts, ...triesFacts[triesOf(flags)] });
    case 'pin-locked':
      return pinLocked(token);
    case 'declined':
      return refusal('approval-declined', facts);
    case 'key-not-usable':
    case 'input-refused':
      return refusal('key-not-usable', facts);
    case 'failed':
      return undefined;
  }
}

/** What tokens tell of the wrong PINs that they still bear: one, few, or nothing. */
const triesFacts = { last: { triesLeft: '1' }, few: { tries: 'few' }, usual: {} } as const;

/** Items under way in the module's process: enough that it never waits for us. It stops between any two of them. */
const window = 512;

async function* signItems(
  { settings, batch, signal, place, module }: SigningAct,
  token: TokenContent,
): Answers {
  const inputs = batch.items.map(({ toBeSigned }, number) => ({ number, toBeSigned }));
  let sent = 0;
  let answered = 0;
  while (answered < inputs.length) {
    signal.throwIfAborted();
    if (sent < inputs.length && sent - answered <= window / 2) {
      module.tell({ act: 'sign', items: inputs.slice(sent, answered + window) });
      sent = Math.min(inputs.length, answered + window);
    }
    const heard = await module.hear(settings.limits.signMs, signal);
    if (heard.answer === 'signed') {
      for (const { number, value } of heard.values) {
        const item = batch.items[number];
        if (item === undefined) continue;
        answered++;
        yield { id: item.id, value };
      }
      continue;
    }
    if (heard.answer !== 'failed') throw outageOf(place.module, heard);
    const item = heard.number === null ? undefined : batch.items[heard.number];
    if (item === undefined) {
      return wholeRefusal(heard, token) ?? throwOutage(place.module, heard);
    }
    answered++;
    const facts = { place: tokenPlace(token), code: nameOfCode(heard.code) };
    yield { id: item.id, refusal: refusal('item-refused', facts) };
  }
  return undefined;
}
