import { assessSecondary } from '../../domain/assessment/assess-secondary.ts';
import { defaultReading, type SecondaryCase } from '../../domain/assessment/case.ts';
import { secondaryCaseOf } from '../../domain/assessment/from-yearbook.ts';
import { secondaryRulesOf } from '../../domain/assessment/secondary-rules.ts';
import type { Benchmark, BenchResult } from '../../edge/cli/commands/bench.ts';
import { resultsOf } from '../../format/workbook/results.ts';
import { benchDistrict, districtSize } from './bench-district.ts';
import { median, timed } from './median.ts';

const rounds = 11;
const warmUp = 5;

/** Learners of a district assessed a second, on the one thread that runs this. */
export const benchAssess: Benchmark = {
  name: 'assess',
  summary: `xét kết quả cả năm của ${districtSize} học sinh khối 6–9 trên một lõi [SEED]`,
  async run([seed = '2026', ...rest]) {
    if (rest.length > 0 || !/^\d{1,9}$/.test(seed)) return undefined;
    return measure(Number(seed));
  },
};

function measure(seed: number): BenchResult {
  const yearbook = benchDistrict(seed);
  const rules = secondaryRulesOf('TT22');
  const cases: SecondaryCase[] = yearbook.learners.flatMap(
    (learner) => secondaryCaseOf(learner, yearbook) ?? [],
  );
  const levels = new Map<string, number>();
  const assess = (): void => {
    levels.clear();
    for (const input of cases) {
      const level = assessSecondary(input, rules, defaultReading).study.year.level ?? 'none';
      levels.set(level, (levels.get(level) ?? 0) + 1);
    }
  };
  // What an import does: the case from the yearbook, and both readings of art. 9.3.
  const whole = (): void => void resultsOf(yearbook);
  for (let round = 0; round < warmUp; round += 1) {
    assess();
    whole();
  }
  const runs: number[] = [];
  const wholes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    runs.push((1000 * cases.length) / timed(assess));
    wholes.push((1000 * cases.length) / timed(whole));
  }
  const shares = ['T', 'K', 'D', 'CD'].map((level) => `${level} ${levels.get(level) ?? 0}`);
  return {
    name: 'assess',
    unit: 'learners/s',
    value: median(runs),
    runs,
    details: {
      learners: cases.length,
      seed: String(seed),
      fromYearbookWithBothReadings: median(wholes),
      studyLevels: shares.join(', '),
    },
  };
}
