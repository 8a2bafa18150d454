import type { ClassReport } from '../../app/check-data.ts';
import { severityWords } from '../text/check.ts';
import { checkCommandText as t } from '../text/check-command.ts';
import { refusalRemedy, refusalSentence } from '../text/import.ts';
import { type CheckLine, type CheckOutcome, checkLines } from './check-report.ts';

/** How many sentences of one kind in one class are printed. */
const shown = 10;

/** The report for people: what must be mended first, by class and kind, each sentence with who can mend it. */
export function checkSummary(outcome: CheckOutcome, all: boolean): string {
  const { yearbook, reports, refused } = outcome;
  const lineOf = checkLines(yearbook);
  const sum = (of: 'must' | 'look') => reports.reduce((total, report) => total + report[of], 0);
  const classes = reports.flatMap(({ className }) => className ?? []);
  const learners = yearbook.learners.filter(({ className }) => classes.includes(className)).length;
  const lines = [
    t.heading(yearbook.school.name, yearbook.year),
    t.totals(classes.length, learners, sum('must'), sum('look')),
    ...refused.flatMap((refusal) => [
      '',
      refusalSentence(refusal),
      `  ${t.remedy(refusalRemedy(refusal.code))}`,
    ]),
  ];
  for (const report of reports) {
    if (report.items.length > 0) lines.push('', ...classLines(report, lineOf, all));
  }
  const clean = reports.filter(({ items }) => items.length === 0);
  const names = clean.flatMap(({ className }) => className ?? []);
  if (names.length > 0) lines.push('', t.cleanClasses(names));
  return `${lines.join('\n')}\n`;
}

/** One class: what must be mended, then what is worth a look; by kind, each sentence with its mender. */
function classLines(
  { className, must, look, items }: ClassReport,
  lineOf: ReturnType<typeof checkLines>,
  all: boolean,
): string[] {
  const lines = [t.classHeading(className, must, look)];
  const written = items.map(lineOf);
  for (const severity of ['must', 'look'] as const) {
    const kinds = new Map<string, CheckLine[]>();
    for (const line of written) {
      if (line.severity !== severity) continue;
      kinds.set(line.title, [...(kinds.get(line.title) ?? []), line]);
    }
    for (const [title, kind] of kinds) lines.push(...kindLines(severity, title, kind, all));
  }
  return lines;
}

function kindLines(
  severity: 'must' | 'look',
  title: string,
  kind: readonly CheckLine[],
  all: boolean,
): string[] {
  const printed = all ? kind : kind.slice(0, shown);
  const more = kind.length - printed.length;
  const [first] = kind;
  return [
    `  [${severityWords[severity]}] ${title} (${kind.length})`,
    ...printed.map(
      ({ sentence, mender }) => `    - ${sentence} → ${t.mender(mender.role, mender.names)}`,
    ),
    ...(more > 0 ? [`    ${t.more(more)}`] : []),
    ...(first === undefined ? [] : [`    ${t.remedy(first.remedy)}`]),
  ];
}
