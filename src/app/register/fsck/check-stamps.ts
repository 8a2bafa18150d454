import type { TrustStore } from '../../../format/certificate/trust-store.ts';
import { type EvidenceStep, parseStep } from '../../../format/evidence/evidence-record.ts';
import { verifyEvidence } from '../../../format/evidence/verify-evidence.ts';
import type { VerifierKey } from '../../../format/log/key.ts';
import { type TimeStampPolicy, usualTimeStampPolicy } from '../../../format/time-stamp/policy.ts';
import type { Difference } from './difference.ts';
import type { FsckSource, StampRow } from './fsck-source.ts';

/** By what tokens are judged; without the authorities' roots only what needs none is checked. */
export interface StampTrust {
  readonly trust: Pick<TrustStore, 'anchors' | 'intermediates' | 'crls'>;
  readonly policy: TimeStampPolicy;
}

const noTrust: StampTrust = {
  trust: { anchors: [], intermediates: [], crls: [] },
  policy: usualTimeStampPolicy,
};

const page = 200;

/** Every token over every stamped head: about that head, in one unbroken chain, judged as of when the last was taken. */
export async function checkStamps(
  source: Pick<FsckSource, 'stamps'>,
  key: VerifierKey,
  by: StampTrust = noTrust,
): Promise<{ readonly stamps: number; readonly differences: readonly Difference[] }> {
  const differences: Difference[] = [];
  let stamps = 0;
  for (let after = -1; ; ) {
    const rows = await source.stamps(after, page);
    for (const row of rows) {
      stamps += row.steps.length;
      differences.push(...checkHead(row, key, by));
    }
    const last = rows.at(-1);
    if (last === undefined) return { stamps, differences };
    after = last.size;
  }
}

function checkHead(
  { size, note, steps }: StampRow,
  key: VerifierKey,
  { trust, policy }: StampTrust,
): readonly Difference[] {
  const wrong = (detail: string): readonly Difference[] => [
    { code: 'stamp-invalid', size, detail },
  ];
  const last = steps.at(-1);
  const read: EvidenceStep[] = [];
  for (const [at, { step, body }] of steps.entries()) {
    const parsed = parseStep(jsonOf(body));
    if (step !== at || !parsed.ok || (parsed.value.renewal === null) !== (at === 0)) {
      return wrong(`unreadable ${step}`);
    }
    read.push(parsed.value);
  }
  if (last === undefined) return wrong('unreadable');
  const record = { checkpoint: note, steps: read };
  const registerKeys = [key];
  const report = verifyEvidence({ record, registerKeys, trust, policy, judgedAt: last.at });
  const failed = report.findings.filter(({ outcome }) => outcome === 'failed');
  if (failed.length > 0) {
    return wrong(
      failed.map(({ code, facts }) => ('codes' in facts ? facts.codes : code)).join(' '),
    );
  }
  const isAsTold = report.stamps.every((stamp, at) => {
    const time = stamp?.provenTime ?? null;
    return time === null || time === steps[at]?.at;
  });
  return isAsTold ? [] : wrong('time');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
