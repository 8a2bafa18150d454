import type { ExpectedSigner } from '../../domain/record/slot.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Yearbook } from '../../domain/school/yearbook.ts';
import { parseCivilDate } from '../../domain/time/civil-date.ts';
import { appointmentsOfYear } from '../../domain/trust/appointments-of-year.ts';
import type { CertificateKind } from '../../domain/trust/certificate-event.ts';
import type { ProposedCertificate } from '../../format/package/signers.ts';
import { loadYear } from '../school/load-year.ts';
import { proposalOf, type SignersRefusal, stateSigners } from '../school/state-signers.ts';
import type { JobContext } from './job-context.ts';

export type SignerStageRefusal =
  | SignersRefusal
  | { readonly code: 'year-not-imported' }
  | { readonly code: 'signers-not-approved'; readonly refusal: { readonly code: string } };

/** What the registration needs of the job. */
export type SignerStageContext = Pick<
  JobContext,
  | 'store'
  | 'key'
  | 'profile'
  | 'keys'
  | 'trust'
  | 'register'
  | 'sources'
  | 'clock'
  | 'approveSigners'
>;

/**
 * Đăng kí người kí, before the first signature: the school proposes everybody's certificate and states the year's
 * appointments in one sealed message, and the province's officer approves what waits. Said again, it changes nothing.
 */
export async function registerSigners(
  context: SignerStageContext,
): Promise<Result<number, SignerStageRefusal>> {
  const year = await loadYear(context.store, context.key);
  if (year === undefined) return refuse({ code: 'year-not-imported' });
  const { yearbook } = year;
  const { place, clerk } = context.profile;
  const sender = { name: yearbook.school.name, taxCode: place.taxCode };
  // The demo signs today whatever year its workbooks are of, so its appointments have no last day.
  const from = parseCivilDate(`${yearbook.year.slice(0, 4)}-08-01`);
  if (from === undefined) throw new Error('a school year begins on a day');
  const decision = { number: `01/QĐ-PCK-${yearbook.year}`, on: from };
  const statement = {
    certificates: await certificatesOf(yearbook, sender, context),
    withdrawals: [],
    appointments: appointmentsOfYear(yearbook, { clerk, decision, from, until: null }),
    endings: [],
  };
  const request = { sender, environment: 'trial' as const };
  const line = { ...context, ids: context.sources };
  const stated = await stateSigners(yearbook.school.code, statement, request, line);
  if (!stated.ok) return stated;
  const approved = await context.approveSigners();
  return approved.ok ? ok(approved.value) : refuse({ code: 'signers-not-approved', ...approved });
}

async function certificatesOf(
  { staff }: Yearbook,
  sender: { readonly name: string; readonly taxCode: string },
  { keys }: SignerStageContext,
): Promise<readonly ProposedCertificate[]> {
  const people = staff.flatMap(({ name, personalId }) =>
    personalId === null ? [] : [{ kind: 'person' as const, name, personalId }],
  );
  const asked: readonly (readonly [ExpectedSigner, CertificateKind])[] = [
    [{ kind: 'school', ...sender }, 'seal'],
    ...people.map((person) => [person, 'token'] as const),
  ];
  const found = await Promise.all(
    asked.map(async ([signer, kind]) => {
      const at = await keys.certificateOf(signer);
      return at === undefined ? [] : [proposalOf(at, kind)];
    }),
  );
  return found.flat();
}
