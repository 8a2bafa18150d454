import { learnerStatusOf } from '../catalogue/learner-statuses.ts';
import type { LearnerYear, SecondaryYear } from '../school/yearbook.ts';
import type { Term } from '../time/school-year.ts';
import { type CheckContext, of } from './context.ts';
import { type CheckFinding, found } from './finding.ts';

/** Trạng thái against presence, its date against the year, results against presence. */
export function checkStatus(learner: LearnerYear, context: CheckContext): readonly CheckFinding[] {
  return [...statusFindings(learner), ...dateFindings(learner, context), ...absentResults(learner)];
}

function statusFindings(learner: LearnerYear): CheckFinding[] {
  const { status, present, results } = learner;
  if (status === null) return [];
  const at = { ...of(learner), field: 'status' };
  const meaning = learnerStatusOf(status);
  if (meaning === undefined) return [found('status-unknown', at, { written: status })];
  // At primary level one result stands for the whole year, so who came in term 2 has it too.
  const term1 = results.kind === 'primary' && meaning.moved === 'in' ? true : meaning.term1;
  return present.term1 === term1 && present.term2 === meaning.term2
    ? []
    : [found('status-contradicts-presence', at, { written: status })];
}

/** A school year runs from June, when summer arrivals come, to the end of the next August. */
function dateFindings(learner: LearnerYear, { startYear }: CheckContext): CheckFinding[] {
  const { statusDate } = learner;
  if (statusDate === null || Number.isNaN(startYear)) return [];
  const [first, last] = [`${startYear}-06-01`, `${startYear + 1}-08-31`];
  // A year or a month alone is compared as far as it goes.
  const inside =
    statusDate >= first.slice(0, statusDate.length) &&
    statusDate <= last.slice(0, statusDate.length);
  if (inside) return [];
  const at = { ...of(learner), field: 'statusDate' };
  return [found('status-date-outside', at, { written: statusDate })];
}

/** Results of a term in which the learner was not here; what another school gave is not of this kind. */
function absentResults(learner: LearnerYear): CheckFinding[] {
  const { results, present } = learner;
  if (results.kind !== 'secondary') return [];
  return ([1, 2] as const)
    .filter((term) => !present[`term${term}`] && hasOwnResult(results, term))
    .map((term) => found('results-while-absent', { ...of(learner), term, field: 'status' }, {}));
}

const hasOwnResult = ({ subjects }: SecondaryYear, term: Term): boolean =>
  subjects.some((subject) => {
    const marks = subject[`term${term}`];
    if (marks === null) return false;
    return 'transferredAverage' in marks
      ? marks.transferredAverage === null
      : marks.transferredLevel === null;
  });
