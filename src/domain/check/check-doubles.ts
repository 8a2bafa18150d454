import type { LearnerYear } from '../school/yearbook.ts';
import { type CheckContext, of } from './context.ts';
import { type CheckFinding, found } from './finding.ts';

/** Learners by a key; those without one are left out. */
function groupsOf(
  learners: readonly LearnerYear[],
  keyOf: (learner: LearnerYear) => string | null,
): ReadonlyMap<string, readonly LearnerYear[]> {
  const groups = new Map<string, LearnerYear[]>();
  for (const learner of learners) {
    const key = keyOf(learner);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [learner]);
    else group.push(learner);
  }
  return groups;
}

/** One finding for each member of a group of two or more. */
const each = (
  groups: ReadonlyMap<string, readonly LearnerYear[]>,
  make: (learner: LearnerYear, others: LearnerYear['number'][]) => CheckFinding,
): CheckFinding[] =>
  [...groups.values()]
    .filter((group) => group.length > 1)
    .flatMap((group) =>
      group.map((learner) => {
        const others = group.filter((other) => other !== learner).map(({ number }) => number);
        return make(learner, others);
      }),
    );

/** Small letters in one encoding, single spaces: «Lê  An» and «lê an» are one name. */
const nameKey = (name: string): string =>
  name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();

/** What must be one person's alone and is not: codes, identification numbers, name with birth date, order. */
export function checkDoubles({ yearbook }: CheckContext): readonly CheckFinding[] {
  const { learners } = yearbook;
  const once = [...new Map(learners.map((learner) => [learner.number, learner])).values()];
  const byName = ({ name, birthDate }: LearnerYear) =>
    birthDate === null || birthDate.length < 10 ? null : `${nameKey(name)} ${birthDate}`;
  const byOrder = ({ className, order }: LearnerYear) =>
    order === null ? null : `${className} ${order}`;
  return [
    ...doubledNumbers(learners),
    ...each(
      groupsOf(once, ({ personalId }) => personalId),
      (learner, others) => {
        const facts = { others, written: learner.personalId ?? '' };
        return found('personal-id-doubled', { ...of(learner), field: 'personalId' }, facts);
      },
    ),
    ...each(groupsOf(once, byName), (learner, others) =>
      found('name-and-birth-doubled', { ...of(learner), field: 'name' }, { others }),
    ),
    ...each(groupsOf(learners, byOrder), (learner, others) =>
      found(
        'order-doubled',
        { ...of(learner), field: 'order' },
        { others, order: learner.order ?? 0 },
      ),
    ),
  ];
}

/** One code on two rows: the same learner in two classes, or entered twice in one. */
const doubledNumbers = (learners: readonly LearnerYear[]): CheckFinding[] =>
  [...groupsOf(learners, ({ number }) => number).values()].flatMap((group): CheckFinding[] => {
    const [first] = group;
    if (first === undefined || group.length < 2) return [];
    const classes = [...new Set(group.map(({ className }) => className))];
    if (classes.length === 1) return [found('number-doubled', { ...of(first), field: 'code' }, {})];
    return group.map((learner) =>
      found('learner-in-two-classes', { ...of(learner), field: 'class' }, { classes }),
    );
  });
