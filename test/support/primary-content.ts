import fc from 'fast-check';
import type { PrimaryLevel, QualityLevel } from '../../src/domain/assessment/level.ts';
import type { PrimaryOutcome } from '../../src/domain/assessment/outcome.ts';
import type { LearnerNumber } from '../../src/domain/person/identity.ts';
import type { PrimaryContent, RecordCode } from '../../src/domain/record/content.ts';
import type {
  PrimaryMarks,
  PrimarySubjectResult,
  TraitLevel,
} from '../../src/domain/record/primary-form.ts';
import type { SchoolCode, SubjectCode } from '../../src/domain/school/yearbook.ts';
import { anyContent, maybe, person, plain, sampleContent, words } from './sample-content.ts';

const good: TraitLevel = { level: 'T', supplement: null };
const fair: TraitLevel = { level: 'Đ', supplement: null };

const row = (
  subject: string,
  name: string,
  marks: PrimarySubjectResult['marks'],
  comment: string | null = 'Nắm chắc kiến thức, biết vận dụng vào thực tế.',
): PrimarySubjectResult => ({ subject: subject as SubjectCode, name, marks, comment });

const untested = (level: PrimaryLevel): PrimaryMarks => ({ level, test: null, supplement: null });

/** The parts that only the primary form has: grade 3, one supplement, one exemption. */
const form = {
  kind: 'primary' as const,
  subjects: [
    row('TV', 'Tiếng Việt', { level: 'H', test: 7, supplement: null }),
    row('TOAN', 'Toán', { level: 'C', test: 4, supplement: { level: 'H', test: 6 } }),
    row('NN1', 'Ngoại ngữ 1', { level: 'T', test: 9, supplement: null }),
    row('TIN', 'Tin học và Công nghệ (Tin học)', { level: 'T', test: 10, supplement: null }),
    row('CN', 'Tin học và Công nghệ (Công nghệ)', { level: 'H', test: 8, supplement: null }),
    row('DD', 'Đạo đức', untested('T')),
    row('TNXH', 'Tự nhiên và Xã hội', untested('H')),
    row('GDTC', 'Giáo dục thể chất', 'exempt', null),
    row('AN', 'Nghệ thuật (Âm nhạc)', untested('T')),
    row('MT', 'Nghệ thuật (Mĩ thuật)', untested('H')),
    row('HDTN', 'Hoạt động trải nghiệm', untested('T')),
  ],
  qualities: {
    levels: { yeuNuoc: good, nhanAi: good, chamChi: fair, trungThuc: good, trachNhiem: good },
    comment: 'Lễ phép với thầy cô, đoàn kết với bạn bè.',
  },
  general: {
    levels: { tuChu: fair, giaoTiep: good, giaiQuyet: fair },
    comment: 'Mạnh dạn trao đổi với bạn trong nhóm.',
  },
  special: {
    levels: {
      ngonNgu: good,
      tinhToan: { level: 'C', supplement: 'Đ' } as const,
      khoaHoc: good,
      congNghe: good,
      tinHoc: good,
      thamMi: good,
      theChat: good,
    },
    comment: 'Nói rõ ràng; tính toán còn chậm.',
  },
  heightCm: 128.5,
  weightKg: 26,
  absences: { withLeave: 3, withoutLeave: 0 },
  result: {
    outcome: 'CHT' as const,
    completed: true,
    programmeCompleted: false,
    promoted: true,
    completionText: 'Hoàn thành chương trình lớp 3; Được lên lớp 4',
    award: null,
    suddenAward: 'Đạt giải Ba cuộc thi vẽ tranh cấp trường',
  },
};

const {
  kind: _kind,
  subjects: _subjects,
  result: _result,
  certificate: _certificate,
  competition: _competition,
  summerComment: _summer,
  ...frame
} = sampleContent;

/** A fictional primary learner's record: eleven subjects, three signatures. */
export const samplePrimary: PrimaryContent = {
  ...frame,
  code: '9a8e2b4c6d7a4e10b3c5d7e9f1a3b5c7' as RecordCode,
  circular: '27/2020/TT-BGDĐT',
  school: {
    ...frame.school,
    code: '9911065702' as SchoolCode,
    name: 'Trường Tiểu học Mẫu Số 2',
    levelCode: '02',
  },
  learner: { ...frame.learner, number: '9925000007' as LearnerNumber },
  studies: frame.studies.map((period) => ({
    ...period,
    className: '3A',
    schoolName: 'Trường Tiểu học Mẫu Số 2',
  })),
  grade: 3,
  className: '3A',
  homeroom: person('Phạm Thị Chủ Nhiệm', 5),
  ...form,
};

const level = fc.constantFrom<PrimaryLevel>('T', 'H', 'C');
const test = maybe(fc.integer({ min: 1, max: 10 }));
const quality = fc.constantFrom<QualityLevel>('T', 'Đ', 'C');
const trait = maybe(plain<TraitLevel>({ level: quality, supplement: maybe(quality) }));
const marks: fc.Arbitrary<PrimarySubjectResult['marks']> = fc.oneof(
  fc.constant('exempt' as const),
  plain<PrimaryMarks>({
    level: maybe(level),
    test,
    supplement: maybe(plain<{ level: PrimaryLevel; test: number | null }>({ level, test })),
  }),
);
const rows = fc
  .subarray(['TV', 'TOAN', 'NN1', 'TIN', 'GDTC', 'X9'], { minLength: 1 })
  .chain((codes) =>
    fc.tuple(
      ...codes.map((code) =>
        fc
          .tuple(words, marks, maybe(words))
          .map(([name, found, note]) => row(code, name, found, note)),
      ),
    ),
  );
const hundredths = (min: number, max: number) =>
  maybe(fc.integer({ min: min * 100, max: max * 100 }).map((value) => value / 100));

const levelsOf = <T extends object>(sample: T): fc.Arbitrary<T> =>
  fc
    .tuple(...Object.keys(sample).map((name) => trait.map((found) => [name, found] as const)))
    .map((entries) => Object.fromEntries(entries) as T);

const tableOf = <T extends object>(sample: T) =>
  plain<{ levels: T; comment: string | null }>({ levels: levelsOf(sample), comment: maybe(words) });

/** Any content of grades 1 to 5 that the profile can hold. */
export const anyPrimary: fc.Arbitrary<PrimaryContent> = fc
  .tuple(
    anyContent,
    fc.integer({ min: 1, max: 5 }),
    rows,
    tableOf(samplePrimary.qualities.levels),
    tableOf(samplePrimary.general.levels),
    tableOf(samplePrimary.special.levels),
    hundredths(10, 300),
    hundredths(1, 300),
    fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 200 })),
    plain<PrimaryContent['result']>({
      outcome: maybe(fc.constantFrom<PrimaryOutcome>('HTXS', 'HTT', 'HT', 'CHT')),
      completed: fc.boolean(),
      programmeCompleted: fc.boolean(),
      promoted: fc.boolean(),
      completionText: words,
      award: maybe(words),
      suddenAward: maybe(words),
    }),
  )
  .map(([any, grade, subjects, qualities, general, special, heightCm, weightKg, off, result]) => ({
    ...samplePrimary,
    environment: any.environment,
    code: any.code,
    version: any.version,
    learner: any.learner,
    homeroom: any.homeroom,
    homeroomComment: any.homeroomComment,
    grade,
    subjects,
    qualities,
    general,
    special,
    heightCm,
    weightKg,
    absences: { withLeave: off[0], withoutLeave: off[1] },
    result,
  }));
