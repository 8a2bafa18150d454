import type { LearnerYear } from '../school/yearbook.ts';
import { of } from './context.ts';
import { type CheckFinding, found } from './finding.ts';

/** Levels and tests of grades 1 to 5 (Circular 27/2020, arts. 6, 7): a test is a whole mark from 1 to 10. */
export function checkPrimaryMarks(learner: LearnerYear): readonly CheckFinding[] {
  const { results, present, notAssessed } = learner;
  if (results.kind !== 'primary') return [];
  const findings: CheckFinding[] = [];
  const wanted = present.term2 && !notAssessed;
  for (const { code: subject, exempt, level, test } of results.subjects) {
    const at = { ...of(learner), subject };
    const levelAt = { ...at, field: `mon:${subject}` };
    const testAt = { ...at, field: `diem:${subject}` };
    if (exempt) {
      const marked = level !== null || (test !== null && test !== undefined);
      if (marked) findings.push(found('exempt-with-marks', levelAt, {}));
      continue;
    }
    if (wanted && level === null) findings.push(found('level-missing', levelAt, {}));
    if (wanted && test === null) findings.push(found('test-missing', testAt, {}));
    if (test === null || test === undefined) continue;
    const written = String(test);
    if (!(test >= 1 && test <= 10)) findings.push(found('mark-outside-scale', testAt, { written }));
    else if (!Number.isInteger(test)) {
      findings.push(found('mark-two-decimals', testAt, { written }));
    }
  }
  if (!wanted) return findings;
  for (const [prefix, levels] of [
    ['pc:', results.qualities],
    ['nl:', results.competences],
  ] as const) {
    for (const [name, level] of levels) {
      const at = { ...of(learner), field: `${prefix}${name}` };
      if (level === null) findings.push(found('level-missing', at, {}));
    }
  }
  return findings;
}
