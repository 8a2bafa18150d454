import type { Instant } from '../../domain/time/instant.ts';
import type { Frontier } from '../../format/log/frontier.ts';
import type { Hash } from '../../format/log/merkle.ts';

/** A published log (C2SP tlog-tiles) as an outsider reads it: over HTTP, or from exported files. */
export interface LogReader {
  /** A file below the log's prefix, as `checkpoint` or `tile/0/000`; undefined when the log has none. */
  file(path: string): Promise<Uint8Array | undefined>;
}

/** What a follower keeps between two looks. */
export interface FollowerState {
  /** The last signed note that was accepted, as it was served. */
  readonly note: string;
  /** The tree's edge at that head, recomputed from its leaves. */
  readonly frontier: Frontier;
  /** When every leaf was last read again from the first on; null while that has not been done. */
  readonly wholeAt: Instant | null;
}

/** Where a follower remembers. What was stored before it was accepted is never read back as accepted. */
export interface FollowerMemory {
  load(): Promise<FollowerState | undefined>;
  save(state: FollowerState): Promise<void>;
  /** How far an interrupted reading had come; null ends it. */
  loadCursor(): Promise<Frontier | null>;
  saveCursor(cursor: Frontier | null): Promise<void>;
  /** The root of the 256 leaves of bundle `index`, if it was stored. */
  tileRoot(index: number): Promise<Hash | undefined>;
  saveTileRoot(index: number, root: Hash): Promise<void>;
  /** Keeps what convicts the register; answers where. */
  keepEvidence(files: readonly EvidenceFile[], at: Instant): Promise<string | null>;
}

export interface EvidenceFile {
  readonly name: string;
  readonly text: string;
}
