import type { Mend } from '../../domain/record/mend.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { YearKey } from '../school/ports.ts';

/** Các chặng của công việc chính, in order. */
export const stageNames = [
  'import',
  'check',
  'assess',
  'close',
  'sign',
  'seal',
  'issue',
  'package',
  'submit',
  'verify',
  'register',
  'lock',
  'look-up',
] as const;
export type StageName = (typeof stageNames)[number];

/** What a stage did, in numbers, and how long it took. */
export interface StageReport {
  readonly stage: StageName;
  readonly seconds: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** Which stages of a year's main job are done. */
export interface StageStore {
  stages(key: YearKey): Promise<readonly StageReport[]>;
  saveStage(key: YearKey, report: StageReport, at: Instant): Promise<void>;
}

/** Who watches the job: a progress bar, or lines in a log. */
export interface JobObserver {
  started(stage: StageName): void;
  progress(stage: StageName, done: number, total: number): void;
  /** Something was supplied or decided: who, what, why. Told for each mend of a check that is run. */
  mended(mend: Mend): void;
  /** `resumed`: done at an earlier start, and not done again. */
  finished(report: StageReport, resumed: boolean): void;
}
