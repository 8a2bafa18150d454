import type { Yearbook } from '../../domain/school/yearbook.ts';
import { currentRecords } from '../school/current-records.ts';
import type { JobContext, LookUpSample } from './job-context.ts';

/** Three registered records to try: from the first class, one in the middle, and the last. */
export async function lookUpSamples(
  { classes, learners, school, year }: Yearbook,
  { store }: JobContext,
): Promise<readonly LookUpSample[]> {
  const chosen = [classes[0], classes[Math.floor(classes.length / 2)], classes.at(-1)];
  const samples: LookUpSample[] = [];
  for (const group of chosen) {
    if (group === undefined) continue;
    const { name: className } = group;
    const records = await store.records({ school: school.code, year, className });
    const sample = currentRecords(records).flatMap(({ code, state }) => {
      if (state.state !== 'registered') return [];
      const learner = learners.find(({ number }) => number === state.learner);
      const birthDate = learner?.birthDate ?? '';
      const known = samples.some((one) => one.code === code);
      // The look-up form asks for a whole date.
      if (learner === undefined || known || birthDate.length !== 10) return [];
      return [{ code, learner: learner.name, className, birthDate }];
    })[0];
    if (sample !== undefined) samples.push(sample);
  }
  return samples;
}
