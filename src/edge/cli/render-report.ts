import type { RecordContent } from '../../domain/record/content.ts';
import type { Outcome } from '../../format/signature/report.ts';
import { slotOutcomes } from '../slot-outcome.ts';
import { extractText } from '../text/extract.ts';
import { levelText, studyText } from '../text/portal.ts';
import { yearOutcomeText } from '../text/primary.ts';
import { dateText, schoolYearText, shortTimeText, timeText } from '../text/time.ts';
import { distinctSentences, slotRoleText, verdictMeaning, verdictText } from '../text/verify.ts';
import { fileTroubleText, verifyText as t } from '../text/verify-command.ts';
import {
  type CheckedFile,
  type DescribedFinding,
  type FileVerdict,
  verdictOfFile,
} from './checked-file.ts';
import { labelled, table, wrap } from './text-layout.ts';

type Checked = Extract<CheckedFile, { kind: 'checked' }>;

export interface RenderOptions {
  readonly columns: number;
  /** What was trusted, as one line. */
  readonly trust: string;
}

/** The report of `hocba verify` for people: the verdict first, then the record, the signatures, and what is wrong. */
export function renderReports(files: readonly CheckedFile[], options: RenderOptions): string {
  const columns = Math.min(Math.max(options.columns, 60), 100);
  const blocks = files.map((file) =>
    file.kind === 'unreadable'
      ? renderUnreadable(file.file, fileTroubleText(file.trouble), columns)
      : renderChecked(file, { ...options, columns }),
  );
  if (files.length > 1) blocks.push(totals(files));
  return `${blocks.join(`\n${'─'.repeat(columns)}\n\n`)}`;
}

function renderUnreadable(file: string, sentence: string, columns: number): string {
  return [t.unreadable, '', ...labelled([[t.labels.file, file]], columns), '']
    .concat(wrap(sentence, columns), '')
    .join('\n');
}

function renderChecked(checked: Checked, { columns, trust }: RenderOptions): string {
  const { report, verdict } = checked;
  const lines = [`${verdictText[verdict]} ${t.asOf} ${timeText(report.asOf)} ${t.zone}`];
  lines.push(...wrap(verdictMeaning[verdict], columns));
  if (report.content?.environment === 'trial') lines.push(t.trial);
  lines.push('', ...labelled(recordRows(checked, trust), columns), '');
  if (report.content !== null) lines.push(...signatureLines(checked, columns), '');
  const { findings, proof } = checked;
  lines.push(...section(t.failed, findings, 'failed', columns));
  lines.push(...section(t.undetermined, findings, 'undetermined', columns));
  if (proof !== null) lines.push(...proofLines(proof, columns));
  lines.push(...remedyLines([...findings, ...(proof ?? [])], columns));
  return lines.join('\n');
}

function recordRows({ file, report }: Checked, trust: string): (readonly [string, string])[] {
  const { content, sha256 } = report;
  const { labels } = t;
  const rows: (readonly [string, string])[] = [[labels.file, file]];
  if (content !== null) {
    const { learner, className, year, school, circular, code, version } = content;
    const continuing = school.levelCode === '05';
    rows.push(
      [
        continuing ? labels.adultLearner : labels.learner,
        `${learner.name}, ${t.born} ${dateText(learner.birthDate)}`,
      ],
      [labels.class, `${className}, ${t.schoolYear} ${schoolYearText(year)}`],
      [continuing ? labels.centre : labels.school, school.name],
      [labels.form, `${levelText(school.levelCode)}, ${circular}`],
      [labels.result, resultWords(content)],
      [labels.code, `${code}, ${t.version} ${version}`],
      ...sourceRows(content),
    );
  }
  if (content !== null) rows.push([labels.time, t.time(report.time)]);
  rows.push(
    [labels.digest, sha256],
    [labels.trust, trust],
    [labels.policy, t.policy(report.policy)],
  );
  return rows;
}

/** Where a year extracted from paper comes from. */
const sourceRows = (content: RecordContent): (readonly [string, string])[] =>
  content.kind === 'extracted' ? [[extractText.title, extractText.source(content)]] : [];

/** The year in one line: the level's own words. */
function resultWords(content: RecordContent): string {
  if (content.kind === 'primary') {
    return `${yearOutcomeText(content.result)}. ${content.result.completionText}`;
  }
  if (content.kind === 'extracted') return extractText.result(content);
  const { study, conduct, promotionText } = content.result;
  const studied = study.afterReassess ?? study.year;
  const behaved = conduct.afterSummer ?? conduct.year;
  return t.result(
    studied === null ? null : studyText[studied],
    behaved === null ? null : studyText[behaved],
    promotionText,
  );
}

function signatureLines({ report }: Checked, columns: number): readonly string[] {
  const { content, signatures } = report;
  const outcomes = slotOutcomes(report);
  const rows = [...outcomes].map(([slot, outcome]) => {
    const facts = signatures.find((signature) => signature.slot === slot);
    return [
      facts?.signer ?? '—',
      slotRoleText(slot, content),
      facts === undefined ? '—' : shortTimeText(facts.signedAt),
      t.outcomes[outcome],
    ];
  });
  const { signer, role, at, outcome } = t.columns;
  return [
    t.signatures(signatures.length),
    ...table([[signer, role, at, outcome], ...rows], columns),
  ];
}

/** Findings that say the same thing are said once. */
function section(
  title: string,
  findings: readonly DescribedFinding[],
  outcome: Outcome,
  columns: number,
): readonly string[] {
  const sentences = distinctSentences(findings.filter((finding) => finding.outcome === outcome));
  if (sentences.length === 0) return [];
  return [title, ...sentences.flatMap((s) => item(s, columns)), ''];
}

const item = (sentence: string, columns: number): readonly string[] =>
  wrap(sentence, columns - 4).map((line, index) => (index === 0 ? `  - ${line}` : `    ${line}`));

const proofLines = (proof: readonly DescribedFinding[], columns: number): readonly string[] => [
  t.proof,
  ...proof.flatMap(({ sentence }) => item(sentence, columns)),
  '',
];

function remedyLines(findings: readonly DescribedFinding[], columns: number): readonly string[] {
  const open = findings.filter(({ outcome }) => outcome !== 'passed');
  const remedies = [...new Set(open.map(({ remedy }) => remedy).filter((text) => text !== null))];
  if (remedies.length === 0) return [];
  return [t.remedies, ...remedies.flatMap((text) => item(text, columns)), ''];
}

function totals(files: readonly CheckedFile[]): string {
  const order: readonly FileVerdict[] = ['valid', 'invalid', 'undetermined', 'unreadable'];
  const parts = order.flatMap((verdict) => {
    const count = files.filter((file) => verdictOfFile(file) === verdict).length;
    return count === 0 ? [] : [`${count} ${t.totals[verdict]}`];
  });
  return `${t.total(files.length, parts)}\n`;
}
