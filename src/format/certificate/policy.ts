import type { Certificate } from './certificate.ts';
import { about, type ChainFinding } from './chain-finding.ts';
import { anyPolicy } from './oid.ts';
import type { CertificatePath } from './path-builder.ts';
import { isSelfIssued } from './path-check.ts';

/** Chính sách chứng thư: which policies the relying party accepts (RFC 5280, 6.1.1 c, e, f, g). */
export interface PolicyDemand {
  /** Dotted policies; null for any. */
  readonly accepted: readonly string[] | null;
  readonly isRequired: boolean;
  readonly isMappingInhibited: boolean;
  readonly isAnyInhibited: boolean;
}

/** Any policy, and none is needed. */
export const anyPolicyAccepted: PolicyDemand = {
  accepted: null,
  isRequired: false,
  isMappingInhibited: false,
  isAnyInhibited: false,
};

/**
 * One policy at one depth of the graph (RFC 9618, 3: the tree of RFC 5280 with equal nodes merged, so that it cannot
 * grow beyond the certificates' own lists).
 */
interface PolicyNode {
  readonly expected: ReadonlySet<string>;
  /** The policies of the relying party's own domain from which this one descends. */
  readonly roots: ReadonlySet<string>;
}
type Level = ReadonlyMap<string, PolicyNode>;

interface State {
  readonly level: Level;
  readonly explicit: number;
  readonly mapping: number;
  readonly inhibitAny: number;
}

/** Policies along the path (RFC 5280, 6.1.3 d to f, 6.1.4 a, b, h to j, 6.1.5 a, b, g). */
export function checkPolicies(
  path: CertificatePath,
  demand: PolicyDemand,
): readonly ChainFinding[] {
  const certificates = path.length > 1 ? path.slice(0, -1).reverse() : path;
  const count = certificates.length;
  let state: State = {
    level: new Map([[anyPolicy, { expected: new Set([anyPolicy]), roots: new Set() }]]),
    explicit: demand.isRequired ? 0 : count + 1,
    mapping: demand.isMappingInhibited ? 0 : count + 1,
    inhibitAny: demand.isAnyInhibited ? 0 : count + 1,
  };
  for (const [index, certificate] of certificates.entries()) {
    const isLast = index === count - 1;
    const level = nextLevel(state, certificate, isLast);
    if (state.explicit === 0 && level.size === 0) return refused(certificate);
    if (isLast) return wrapUp(state, level, certificate, demand);
    const mappings = certificate.extensions.policyMappings ?? [];
    if (mappings.some((pair) => pair.includes(anyPolicy))) return refused(certificate);
    state = prepare({ ...state, level: mapped(level, mappings, state.mapping > 0) }, certificate);
  }
  return [];
}

const refused = (certificate: Certificate): readonly ChainFinding[] => [
  { code: 'policy-not-accepted', outcome: 'failed', facts: about(certificate) },
];

function nextLevel(state: State, certificate: Certificate, isLast: boolean): Level {
  const policies = certificate.extensions.policies ?? [];
  const next = new Map<string, PolicyNode>();
  const above = state.level.get(anyPolicy);
  for (const policy of policies) {
    if (policy === anyPolicy) continue;
    const roots = rootsOf(state.level, policy);
    if (roots !== undefined) next.set(policy, { expected: new Set([policy]), roots });
    else if (above !== undefined) {
      next.set(policy, { expected: new Set([policy]), roots: new Set([policy]) });
    }
  }
  const mayBeAny = state.inhibitAny > 0 || (!isLast && isSelfIssued(certificate));
  if (!policies.includes(anyPolicy) || !mayBeAny) return next;
  for (const { expected } of state.level.values()) {
    for (const policy of expected) {
      if (next.has(policy)) continue;
      const roots = rootsOf(state.level, policy) ?? new Set();
      next.set(policy, { expected: new Set([policy]), roots });
    }
  }
  return next;
}

/** The roots of all nodes that expect `policy`; undefined when none does. */
function rootsOf(level: Level, policy: string): ReadonlySet<string> | undefined {
  const parents = [...level.values()].filter(({ expected }) => expected.has(policy));
  return parents.length === 0 ? undefined : new Set(parents.flatMap(({ roots }) => [...roots]));
}

function mapped(
  level: Level,
  mappings: readonly (readonly [string, string])[],
  isAllowed: boolean,
): Level {
  const next = new Map(level);
  for (const policy of new Set(mappings.map(([from]) => from))) {
    if (!isAllowed) {
      next.delete(policy);
      continue;
    }
    const expected = new Set(mappings.filter(([from]) => from === policy).map(([, to]) => to));
    const node = level.get(policy);
    if (node !== undefined) next.set(policy, { ...node, expected });
    else if (level.has(anyPolicy)) next.set(policy, { expected, roots: new Set([policy]) });
  }
  return next;
}

function prepare(state: State, certificate: Certificate): State {
  const { requireExplicitPolicy, inhibitPolicyMapping, inhibitAnyPolicy } = certificate.extensions;
  const step = isSelfIssued(certificate) ? 0 : 1;
  const lowered = (value: number, limit: number | null): number =>
    Math.min(Math.max(0, value - step), limit ?? Number.POSITIVE_INFINITY);
  return {
    level: state.level,
    explicit: lowered(state.explicit, requireExplicitPolicy),
    mapping: lowered(state.mapping, inhibitPolicyMapping),
    inhibitAny: lowered(state.inhibitAny, inhibitAnyPolicy),
  };
}

function wrapUp(
  state: State,
  level: Level,
  certificate: Certificate,
  { accepted }: PolicyDemand,
): readonly ChainFinding[] {
  const required = certificate.extensions.requireExplicitPolicy === 0;
  if (state.explicit > 1 && !required) return [];
  const isAccepted =
    accepted === null
      ? level.size > 0
      : level.has(anyPolicy) ||
        [...level.values()].some(({ roots }) => accepted.some((policy) => roots.has(policy)));
  return isAccepted ? [] : refused(certificate);
}
