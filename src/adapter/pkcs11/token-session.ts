import { hash } from 'node:crypto';
import type { SignatureAlgorithm } from '../../format/xml/signature-schema.ts';
import { attribute, objectClass, tokenFlag, user, x509Certificate } from './constant.ts';
import type { Cryptoki, Sign, TokenFacts } from './cryptoki.ts';
import type { FromModule, KeyFault, TokenContent } from './message.ts';
import { type SignaturePlan, signaturePlan } from './signature-input.ts';

/** A certificate that was found on a token, with a session open there. */
export interface TokenSession {
  readonly slot: number;
  readonly session: number;
  readonly token: TokenContent;
  readonly certificate: Uint8Array;
}

/** A private key that signs until the session is closed. */
export interface UnlockedKey {
  readonly plan: SignaturePlan;
  readonly sign: Sign;
}

/** Every token at hand with its certificates. Certificates are public: no PIN. */
export function readTokens(cryptoki: Cryptoki): readonly TokenContent[] {
  return presentTokens(cryptoki).map(({ slot, token }) => {
    const session = cryptoki.openSession(slot);
    try {
      return { ...token, certificates: certificatesIn(cryptoki, session) };
    } finally {
      cryptoki.closeSession(session);
    }
  });
}

/** Opens a session on the token that bears the serial number, if the certificate is on it. */
export function openToken(
  cryptoki: Cryptoki,
  serial: string,
  sha256: string,
): TokenSession | (FromModule & { readonly answer: 'missing' }) {
  const found = presentTokens(cryptoki).find(({ token }) => token.serial === serial);
  if (found === undefined) return { answer: 'missing', what: 'token' };
  const { slot, token } = found;
  const session = cryptoki.openSession(slot);
  const certificates = certificatesIn(cryptoki, session);
  const certificate = certificates.find((der) => hash('sha256', der, 'hex') === sha256);
  if (certificate !== undefined) {
    return { slot, session, token: { ...token, certificates }, certificate };
  }
  cryptoki.closeSession(session);
  return { answer: 'missing', what: 'certificate' };
}

/** Logs in and finds the private key that bears the certificate's CKA_ID. */
export function unlockKey(
  cryptoki: Cryptoki,
  { slot, session, token, certificate }: TokenSession,
  algorithm: SignatureAlgorithm,
  pin: Uint8Array,
): UnlockedKey | KeyFault {
  if ((token.flags & tokenFlag.protectedAuthenticationPath) !== 0) return 'pin-pad';
  if ((token.flags & tokenFlag.userPinInitialized) === 0) return 'pin-not-set';
  const plan = signaturePlan(algorithm, cryptoki.mechanismsOf(slot));
  if (plan === undefined) return 'no-mechanism';
  cryptoki.login(session, user.normal, pin);
  const key = privateKeyOf(cryptoki, session, certificate);
  if (key === undefined) return 'no-key';
  // Such a key wants its holder before each signature. The holder has seen the whole batch and typed the PIN for it.
  const each = cryptoki.valueOf(session, key, attribute.alwaysAuthenticate)?.[0] === 1;
  const again = each ? () => cryptoki.login(session, user.contextSpecific, pin) : undefined;
  return { plan, sign: cryptoki.signer(session, key, plan.mechanism, again) };
}

/** The token's flags now; null when it is no longer in its slot. */
export function flagsNow(
  cryptoki: Cryptoki,
  { slot, token }: Pick<TokenSession, 'slot' | 'token'>,
): number | null {
  try {
    if (!cryptoki.slots().includes(slot)) return null;
    const now = cryptoki.tokenOf(slot);
    return now.serial === token.serial ? now.flags : null;
  } catch {
    return null;
  }
}

interface PresentToken {
  readonly slot: number;
  readonly token: TokenFacts;
}

function presentTokens(cryptoki: Cryptoki): readonly PresentToken[] {
  return cryptoki
    .slots()
    .map((slot) => ({ slot, token: cryptoki.tokenOf(slot) }))
    .filter(({ token }) => (token.flags & tokenFlag.tokenInitialized) !== 0);
}

const certificateTemplate = [
  [attribute.class, objectClass.certificate],
  [attribute.certificateType, x509Certificate],
] as const;

const certificatesIn = (cryptoki: Cryptoki, session: number): readonly Uint8Array[] =>
  cryptoki
    .find(session, certificateTemplate)
    .flatMap((object) => cryptoki.valueOf(session, object, attribute.value) ?? []);

function privateKeyOf(
  cryptoki: Cryptoki,
  session: number,
  certificate: Uint8Array,
): number | undefined {
  const [object] = cryptoki.find(session, [...certificateTemplate, [attribute.value, certificate]]);
  const id = object === undefined ? undefined : cryptoki.valueOf(session, object, attribute.id);
  if (id === undefined || id.length === 0) return undefined;
  const [key] = cryptoki.find(session, [
    [attribute.class, objectClass.privateKey],
    [attribute.id, id],
  ]);
  return key;
}
