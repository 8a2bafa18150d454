import type { CellValue } from '../../domain/record/covered-cells.ts';
import { commentLevelText, markText, studyLevelText } from './assessment.ts';
import { traitText } from './primary.ts';
import { dateText } from './time.ts';

/** What a field of a record is called, by the longest path that is known; a path that nobody named is shown itself. */
const fields: Readonly<Record<string, string>> = {
  kind: 'Mẫu học bạ',
  subject: 'Mã môn học',
  'results.term1': 'Học kì I',
  'results.term2': 'Học kì II',
  'results.year': 'Cả năm',
  'results.reassessed': 'Sau đánh giá lại',
  'results.kind': 'Hình thức đánh giá',
  marks: 'Kết quả môn học',
  'marks.level': 'Mức đạt được',
  'marks.supplement': 'Sau đánh giá bổ sung',
  'marks.test': 'Điểm KTĐK',
  'marks.supplement.level': 'Mức sau bổ sung',
  'marks.supplement.test': 'Điểm sau bổ sung',
  specialTopic: 'Cụm chuyên đề',
  'specialTopic.term1': 'Cụm chuyên đề học kì I',
  'specialTopic.term2': 'Cụm chuyên đề học kì II',
  comment: 'Nhận xét',
  name: 'Tên môn học',
  teachers: 'Giáo viên',
  order: 'Thứ tự trong bảng',
  homeroomComment: 'Nhận xét của GVCN',
  summerComment: 'Nhận xét sau hè',
  'result.study.term1': 'Học tập học kì I',
  'result.study.term2': 'Học tập học kì II',
  'result.study.year': 'Học tập cả năm',
  'result.study.afterReassess': 'Học tập sau đánh giá lại',
  'result.conduct.term1': 'Rèn luyện học kì I',
  'result.conduct.term2': 'Rèn luyện học kì II',
  'result.conduct.year': 'Rèn luyện cả năm',
  'result.conduct.afterSummer': 'Rèn luyện sau hè',
  'result.absences': 'Số buổi nghỉ học',
  'result.promoted': 'Được lên lớp',
  'result.promotionText': 'Quyết định lên lớp',
  'result.completionText': 'Hoàn thành chương trình',
  'result.completed': 'Hoàn thành chương trình lớp học',
  'result.outcome': 'Kết quả giáo dục',
  'result.award': 'Khen thưởng',
  'result.suddenAward': 'Khen thưởng đột xuất',
  'result.programmeCompleted': 'Hoàn thành chương trình tiểu học',
  'absences.withLeave': 'Nghỉ có phép',
  'absences.withoutLeave': 'Nghỉ không phép',
  heightCm: 'Chiều cao',
  weightKg: 'Cân nặng',
  certificate: 'Chứng chỉ',
  competition: 'Cuộc thi',
  'learner.name': 'Họ và tên học sinh',
  'learner.number': 'Mã học sinh',
  'learner.personalId': 'Số định danh cá nhân',
  'learner.passport': 'Số hộ chiếu',
  'learner.sex': 'Giới tính',
  'learner.birthDate': 'Ngày sinh',
  'learner.birthPlace': 'Nơi sinh',
  'learner.birthPlaceCode': 'Nơi sinh (mã)',
  'learner.homeTown': 'Quê quán',
  'learner.homeTownCode': 'Quê quán (mã)',
  'learner.currentAddressCode': 'Chỗ ở hiện nay (mã)',
  'learner.currentAddress': 'Chỗ ở hiện nay',
  'learner.ethnicCode': 'Dân tộc (mã)',
  'learner.nationality': 'Quốc tịch',
  'learner.policyBeneficiary': 'Đối tượng chính sách',
  'learner.registerNumber': 'Số sổ đăng bộ',
  'learner.notAssessed': 'Không đánh giá, xếp loại',
  'learner.father': 'Cha',
  'learner.mother': 'Mẹ',
  'learner.guardian': 'Người giám hộ',
  studies: 'Quá trình học tập',
  className: 'Lớp',
  grade: 'Khối',
  year: 'Năm học',
  code: 'Mã số tra cứu',
  homeroom: 'Giáo viên chủ nhiệm',
  head: 'Người đứng đầu',
  school: 'Nhà trường',
  environment: 'Học bạ thật hay thử',
  version: 'Phiên bản',
  extracted: 'Trích lục',
  circular: 'Thông tư áp dụng',
  createdOn: 'Ngày lập',
  issuedOn: 'Ngày phát hành',
  inForceFrom: 'Ngày hiệu lực',
  issuedAt: 'Nơi phát hành',
  qualities: 'Phẩm chất',
  general: 'Năng lực chung',
  special: 'Năng lực đặc thù',
};

/** The name of a field, as a teacher calls it. */
export function fieldText(field: string): string {
  const trait = /^(?:qualities|general|special)\.levels\.(\w+)\.(level|supplement)$/.exec(field);
  const named = trait?.[1] === undefined ? undefined : traitText[trait[1]];
  if (named !== undefined) return trait?.[2] === 'level' ? named : `${named}, sau bổ sung`;
  for (let path = field; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('.')))) {
    const words = fields[path];
    if (words === undefined) continue;
    return path === field ? words : `${words} (${field.slice(path.length + 1)})`;
  }
  return field;
}

const isLevel = (value: string): value is keyof typeof studyLevelText =>
  Object.hasOwn(studyLevelText, value);

/** A value as the form writes it: marks with a comma, levels in words, dates by day. */
export function cellText(field: string, value: CellValue): string {
  if (value === null) return '–';
  if (typeof value === 'boolean') return value ? 'Có' : 'Không';
  if (typeof value === 'number') {
    return /^(results|specialTopic)\./.test(field) ? markText(value) : String(value);
  }
  if (value === 'exempt') return 'Miễn';
  if (field.startsWith('results.') && (value === 'D' || value === 'CD')) {
    return commentLevelText[value];
  }
  if (/^result\.(study|conduct)\./.test(field) && isLevel(value)) return studyLevelText[value];
  return /^\d{4}-\d\d-\d\d$/.test(value) ? dateText(value) : value;
}
