import { defaultReading, type ReadingPolicy } from '../../../domain/assessment/case.ts';
import { ok, type Result, refuse } from '../../../domain/result.ts';

/** A `--policy` that names no known question or none of its answers. */
export type PolicyRefusal =
  | { readonly code: 'policy-not-name-value'; readonly text: string }
  | { readonly code: 'policy-unknown'; readonly name: string }
  | {
      readonly code: 'policy-value-unknown';
      readonly name: string;
      readonly value: string;
      readonly allowed: readonly string[];
    };

/** The contract's names and answers, default first, and what each answer changes. */
const policies: ReadonlyMap<string, ReadonlyMap<string, Partial<ReadingPolicy>>> = new Map([
  answers('sixth-subject', {
    strict: { sixthSubject: 'strict' },
    lenient: { sixthSubject: 'lenient' },
  }),
  answers('chuyen-de', {
    'on-top': { specialTopic: 'on-top' },
    within: { specialTopic: 'within' },
  }),
  answers('both-failed', {
    repeat: { bothFailed: 'repeat' },
    'reassess-after-summer': { bothFailed: 'reassess-after-summer' },
  }),
  answers('reassess-subset', {
    formula: { reassessSubset: 'formula' },
    all: { reassessSubset: 'all' },
  }),
  answers('partial-exempt', {
    'assessed-term': { partialExemption: 'assessed-term' },
    'no-year': { partialExemption: 'no-year' },
  }),
  answers('tt43-comment', {
    'as-tt22': { continuingComments: 'as-tt22' },
    ignore: { continuingComments: 'ignore' },
  }),
]);

function answers(
  name: string,
  values: { readonly [value: string]: Partial<ReadingPolicy> },
): [string, ReadonlyMap<string, Partial<ReadingPolicy>>] {
  return [name, new Map(Object.entries(values))];
}

/** Names of the policies and their answers, default first. */
export const policyAnswers: readonly {
  readonly name: string;
  readonly values: readonly string[];
}[] = Array.from(policies, ([name, values]) => ({ name, values: [...values.keys()] }));

/** Reads `NAME=VALUE` arguments; a later one replaces an earlier one. */
export function parsePolicies(texts: readonly string[]): Result<ReadingPolicy, PolicyRefusal> {
  let policy = defaultReading;
  for (const text of texts) {
    const split = text.indexOf('=');
    if (split < 1) return refuse({ code: 'policy-not-name-value', text });
    const name = text.slice(0, split);
    const value = text.slice(split + 1);
    const values = policies.get(name);
    if (values === undefined) return refuse({ code: 'policy-unknown', name });
    const change = values.get(value);
    if (change === undefined) {
      return refuse({ code: 'policy-value-unknown', name, value, allowed: [...values.keys()] });
    }
    policy = { ...policy, ...change };
  }
  return ok(policy);
}
