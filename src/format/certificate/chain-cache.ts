import type { Instant } from '../../domain/time/instant.ts';
import type { Certificate } from './certificate.ts';
import { type ChainReport, checkChain } from './chain.ts';
import type { RevocationEvidence } from './merge-revocation.ts';
import type { CertificateUsage } from './path-check.ts';
import type { TrustStore } from './trust-store.ts';

/** Judges certificates against one trust store; see `checkChain` for `at` and `provenBy`. */
export interface ChainChecker {
  check(leaf: Certificate, at: Instant, provenBy: Instant): ChainReport;
  /** How many chains were computed, for benchmarks. */
  readonly computed: number;
}

/**
 * Remembers answers exactly: with a fixed store the answer changes only where a time passes a validity bound, an update
 * of a list or a revocation, so two questions between the same bounds share one answer. Answers go with their leaf.
 */
export function createChainChecker(
  store: TrustStore,
  usage: CertificateUsage = 'signature',
  answers: AnswersAtHand = {},
): ChainChecker {
  const { evidence, bounds: answered = [] } = answers;
  const shared = [...boundsOfStore(store), ...answered];
  const leaves = new WeakMap<Certificate, LeafAnswers>();
  let computed = 0;
  return {
    get computed() {
      return computed;
    },
    check(leaf, at, provenBy) {
      let known = leaves.get(leaf);
      if (known === undefined) {
        known = { bounds: sorted([...shared, ...boundsOf(leaf, store)]), answers: new Map() };
        leaves.set(leaf, known);
      }
      const key = `${placeOf(at, known.bounds)} ${placeOf(provenBy, known.bounds)}`;
      let answer = known.answers.get(key);
      if (answer === undefined) {
        const { anchors, intermediates, crls } = store;
        const question = { leaf, anchors, intermediates, crls, at, provenBy, usage };
        answer = checkChain(evidence === undefined ? question : { ...question, evidence });
        known.answers.set(key, answer);
        computed += 1;
      }
      return answer;
    },
  };
}

/** Answers of responders beside the store's lists, and every time at which one of them can change what it says. */
export interface AnswersAtHand {
  readonly evidence?: RevocationEvidence | undefined;
  readonly bounds?: readonly Instant[];
}

interface LeafAnswers {
  readonly bounds: readonly Instant[];
  readonly answers: Map<string, ChainReport>;
}

const sorted = (bounds: readonly Instant[]): readonly Instant[] => [...new Set(bounds)].sort();

const boundsOfStore = (store: TrustStore): readonly Instant[] => [
  ...[...store.anchors, ...store.intermediates].flatMap((each) => boundsOf(each, store)),
  ...store.crls.flatMap(({ thisUpdate, nextUpdate }) => [thisUpdate, nextUpdate ?? thisUpdate]),
];

/** Every time at which a comparison about this certificate can change its answer. */
const boundsOf = (certificate: Certificate, { crls }: TrustStore): readonly Instant[] => [
  certificate.notBefore,
  certificate.notAfter,
  ...crls.flatMap((crl) => {
    const entry = crl.find(certificate.serial, certificate.issuer.key);
    return entry === undefined ? [] : [entry.revokedAt, entry.invalidSince ?? entry.revokedAt];
  }),
];

/** Twice the number of bounds before the time, and one more on a bound. */
function placeOf(time: Instant, bounds: readonly Instant[]): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bounds[middle] ?? time) < time) low = middle + 1;
    else high = middle;
  }
  return bounds[low] === time ? 2 * low + 1 : 2 * low;
}
