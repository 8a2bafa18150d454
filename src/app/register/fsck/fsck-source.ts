import type { Cohort } from '../../../domain/registry/cohort.ts';
import type { Excuse } from '../../../domain/registry/event.ts';
import type { LearnerKey } from '../../../domain/registry/learner-key.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { SchoolYear } from '../../../domain/time/school-year.ts';

/** An event as stored; nothing of it is believed yet. */
export interface EventRow {
  readonly leafIndex: number;
  readonly message: number | null;
  /** What the columns say beside the payload, joined by spaces: type, year, school, code, version, time. */
  readonly columns: string;
  readonly payload: unknown;
  readonly leaf: Uint8Array;
  readonly leafHash: Uint8Array;
}

export interface VersionRow {
  readonly year: string;
  readonly code: string;
  readonly version: number;
  readonly school: string;
  readonly learner: string;
  readonly cohort: string;
  readonly sha256: string;
  readonly size: number;
  readonly leafIndex: number;
  /** Undefined when the stored bytes cannot be unpacked. */
  readonly bytes: Uint8Array | undefined;
}

/** A row of the state table, as text by column: compared with the fold, not interpreted. */
export type StateRow = Readonly<Record<string, string | number | null>>;

export interface LockRow {
  readonly year: SchoolYear;
  readonly cohort: Cohort;
  readonly lockedAt: Instant;
  readonly leafIndex: number;
  readonly awaited: readonly LearnerKey[];
  readonly classes: readonly LockedClassRow[];
}

export interface LockedClassRow {
  readonly school: string;
  readonly className: string;
  readonly enrolled: number;
  readonly inForce: number;
  readonly excused: Readonly<Record<Excuse, number>>;
}

export interface MessageRow {
  readonly number: number;
  readonly kind: string;
  readonly sha256: string;
  readonly receivedAt: Instant;
  readonly bytes: Uint8Array | undefined;
  readonly answered: boolean;
  readonly reply: { readonly sha256: string; readonly bytes: Uint8Array | undefined } | null;
}

/** Nodes of one level, from the first to the last index. */
export interface NodeRange {
  readonly level: number;
  readonly first: number;
  readonly last: number;
}

/** A stamped head with every token over it, in order. */
export interface StampRow {
  readonly size: number;
  readonly note: string;
  readonly steps: readonly { readonly step: number; readonly body: string; readonly at: Instant }[];
}

/** An event of the certificate register as stored; nothing of it is believed yet. */
export interface SignerEventRow {
  readonly number: number;
  readonly school: string;
  readonly message: number | null;
  /** What the columns say beside the payload, joined by spaces: school, subject, type, time. */
  readonly columns: string;
  readonly payload: unknown;
  /** The stored message that brought it; undefined when it cannot be unpacked. */
  readonly bytes: Uint8Array | null | undefined;
}

/** Everything that is stored, page by page in key order: whatever it holds, reading it must not throw. */
export interface FsckSource {
  /** What the log's edge says: size and frontier as text. */
  logState(): Promise<{ readonly size: number; readonly frontier: string } | undefined>;
  events(from: number, limit: number): Promise<readonly EventRow[]>;
  nodes(
    ranges: readonly NodeRange[],
  ): Promise<
    readonly { readonly level: number; readonly index: number; readonly hash: Uint8Array }[]
  >;
  /** Nodes that a tree of this size does not have; a thousand of them are enough. */
  strayNodes(size: number): Promise<readonly { readonly level: number; readonly index: number }[]>;
  /** Stamped heads in order of size. */
  stamps(after: number, limit: number): Promise<readonly StampRow[]>;
  checkpoints(): Promise<
    readonly {
      readonly size: number;
      readonly note: string;
      readonly cosignatures: readonly { readonly witness: string; readonly line: string }[];
    }[]
  >;
  versions(offset: number, limit: number): Promise<readonly VersionRow[]>;
  states(offset: number, limit: number): Promise<readonly StateRow[]>;
  locks(): Promise<readonly LockRow[]>;
  signerEvents(after: number, limit: number): Promise<readonly SignerEventRow[]>;
  /** Rows of certificates, named as CertificateRow names its members. */
  signerCertificates(offset: number, limit: number): Promise<readonly StateRow[]>;
  /** Rows of appointments: the members of AppointmentRow, its decision as `decisionNumber` and `decidedOn`. */
  signerAppointments(offset: number, limit: number): Promise<readonly StateRow[]>;
  messages(after: number, limit: number): Promise<readonly MessageRow[]>;
}
