import type { StudyYear } from '../check/course-of-study.ts';
import type { Term } from '../time/school-year.ts';
import type { ExtractedContent, RecordContent, SecondaryContent } from './content.ts';

/** The year that a record says, as a stretch of the course of study; its terms are those of which it holds a result. */
export function studyYearOf(content: RecordContent): StudyYear {
  const { year, school, className, grade, result } = content;
  const { promoted } = result;
  const terms = content.kind === 'primary' ? both : termsOf(content);
  return { year, school: school.code, className, grade, terms, promoted };
}

const both: readonly Term[] = [1, 2];

/** Who is not assessed has no marks and was there all the same; so is a year of which only the year's result is known. */
function termsOf(content: SecondaryContent | ExtractedContent): readonly Term[] {
  const { subjects, learner } = content;
  if (learner.notAssessed) return both;
  const known = both.filter((term) => {
    const key = term === 1 ? 'term1' : 'term2';
    return subjects.some(({ results }) => results[key] !== null);
  });
  return known.length === 0 ? both : known;
}
