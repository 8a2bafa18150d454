import assert from 'node:assert/strict';
import koffi from 'koffi';
import type { CryptokiLayout } from './layout.ts';
import { nativeMemory } from './native-memory.ts';
import { CallFailure, returned } from './return-code.ts';

type Argument = number | bigint;

/** One function of a module; throws CallFailure unless it answers CKR_OK. */
export type NativeCall = (...values: readonly Argument[]) => void;

/** The functions that we call: place in CK_FUNCTION_LIST (PKCS #11 2.40, 3.6) and arguments, n numbers and p pointers. */
const functions = {
  C_Initialize: [0, 'p'],
  C_Finalize: [1, 'p'],
  C_GetSlotList: [4, 'npp'],
  C_GetTokenInfo: [6, 'np'],
  C_GetMechanismList: [7, 'npp'],
  C_OpenSession: [12, 'nnppp'],
  C_CloseSession: [13, 'n'],
  C_Login: [18, 'nnpn'],
  C_Logout: [19, 'n'],
  C_GetAttributeValue: [24, 'nnpn'],
  C_FindObjectsInit: [26, 'npn'],
  C_FindObjects: [27, 'npnp'],
  C_FindObjectsFinal: [28, 'n'],
  C_SignInit: [42, 'npn'],
  C_Sign: [43, 'npnpp'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

type FunctionName = keyof typeof functions;
export type NativeCalls = Readonly<Record<FunctionName, NativeCall>>;

/** Koffi unloads a library that nobody holds any more, and then its functions lead nowhere. */
const loaded: unknown[] = [];

/** Loads a module into this process and finds its functions. Throws what the system's loader says. */
export function loadNativeCalls(file: string, layout: CryptokiLayout): NativeCalls {
  assert(koffi.sizeof('unsigned long') === layout.ulong, 'the layout is that of this platform');
  const library = koffi.load(file);
  loaded.push(library);
  const getList = library.func('C_GetFunctionList', 'unsigned long', ['void *']);
  const answer = nativeMemory(64, layout).reserve(layout.pointer);
  expectOk('C_GetFunctionList', getList(answer.address));
  const list = pointerIn(answer.bytes, 0, layout);
  const bytes = layout.firstFunction + layout.pointer * 68;
  const table = Buffer.from(koffi.view(list, bytes));
  assert(table[0] === 2, 'C_GetFunctionList answers a list of version 2');
  const call = (name: FunctionName): NativeCall => {
    const [place, signature] = functions[name];
    const types = [...signature].map((letter) => (letter === 'n' ? 'unsigned long' : 'void *'));
    const at = pointerIn(table, layout.firstFunction + place * layout.pointer, layout);
    const native = koffi.decode(at, koffi.proto('unsigned long', types));
    return (...values) => expectOk(name, native(...values));
  };
  return {
    C_Initialize: call('C_Initialize'),
    C_Finalize: call('C_Finalize'),
    C_GetSlotList: call('C_GetSlotList'),
    C_GetTokenInfo: call('C_GetTokenInfo'),
    C_GetMechanismList: call('C_GetMechanismList'),
    C_OpenSession: call('C_OpenSession'),
    C_CloseSession: call('C_CloseSession'),
    C_Login: call('C_Login'),
    C_Logout: call('C_Logout'),
    C_GetAttributeValue: call('C_GetAttributeValue'),
    C_FindObjectsInit: call('C_FindObjectsInit'),
    C_FindObjects: call('C_FindObjects'),
    C_FindObjectsFinal: call('C_FindObjectsFinal'),
    C_SignInit: call('C_SignInit'),
    C_Sign: call('C_Sign'),
  };
}

function expectOk(name: string, code: unknown): void {
  if (code !== returned.ok) throw new CallFailure(name, Number(code));
}

const pointerIn = (bytes: Buffer, offset: number, { pointer }: CryptokiLayout): bigint =>
  pointer === 8 ? bytes.readBigUInt64LE(offset) : BigInt(bytes.readUInt32LE(offset));
