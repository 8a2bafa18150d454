import { ok, type Result, refuse } from '../../../domain/result.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { DigestFrontier, DigestTree } from '../../../format/evidence/digest-tree.ts';
import type { EvidenceRecord } from '../../../format/evidence/evidence-record.ts';
import { rehashedLeaf } from '../../../format/evidence/rehash.ts';
import { type Renewed, renewalLeaf, renewalStep } from '../../../format/evidence/renew.ts';
import { verifyEvidence } from '../../../format/evidence/verify-evidence.ts';
import type { VerifierKey } from '../../../format/log/key.ts';
import type { StrongDigest } from '../../../format/time-stamp/digest.ts';
import { type AcceptedToken, askToken, evidenceAbout, type StampRefusal } from './ask-token.ts';
import type { NewStep, StampContext, StoredEvidence } from './ports.ts';

export interface RenewalRequest {
  readonly digest: StrongDigest;
  /** `anew` reads every leaf and file again and hashes each head's tree under the digest: before SHA-256 falls. */
  readonly tree: 'kept' | 'anew';
}

export interface RenewalAnswer {
  readonly provenTime: Instant;
  readonly renewed: number;
  /** Heads whose evidence no longer proves a time, with why: a renewal cannot mend it, and they were left out. */
  readonly left: readonly { readonly size: number; readonly codes: readonly string[] }[];
}

export type RenewalRefusal = StampRefusal | { readonly code: 'nothing-to-renew' };

const page = 200;

/**
 * Renews the evidence of the whole register by one token (RFC 4998, 5): over the root of a tree whose leaves are the
 * evidence records so far, each with fresh lists about its last token. To be done before an authority expires, a key
 * or a digest falls. Of each record only a hash is held meanwhile.
 */
export async function renewEvidence(
  { digest, tree: which }: RenewalRequest,
  registerKey: VerifierKey,
  context: StampContext,
): Promise<Result<RenewalAnswer, RenewalRefusal>> {
  const sizes = which === 'anew' ? await context.store.sizes() : [];
  const roots = await rehashedRoots(sizes, digest, context);
  const leaves: Uint8Array[] = [];
  const left: RenewalAnswer['left'][number][] = [];
  const renewable = (stored: StoredEvidence) => renewedOf(stored, roots, registerKey, context);
  for await (const stored of everyRecord(context)) {
    const renewed = renewable(stored);
    if (renewed.ok) leaves.push(renewalLeaf(digest, renewed.value));
    else left.push({ size: stored.size, codes: renewed.refusal });
  }
  if (leaves.length === 0) return refuse({ code: 'nothing-to-renew' });
  const tree = new DigestTree(digest, leaves);
  const accepted = await askToken(tree.root(), digest, context);
  if (!accepted.ok) return accepted;
  const steps: NewStep[] = [];
  const passedOver = new Set(left.map(({ size }) => size));
  for await (const stored of everyRecord(context)) {
    if (passedOver.has(stored.size) || steps.length === leaves.length) continue;
    const renewed = renewable(stored);
    if (!renewed.ok) throw new Error('evidence changed while it was renewed');
    steps.push(stepOf(stored, renewed.value, steps.length, { digest, tree }, accepted.value));
  }
  await context.store.addSteps(steps);
  return ok({ provenTime: accepted.value.provenTime, renewed: steps.length, left });
}

function stepOf(
  { size, record }: StoredEvidence,
  renewed: Renewed,
  index: number,
  under: { readonly digest: StrongDigest; readonly tree: DigestTree },
  { token, evidence, provenTime }: AcceptedToken,
): NewStep {
  const body = renewalStep(renewed, { ...under, index, token, evidence });
  return { size, step: record.steps.length, body, at: provenTime };
}

async function* everyRecord({ store }: StampContext): AsyncGenerator<StoredEvidence> {
  for (let after = -1; ; ) {
    const records = await store.records(after, page);
    yield* records;
    const last = records.at(-1);
    if (last === undefined) return;
    after = last.size;
  }
}

/** What a record brings along, if it still proves its time now. */
function renewedOf(
  { size, record }: StoredEvidence,
  roots: ReadonlyMap<number, Uint8Array>,
  registerKey: VerifierKey,
  { trust, policy, clock }: StampContext,
): Result<Renewed, readonly string[]> {
  const registerKeys = [registerKey];
  const report = verifyEvidence({ record, registerKeys, trust, policy, judgedAt: clock.now() });
  const path = report.stamps.at(-1)?.path ?? [];
  if (report.provenTime === null) {
    const open = report.findings.filter(({ outcome }) => outcome !== 'passed');
    return refuse(open.map(({ code }) => code));
  }
  return ok({
    record: bare(record),
    refreshed: evidenceAbout(path, trust),
    rehash: roots.get(size) ?? null,
  });
}

const bare = ({ checkpoint, steps }: EvidenceRecord): EvidenceRecord => ({ checkpoint, steps });

/** The roots of the first leaves at each of these sizes under the digest, in one reading. */
async function rehashedRoots(
  sizes: readonly number[],
  digest: StrongDigest,
  { store }: StampContext,
): Promise<ReadonlyMap<number, Uint8Array>> {
  const roots = new Map<number, Uint8Array>();
  const wanted = new Set(sizes);
  const last = Math.max(0, ...sizes);
  const frontier = new DigestFrontier(digest);
  for (let size = 0; size < last; ) {
    const leaves = await store.leafFiles(size, Math.min(page, last - size));
    if (leaves.length === 0) throw new Error(`the log has leaf ${size}`);
    for (const { leaf, file } of leaves) {
      frontier.append(rehashedLeaf(digest, leaf, file));
      size += 1;
      if (wanted.has(size)) roots.set(size, frontier.root());
    }
  }
  return roots;
}
