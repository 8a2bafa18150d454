import type { SignatureAlgorithm } from '../../format/xml/signature-schema.ts';
import type { TokenFacts } from './cryptoki.ts';

/** What we ask of the process that holds a module. Tokens are named by serial number, certificates by SHA-256 in hex. */
export type ToModule =
  | { readonly act: 'read' }
  | { readonly act: 'find'; readonly token: string; readonly certificate: string }
  | { readonly act: 'unlock'; readonly algorithm: SignatureAlgorithm; readonly pin: Uint8Array }
  | { readonly act: 'sign'; readonly items: readonly NumberedInput[] }
  /** Log out and end. */
  | { readonly act: 'close' };

/** One thing to sign, by its number in the batch. */
export interface NumberedInput {
  readonly number: number;
  readonly toBeSigned: Uint8Array;
}

export interface NumberedValue {
  readonly number: number;
  readonly value: Uint8Array;
}

/** A token with all its certificates, as DER. */
export interface TokenContent extends TokenFacts {
  readonly certificates: readonly Uint8Array[];
}

/** Why the token does not let its key be used although it is there. */
export type KeyFault = 'no-key' | 'no-mechanism' | 'pin-pad' | 'pin-not-set';

export type FromModule =
  | { readonly answer: 'read'; readonly tokens: readonly TokenContent[] }
  | { readonly answer: 'found'; readonly token: TokenContent; readonly certificate: Uint8Array }
  | { readonly answer: 'missing'; readonly what: 'token' | 'certificate' }
  | { readonly answer: 'unlocked' }
  | { readonly answer: 'unusable'; readonly fault: KeyFault }
  | { readonly answer: 'signed'; readonly values: readonly NumberedValue[] }
  /** A call failed. `number` names the item where only that one did. */
  | {
      readonly answer: 'failed';
      readonly call: string;
      readonly code: number;
      readonly number: number | null;
      /** The token's flags afterwards; null when the token is gone. */
      readonly flags: number | null;
    }
  /** The system cannot load the module. */
  | { readonly answer: 'unloadable'; readonly reason: string };
