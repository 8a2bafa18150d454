import { kindOf } from '../../format/signature/finding-kind.ts';
import type { RecordReport } from '../../format/signature/report.ts';
import { fileTroubleText } from '../text/verify-command.ts';
import {
  type CheckedFile,
  type DescribedFinding,
  verdictOfFile,
  worstVerdict,
} from './checked-file.ts';

/** The one JSON document of `hocba verify --json` (docs/verify.md). */
export const writeReports = (files: readonly CheckedFile[]): string =>
  `${JSON.stringify({ files: files.map(fileJson), verdict: worstVerdict(files) }, null, 2)}\n`;

function fileJson(checked: CheckedFile) {
  if (checked.kind === 'unreadable') {
    const { file, trouble } = checked;
    return {
      file,
      verdict: verdictOfFile(checked),
      asOf: null,
      sha256: null,
      policy: null,
      time: null,
      record: null,
      signatures: [],
      findings: [
        {
          code: trouble,
          kind: null,
          outcome: 'undetermined',
          slot: null,
          facts: {},
          sentence: fileTroubleText(trouble),
        },
      ],
    };
  }
  const { file, report, verdict, findings, proof } = checked;
  return {
    file,
    verdict,
    asOf: report.asOf,
    sha256: report.sha256,
    policy: report.policy,
    time: report.time,
    record: recordJson(report),
    signatures: report.signatures.map(
      ({ slot, signer, role, signedAt, algorithm, certificateSha256 }) => ({
        slot,
        signer,
        role,
        signedAt,
        algorithm,
        certificateSha256,
      }),
    ),
    findings: [...findings, ...(proof ?? [])].map(findingJson),
  };
}

function recordJson({ content }: RecordReport) {
  if (content === null) return null;
  return {
    code: content.code,
    version: content.version,
    learner: content.learner.name,
    school: content.school.name,
    year: content.year,
    class: content.className,
    environment: content.environment,
  };
}

const findingJson = ({ code, outcome, slot, facts, sentence, remedy }: DescribedFinding) => ({
  code,
  kind: kindOf(code) ?? null,
  outcome,
  slot: slot ?? null,
  facts: facts ?? {},
  sentence,
  remedy,
});
