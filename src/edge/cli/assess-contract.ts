import { assessPrimary } from '../../domain/assessment/assess-primary.ts';
import { assessSecondary } from '../../domain/assessment/assess-secondary.ts';
import type { ReadingPolicy } from '../../domain/assessment/case.ts';
import type { PrimaryResult, SecondaryResult } from '../../domain/assessment/outcome.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { NameOf } from '../text/assessment.ts';
import { describeAnswer } from './assess/describe.ts';
import { type CaseFault, isJsonObject } from './assess/json-cursor.ts';
import { type CaseId, parseCase } from './assess/parse-case.ts';
import { writePrimary, writeSecondary } from './assess/write-contract.ts';

/** The file is neither a list of cases nor an object with a list `cases`. */
export type ContractRefusal = { readonly code: 'cases-not-a-list' };

/** One case answered: a result of the law, or why the case cannot be read. */
export type CaseAnswer =
  | { readonly kind: 'secondary'; readonly id: CaseId; readonly result: SecondaryResult }
  | { readonly kind: 'primary'; readonly id: CaseId; readonly result: PrimaryResult }
  | { readonly kind: 'unreadable'; readonly id: CaseId; readonly fault: CaseFault };

/** Reads and assesses every case of a file, in its order; an unreadable case does not stop the others. */
export function assessCases(
  json: unknown,
  policy: ReadingPolicy,
): Result<readonly CaseAnswer[], ContractRefusal> {
  const cases = isJsonObject(json) && Object.hasOwn(json, 'cases') ? json['cases'] : json;
  if (!Array.isArray(cases)) return refuse({ code: 'cases-not-a-list' });
  return ok(cases.map((item: unknown) => answer(item, policy)));
}

function answer(json: unknown, policy: ReadingPolicy): CaseAnswer {
  const parsed = parseCase(json);
  if (parsed.kind === 'unreadable') return parsed;
  const { id } = parsed;
  if (parsed.kind === 'primary') {
    return { kind: 'primary', id, result: assessPrimary(parsed.input) };
  }
  return { kind: 'secondary', id, result: assessSecondary(parsed.input, parsed.rules, policy) };
}

/** The answers of `hocba assess FILE --json`, as its contract writes them. */
export function assessContract(
  json: unknown,
  policy: ReadingPolicy,
): Result<readonly unknown[], ContractRefusal> {
  const answers = assessCases(json, policy);
  return answers.ok ? ok(answers.value.map(writeAnswer)) : answers;
}

/** One answer in the contract's form. */
export function writeAnswer(answered: CaseAnswer): unknown {
  switch (answered.kind) {
    case 'secondary':
      return writeSecondary(answered.id, answered.result);
    case 'primary':
      return writePrimary(answered.id, answered.result);
    case 'unreadable':
      return { id: answered.id, error: answered.fault };
  }
}

/** The same answers for people: results in Vietnamese, and why they came out so. */
export function describeAssessment(
  json: unknown,
  policy: ReadingPolicy,
  nameOf?: NameOf,
): Result<string, ContractRefusal> {
  const answers = assessCases(json, policy);
  if (!answers.ok) return answers;
  return ok(answers.value.map((answered) => describeAnswer(answered, nameOf)).join('\n'));
}
