import type {
  CommentLevel,
  PrimaryLevel,
  QualityLevel,
  StudyLevel,
} from '../../domain/assessment/level.ts';
import type { PrimaryOutcome } from '../../domain/assessment/outcome.ts';
import { parseScore, type Score, writeScore } from '../../domain/assessment/score.ts';
import {
  type LearnerNumber,
  type PersonalId,
  parseBirthDate,
  type Sex,
} from '../../domain/person/identity.ts';
import type { PeriodResult, RecordCode } from '../../domain/record/content.ts';
import type { OlderConductLevel, OlderStudyLevel } from '../../domain/record/extracted-form.ts';
import type { SchoolCode, SubjectCode } from '../../domain/school/yearbook.ts';
import { parseCivilDate } from '../../domain/time/civil-date.ts';
import { parseSchoolYear } from '../../domain/time/school-year.ts';
import {
  line,
  measure,
  oneOf,
  patterned,
  patternFacet,
  type SimpleType,
  whole,
} from './simple-type.ts';

/** The simple types of the profile, with the lengths of the field dictionary where those make sense. */
export const type = {
  profile: oneOf('profile', [['hocba-1', 'hocba-1']]),
  environment: oneOf<'real' | 'trial'>('environment', [
    ['real', 'THAT'],
    ['trial', 'THU_NGHIEM'],
  ]),
  version: whole('version', 1, 9999),
  flag: oneOf<boolean>('flag', [
    [false, '0'],
    [true, '1'],
  ]),
  date: patterned('date', '(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}', parseCivilDate),
  birthDate: patterned('birthDate', '(19|20)[0-9]{2}(-[0-9]{2}(-[0-9]{2})?)?', parseBirthDate),
  year: patterned('schoolYear', '20[0-9]{2}-20[0-9]{2}', parseSchoolYear),
  code: patterned<RecordCode>('recordCode', '[0-9a-f]{32}'),
  personalId: patterned<PersonalId>('personalId', '[0-9]{12}'),
  learnerNumber: patterned<LearnerNumber>('learnerNumber', '[0-9A-Za-z.\\-]{1,20}'),
  schoolCode: patterned<SchoolCode>('schoolCode', '[0-9A-Za-z.\\-]{1,20}'),
  subjectCode: patterned<SubjectCode>('subjectCode', '[0-9A-Z]{1,10}'),
  taxCode: patterned('taxCode', '[0-9]{10}(-[0-9]{3})?'),
  passport: patterned('passport', '[0-9A-Z]{1,20}'),
  twoDigits: patterned('twoDigits', '[0-9]{2}'),
  communeCode: patterned('communeCode', '[0-9]{5}'),
  nationality: patterned('nationality', '[A-Z]{2}'),
  sex: oneOf<Sex>('sex', [
    ['M', '1'],
    ['F', '2'],
  ]),
  grade: whole('grade', 1, 12),
  absences: whole('absences', 0, 366),
  circular: line('circular', 30),
  className: line('className', 20),
  name: line('name', 150),
  place: line('place', 250),
  short: line('shortText', 150),
  text: line('text', 2000),
  register: line('registerNumber', 50),
  studyLevel: oneOf<StudyLevel>('studyLevel', [
    ['T', 'T'],
    ['K', 'K'],
    ['D', 'Đ'],
    ['CD', 'CĐ'],
  ]),
  subjectKind: oneOf<'score' | 'comment'>('subjectKind', [
    ['score', 'DIEM_SO'],
    ['comment', 'NHAN_XET'],
  ]),
  primaryLevel: oneOf<PrimaryLevel>('primaryLevel', [
    ['T', 'T'],
    ['H', 'H'],
    ['C', 'C'],
  ]),
  primaryLevelOrExempt: oneOf<PrimaryLevel | 'exempt'>('primaryLevelOrExempt', [
    ['T', 'T'],
    ['H', 'H'],
    ['C', 'C'],
    ['exempt', 'M'],
  ]),
  qualityLevel: oneOf<QualityLevel>('qualityLevel', [
    ['T', 'T'],
    ['Đ', 'Đ'],
    ['C', 'C'],
  ]),
  outcome: oneOf<PrimaryOutcome>('outcome', [
    ['HTXS', 'HTXS'],
    ['HTT', 'HTT'],
    ['HT', 'HT'],
    ['CHT', 'CHT'],
  ]),
  olderStudyLevel: oneOf<OlderStudyLevel>('olderStudyLevel', [
    ['G', 'G'],
    ['K', 'K'],
    ['TB', 'Tb'],
    ['Y', 'Y'],
    ['KEM', 'Kém'],
  ]),
  olderConductLevel: oneOf<OlderConductLevel>('olderConductLevel', [
    ['T', 'T'],
    ['K', 'K'],
    ['TB', 'Tb'],
    ['Y', 'Y'],
  ]),
  test: whole('test', 1, 10),
  daysOff: whole('daysOff', 0, 200),
  weight: measure('weight', 1, 300),
  height: measure('height', 10, 300),
  note: line('note', 500),
} as const;

/** Điểm trung bình: 0.0 to 10.0 with one decimal. */
export const averageType: SimpleType<Score> = {
  name: 'average',
  facets: [patternFacet('10\\.0|[0-9]\\.[0-9]')],
  parse: (text) => (text.includes('.') ? parseScore(text) : undefined),
  write: writeScore,
};

/** What stands in a mark's place: a mark, a level or M (miễn). The subject's kind says which are allowed. */
export type MarkText = PeriodResult<Score | CommentLevel>;

/** Điểm or mức đánh giá: 0.0 to 10.0 with one decimal, Đ, CĐ, or M. */
export const markType: SimpleType<Score | CommentLevel | 'exempt'> = {
  name: 'mark',
  facets: [patternFacet('10\\.0|[0-9]\\.[0-9]|Đ|CĐ|M')],
  parse(text) {
    if (text === 'M') return 'exempt';
    if (text === 'Đ') return 'D';
    if (text === 'CĐ') return 'CD';
    return text.includes('.') ? parseScore(text) : undefined;
  },
  write(value) {
    if (value === 'exempt') return 'M';
    if (value === 'D') return 'Đ';
    if (value === 'CD') return 'CĐ';
    return writeScore(value);
  },
};
