import { serialSession } from './constant.ts';
import { type CryptokiLayout, tokenLayout, tripleOf } from './layout.ts';
import { loadNativeCalls, type NativeCalls } from './native-calls.ts';
import { type NativeMemory, type NativePiece, nativeMemory } from './native-memory.ts';
import { CallFailure, returned } from './return-code.ts';

/** What a token says about itself. */
export interface TokenFacts {
  readonly label: string;
  readonly model: string;
  readonly serial: string;
  readonly flags: number;
}

/** An attribute that objects must have. */
export type Wanted = readonly [type: number, value: number | Uint8Array];

/** One loaded PKCS #11 module, single-threaded, in a process of its own. Calls that fail throw CallFailure. */
export interface Cryptoki {
  initialize(): void;
  finalize(): void;
  /** Slots with a token in them. */
  slots(): readonly number[];
  tokenOf(slot: number): TokenFacts;
  mechanismsOf(slot: number): ReadonlySet<number>;
  openSession(slot: number): number;
  closeSession(session: number): void;
  login(session: number, user: number, pin: Uint8Array): void;
  logout(session: number): void;
  find(session: number, wanted: readonly Wanted[]): readonly number[];
  /** Undefined when the object has no such attribute or does not show it. */
  valueOf(session: number, object: number, attribute: number): Buffer | undefined;
  /** Signs with one key: the mechanism without a parameter over the input. `confirm` runs between SignInit and Sign. */
  signer(session: number, key: number, mechanism: number, confirm?: () => void): Sign;
}

export type Sign = (input: Uint8Array) => Uint8Array;

const memorySize = 1 << 18;
/** Octets; a certificate of the largest kind fits. */
const largestValue = 1 << 16;
const largestSignature = 1024;
const mostObjects = 256;

export function loadCryptoki(file: string, layout: CryptokiLayout): Cryptoki {
  const calls = loadNativeCalls(file, layout);
  const memory = nativeMemory(memorySize, layout);
  const cleared = <T>(work: () => T): T => {
    try {
      return work();
    } finally {
      memory.clear();
    }
  };
  return {
    initialize() {
      try {
        calls.C_Initialize(0n);
      } catch (error) {
        if (!isCode(error, returned.alreadyInitialized)) throw error;
      }
    },
    finalize: () => calls.C_Finalize(0n),
    slots: () => cleared(() => list(memory, (at, count) => calls.C_GetSlotList(1, at, count))),
    mechanismsOf: (slot) =>
      cleared(
        () => new Set(list(memory, (at, count) => calls.C_GetMechanismList(slot, at, count))),
      ),
    tokenOf: (slot) => cleared(() => tokenOf(calls, memory, slot)),
    openSession: (slot) =>
      cleared(() => {
        const session = memory.number(0);
        calls.C_OpenSession(slot, serialSession, 0n, 0n, session.address);
        return memory.readNumber(session);
      }),
    closeSession: (session) => calls.C_CloseSession(session),
    login: (session, user, pin) =>
      cleared(() => {
        try {
          calls.C_Login(session, user, memory.hold(pin).address, pin.length);
        } catch (error) {
          if (!isCode(error, returned.alreadyLoggedIn)) throw error;
        }
      }),
    logout: (session) => calls.C_Logout(session),
    find: (session, wanted) => cleared(() => find(calls, { memory, layout }, session, wanted)),
    valueOf: (session, object, attribute) =>
      cleared(() => attributeOf(calls, { memory, layout }, { session, object, attribute })),
    signer: (session, key, mechanism, confirm) =>
      signer(calls, layout, { session, key, mechanism, confirm }),
  };
}

const isCode = (error: unknown, code: number): boolean =>
  error instanceof CallFailure && error.code === code;

/** The two-step idiom: ask how many, then for so many numbers. */
function list(memory: NativeMemory, call: (at: bigint, count: bigint) => void): readonly number[] {
  const count = memory.number(0);
  call(0n, count.address);
  const width = count.bytes.length;
  const values = memory.reserve(width * memory.readNumber(count));
  call(values.address, count.address);
  return Array.from({ length: memory.readNumber(count) }, (_, index) =>
    memory.readNumber(values, index * width),
  );
}

function tokenOf(calls: NativeCalls, memory: NativeMemory, slot: number): TokenFacts {
  const answer = memory.reserve(tokenLayout.size);
  calls.C_GetTokenInfo(slot, answer.address);
  const text = ([from, to]: readonly [number, number]): string =>
    answer.bytes.toString('utf8', from, to).replace(/[ \0]+$/, '');
  return {
    label: text(tokenLayout.label),
    model: text(tokenLayout.model),
    serial: text(tokenLayout.serial),
    flags: memory.readNumber(answer, tokenLayout.flags),
  };
}

interface Place {
  readonly memory: NativeMemory;
  readonly layout: CryptokiLayout;
}

/** Writes CK_ATTRIBUTE or CK_MECHANISM number `index` of an array. */
function writeTriple(
  { memory, layout }: Place,
  array: NativePiece,
  index: number,
  [number, piece, length]: readonly [number, bigint, number],
): void {
  const triple = tripleOf(layout);
  const from = index * triple.size;
  memory.writeNumber(array, from + triple.number, number);
  memory.writePointer(array, from + triple.pointer, piece);
  memory.writeNumber(array, from + triple.length, length);
}

function find(
  calls: NativeCalls,
  place: Place,
  session: number,
  wanted: readonly Wanted[],
): readonly number[] {
  const { memory, layout } = place;
  const template = memory.reserve(wanted.length * tripleOf(layout).size);
  for (const [index, [type, value]] of wanted.entries()) {
    const piece = typeof value === 'number' ? memory.number(value) : memory.hold(value);
    writeTriple(place, template, index, [type, piece.address, piece.bytes.length]);
  }
  calls.C_FindObjectsInit(session, template.address, wanted.length);
  try {
    const found = memory.reserve(mostObjects * layout.ulong);
    const count = memory.number(0);
    calls.C_FindObjects(session, found.address, mostObjects, count.address);
    return Array.from({ length: memory.readNumber(count) }, (_, index) =>
      memory.readNumber(found, index * layout.ulong),
    );
  } finally {
    calls.C_FindObjectsFinal(session);
  }
}

interface AttributePlace {
  readonly session: number;
  readonly object: number;
  readonly attribute: number;
}

/** CKR_ATTRIBUTE_SENSITIVE and CKR_ATTRIBUTE_TYPE_INVALID. */
const notShown = [0x11, 0x12];

function attributeOf(
  calls: NativeCalls,
  place: Place,
  { session, object, attribute }: AttributePlace,
): Buffer | undefined {
  const { memory, layout } = place;
  const value = memory.reserve(largestValue);
  const template = memory.reserve(tripleOf(layout).size);
  writeTriple(place, template, 0, [attribute, value.address, largestValue]);
  try {
    calls.C_GetAttributeValue(session, object, template.address, 1);
  } catch (error) {
    if (notShown.some((code) => isCode(error, code))) return undefined;
    throw error;
  }
  const length = memory.readNumber(template, tripleOf(layout).length);
  // CK_UNAVAILABLE_INFORMATION is the largest number there is.
  return length > largestValue ? undefined : Buffer.from(value.bytes.subarray(0, length));
}

interface SignPlace {
  readonly session: number;
  readonly key: number;
  readonly mechanism: number;
  readonly confirm: (() => void) | undefined;
}

function signer(
  calls: NativeCalls,
  layout: CryptokiLayout,
  { session, key, mechanism, confirm }: SignPlace,
): Sign {
  const memory = nativeMemory(1 << 17, layout);
  const kind = memory.reserve(tripleOf(layout).size);
  writeTriple({ memory, layout }, kind, 0, [mechanism, 0n, 0]);
  const length = memory.number(0);
  const value = memory.reserve(largestSignature);
  const input = memory.reserve(largestValue);
  return (bytes) => {
    input.bytes.set(bytes);
    calls.C_SignInit(session, kind.address, key);
    confirm?.();
    memory.writeNumber(length, 0, largestSignature);
    calls.C_Sign(session, input.address, bytes.length, value.address, length.address);
    return Uint8Array.prototype.slice.call(value.bytes, 0, memory.readNumber(length));
  };
}
