import fc from 'fast-check';
import type { CommentLevel } from '../../src/domain/assessment/level.ts';
import { olderCircular } from '../../src/domain/assessment/older-rules.ts';
import type { Score } from '../../src/domain/assessment/score.ts';
import type { BirthDate, LearnerNumber, PersonalId } from '../../src/domain/person/identity.ts';
import type {
  ExtractedContent,
  RecordCode,
  RecordFrame,
  SecondaryContent,
} from '../../src/domain/record/content.ts';
import type {
  ExtractedForm,
  ExtractedSubject,
  OlderConductLevel,
  OlderStudyLevel,
} from '../../src/domain/record/extracted-form.ts';
import type { SubjectCode } from '../../src/domain/school/yearbook.ts';
import type { CivilDate } from '../../src/domain/time/civil-date.ts';
import type { SchoolYear } from '../../src/domain/time/school-year.ts';
import { maybe, person, plain, sampleContent, words } from './sample-content.ts';

const rows = [
  ['TOAN', 'Toán', 71],
  ['VL', 'Vật lí', 66],
  ['SH', 'Sinh học', 74],
  ['NV', 'Ngữ văn', 58],
  ['LS', 'Lịch sử', 64],
  ['NN1', 'Tiếng Anh', 49],
] as const;

const subjects: readonly ExtractedSubject[] = [
  ...rows.map(
    ([code, name, tenths]): ExtractedSubject => ({
      subject: code as SubjectCode,
      name,
      results: {
        kind: 'score',
        term1: (tenths - 3) as Score,
        term2: tenths as Score,
        year: (tenths - 1) as Score,
        reassessed: code === 'NN1' ? (55 as Score) : null,
      },
      comment: null,
      teacher: code === 'SH' ? null : `Nguyễn Thị ${name}`,
    }),
  ),
  {
    subject: 'TD' as SubjectCode,
    name: 'Thể dục',
    results: { kind: 'comment', term1: 'D', term2: 'exempt', year: 'D', reassessed: null },
    comment: null,
    teacher: 'Trần Văn Khỏe',
  },
];

/** What only the extracted form has: a year of 2020-2021 that no rule would compute this way, held as the book has it. */
export const sampleExtract: ExtractedForm = {
  kind: 'extracted',
  book: {
    number: '0042/THCS',
    schoolName: 'Trường THCS Mẫu Số 9, huyện Cũ',
    provinceName: 'Tỉnh Hải Dương',
    homeroom: 'Phạm Thị Xưa',
    head: 'Đỗ Văn Trước',
    signedOn: '2021-05-28' as CivilDate,
  },
  extractedBy: person('Nguyễn Thị Văn Thư', 7),
  extractedOn: '2026-05-20' as CivilDate,
  subjects,
  result: {
    average: { term1: 61 as Score, term2: 65 as Score, year: 64 as Score },
    study: { term1: 'TB', term2: 'K', year: 'KEM', after: 'TB' },
    conduct: { term1: 'T', term2: 'K', year: 'TB', after: 'K' },
    absences: null,
    promoted: true,
    promotionText: 'Được lên lớp',
    completionText: null,
    award: 'Học sinh tiên tiến học kì II',
  },
  certificate: null,
  competition: 'Giải Khuyến khích chạy việt dã cấp huyện',
  summerComment: null,
};

const year = '2020-2021' as SchoolYear;

/** A content without what only its own form has. */
function frameOf({ homeroom, result, summerComment, ...rest }: SecondaryContent): RecordFrame {
  return rest;
}

/** A fictional learner's grade 6 under Circular 58/2011, extracted from paper: two signatures. */
export const sampleExtracted: ExtractedContent = {
  ...frameOf(sampleContent),
  ...sampleExtract,
  code: '9c8e2b4c6d7a4e10b3c5d7e9f1a3b5c7' as RecordCode,
  extracted: true,
  circular: olderCircular,
  learner: {
    ...sampleContent.learner,
    number: '9917000021' as LearnerNumber,
    personalId: '099209255743' as PersonalId,
    name: 'Vũ Thị Cũ',
    sex: 'F',
    birthDate: '2009-03-08' as BirthDate,
  },
  studies: [
    {
      year,
      className: '6C',
      schoolName: sampleExtract.book.schoolName,
      provinceName: sampleExtract.book.provinceName,
      arrivedOn: null,
    },
  ],
  year,
  grade: 6,
  className: '6C',
  homeroomComment: 'Ngoan, có tiến bộ.',
};

const score = fc.integer({ min: 0, max: 100 }).map((tenths) => tenths as Score);
const level = fc.constantFrom<CommentLevel>('D', 'CD');
const exempt = fc.constant('exempt' as const);
const study = maybe(fc.constantFrom<OlderStudyLevel>('G', 'K', 'TB', 'Y', 'KEM'));
const conduct = maybe(fc.constantFrom<OlderConductLevel>('T', 'K', 'TB', 'Y'));

const results = fc.oneof(
  plain({
    kind: fc.constant('score' as const),
    term1: maybe(fc.oneof(score, exempt)),
    term2: maybe(fc.oneof(score, exempt)),
    year: maybe(fc.oneof(score, exempt)),
    reassessed: maybe(score),
  }),
  plain({
    kind: fc.constant('comment' as const),
    term1: maybe(fc.oneof(level, exempt)),
    term2: maybe(fc.oneof(level, exempt)),
    year: maybe(fc.oneof(level, exempt)),
    reassessed: maybe(level),
  }),
);

const anyRows = fc
  .subarray(['TOAN', 'NV', 'NN1', 'TD', 'AN', 'X9'], { minLength: 1 })
  .chain((codes) =>
    fc.tuple(
      ...codes.map((code) =>
        plain<ExtractedSubject>({
          subject: fc.constant(code as SubjectCode),
          name: words,
          results,
          comment: maybe(words),
          teacher: maybe(words),
        }),
      ),
    ),
  );

/** Any extracted content that the profile can hold. */
export const anyExtracted: fc.Arbitrary<ExtractedContent> = plain({
  subjects: anyRows as fc.Arbitrary<readonly ExtractedSubject[]>,
  result: plain<ExtractedForm['result']>({
    average: plain({ term1: maybe(score), term2: maybe(score), year: maybe(score) }),
    study: plain({ term1: study, term2: study, year: study, after: study }),
    conduct: plain({ term1: conduct, term2: conduct, year: conduct, after: conduct }),
    absences: maybe(fc.integer({ min: 0, max: 366 })),
    promoted: fc.boolean(),
    promotionText: words,
    completionText: maybe(words),
    award: maybe(words),
  }),
  homeroom: maybe(words),
  summerComment: maybe(words),
  homeroomComment: maybe(words),
}).map(({ homeroom, ...any }) => ({
  ...sampleExtracted,
  ...any,
  book: { ...sampleExtract.book, homeroom },
}));
