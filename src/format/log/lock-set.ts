import { ok, type Result, refuse } from '../../domain/result.ts';
import { writeFields } from './canonical-fields.ts';
import { append, emptyFrontier, frontierRoot } from './frontier.ts';
import { isReasonCode, isSchoolCode } from './leaf.ts';
import { type Hash, leafHash } from './merkle.ts';
import { hexOf, type Sha256Hex } from './sha256-hex.ts';
import { type HashAt, inclusionProof } from './tree-proof.ts';

/** A class at the lock: who was enrolled, which records are in force, and why the others have none. */
export interface ClassSet {
  readonly school: string;
  readonly class: string;
  readonly enrolled: number;
  /** The records in force, in any order. */
  readonly records: readonly Sha256Hex[];
  /** One code for each enrolled learner without a record in force. */
  readonly excused: readonly string[];
}

/** What a class statement says; its records stand behind one root. */
export interface ClassStatement {
  readonly school: string;
  readonly class: string;
  readonly enrolled: number;
  readonly inForce: number;
  readonly excused: readonly string[];
  readonly recordsRoot: Hash;
}

/** Where one record stands in the closed set. */
export interface Membership extends ClassStatement {
  readonly recordIndex: number;
  readonly recordProof: readonly Hash[];
  readonly classIndex: number;
  readonly classProof: readonly Hash[];
}

export type LockRefusal =
  | { readonly code: 'class-twice'; readonly school: string; readonly class: string }
  | { readonly code: 'record-twice'; readonly record: Sha256Hex }
  | { readonly code: 'class-counts-differ'; readonly school: string; readonly class: string }
  | { readonly code: 'school-code-impossible'; readonly school: string; readonly class: string }
  | { readonly code: 'excuse-not-a-code'; readonly school: string; readonly class: string };

/** The totals of a lock and the way to each record's place in it. */
export interface LockSet {
  readonly classes: number;
  readonly classesRoot: Sha256Hex;
  readonly enrolled: number;
  readonly inForce: number;
  readonly excused: number;
  membershipOf(record: Sha256Hex): Membership | undefined;
}

/** A member of a class's tree: its leaf is the 32 bytes of the record's digest. */
export const memberHash = (record: Sha256Hex): Hash => leafHash(Buffer.from(record, 'hex'));

/** The bytes of a class statement; excuses are sorted and joined by commas. */
export const writeClassStatement = (statement: ClassStatement): string =>
  writeFields({
    v: 1,
    school: statement.school,
    class: statement.class,
    enrolled: statement.enrolled,
    inForce: statement.inForce,
    excused: statement.excused.toSorted().join(','),
    recordsRoot: hexOf(statement.recordsRoot),
  });

interface Tree {
  readonly root: Hash;
  proofOf(index: number): readonly Hash[];
}

function treeOver(hashes: readonly Hash[]): Tree {
  const nodes = new Map<string, Hash>();
  let frontier = emptyFrontier;
  for (const hash of hashes) {
    const step = append(frontier, hash);
    for (const node of step.completed) nodes.set(`${node.level}/${node.index}`, node.hash);
    frontier = step.frontier;
  }
  const hashAt: HashAt = (level, index) => nodes.get(`${level}/${index}`);
  return {
    root: frontierRoot(frontier),
    proofOf: (index) => {
      const proof = inclusionProof({ index, size: hashes.length }, hashAt);
      return proof.ok ? proof.value : [];
    },
  };
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function refusalOf(sets: readonly ClassSet[]): LockRefusal | undefined {
  const records = new Set<Sha256Hex>();
  const classes = new Set<string>();
  for (const set of sets) {
    const name = { school: set.school, class: set.class };
    if (classes.has(writeFields(name))) return { code: 'class-twice', ...name };
    classes.add(writeFields(name));
    if (set.enrolled !== set.records.length + set.excused.length) {
      return { code: 'class-counts-differ', ...name };
    }
    if (!isSchoolCode(set.school)) return { code: 'school-code-impossible', ...name };
    if (!set.excused.every(isReasonCode)) return { code: 'excuse-not-a-code', ...name };
    for (const record of set.records) {
      if (records.has(record)) return { code: 'record-twice', record };
      records.add(record);
    }
  }
  return undefined;
}

/**
 * Closes a period with completeness. Records are sorted by digest within their class, classes by school and name,
 * so that one state of the register has one root.
 */
export function lockSet(sets: readonly ClassSet[]): Result<LockSet, LockRefusal> {
  const refusal = refusalOf(sets);
  if (refusal !== undefined) return refuse(refusal);
  const sorted = sets.toSorted((a, b) => byText(a.school, b.school) || byText(a.class, b.class));
  const places = new Map<Sha256Hex, { classIndex: number; recordIndex: number }>();
  const built = sorted.map((set, classIndex) => {
    const records = set.records.toSorted(byText);
    for (const [recordIndex, record] of records.entries()) {
      places.set(record, { classIndex, recordIndex });
    }
    const tree = treeOver(records.map(memberHash));
    const { school, class: name, enrolled, excused } = set;
    const inForce = records.length;
    const statement = { school, class: name, enrolled, inForce, excused, recordsRoot: tree.root };
    return { statement, tree };
  });
  const classTree = treeOver(
    built.map(({ statement }) => leafHash(Buffer.from(writeClassStatement(statement)))),
  );
  const sum = (count: (set: ClassSet) => number): number =>
    sorted.reduce((total, set) => total + count(set), 0);
  return ok({
    classes: sorted.length,
    classesRoot: hexOf(classTree.root),
    enrolled: sum(({ enrolled }) => enrolled),
    inForce: sum(({ records }) => records.length),
    excused: sum(({ excused }) => excused.length),
    membershipOf: (record) => {
      const place = places.get(record);
      const own = place === undefined ? undefined : built[place.classIndex];
      if (place === undefined || own === undefined) return undefined;
      return {
        ...own.statement,
        ...place,
        recordProof: own.tree.proofOf(place.recordIndex),
        classProof: classTree.proofOf(place.classIndex),
      };
    },
  });
}
