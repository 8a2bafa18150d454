import { type StageName, type StageStore, stageNames } from '../../../app/demo/stage.ts';
import { execute, type Pool, query } from '../database.ts';

/** Which stages of the main job are done, in the school's database. */
export const stageStore = (pool: Pool): StageStore => ({
  async stages({ school, year }) {
    const rows = await query<{
      stage: StageName;
      seconds: number;
      counts: Readonly<Record<string, number>>;
    }>(pool, 'select stage, seconds, counts from job_stage where school = $1 and year = $2', [
      school,
      year,
    ]);
    return stageNames.flatMap((name) => rows.filter(({ stage }) => stage === name));
  },
  async saveStage({ school, year }, { stage, seconds, counts }, at) {
    await execute(
      pool,
      `insert into job_stage (school, year, stage, seconds, counts, finished_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [school, year, stage, seconds, JSON.stringify(counts), at],
    );
  },
});
