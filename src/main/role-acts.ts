import { decideCertificates } from '../app/register/decide-signers.ts';
import { lockPeriod } from '../app/register/lock-period.ts';
import { parseCohort } from '../domain/registry/cohort.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { SchoolCode } from '../domain/school/yearbook.ts';
import { parseSchoolYear } from '../domain/time/school-year.ts';
import type { RunningRegister } from './register.ts';

/** What the demo asks of the province's process: the acts of its officer, who has no pages yet. */
export type ProvinceRequest =
  | {
      readonly act: 'lock';
      readonly year: string;
      readonly cohort: string;
      readonly dryRun: boolean;
    }
  | { readonly act: 'approve-signers'; readonly school: string }
  | { readonly act: 'fsck'; readonly quick: boolean };

/** Carries out one request; the answers are those of the acts, as JSON. */
export async function provinceAct(request: unknown, register: RunningRegister): Promise<unknown> {
  const asked = request as ProvinceRequest;
  if (asked.act === 'fsck') return register.fsck(asked.quick);
  if (asked.act === 'approve-signers') return approveSigners(asked.school, register);
  const year = parseSchoolYear(asked.year);
  const cohort = parseCohort(asked.cohort);
  if (asked.act !== 'lock' || year === undefined || cohort === undefined) {
    throw new Error('request not understood');
  }
  const locked = await lockPeriod({ year, cohort, dryRun: asked.dryRun }, register.context);
  if (locked.ok) await register.cosign();
  return locked;
}

/** The demo's officer looks at nothing: its certificates were all made by the demo itself. */
async function approveSigners(
  school: string,
  { context }: RunningRegister,
): Promise<Result<number, { readonly code: string }>> {
  const decided = await decideCertificates(
    {
      // The store answers «unknown» for a code that is no school's.
      school: school as SchoolCode,
      certificates: 'proposed',
      decision: { act: 'approve', from: null },
      by: 'demo',
    },
    context,
  );
  if (decided.ok) return ok(decided.value.events.length);
  return refuse({ code: decided.refusal[0]?.code ?? 'signers-refused' });
}
