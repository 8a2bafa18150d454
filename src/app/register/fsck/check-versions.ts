import { hash } from 'node:crypto';
import type { RecordRegistered } from '../../../domain/registry/event.ts';
import { learnerKeyOf } from '../../../domain/registry/learner-key.ts';
import type { RecordReport } from '../../../format/signature/report.ts';
import type { RegisterIdentity, Verifier } from '../ports.ts';
import type { Difference, FsckCode } from './difference.ts';
import type { Fold } from './fold-events.ts';
import type { FsckSource, VersionRow } from './fsck-source.ts';

const page = 64;

export interface VersionCheck {
  readonly verifier: Verifier;
  readonly identity: RegisterIdentity;
  /** Digests only: no signature is verified again. */
  readonly quick: boolean;
}

/** Every stored record file: the bytes that its event names, and still valid as of then. */
export async function checkVersions(
  source: FsckSource,
  fold: Fold,
  check: VersionCheck,
): Promise<{ readonly files: number; readonly differences: readonly Difference[] }> {
  const differences: Difference[] = [];
  const missing = new Set(fold.registered.keys());
  let files = 0;
  for (;;) {
    const rows = await source.versions(files, page);
    if (rows.length === 0) break;
    files += rows.length;
    for (const row of rows) {
      const event = fold.registered.get(row.leafIndex);
      if (event !== undefined && isOf(row, event)) missing.delete(row.leafIndex);
      differences.push(...compare(row, event));
    }
    if (!check.quick) differences.push(...(await verifyAgain(rows, fold, check)));
  }
  for (const leafIndex of missing) differences.push({ code: 'event-without-version', leafIndex });
  return { files, differences };
}

const isOf = (row: VersionRow, event: RecordRegistered): boolean =>
  row.code === event.code && row.version === event.version && row.year === event.year;

function compare(row: VersionRow, event: RecordRegistered | undefined): readonly Difference[] {
  const { leafIndex, bytes, sha256 } = row;
  const found = (code: FsckCode, detail?: string): Difference => ({
    code,
    leafIndex,
    sha256,
    ...(detail === undefined ? {} : { detail }),
  });
  if (event === undefined || !isOf(row, event)) return [found('version-without-event')];
  if (bytes === undefined) return [found('record-bytes-unreadable')];
  const differences: Difference[] = [];
  const digest = hash('sha256', bytes, 'hex');
  if (digest !== event.sha256 || sha256 !== event.sha256 || bytes.length !== row.size) {
    differences.push(found('record-digest-differs'));
  }
  const same =
    row.school === event.school && row.learner === event.learner && row.cohort === event.cohort;
  if (!same) differences.push(found('record-names-another', 'columns'));
  return differences;
}

/** As of the time of the event: what the register could know then. */
async function verifyAgain(
  rows: readonly VersionRow[],
  fold: Fold,
  { verifier, identity }: VersionCheck,
): Promise<readonly Difference[]> {
  const known = rows.flatMap((row) => {
    const event = fold.registered.get(row.leafIndex);
    return row.bytes === undefined || event === undefined ? [] : [{ row, event, file: row.bytes }];
  });
  const byTime = Map.groupBy(known, ({ event }) => event.at);
  const differences: Difference[] = [];
  for (const [asOf, group] of byTime) {
    const files = group.map(({ file }) => file);
    const policy = { asOf, environment: identity.environment };
    const reports = await verifier.verifyRecords(files, policy);
    group.forEach(({ event, row }, index) => {
      const report = reports[index];
      if (report !== undefined) differences.push(...judge(report, event, row.leafIndex));
    });
  }
  return differences;
}

function judge(
  { verdict, findings, content }: RecordReport,
  event: RecordRegistered,
  leafIndex: number,
): readonly Difference[] {
  const differences: Difference[] = [];
  const about = { leafIndex, sha256: event.sha256 };
  if (verdict !== 'valid') {
    const codes = findings.flatMap(({ code, outcome }) => (outcome === 'passed' ? [] : [code]));
    const detail = [...new Set(codes)].join(' ');
    differences.push({ code: 'record-invalid', ...about, detail });
  }
  if (content === null) return differences;
  const same =
    content.code === event.code &&
    content.version === event.version &&
    content.year === event.year &&
    content.school.code === event.school &&
    content.className === event.className &&
    learnerKeyOf(content) === event.learner;
  if (!same) differences.push({ code: 'record-names-another', ...about, detail: 'content' });
  return differences;
}
