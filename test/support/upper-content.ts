import type { Score } from '../../src/domain/assessment/score.ts';
import type { LearnerNumber } from '../../src/domain/person/identity.ts';
import type {
  RecordCode,
  SecondaryContent,
  SpecialTopicMarks,
} from '../../src/domain/record/content.ts';
import type { SchoolCode, SubjectCode } from '../../src/domain/school/yearbook.ts';
import { person, sampleContent } from './sample-content.ts';

const subjects = [
  ['NV', 'Ngữ văn'],
  ['TOAN', 'Toán'],
  ['NN1', 'Ngoại ngữ 1'],
  ['LS', 'Lịch sử'],
  ['QPAN', 'Giáo dục quốc phòng và an ninh'],
  ['VL', 'Vật lí'],
  ['HH', 'Hóa học'],
  ['KTPL', 'Giáo dục kinh tế và pháp luật'],
] as const;

/** Three cụm chuyên đề; one of them was taken in the second term only. */
const specialTopics: Readonly<Record<string, SpecialTopicMarks>> = {
  NV: { term1: 80 as Score, term2: 85 as Score },
  TOAN: { term1: 75 as Score, term2: 90 as Score },
  VL: { term1: null, term2: 65 as Score },
};

const studiesAt = (schoolName: string, className: string) =>
  sampleContent.studies.map((period) => ({ ...period, className, schoolName }));

/** Grade 12, chosen subjects, one of them re-assessed; the level is completed. */
export const sampleUpper: SecondaryContent = {
  ...sampleContent,
  code: '7a8e2b4c6d7a4e10b3c5d7e9f1a3b5c7' as RecordCode,
  school: {
    ...sampleContent.school,
    code: '9911065704' as SchoolCode,
    name: 'Trường THPT Mẫu Số 4',
    levelCode: '04',
  },
  learner: {
    ...sampleContent.learner,
    number: '9919000011' as LearnerNumber,
    birthPlaceCode: { province: '31', commune: '11065' },
    homeTownCode: { province: '31', commune: null },
  },
  studies: studiesAt('Trường THPT Mẫu Số 4', '12A1'),
  grade: 12,
  className: '12A1',
  subjects: subjects.map(([code, name], index) => ({
    subject: code as SubjectCode,
    name,
    results: {
      kind: 'score',
      term1: (62 + index) as Score,
      term2: (70 + index) as Score,
      year: (67 + index) as Score,
      reassessed: code === 'HH' ? (75 as Score) : null,
    },
    specialTopic: specialTopics[code] ?? null,
    comment: 'Nắm vững kiến thức trọng tâm; cần chủ động hơn.',
    teachers: [person(`Nguyễn Thị ${code}`, 300 + index)],
  })),
  result: {
    ...sampleContent.result,
    study: { term1: 'K', term2: 'K', year: 'K', afterReassess: 'K' },
    promotionText: 'Hoàn thành chương trình trung học phổ thông',
    completionText: 'Hoàn thành chương trình trung học phổ thông',
    award: null,
  },
  certificate: 'Tin học cơ bản. Loại: Khá',
};

/** A learner of a centre for continuing education, grade 11 (Circular 43/2021). */
export const sampleContinuing: SecondaryContent = {
  ...sampleUpper,
  code: '8a8e2b4c6d7a4e10b3c5d7e9f1a3b5c7' as RecordCode,
  circular: '43/2021/TT-BGDĐT',
  school: {
    ...sampleUpper.school,
    code: '9911065705' as SchoolCode,
    name: 'Trung tâm GDNN-GDTX Mẫu Số 5',
    levelCode: '05',
  },
  head: { ...sampleContent.head, title: 'Giám đốc' },
  studies: studiesAt('Trung tâm GDNN-GDTX Mẫu Số 5', '11A1'),
  grade: 11,
  className: '11A1',
  subjects: sampleUpper.subjects.slice(0, 7),
  result: {
    ...sampleUpper.result,
    promotionText: 'Được lên lớp 12',
    completionText: null,
    award: 'Học viên Giỏi',
  },
  certificate: null,
};
