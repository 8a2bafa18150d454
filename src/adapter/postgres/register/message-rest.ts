import { pack, unpack } from './stored-bytes.ts';

/** A record file that stands in the register, and that a message brought. */
export interface StandingFile {
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** Where a record's base64 was cut out: its place in what is left, and the record's digest. */
type Cut = readonly [at: number, sha256: string];

/**
 * What is left of a message without the record files that stand elsewhere: a line of JSON that says where each was, then
 * the rest. A file that cannot be found letter by letter stays where it is.
 */
export function cutRecords(message: Uint8Array, files: readonly StandingFile[]): Buffer {
  const whole = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  const cuts: Cut[] = [];
  const kept: Buffer[] = [];
  let from = 0;
  let length = 0;
  for (const { sha256, bytes } of files) {
    const text = Buffer.from(Buffer.from(bytes).toString('base64'));
    const at = whole.indexOf(text, from);
    if (at < 0) continue;
    kept.push(whole.subarray(from, at));
    length += at - from;
    cuts.push([length, sha256]);
    from = at + text.length;
  }
  kept.push(whole.subarray(from));
  return pack(Buffer.concat([Buffer.from(`${JSON.stringify(cuts)}\n`), ...kept]));
}

/** Digests of the files that were cut out, in order. */
export const digestsIn = (stored: Uint8Array): readonly string[] =>
  opened(stored).cuts.map(([, sha256]) => sha256);

/** The message as it came; undefined when a file is not to be had. */
export function joinRecords(
  stored: Uint8Array,
  fileOf: (sha256: string) => Uint8Array | undefined,
): Buffer | undefined {
  const { cuts, rest } = opened(stored);
  const parts: Buffer[] = [];
  let from = 0;
  for (const [at, sha256] of cuts) {
    const file = fileOf(sha256);
    if (file === undefined) return undefined;
    parts.push(rest.subarray(from, at), Buffer.from(Buffer.from(file).toString('base64')));
    from = at;
  }
  return Buffer.concat([...parts, rest.subarray(from)]);
}

function opened(stored: Uint8Array): { readonly cuts: readonly Cut[]; readonly rest: Buffer } {
  const plain = unpack(stored);
  const end = plain.indexOf(0x0a);
  const cuts: readonly Cut[] = JSON.parse(plain.subarray(0, end).toString());
  return { cuts, rest: plain.subarray(end + 1) };
}
