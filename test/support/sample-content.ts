import fc from 'fast-check';
import type { CommentLevel, StudyLevel } from '../../src/domain/assessment/level.ts';
import type { Score } from '../../src/domain/assessment/score.ts';
import type { PlaceCode } from '../../src/domain/catalogue/place-code.ts';
import type { BirthDate, LearnerNumber, PersonalId } from '../../src/domain/person/identity.ts';
import type {
  RecordCode,
  SecondaryContent,
  SpecialTopicMarks,
  SubjectResult,
} from '../../src/domain/record/content.ts';
import type { SchoolCode, SubjectCode } from '../../src/domain/school/yearbook.ts';
import type { CivilDate } from '../../src/domain/time/civil-date.ts';
import type { SchoolYear } from '../../src/domain/time/school-year.ts';

const subjects = [
  ['TOAN', 'Toán', 'score'],
  ['LSDL', 'Lịch sử và Địa lí', 'score'],
  ['KHTN', 'Khoa học tự nhiên', 'score'],
  ['TIN', 'Tin học', 'score'],
  ['NV', 'Ngữ văn', 'score'],
  ['NN1', 'Ngoại ngữ 1', 'score'],
  ['GDCD', 'Giáo dục công dân', 'score'],
  ['CN', 'Công nghệ', 'score'],
  ['GDTC', 'Giáo dục thể chất', 'comment'],
  ['NT', 'Nghệ thuật', 'comment'],
  ['GDDP', 'Nội dung giáo dục của địa phương', 'comment'],
  ['TNHN', 'Hoạt động trải nghiệm, hướng nghiệp', 'comment'],
] as const;

export const person = (name: string, serial: number) => ({
  name,
  personalId: `0990822${String(serial).padStart(5, '0')}` as PersonalId,
});

function subjectRow([code, name, kind]: (typeof subjects)[number], index: number): SubjectResult {
  return {
    subject: code as SubjectCode,
    name,
    results:
      kind === 'score'
        ? {
            kind,
            term1: (78 - index) as Score,
            term2: (83 - index) as Score,
            year: (81 - index) as Score,
            reassessed: null,
          }
        : { kind, term1: 'D', term2: 'D', year: 'D', reassessed: null },
    specialTopic: null,
    comment:
      'Tiến bộ rõ rệt so với đầu năm, biết vận dụng kiến thức vào thực tế; cần đọc thêm sách.',
    teachers:
      code === 'NT'
        ? [person('Trần Thị Nhạc', 200), person('Lê Văn Họa', 201)]
        : [person(`Nguyễn Văn ${name.split(' ')[0] ?? ''}`, 100 + index)],
  };
}

/** A fictional learner's record: twelve subjects, thirteen subject teachers, sixteen signatures. */
export const sampleContent: SecondaryContent = {
  kind: 'secondary',
  environment: 'trial',
  code: '0f8e2b4c6d7a4e10b3c5d7e9f1a3b5c7' as RecordCode,
  version: 1,
  extracted: false,
  circular: '22/2021/TT-BGDĐT',
  createdOn: '2026-05-30' as CivilDate,
  issuedOn: '2026-06-01' as CivilDate,
  inForceFrom: '2026-06-15' as CivilDate,
  issuedAt: 'Hải Phòng',
  school: {
    code: '9911065701' as SchoolCode,
    name: 'Trường THCS Mẫu Số 1',
    taxCode: '0999000001',
    departmentCode: '99',
    departmentName: 'Sở Giáo dục và Đào tạo Mẫu',
    communeCode: '11065',
    communeName: 'Xã Trường Tân',
    provinceCode: '31',
    provinceName: 'Thành phố Hải Phòng',
    levelCode: '03',
  },
  head: { ...person('Lê Văn An', 1), title: 'Hiệu trưởng', onBehalf: null },
  learner: {
    number: '9922000003' as LearnerNumber,
    personalId: '099214255743' as PersonalId,
    passport: null,
    name: 'Đặng Ngọc Ẩn',
    sex: 'M',
    birthDate: '2014-01-19' as BirthDate,
    birthPlace: 'Xã Trường Tân, Thành phố Hải Phòng',
    homeTown: 'Xã Trường Tân, Thành phố Hải Phòng',
    currentAddress: 'Tổ dân phố số 6, Xã Trường Tân, Thành phố Hải Phòng',
    birthPlaceCode: null,
    homeTownCode: null,
    currentAddressCode: null,
    ethnicCode: '01',
    nationality: 'VN',
    policyBeneficiary: null,
    notAssessed: false,
    registerNumber: '0003/2025',
    father: { name: 'Đặng Xuân Sơn', job: 'Nông dân' },
    mother: { name: 'Ngô Linh Chi', job: 'Kĩ sư' },
    guardian: null,
  },
  studies: [
    {
      year: '2025-2026' as SchoolYear,
      className: '6A',
      schoolName: 'Trường THCS Mẫu Số 1',
      provinceName: 'Thành phố Hải Phòng',
      arrivedOn: null,
    },
  ],
  year: '2025-2026' as SchoolYear,
  grade: 6,
  className: '6A',
  homeroom: person('Phạm Thị Chủ Nhiệm', 5),
  subjects: subjects.map(subjectRow),
  result: {
    study: { term1: 'K', term2: 'T', year: 'T', afterReassess: null },
    conduct: { term1: 'T', term2: 'T', year: 'T', afterSummer: null },
    absences: 4,
    promoted: true,
    promotionText: 'Được lên lớp 7',
    completionText: null,
    award: 'Học sinh Giỏi',
  },
  certificate: null,
  competition: null,
  summerComment: null,
  homeroomComment: 'Chăm ngoan, lễ phép, hòa đồng với bạn bè; tích cực tham gia hoạt động của lớp.',
};

export const words = fc
  .array(
    fc.constantFrom(
      'Đỗ',
      'Ẩn',
      'hòa',
      'Nguyễn',
      'a&b',
      '<x>',
      '"q"',
      "d'Or",
      'Ðà',
      '𠀋',
      'x;y',
      ']]>',
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((list) => list.join(' ').normalize('NFC'));

/** Ordinary objects: strict equality looks at prototypes too. */
export const plain = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record(model, { noNullPrototype: true }) as unknown as fc.Arbitrary<T>;

export const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(value, { nil: null });
const levels = fc.constantFrom<StudyLevel>('T', 'K', 'D', 'CD');
const score = fc.integer({ min: 0, max: 100 }).map((tenths) => tenths as Score);
const comment = fc.constantFrom<CommentLevel>('D', 'CD');
const exempt = fc.constant('exempt' as const);
const signatory = fc
  .tuple(words, fc.integer({ min: 0, max: 99_999 }))
  .map(([name, serial]) => person(name, serial));
const teachers = fc.uniqueArray(signatory, {
  minLength: 1,
  maxLength: 6,
  selector: ({ personalId }) => personalId,
});

const row = fc.oneof(
  plain({
    kind: fc.constant('score' as const),
    term1: maybe(fc.oneof(score, exempt)),
    term2: maybe(fc.oneof(score, exempt)),
    year: maybe(fc.oneof(score, exempt)),
    reassessed: maybe(score),
  }),
  plain({
    kind: fc.constant('comment' as const),
    term1: maybe(fc.oneof(comment, exempt)),
    term2: maybe(fc.oneof(comment, exempt)),
    year: maybe(fc.oneof(comment, exempt)),
    reassessed: maybe(comment),
  }),
);

/** Of grades 10 to 12: one term at least has a mark. */
const specialTopic = maybe(
  fc.oneof(
    plain<SpecialTopicMarks>({ term1: score, term2: maybe(score) }),
    plain<SpecialTopicMarks>({ term1: maybe(score), term2: score }),
  ),
);

const subjectRows: fc.Arbitrary<readonly SubjectResult[]> = fc
  .subarray(['TOAN', 'NV', 'NN1', 'TIN', 'GDTC', 'NT2', 'X9'], { minLength: 1 })
  .chain((codes) =>
    fc.tuple(
      ...codes.map((code) =>
        fc.tuple(words, row, maybe(words), teachers, specialTopic).map(
          ([name, results, note, signers, topic]): SubjectResult => ({
            subject: code as SubjectCode,
            name,
            results,
            comment: note,
            specialTopic: results.kind === 'score' ? topic : null,
            teachers: signers,
          }),
        ),
      ),
    ),
  );

const parent = maybe(plain({ name: words, job: maybe(words) }));

/** Any content of grades 6 to 12 that the profile can hold. */
export const anyContent: fc.Arbitrary<SecondaryContent> = plain({
  environment: fc.constantFrom<'real' | 'trial'>('real', 'trial'),
  code: fc
    .uint8Array({ minLength: 16, maxLength: 16 })
    .map((bytes) => Buffer.from(bytes).toString('hex') as RecordCode),
  version: fc.integer({ min: 1, max: 9999 }),
  extracted: fc.constant(false),
  issuedAt: words,
  subjects: subjectRows,
  certificate: maybe(words),
  competition: maybe(words),
  summerComment: maybe(words),
  homeroomComment: maybe(words),
  grade: fc.integer({ min: 6, max: 12 }),
  birthPlaceCode: maybe(
    plain<PlaceCode>({ province: fc.constant('31'), commune: maybe(fc.constant('11065')) }),
  ),
  study: plain({
    term1: maybe(levels),
    term2: maybe(levels),
    year: maybe(levels),
    afterReassess: maybe(levels),
  }),
  absences: fc.integer({ min: 0, max: 366 }),
  promoted: fc.boolean(),
  award: maybe(words),
  completionText: maybe(words),
  guardian: parent,
  father: parent,
  name: words,
  birthDate: fc.constantFrom('2014-01-19', '2014-01', '2014').map((text) => text as BirthDate),
  personalId: maybe(fc.constant('099214255743' as PersonalId)),
  passport: maybe(fc.constant('X9943865')),
  sex: maybe(fc.constantFrom<'M' | 'F'>('M', 'F')),
  homeroom: signatory,
}).map(
  (any): SecondaryContent => ({
    ...sampleContent,
    environment: any.environment,
    code: any.code,
    version: any.version,
    extracted: any.extracted,
    issuedAt: any.issuedAt,
    subjects: any.subjects.map((subject) =>
      any.grade < 10 ? { ...subject, specialTopic: null } : subject,
    ),
    certificate: any.certificate,
    competition: any.competition,
    summerComment: any.summerComment,
    homeroomComment: any.homeroomComment,
    grade: any.grade,
    homeroom: any.homeroom,
    learner: {
      ...sampleContent.learner,
      guardian: any.guardian,
      father: any.father,
      name: any.name,
      birthDate: any.birthDate,
      birthPlaceCode: any.birthPlaceCode,
      personalId: any.personalId,
      passport: any.passport,
      sex: any.sex,
    },
    result: {
      ...sampleContent.result,
      study: any.study,
      absences: any.absences,
      promoted: any.promoted,
      award: any.award,
      completionText: any.completionText,
    },
  }),
);
