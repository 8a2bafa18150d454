import { lockPeriod } from '../app/register/lock-period.ts';
import { parseCohort } from '../domain/registry/cohort.ts';
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
  | { readonly act: 'fsck'; readonly quick: boolean };

/** Carries out one request; the answers are those of the acts, as JSON. */
export async function provinceAct(request: unknown, register: RunningRegister): Promise<unknown> {
  const asked = request as ProvinceRequest;
  if (asked.act === 'fsck') return register.fsck(asked.quick);
  const year = parseSchoolYear(asked.year);
  const cohort = parseCohort(asked.cohort);
  if (asked.act !== 'lock' || year === undefined || cohort === undefined) {
    throw new Error('request not understood');
  }
  const locked = await lockPeriod({ year, cohort, dryRun: asked.dryRun }, register.context);
  if (locked.ok) await register.cosign();
  return locked;
}
