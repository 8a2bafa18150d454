import { findingCodes } from '../../format/signature/finding-kind.ts';
import { findingText } from './verify.ts';

/** Facts for a sentence that stands in a table: a time for a time, the fact's own name for all else. */
const sampleFacts = new Proxy<Record<string, string>>(
  {},
  {
    get: (_, name) => {
      const fact = String(name);
      if (fact === 'until' || fact === 'validFrom') return '2030-12-31';
      if (fact.endsWith('Ms')) return '1000';
      const isTime = /(At|By|Of|Time|After|Before|Update)$/.test(fact);
      return isTime ? '2026-06-01T02:00:00Z' : `‹${fact}›`;
    },
  },
);

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** docs/verification-codes.md: every code of a record's report. Made by tools/verification-codes.ts. */
export function verificationCodesPage(): string {
  const rows = [...findingCodes].map(([code, { kind, outcome }]) => {
    const { sentence, remedy } = findingText(
      { code, outcome, slot: 'seal', facts: sampleFacts },
      null,
    );
    return `| ${kind} | \`${code}\` | ${outcome} | ${cell(sentence)} | ${cell(remedy ?? '')} |`;
  });
  return [
    '# Codes of verification',
    '',
    'Every finding that `hocba verify` and the register can make about a record, by kind. Codes and outcomes are stable; a code',
    'always has the same outcome. Facts stand as ‹name›. Made by `tools/verification-codes.ts` from',
    '`src/format/signature/finding-kind.ts` and the sentences in `src/edge/text`; a test compares. Codes of proofs (`proof-…`)',
    'are in [log.md](log.md).',
    '',
    '| kind | code | outcome | sentence | what to do |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
