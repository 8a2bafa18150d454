import {
  type Finding,
  type RecordReport,
  type Verdict,
  verdictOf,
} from '../../format/signature/report.ts';
import { findingText } from '../text/verify.ts';
import type { FileTrouble } from '../text/verify-command.ts';

/** A finding with what it says to people. */
export interface DescribedFinding extends Finding {
  readonly sentence: string;
  readonly remedy: string | null;
}

/** One file of the command line and what came of it. */
export type CheckedFile =
  | { readonly kind: 'unreadable'; readonly file: string; readonly trouble: FileTrouble }
  | {
      readonly kind: 'checked';
      readonly file: string;
      readonly report: RecordReport;
      /** Of the record and, where one was given, of its proof. */
      readonly verdict: Verdict;
      readonly findings: readonly DescribedFinding[];
      readonly proof: readonly DescribedFinding[] | null;
    };

export type FileVerdict = Verdict | 'unreadable';

export const verdictOfFile = (checked: CheckedFile): FileVerdict =>
  checked.kind === 'unreadable' ? 'unreadable' : checked.verdict;

/** Worst first: an invalid file outweighs one that could not be read, and that one whatever was left open. */
const worstFirst = ['invalid', 'unreadable', 'undetermined', 'valid'] as const;

export const worstVerdict = (files: readonly CheckedFile[]): FileVerdict =>
  worstFirst.find((verdict) => files.some((file) => verdictOfFile(file) === verdict)) ?? 'valid';

/** A report with its sentences, and with the proof's findings counted into the verdict. */
export function describeReport(
  file: string,
  report: RecordReport,
  proof: readonly DescribedFinding[] | null,
): CheckedFile {
  const { content } = report;
  const findings = report.findings.map((finding) => ({
    ...finding,
    ...findingText(finding, content),
  }));
  const verdict = verdictOf([...report.findings, ...(proof ?? [])]);
  return { kind: 'checked', file, report, verdict, findings, proof };
}
