import { checkYearbookData } from '../domain/check/check-yearbook.ts';
import type { CheckFinding, CheckSeverity } from '../domain/check/finding.ts';
import type { Yearbook } from '../domain/school/yearbook.ts';
import type { Finding, FindingCode } from '../format/workbook/finding.ts';

/** One matter for a person: found by the rules, or already by the reading of the workbooks. */
export type CheckItem =
  | { readonly source: 'rules'; readonly severity: CheckSeverity; readonly finding: CheckFinding }
  | { readonly source: 'workbook'; readonly severity: CheckSeverity; readonly finding: Finding };

/** Phiếu kiểm tra của một lớp; class null holds what concerns the whole school. */
export interface ClassReport {
  readonly className: string | null;
  readonly must: number;
  readonly look: number;
  readonly items: readonly CheckItem[];
}

/** Import findings that only ask for a look: the record can be made, and may be right. */
const lookCodes: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'missing-comment',
  'missing-email',
  'no-code',
  'row-shift',
  'stale-result',
  'stale-average',
  'duplicate-row',
  'unknown-place',
  'unknown-status',
  'unknown-column',
  'unknown-sheet',
  'unread-note',
  'value-conflict',
  'bad-total',
  'unexpected-row',
]);

/**
 * Kiểm tra dữ liệu: one report per class, the whole school's first. What the workbooks' reading has reported is taken
 * over with its place in the file, and not said a second time by a rule.
 */
export function checkData(
  yearbook: Yearbook,
  reported: readonly Finding[],
): readonly ClassReport[] {
  const open = reported.filter(({ outcome }) => outcome !== 'repaired');
  const said = new Map<string, Finding[]>();
  for (const finding of open) {
    const who = whoOf(finding.pupil, finding.className);
    said.set(who, [...(said.get(who) ?? []), finding]);
  }
  const isSaid = (finding: CheckFinding): boolean =>
    (said.get(whoOf(finding.learner, finding.className)) ?? []).some((one) => covers(one, finding));
  const items: CheckItem[] = [
    ...open.map((finding): CheckItem => {
      const severity = lookCodes.has(finding.code) ? 'look' : 'must';
      return { source: 'workbook', severity, finding };
    }),
    ...checkYearbookData(yearbook)
      .filter((finding) => !isSaid(finding))
      .map((finding): CheckItem => ({ source: 'rules', severity: finding.severity, finding })),
  ];
  return byClass(items, yearbook);
}

const whoOf = (learner: string | null, className: string | null): string =>
  learner ?? `class ${className ?? ''}`;

/** Columns of the workbooks that are one field of the rules. */
const sameField: Readonly<Record<string, string>> = {
  province: 'address',
  commune: 'address',
  detail: 'address',
  absTotal: 'absence',
  homeroomTeacher: 'homeroom',
};

const fieldOf = (field: string): string =>
  /^tx\d+$/.test(field) ? 'tx' : (sameField[field] ?? field);

const aboutResults =
  /^(results-missing|transferred-result-missing|test-missing|level-missing|regular-marks-few)$/;

/** Whether a report from the workbooks is about the same field of the same learner, subject and term. */
function covers(reported: Finding, finding: CheckFinding): boolean {
  if (finding.code.endsWith('-doubled')) return false;
  const { code, field, subject, term } = reported;
  if (code === 'unexpected-row') return finding.code === 'results-while-absent';
  if (code === 'missing-rows' && field === null) return aboutResults.test(finding.code);
  if (field === null) return false;
  // Primary books name the subject in the field alone.
  const samePlace =
    (subject === null || subject === finding.subject) && (term === null || term === finding.term);
  if (!samePlace) return false;
  if (field === subject) return aboutResults.test(finding.code);
  return fieldOf(field) === fieldOf(finding.field);
}

function byClass(items: readonly CheckItem[], yearbook: Yearbook): readonly ClassReport[] {
  const classOf = new Map<string, string>(
    yearbook.learners.map(({ number, className }) => [number, className]),
  );
  const groups = new Map<string | null, CheckItem[]>([[null, []]]);
  for (const { name } of yearbook.classes) groups.set(name, []);
  for (const item of items) {
    const { className } = item.finding;
    const learner = item.source === 'rules' ? item.finding.learner : item.finding.pupil;
    const name = className ?? (learner === null ? null : (classOf.get(learner) ?? null));
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return [...groups].map(([className, group]) => {
    const must = group.filter(({ severity }) => severity === 'must').length;
    return { className, must, look: group.length - must, items: group };
  });
}
