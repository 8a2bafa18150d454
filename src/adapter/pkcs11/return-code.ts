/** What a return code of a PKCS #11 module means to somebody who signs. */
export type CodeMeaning =
  /** The token is no longer there. */
  | 'removed'
  | 'pin-wrong'
  | 'pin-locked'
  /** Asked again on the token's own display or button, and declined there. */
  | 'declined'
  /** The key or the mechanism cannot do this. */
  | 'key-not-usable'
  /** The token does not take this one input; others may pass. */
  | 'input-refused'
  /** The module or the token failed; another attempt may succeed. */
  | 'failed';

/** CK_RV of PKCS #11 2.40, chapter 5.1: number, name without its prefix, meaning. What is not here is a failure. */
const table: readonly (readonly [code: number, name: string, meaning: CodeMeaning])[] = [
  [0x00000001, 'CANCEL', 'declined'],
  [0x00000002, 'HOST_MEMORY', 'failed'],
  [0x00000003, 'SLOT_ID_INVALID', 'removed'],
  [0x00000005, 'GENERAL_ERROR', 'failed'],
  [0x00000006, 'FUNCTION_FAILED', 'failed'],
  [0x00000007, 'ARGUMENTS_BAD', 'failed'],
  [0x00000020, 'DATA_INVALID', 'input-refused'],
  [0x00000021, 'DATA_LEN_RANGE', 'input-refused'],
  [0x00000030, 'DEVICE_ERROR', 'failed'],
  [0x00000031, 'DEVICE_MEMORY', 'failed'],
  [0x00000032, 'DEVICE_REMOVED', 'removed'],
  [0x00000050, 'FUNCTION_CANCELED', 'declined'],
  [0x00000054, 'FUNCTION_NOT_SUPPORTED', 'key-not-usable'],
  [0x00000060, 'KEY_HANDLE_INVALID', 'failed'],
  [0x00000062, 'KEY_SIZE_RANGE', 'key-not-usable'],
  [0x00000063, 'KEY_TYPE_INCONSISTENT', 'key-not-usable'],
  [0x00000068, 'KEY_FUNCTION_NOT_PERMITTED', 'key-not-usable'],
  [0x00000070, 'MECHANISM_INVALID', 'key-not-usable'],
  [0x00000071, 'MECHANISM_PARAM_INVALID', 'key-not-usable'],
  [0x00000082, 'OBJECT_HANDLE_INVALID', 'failed'],
  [0x00000090, 'OPERATION_ACTIVE', 'failed'],
  [0x00000091, 'OPERATION_NOT_INITIALIZED', 'failed'],
  [0x000000a0, 'PIN_INCORRECT', 'pin-wrong'],
  [0x000000a1, 'PIN_INVALID', 'pin-wrong'],
  [0x000000a2, 'PIN_LEN_RANGE', 'pin-wrong'],
  [0x000000a3, 'PIN_EXPIRED', 'key-not-usable'],
  [0x000000a4, 'PIN_LOCKED', 'pin-locked'],
  [0x000000b0, 'SESSION_CLOSED', 'removed'],
  [0x000000b1, 'SESSION_COUNT', 'failed'],
  [0x000000b3, 'SESSION_HANDLE_INVALID', 'removed'],
  [0x000000e0, 'TOKEN_NOT_PRESENT', 'removed'],
  [0x000000e1, 'TOKEN_NOT_RECOGNIZED', 'removed'],
  [0x00000101, 'USER_NOT_LOGGED_IN', 'failed'],
  [0x00000102, 'USER_PIN_NOT_INITIALIZED', 'key-not-usable'],
  [0x00000150, 'BUFFER_TOO_SMALL', 'failed'],
  [0x00000190, 'CRYPTOKI_NOT_INITIALIZED', 'failed'],
  [0x00000200, 'FUNCTION_REJECTED', 'declined'],
];

const known = new Map(table.map(([code, name, meaning]) => [code, { name, meaning }]));

/** CKR_OK, and CKR_USER_ALREADY_LOGGED_IN and CKR_CRYPTOKI_ALREADY_INITIALIZED, which leave us where we want to be. */
export const returned = { ok: 0, alreadyLoggedIn: 0x100, alreadyInitialized: 0x191 } as const;

/** `CKR_…` as the specification spells it; a number for vendors' own codes. */
export const nameOfCode = (code: number): string => {
  const name = known.get(code)?.name;
  return name === undefined ? `CKR 0x${code.toString(16)}` : `CKR_${name}`;
};

export const meaningOfCode = (code: number): CodeMeaning => known.get(code)?.meaning ?? 'failed';

/** A call of the module that did not answer CKR_OK. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';
  readonly call: string;
  readonly code: number;

  constructor(call: string, code: number) {
    super(`${call}: ${nameOfCode(code)}`);
    this.call = call;
    this.code = code;
  }
}
