import type { RecordContent } from '../../domain/record/content.ts';
import type { VersionFacts } from '../../domain/registry/event.ts';
import { learnerKeyOf } from '../../domain/registry/learner-key.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { type AuthorityPolicy, blocksReceipt } from '../../domain/trust/authority-policy.ts';
import { judgeAuthority } from '../../domain/trust/judge-authority.ts';
import type { SignerRegister } from '../../domain/trust/signer-register.ts';
import type { Package, SentRecord } from '../../format/package/message.ts';
import type { RecordReport } from '../../format/signature/report.ts';
import type { RegisterSchool } from './ports.ts';
import { type Fault, faultOf } from './refuse-message.ts';

/** What a record may be refused for besides its own report and the register's rules. */
export const itemCodes = [
  'item-digest-differs',
  'item-names-another-record',
  'record-of-another-school',
  'record-of-another-year',
  'record-of-another-class',
] as const;

/** Against what a record is judged besides itself: the package around it, and who may sign at its school. */
export interface ItemGround {
  readonly message: Package;
  readonly school: RegisterSchool;
  readonly signers: SignerRegister;
  readonly policy: AuthorityPolicy;
  /** When the register received the package: by then its signatures are known to exist. */
  readonly receivedAt: Instant;
}

/**
 * A record of a package as far as it can be judged alone: valid in itself, signed by those who may, and what the package
 * says it is. Not one open check is let through: undetermined is not valid, but for a school of which the certificate
 * register knows nothing yet, where the policy says so.
 */
export function checkItem(
  sent: SentRecord,
  report: RecordReport,
  ground: ItemGround,
): Result<VersionFacts, readonly Fault[]> {
  const faults = report.findings.filter(({ outcome }) => outcome !== 'passed').map(faultOf);
  const { content, sha256 } = report;
  if (sent.sha256 !== sha256) faults.push(fault('item-digest-differs', sent.sha256, sha256));
  if (content === null) return refuse(faults);
  faults.push(...claimFaults(sent, content, ground));
  faults.push(...authorityFaults(report, content, ground));
  if (faults.length > 0) return refuse(faults);
  const { code, version, year, className } = content;
  const learner = learnerKeyOf(content);
  return ok({ code, version, sha256, school: content.school.code, year, className, learner });
}

/** Who signed, judged as of the signing; after the cryptography, which says that they did. */
export const authorityFaults = (
  { signatures }: RecordReport,
  { className }: RecordContent,
  { signers, policy, receivedAt }: Pick<ItemGround, 'signers' | 'policy' | 'receivedAt'>,
): readonly Fault[] =>
  signatures
    .flatMap((facts) => judgeAuthority({ ...facts, className }, signers, receivedAt))
    .filter((finding) => blocksReceipt(finding, policy))
    .map(faultOf);

const fault = (code: string, declared: string, found: string): Fault => ({
  code,
  facts: { declared, found },
});

function claimFaults(
  sent: SentRecord,
  content: RecordContent,
  { message: around, school }: ItemGround,
): readonly Fault[] {
  const faults: Fault[] = [];
  const compare = (code: string, declared: string, found: string): void => {
    if (declared !== found) faults.push(fault(code, declared, found));
  };
  compare(
    'item-names-another-record',
    `${sent.code} ${sent.version}`,
    `${content.code} ${content.version}`,
  );
  compare('record-of-another-school', around.school, content.school.code);
  // The seal is checked against the tax code that the record names: it must be the one on file.
  compare('tax-code-differs', school.taxCode, content.school.taxCode);
  compare('record-of-another-year', around.year, content.year);
  compare('record-of-another-class', around.className, content.className);
  return faults;
}
