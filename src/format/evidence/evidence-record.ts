import { ok, type Result, refuse } from '../../domain/result.ts';
import { base64Of } from '../log/base64.ts';
import {
  bytesAt,
  bytesListAt,
  countAt,
  endOf,
  formAt,
  has,
  listAt,
  type Members,
  membersOf,
  objectAt,
  type ProofFault,
  textAt,
} from '../log/proof-members.ts';
import type { StrongDigest } from '../time-stamp/digest.ts';
import type { TreePlace } from './digest-tree.ts';

/** Certificates and revocation lists by which a token can be judged; DER each, looked through and not trusted. */
export interface KeptEvidence {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
}

/** A later token over everything before it (RFC 4998, 5.2: time-stamp renewal; with `rehash`, hash-tree renewal). */
export interface Renewal {
  /** Of the token's imprint, of the tree over what was renewed together, and of `rehash`. */
  readonly digest: StrongDigest;
  /** About the token before, as of the renewal: fresh lists that say it had not been revoked until then. */
  readonly refreshed: KeptEvidence;
  /** The root of the head's tree under `digest` (rehash.ts); null where the old tree is still strong. */
  readonly rehash: Uint8Array | null;
  /** The place of what was renewed here among all that the token renewed. */
  readonly place: TreePlace;
}

/** One token (DER) with what judged it when it came; `renewal` is null in the first step and only there. */
export interface EvidenceStep {
  readonly renewal: Renewal | null;
  readonly token: Uint8Array;
  readonly evidence: KeptEvidence;
}

/**
 * Hồ sơ bằng chứng thời gian (evidence record, after RFC 4998): a signed tree head and the tokens that prove since when
 * it exists, each covered by the next.
 */
export interface EvidenceRecord {
  /** The signed note; the first token is over its exact UTF-8 bytes. */
  readonly checkpoint: string;
  readonly steps: readonly EvidenceStep[];
}

/** More than thirty years of yearly renewals need. */
const mostSteps = 100;
const mostKept = 64;
const mostPath = 64;

const keptJson = ({ certificates, crls }: KeptEvidence) => ({
  certificates: certificates.map(base64Of),
  crls: crls.map(base64Of),
});

const renewalJson = ({ digest, refreshed, rehash, place }: Renewal) => ({
  digest,
  refreshed: keptJson(refreshed),
  rehash: rehash === null ? null : base64Of(rehash),
  index: place.index,
  size: place.size,
  path: place.path.map(base64Of),
});

const stepJson = ({ renewal, token, evidence }: EvidenceStep) => ({
  renewal: renewal === null ? null : renewalJson(renewal),
  token: base64Of(token),
  evidence: keptJson(evidence),
});

/** A record as the JSON value that is published; member order is fixed, `parseEvidence` reads it back. */
export const writeEvidence = ({ checkpoint, steps }: EvidenceRecord) => ({
  v: 1,
  checkpoint,
  steps: steps.map(stepJson),
});

/** One step as stored text. */
export const writeStep = (step: EvidenceStep): string => JSON.stringify(stepJson(step));

/**
 * What a renewal covers of one record: the record so far, the fresh evidence about its last token, and the new root of
 * its tree, as compact JSON in the order of `writeEvidence`. It is rebuilt from parsed values, so it has one spelling.
 */
export const renewedBytes = (
  record: EvidenceRecord,
  { refreshed, rehash }: Pick<Renewal, 'refreshed' | 'rehash'>,
): Uint8Array =>
  Buffer.from(
    JSON.stringify({
      ...writeEvidence(record),
      refreshed: keptJson(refreshed),
      rehash: rehash === null ? null : base64Of(rehash),
    }),
  );

/** Reads a record from parsed JSON, or lists every fault in it. */
export function parseEvidence(json: unknown): Result<EvidenceRecord, readonly ProofFault[]> {
  const faults: ProofFault[] = [];
  const record = evidenceIn(membersOf(json, '', faults));
  return faults.length > 0 ? refuse(faults) : ok(record);
}

/** Reads one stored step. */
export function parseStep(json: unknown): Result<EvidenceStep, readonly ProofFault[]> {
  const faults: ProofFault[] = [];
  const step = readStep(membersOf(json, '', faults));
  return faults.length > 0 ? refuse(faults) : ok(step);
}

/** Reads the record that stands as an object in a larger value, noting faults there. */
export function evidenceIn(members: Members): EvidenceRecord {
  if (countAt(members, 'v') !== 1)
    members.faults.push({ path: `${members.path}/v`, fault: 'malformed' });
  const checkpoint = textAt(members, 'checkpoint');
  const steps = listAt(members, 'steps', mostSteps).map(readStep);
  endOf(members);
  const isShaped = steps.every(({ renewal }, at) => (renewal === null) === (at === 0));
  if (steps.length === 0 || !isShaped) {
    members.faults.push({ path: `${members.path}/steps`, fault: 'malformed' });
  }
  return { checkpoint, steps };
}

function readStep(members: Members): EvidenceStep {
  const step = {
    renewal: has(members, 'renewal') ? readRenewal(objectAt(members, 'renewal')) : null,
    token: bytesAt(members, 'token'),
    evidence: readKept(objectAt(members, 'evidence')),
  };
  // A null member counts as absent, and was asked for.
  members.asked.add('renewal');
  endOf(members);
  return step;
}

const isDigest = (text: string): text is StrongDigest => /^sha(256|384|512)$/.test(text);

function readRenewal(members: Members): Renewal {
  const digest = formAt(members, 'digest', isDigest);
  const renewal = {
    digest: isDigest(digest) ? digest : 'sha256',
    refreshed: readKept(objectAt(members, 'refreshed')),
    rehash: has(members, 'rehash') ? bytesAt(members, 'rehash') : null,
    place: {
      index: countAt(members, 'index'),
      size: countAt(members, 'size'),
      path: bytesListAt(members, 'path', mostPath),
    },
  } as const;
  endOf(members);
  return renewal;
}

function readKept(members: Members): KeptEvidence {
  const kept = {
    certificates: bytesListAt(members, 'certificates', mostKept),
    crls: bytesListAt(members, 'crls', mostKept),
  };
  endOf(members);
  return kept;
}
