import { open, readdir } from 'node:fs/promises';
import path from 'node:path';

/** The file of one stretch of PostgreSQL's log: timeline and place, by its name. */
export interface Segment {
  readonly name: string;
  readonly timeline: number;
  /** Its number on the timeline: the log's position divided by the segments' size. */
  readonly index: number;
}

const pattern = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/;

export function segmentOf(name: string, segmentBytes: number): Segment | undefined {
  const [, timeline = '', high = '', low = ''] = pattern.exec(name) ?? [];
  if (timeline === '') return undefined;
  const perFile = 2 ** 32 / segmentBytes;
  const index = Number.parseInt(high, 16) * perFile + Number.parseInt(low, 16);
  return { name, timeline: Number.parseInt(timeline, 16), index };
}

export function segmentName(timeline: number, index: number, segmentBytes: number): string {
  const perFile = 2 ** 32 / segmentBytes;
  return [timeline, Math.floor(index / perFile), index % perFile]
    .map((part) => part.toString(16).toUpperCase().padStart(8, '0'))
    .join('');
}

/** `0/3000148` as the index of its segment. */
export function segmentIndexAt(position: string, segmentBytes: number): number {
  const [high = '', low = ''] = position.split('/');
  const at = BigInt(`0x${high}`) * 2n ** 32n + BigInt(`0x${low}`);
  return Number(at / BigInt(segmentBytes));
}

export interface SegmentFile extends Segment {
  readonly file: string;
}

/**
 * The segments of one timeline in a folder, from `first` on, by index. Files that are not what their name says (a server
 * keeps old segments under future names) are passed over: the first page tells its own place, cluster and size.
 */
export async function segmentsIn(
  folder: string,
  first: Segment,
  cluster: { readonly systemId: string; readonly walSegmentBytes: number },
): Promise<readonly SegmentFile[]> {
  const names = await readdir(folder).catch(() => []);
  const found: SegmentFile[] = [];
  for (const name of names) {
    const segment = segmentOf(name, cluster.walSegmentBytes);
    if (segment === undefined || segment.timeline !== first.timeline) continue;
    if (segment.index < first.index) continue;
    const file = path.join(folder, name);
    if (await isItself(file, segment, cluster)) found.push({ ...segment, file });
  }
  return found.toSorted((one, two) => one.index - two.index);
}

/** XLogLongPageHeaderData: address at 8, system identifier at 24, segment size at 32; little-endian on our platforms. */
async function isItself(
  file: string,
  { index }: Segment,
  { systemId, walSegmentBytes }: { readonly systemId: string; readonly walSegmentBytes: number },
): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    if (size !== walSegmentBytes) return false;
    const head = Buffer.alloc(40);
    await handle.read(head, 0, 40, 0);
    return (
      head.readBigUInt64LE(8) === BigInt(index) * BigInt(walSegmentBytes) &&
      String(head.readBigUInt64LE(24)) === systemId &&
      head.readUInt32LE(32) === walSegmentBytes
    );
  } finally {
    await handle.close();
  }
}

/** The name of the first segment that is missing between `first` and the last of those found. */
export function gapIn(
  segments: readonly Segment[],
  first: Segment,
  segmentBytes: number,
): string | undefined {
  const present = new Set(segments.map(({ index }) => index));
  const last = segments.at(-1)?.index ?? first.index;
  for (let index = first.index; index <= last; index += 1) {
    if (!present.has(index)) return segmentName(first.timeline, index, segmentBytes);
  }
  return undefined;
}
