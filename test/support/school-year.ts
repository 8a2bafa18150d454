import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parseYearbook } from '../../src/app/school/yearbook-json.ts';
import type { Score } from '../../src/domain/assessment/score.ts';
import type { LearnerNumber } from '../../src/domain/person/identity.ts';
import type { SchoolPlace } from '../../src/domain/record/build-content.ts';
import type { Mend } from '../../src/domain/record/mend.ts';
import type {
  LearnerYear,
  StaffId,
  SubjectCode,
  Yearbook,
} from '../../src/domain/school/yearbook.ts';

const file = new URL('../fixtures/yearbook/thcs-some.json.gz', import.meta.url);

/** Six classes (6A, 7A, 7B, 7C, 9A, 9C) of the fictional lower-secondary school, with all that is missing in them. */
export const sampleYear: Yearbook = parseYearbook(gunzipSync(readFileSync(file)).toString('utf8'));

/** The same school with some of its classes, and of each class the first learners and those that are named. */
export function reducedYear(
  classes: readonly string[],
  perClass = Number.POSITIVE_INFINITY,
  named: readonly string[] = [],
): Yearbook {
  const group = sampleYear.classes.filter(({ name }) => classes.includes(name));
  const learners = group.flatMap(({ name }) =>
    sampleYear.learners
      .filter(({ className }) => className === name)
      .filter(({ number }, index) => index < perClass || named.includes(number)),
  );
  return { ...sampleYear, classes: group, learners };
}

export const samplePlace: SchoolPlace = {
  taxCode: '9911065701',
  communeName: 'Xã Trường Tân',
  provinceName: 'Thành phố Hải Phòng',
  issuedAt: 'Trường Tân',
};

export function learnerOf(yearbook: Yearbook, number: string): LearnerYear {
  const learner = yearbook.learners.find((one) => one.number === number);
  if (learner === undefined) throw new Error(`no learner ${number}`);
  return learner;
}

/** What the classes of the sample lack: the same as in samples/thcs/mend.json. */
export const mends = {
  teacher: {
    act: 'assign-teacher',
    className: '9C',
    subject: 'TIN' as SubjectCode,
    term: 2,
    teacher: 'GV24' as StaffId,
    by: 'GV01' as StaffId,
    why: 'sót dòng phân công',
  },
  mark: {
    act: 'enter-mark',
    learner: '9921900214' as LearnerNumber,
    subject: 'NN1' as SubjectCode,
    term: 2,
    place: 'final',
    mark: { score: 75 as Score },
    by: 'GV14' as StaffId,
    why: 'kiểm tra bù',
  },
  promotion: {
    act: 'decide-promotion',
    learner: '9921900161' as LearnerNumber,
    promoted: true,
    by: 'GV01' as StaffId,
    why: 'đạt kế hoạch cá nhân',
  },
  deferral: {
    act: 'defer',
    learner: '9921900206' as LearnerNumber,
    reason: 'supplementary-cohort',
    by: 'GV01' as StaffId,
    why: 'chờ đánh giá bổ sung',
  },
} satisfies Readonly<Record<string, Mend>>;
