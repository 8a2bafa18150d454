import { createHash } from 'node:crypto';
import { ok, type Result, refuse } from '../../../domain/result.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { TrustFault } from '../../../format/certificate/trust-store.ts';
import { parsePolicy, type VerificationPolicy } from '../../../format/signature/policy.ts';
import type { RecordReport } from '../../../format/signature/report.ts';
import type { SignerTrust } from '../../../format/signature/signer-trust.ts';
import { usualPolicy } from '../../../format/signature/usual-policy.ts';
import { verifyRecord } from '../../../format/signature/verify-record.ts';
import { trustFaultText } from '../../text/certificate-file.ts';
import { type PolicyTrouble, policyTroubleText } from '../../text/policy.ts';
import { type FileTrouble, verifyText as t, verifyUsageText } from '../../text/verify-command.ts';
import { checkProof, type LogKeys } from '../check-proof.ts';
import {
  type CheckedFile,
  describeReport,
  type FileVerdict,
  worstVerdict,
} from '../checked-file.ts';
import { type Command, type ExitCode, exit } from '../command.ts';
import { renderReports } from '../render-report.ts';
import { writeReports } from '../write-report.ts';
import { parseVerifyArguments, type VerifyArguments } from './verify-arguments.ts';

/** What a trust directory holds. */
export interface LoadedTrust extends LogKeys {
  /** Reads certificates even where nothing is trusted. */
  readonly trust: SignerTrust;
  /** The files that were read; empty when there is no directory. */
  readonly loaded: readonly string[];
  /** What in those files could not be used; told to the user, because a lost CRL leaves checks open. */
  readonly faults?: readonly TrustFault[];
}

export interface VerifyDeps {
  /** Throws what the file system throws. */
  readFile(path: string): Promise<Uint8Array>;
  /** Null asks for the configured directory; where none is configured, `loaded` is empty. */
  loadTrust(
    directory: string | null,
  ): Promise<
    Result<LoadedTrust, { readonly code: 'trust-unreadable'; readonly directory: string }>
  >;
  readonly clock: { now(): Instant };
}

/** `hocba verify`: is this file a record that was signed as it should be? */
export const verifyCommand = (deps: VerifyDeps): Command => ({
  name: 'verify',
  summary: t.summary,
  usage: t.usage,
  async run(args, io) {
    const parsed = parseVerifyArguments(args);
    if (!parsed.ok) {
      io.stderr(`${verifyUsageText(parsed.refusal)}\nhocba ${t.usage}\n`);
      return exit.usage;
    }
    const loaded = await deps.loadTrust(parsed.value.trust);
    if (!loaded.ok) {
      io.stderr(`${t.trustUnreadable(loaded.refusal.directory)}\n`);
      return exit.unreadable;
    }
    for (const fault of loaded.value.faults ?? []) {
      const { sentence, remedy } = trustFaultText(fault);
      io.stderr(`${sentence}${remedy === null ? '' : ` ${remedy}`}\n`);
    }
    const rules = await readPolicy(parsed.value.policy, deps);
    if (!rules.ok) {
      io.stderr(`${policyTroubleText(parsed.value.policy ?? '', rules.refusal)}\n`);
      return exit.unreadable;
    }
    const files = await checkFiles(parsed.value, { ...loaded.value, rules: rules.value }, deps);
    if (!files.ok) {
      io.stderr(`${t.proofUnreadable(files.refusal.file)}\n`);
      return exit.unreadable;
    }
    const trust = trustLine(parsed.value, loaded.value);
    io.stdout(
      parsed.value.json
        ? writeReports(files.value)
        : renderReports(files.value, { columns: io.columns, trust }),
    );
    return exitCodes[worstVerdict(files.value)];
  },
});

const exitCodes: { readonly [V in FileVerdict]: ExitCode } = {
  valid: exit.done,
  invalid: exit.refused,
  undetermined: exit.undetermined,
  unreadable: exit.unreadable,
};

function trustLine({ trust }: VerifyArguments, { loaded }: LoadedTrust): string {
  if (loaded.length === 0) return t.labels.noTrust;
  return trust === null ? t.fileCount(loaded.length) : `${trust} (${t.fileCount(loaded.length)})`;
}

async function checkFiles(
  args: VerifyArguments,
  trust: LoadedTrust & WithRules,
  deps: VerifyDeps,
): Promise<Result<readonly CheckedFile[], { readonly file: string }>> {
  const now = deps.clock.now();
  const asOf = args.at ?? now;
  // Evidence was gathered until now, whatever earlier time the record is judged as of.
  const judgedAt = asOf > now ? asOf : now;
  const proof = args.proof === null ? null : await readBytes(args.proof, deps);
  if (proof !== null && !proof.ok) return refuse({ file: args.proof ?? '' });
  const files: CheckedFile[] = [];
  for (const file of args.files) {
    const bytes = await readBytes(file, deps);
    if (!bytes.ok) {
      files.push({ kind: 'unreadable', file, trouble: bytes.refusal });
      continue;
    }
    const sha256 = createHash('sha256').update(bytes.value).digest('hex');
    const proven = proof === null ? null : checkProof(proof.value, sha256, trust, judgedAt);
    const times = { asOf, heldBy: proven?.heldBy ?? null };
    const report = verifyAsStated(bytes.value, trust, times);
    files.push(describeReport(file, report, proven?.findings ?? null));
  }
  return ok(files);
}

/**
 * A register takes records of one environment only; a person may hold either. A trial record is verified as one, and
 * the report says so in its third line and in `record.environment`.
 */
export function verifyAsStated(
  bytes: Uint8Array,
  loaded: LoadedTrust & WithRules,
  { asOf, heldBy }: { readonly asOf: Instant; readonly heldBy: Instant | null },
): RecordReport {
  const trust = loaded.loaded.length === 0 ? withoutTrust(loaded.trust) : loaded.trust;
  const policy = { asOf, environment: 'as-stated' as const, rules: loaded.rules };
  return verifyRecord(bytes, trust, heldBy === null ? policy : { ...policy, heldBy });
}

interface WithRules {
  readonly rules: VerificationPolicy;
}

/** The policy document that was asked for, or the shipped one. */
async function readPolicy(
  path: string | null,
  deps: VerifyDeps,
): Promise<Result<VerificationPolicy, PolicyTrouble>> {
  if (path === null) return ok(usualPolicy);
  const bytes = await readBytes(path, deps);
  return bytes.ok ? parsePolicy(bytes.value) : refuse(bytes.refusal);
}

/** Signatures can be checked without knowing whom to trust; their chains then stay open. */
const withoutTrust = (trust: SignerTrust): SignerTrust => ({
  certificate: (base64) => trust.certificate(base64),
  chain: () => [{ code: 'trust-not-given', outcome: 'undetermined' }],
});

async function readBytes(
  path: string,
  { readFile }: VerifyDeps,
): Promise<Result<Uint8Array, FileTrouble>> {
  try {
    const bytes = await readFile(path);
    return isPdf(bytes) ? refuse('file-is-pdf') : ok(bytes);
  } catch (error) {
    return refuse(troubleOf(error));
  }
}

const isPdf = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';

function troubleOf(error: unknown): FileTrouble {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'file-missing';
  if (code === 'EISDIR') return 'file-is-folder';
  return code === 'EACCES' || code === 'EPERM' ? 'file-forbidden' : 'file-unreadable';
}
