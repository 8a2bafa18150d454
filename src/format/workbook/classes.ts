import type {
  ClassGroup,
  EducationLevel,
  StaffId,
  SubjectCode,
} from '../../domain/school/yearbook.ts';
import type { LearnerDraft } from './draft.ts';
import { curriculumOf } from './subjects.ts';

/** The classes in the order of the pupil list, with the subjects that their books hold. */
export function classesOf(
  learners: readonly LearnerDraft[],
  homerooms: ReadonlyMap<string, StaffId | null>,
  level: EducationLevel,
): ClassGroup[] {
  const optional = optionalIn(level);
  const groups = new Map<string, LearnerDraft[]>();
  for (const learner of learners) {
    const { className } = learner.facts;
    groups.set(className, [...(groups.get(className) ?? []), learner]);
  }
  return Array.from(groups, ([name, members]) => {
    // An optional subject may stand in a learner's list; it is no choice of the class.
    const choices = members.map(({ choice }) =>
      (choice?.chosen ?? []).filter((code) => !optional.has(code)),
    );
    const chosen = mostCommon(choices);
    const offered = new Set(choices.flat());
    const seen = new Set(members.flatMap(subjectsSeen));
    return {
      name,
      grade: members[0]?.facts.grade ?? 0,
      homeroom: homerooms.get(name) ?? null,
      subjects: inOrder(level, (code) =>
        offered.has(code) ? chosen.includes(code) : seen.has(code),
      ),
      chosen,
      specialTopics: mostCommon(members.map(({ choice }) => choice?.specialTopics ?? [])),
    };
  });
}

const inOrder = (level: EducationLevel, take: (code: SubjectCode) => boolean): SubjectCode[] =>
  curriculumOf[level].map(({ code }) => code).filter(take);

const subjectsSeen = (learner: LearnerDraft): SubjectCode[] => [
  ...learner.marks.keys(),
  ...[...learner.summaries.values()].flatMap(({ results }) => [...results.keys()]),
  ...primarySubjectsSeen(learner),
];

/** The form of a grade has columns for subjects that the school does not teach: a value must stand there. */
const primarySubjectsSeen = ({ primary }: LearnerDraft): SubjectCode[] =>
  [...(primary?.subjects ?? [])].flatMap(([code, { level }]) =>
    level.value === null ? [] : [code],
  );

const optionalIn = (level: EducationLevel): ReadonlySet<SubjectCode> =>
  new Set(curriculumOf[level].filter((subject) => subject.optional).map(({ code }) => code));

/** The list that most learners of a class have. */
function mostCommon(lists: readonly (readonly SubjectCode[])[]): readonly SubjectCode[] {
  const counts = new Map<string, { list: readonly SubjectCode[]; count: number }>();
  for (const list of lists) {
    if (list.length === 0) continue;
    const key = [...list].sort().join(',');
    const before = counts.get(key);
    if (before === undefined) counts.set(key, { list, count: 1 });
    else before.count += 1;
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.list ?? [];
}

/**
 * The subjects that a learner takes: the class's, with the learner's own choice in place of the class's,
 * and without an optional subject in which no file says anything of the learner.
 */
export function subjectsTaken(
  learner: LearnerDraft,
  group: ClassGroup,
  level: EducationLevel,
): SubjectCode[] {
  const chosen = learner.choice?.chosen ?? group.chosen;
  // A subject taken instead stands where the class has the one that it replaces.
  const optional = optionalIn(level);
  const instead = chosen.filter((code) => !group.chosen.includes(code) && !optional.has(code));
  const taken = group.subjects.flatMap((code) => {
    if (optional.has(code) && nothingSaid(learner, code)) return [];
    if (!group.chosen.includes(code) || chosen.includes(code)) return [code];
    const other = instead.shift();
    return other === undefined ? [] : [other];
  });
  return [...taken, ...instead];
}

const nothingSaid = (learner: LearnerDraft, code: SubjectCode): boolean =>
  [...(learner.marks.get(code)?.values() ?? [])].every((term) => term.blank) &&
  [...learner.summaries.values()].every(
    ({ results }) => (results.get(code)?.value ?? null) === null,
  ) &&
  (learner.transfer?.results.get(code)?.value ?? null) === null;
