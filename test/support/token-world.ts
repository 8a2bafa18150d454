import assert from 'node:assert/strict';
import { type Authority, createAuthority } from '../../src/adapter/authority/authority.ts';
import type { Credential, Validity } from '../../src/adapter/authority/issue.ts';
import type { NewKey } from '../../src/adapter/authority/key-pair.ts';
import type { PinRequest, PinSource } from '../../src/app/signing/pin-source.ts';
import type {
  BatchToSign,
  ItemAnswer,
  ServiceCertificate,
  ServiceRefusal,
  SigningService,
} from '../../src/app/signing/ports.ts';
import { parsePersonalId } from '../../src/domain/person/identity.ts';
import { type Instant, instantOf } from '../../src/domain/time/instant.ts';
import { parseCertificate } from '../../src/format/certificate/certificate.ts';
import { prepareSignature } from '../../src/format/signature/prepare.ts';
import { valueHolds } from '../../src/format/signature/value.ts';
import { createSoftHsmToken, type NewToken, type SoftHsm, type SoftToken } from './softhsm.ts';

const yearMs = 365 * 86_400_000;

/** When these tests happen. */
export const tokenNow = instantOf(Date.parse('2026-11-22T00:00:00Z'));
const fromNow = (years: number): Instant => instantOf(Date.parse(tokenNow) + years * yearMs);
export const validNow: Validity = { notBefore: fromNow(-1), notAfter: fromNow(1) };
export const validBefore: Validity = { notBefore: fromNow(-2), notAfter: fromNow(-1) };

export const createTokenAuthority = (): Promise<Authority> =>
  createAuthority({
    name: 'Kiểm thử token',
    crlBase: 'http://127.0.0.1:1',
    validFrom: fromNow(-3),
    rootKey: 'ec-p256',
    caKey: 'ec-p256',
  });

export interface NewHolder {
  readonly personalId: string;
  readonly name?: string;
  readonly keyKind?: NewKey;
  readonly validity?: Validity;
}

/** Issues a certificate to a person and puts it on a new token with its key and its issuers. */
export async function createHolderToken(
  hsm: SoftHsm,
  authority: Authority,
  { personalId, name = 'Nguyễn Thị Lan', keyKind = 'rsa-2048', validity = validNow }: NewHolder,
  token: Pick<NewToken, 'label' | 'pin' | 'alwaysAuthenticate'>,
): Promise<{ readonly token: SoftToken; readonly credential: Credential }> {
  const parsed = parsePersonalId(personalId);
  assert(parsed !== undefined, personalId);
  const credential = await authority.issuePerson({ name, personalId: parsed }, validity, keyKind);
  const { certificate, privateKey: key } = credential;
  const issuers = [authority.ca.certificate.der, authority.root.certificate.der];
  const made = createSoftHsmToken(hsm, { ...token, certificate: certificate.der, key, issuers });
  return { token: made, credential };
}

/** A person who types what the test says, and remembers what was shown. */
export interface TypedPins extends PinSource {
  readonly shown: PinRequest[];
}

export function typedPins(...pins: readonly (string | 'cancelled')[]): TypedPins {
  const left = [...pins];
  const shown: PinRequest[] = [];
  return {
    shown,
    async ask(request) {
      shown.push(request);
      const pin = left.shift();
      assert(pin !== undefined, 'asked for a PIN once too often');
      return pin === 'cancelled' ? pin : Buffer.from(pin);
    },
  };
}

/** A batch of real SignedInfos for a certificate. */
export function batchFor(offered: ServiceCertificate, count: number): BatchToSign {
  const items = Array.from({ length: count }, (_, index) => ({
    id: `item-${index + 1}`,
    title: `Học bạ thứ ${index + 1}`,
    toBeSigned: prepareSignature({
      name: `gv-${index + 1}`,
      parts: [{ id: 'ketqua', digest: Buffer.alloc(32, index).toString('base64') }],
      certificate: offered.certificate,
      algorithm: offered.algorithm,
      signingTime: tokenNow,
      role: 'GVBM',
    }).toBeSigned,
  }));
  const { id: certificate, algorithm } = offered;
  return { certificate, algorithm, title: 'Lớp 6A: điểm môn Toán', items };
}

export interface Collected {
  readonly answers: readonly ItemAnswer[];
  readonly refusal: ServiceRefusal | undefined;
}

export const never = new AbortController().signal;

/** Drains a batch. `onAnswer` sees each answer as it comes, with the number of answers so far. */
export async function collect(
  service: SigningService,
  batch: BatchToSign,
  onAnswer: (count: number) => void = () => {},
  signal: AbortSignal = never,
): Promise<Collected> {
  const answers: ItemAnswer[] = [];
  const running = service.sign(batch, signal);
  for (;;) {
    const next = await running.next();
    if (next.done === true) return { answers, refusal: next.value };
    answers.push(next.value);
    onAnswer(answers.length);
  }
}

/** Ids of the answers whose value verifies over the item's bytes with the certificate. */
export function holdingIds(
  batch: BatchToSign,
  offered: ServiceCertificate,
  answers: readonly ItemAnswer[],
): readonly string[] {
  const certificate = parseCertificate(Buffer.from(offered.certificate.base64, 'base64'));
  assert(certificate.ok);
  const { publicKey } = certificate.value;
  const inputs = new Map(batch.items.map(({ id, toBeSigned }) => [id, toBeSigned]));
  return answers.flatMap((answer) => {
    const input = inputs.get(answer.id);
    if (!('value' in answer) || input === undefined) return [];
    return valueHolds(publicKey, batch.algorithm, input, answer.value) ? [answer.id] : [];
  });
}
