import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { parsePolicies } from './assess/parse-policy.ts';
import { assessContract } from './assess-contract.ts';

/** One school of test/fixtures/assessment: cases of the contract, and what must come out of each. */
interface Pack {
  readonly cases: readonly { readonly id: string }[];
  readonly truth: readonly unknown[];
}

function packOf(name: string): Pack {
  const file = new URL(`../../../test/fixtures/assessment/${name}.json.gz`, import.meta.url);
  return JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Pack;
}

function answersOf(pack: Pack, policies: readonly string[] = []): readonly Answer[] {
  const policy = parsePolicies(policies);
  assert.ok(policy.ok);
  const answers = assessContract(pack, policy.value);
  assert.ok(answers.ok);
  return answers.value as readonly Answer[];
}

interface Level {
  readonly base: string | null;
  readonly level: string | null;
  readonly adjustedBy: string | null;
}

interface Answer {
  readonly id: string;
  readonly subjectAverages: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly study: { readonly term1: Level; readonly term2: Level; readonly year: Level } & {
    readonly afterReassess: string | null;
  };
  readonly conduct: Readonly<Record<string, string | null>>;
  readonly reassess: { readonly eligible: boolean };
  readonly summerConduct: boolean;
  readonly promoted: boolean | null;
  readonly award: string | null;
  readonly reasons: readonly string[];
}

type TruthLevel = {
  readonly level: string;
  readonly base?: string;
  readonly adjustedBy?: string;
  readonly policy?: string;
} | null;

interface SecondaryTruth {
  readonly averages: Readonly<Record<string, readonly unknown[]>>;
  readonly study: {
    readonly term1: TruthLevel;
    readonly term2: TruthLevel;
    readonly year: TruthLevel;
    readonly afterReassess?: string;
  };
  readonly conduct: Readonly<Record<string, string | null>>;
  readonly award: string | null;
  readonly promoted: boolean | null;
  readonly needs: readonly string[] | null;
}

const level = (truth: TruthLevel): Level => ({
  base: truth?.base ?? truth?.level ?? null,
  level: truth?.level ?? null,
  adjustedBy: truth?.adjustedBy ?? null,
});

/** Truth leaves an exempt subject's results out; the contract writes M. */
const unexempt = (value: unknown): unknown => (value === 'M' ? null : value);

const reduced = (answer: Answer) => ({
  averages: Object.fromEntries(
    Object.entries(answer.subjectAverages).map(([code, { term1, term2, year }]) => [
      code,
      [term1, term2, year].map(unexempt),
    ]),
  ),
  study: answer.study,
  conduct: answer.conduct,
  award: answer.award,
  promoted: answer.promoted,
});

const expected = (truth: SecondaryTruth) => ({
  averages: truth.averages,
  study: {
    term1: level(truth.study.term1),
    term2: level(truth.study.term2),
    year: level(truth.study.year),
    afterReassess: truth.study.afterReassess ?? null,
  },
  conduct: { ...truth.conduct, afterSummer: truth.conduct['afterSummer'] ?? null },
  award: truth.award,
  promoted: truth.promoted,
});

for (const { name, learners } of [
  { name: 'thcs', learners: 591 },
  { name: 'thpt', learners: 179 },
  { name: 'gdtx', learners: 34 },
]) {
  test(`${name}: every learner's year comes out as the school's truth says`, () => {
    const pack = packOf(name);
    const answers = answersOf(pack);
    assert.equal(answers.length, learners);
    for (const [index, answer] of answers.entries()) {
      const truth = pack.truth[index] as SecondaryTruth;
      assert.deepEqual(reduced(answer), expected(truth), answer.id);
      const needs = [
        ...(answer.summerConduct ? ['summer-conduct'] : []),
        ...(answer.reassess.eligible ? ['reassess'] : []),
      ];
      assert.deepEqual(needs, truth.needs ?? [], answer.id);
    }
  });
}

interface PrimaryTruth {
  readonly result: string | null;
  readonly completed: boolean | null;
  readonly completedAfter: boolean | null;
  readonly promoted: boolean | null;
  readonly award: 'HSXS' | 'TB' | null;
}

interface PrimaryAnswer extends Omit<PrimaryTruth, 'award'> {
  readonly id: string;
  readonly award: 'HSXS' | 'TB-eligible' | null;
}

test('tieuhoc: every learner comes out as the truth says', () => {
  const pack = packOf('tieuhoc');
  const answers = answersOf(pack) as unknown as readonly PrimaryAnswer[];
  assert.equal(answers.length, 318);
  let recognised = 0;
  for (const [index, answer] of answers.entries()) {
    const truth = pack.truth[index] as PrimaryTruth;
    const { result, completed, completedAfter, promoted, award } = answer;
    // Tiêu biểu is people's decision: the law only says who may be chosen.
    if (truth.award === 'TB') recognised += 1;
    if (truth.award === 'TB') assert.equal(award, 'TB-eligible', answer.id);
    else assert.equal(award === 'TB-eligible' ? null : award, truth.award, answer.id);
    const { award: _, ...rest } = truth;
    assert.deepEqual({ result, completed, completedAfter, promoted }, rest, answer.id);
  }
  assert.equal(recognised, 20);
});

test('only the learners that truth marks change under the lenient sixth subject', () => {
  const changed: string[] = [];
  const marked: string[] = [];
  for (const name of ['thcs', 'thpt', 'gdtx']) {
    const pack = packOf(name);
    const lenient = answersOf(pack, ['sixth-subject=lenient']);
    for (const [index, strict] of answersOf(pack).entries()) {
      const truth = pack.truth[index] as SecondaryTruth;
      for (const period of ['term1', 'term2', 'year'] as const) {
        const other = lenient[index]?.study[period];
        const moved = strict.study[period].level !== other?.level;
        if (moved)
          changed.push(`${strict.id} ${period} ${strict.study[period].level}→${other?.level}`);
        if (truth.study[period]?.policy !== undefined) marked.push(`${strict.id} ${period}`);
      }
    }
  }
  assert.deepEqual(changed, ['9921800412 year D→K', '9931500081 term2 CD→D']);
  assert.deepEqual(marked, ['9921800412 year', '9931500081 term2']);
});
