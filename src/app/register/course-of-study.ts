import type { BirthDate } from '../../domain/person/identity.ts';
import type { RecordCode } from '../../domain/record/content.ts';
import { coursesOf, type LearnerCourse } from '../../domain/registry/learner-course.ts';
import type { LearnerKey } from '../../domain/registry/learner-key.ts';
import { learnerKeyOf } from '../../domain/registry/learner-key.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import {
  contentOf,
  type LookUpRefusal,
  lookUpRecord,
  type RecordSource,
} from './look-up-record.ts';

/** What the answer needs of the register's store. */
export interface CourseSource extends RecordSource {
  /** The exact bytes of every standing record of the learner, of whatever school and year. */
  ofLearner(learner: LearnerKey): Promise<readonly Uint8Array[]>;
}

/** One of the learner's codes, and the birth date that opens it. */
export interface CourseRequest {
  readonly code: RecordCode;
  readonly birthDate: BirthDate;
}

/** The course without the key of the learner, which never leaves the register. */
export type CourseAnswer = Omit<LearnerCourse, 'learner'>;

/**
 * Quá trình học tập: every year of one learner that stands in this register, found by the look-up code of any of them and
 * the birth date that opens it, with gaps and doubles named. The learner's key itself is not answered. Refused like a
 * look-up, and for a recalled record too.
 */
export async function courseOfStudy(
  request: CourseRequest,
  source: CourseSource,
): Promise<Result<CourseAnswer, LookUpRefusal>> {
  const found = await lookUpRecord(request, source);
  if (!found.ok) return found;
  const { content } = found.value;
  if (content === undefined) return refuse({ code: 'record-not-found' });
  const records = (await source.ofLearner(learnerKeyOf(content))).map(contentOf);
  const [course] = coursesOf(records);
  if (course === undefined) throw new Error('a standing record is among those of its learner');
  const { name, birthDate, years, findings } = course;
  return ok({ name, birthDate, years, findings });
}
