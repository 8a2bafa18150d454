import type { SignerTrust } from '../../../format/signature/signer-trust.ts';
import type { RegisterIdentity, Verifier } from '../ports.ts';
import { checkLog, type LogKeys } from './check-log.ts';
import { checkMessages } from './check-messages.ts';
import { checkSigners } from './check-signers.ts';
import { checkStamps, type StampTrust } from './check-stamps.ts';
import { checkLocks, checkStates } from './check-states.ts';
import { TreeCheck } from './check-tree.ts';
import { checkVersions } from './check-versions.ts';
import type { Difference } from './difference.ts';
import { Folder } from './fold-events.ts';
import type { FsckSource } from './fsck-source.ts';

export interface FsckRequest {
  readonly source: FsckSource;
  readonly verifier: Verifier;
  readonly trust: SignerTrust;
  readonly identity: RegisterIdentity;
  readonly keys: LogKeys;
  /** By what the time-stamps of heads are judged; absent where no authority is known. */
  readonly stamps?: StampTrust;
  /** Recomputes digests, leaves and states, but verifies no signature of records and messages again. */
  readonly quick: boolean;
}

/** What was looked at, and everything in which it differs from what it must be. */
export interface FsckReport {
  readonly events: number;
  readonly files: number;
  readonly messages: number;
  readonly checkpoints: number;
  /** Tokens over heads, renewals included. */
  readonly stamps: number;
  readonly differences: readonly Difference[];
}

const page = 2000;

/**
 * Recomputes the register from its bytes and events and trusts nothing that is stored: files against events, events
 * against the rules, leaves against events, tree and heads against leaves, states against the fold, replies against
 * events. No difference means that the register is what its signed heads say.
 */
export async function fsckRegister(request: FsckRequest): Promise<FsckReport> {
  const { source, keys } = request;
  const locks = await source.locks();
  const checkpoints = await source.checkpoints();
  const folder = new Folder(locks);
  const tree = new TreeCheck(source, new Set(checkpoints.map(({ size }) => size)));
  let events = 0;
  for (let from = 0; ; ) {
    const rows = await source.events(from, page);
    for (const row of rows) folder.add(row);
    await tree.add(rows);
    events += rows.length;
    const last = rows.at(-1);
    if (last === undefined) break;
    from = last.leafIndex + 1;
  }
  await tree.finish();
  const { fold } = folder;
  const stamps = await checkStamps(source, keys.log, request.stamps);
  const versions = await checkVersions(source, fold, request);
  const messages = await checkMessages(source, fold, request);
  return {
    events,
    files: versions.files,
    messages: messages.messages,
    checkpoints: checkpoints.length,
    stamps: stamps.stamps,
    differences: [
      ...folder.differences,
      ...tree.differences,
      ...(await checkLog(source, tree, keys, checkpoints)),
      ...stamps.differences,
      ...versions.differences,
      ...(await checkStates(source, fold)),
      ...checkLocks(locks, fold),
      ...messages.differences,
      ...(await checkSigners(source)),
    ],
  };
}
