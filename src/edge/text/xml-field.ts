import { element } from '../../format/xml/names.ts';

type ElementKey = keyof typeof element;

/** How a principal calls what each element of the profile holds. Complete by type. */
const fieldText: { readonly [Key in ElementKey]: string } = {
  data: 'phần dữ liệu của học bạ',
  record: 'phần thông tin học bạ',
  subjectTable: 'bảng kết quả các môn học',
  subject: 'dòng kết quả môn học',
  signatures: 'danh sách chữ ký',
  subjectTeachers: 'danh sách chữ ký của giáo viên môn học',
  subjectTeacher: 'ô chữ ký của giáo viên môn học',
  homeroomTeacher: 'ô chữ ký của giáo viên chủ nhiệm',
  issue: 'phần phát hành',
  head: 'ô chữ ký của người đứng đầu nhà trường',
  seal: 'ô chữ ký số của nhà trường (đóng dấu)',
  root: 'toàn bộ tệp học bạ',
  profile: 'phiên bản định dạng',
  environment: 'môi trường (thật hay thử nghiệm)',
  version: 'phiên bản học bạ',
  extracted: 'ghi chú trích lục',
  circular: 'thông tư áp dụng',
  createdOn: 'ngày tạo học bạ',
  issuedOn: 'ngày ký phát hành',
  inForceFrom: 'ngày hiệu lực',
  issuedAt: 'địa danh phát hành',
  headPerson: 'người đứng đầu nhà trường',
  headTitle: 'chức vụ của người đứng đầu',
  onBehalf: 'chức vụ của người được ký thay',
  code: 'mã số tra cứu',
  school: 'cơ sở giáo dục',
  schoolCode: 'mã trường',
  schoolName: 'tên trường',
  taxCode: 'mã số thuế của trường',
  departmentCode: 'mã Sở',
  departmentName: 'tên Sở',
  communeCode: 'mã xã, phường',
  communeName: 'tên xã, phường',
  provinceCode: 'mã tỉnh, thành phố',
  provinceName: 'tên tỉnh, thành phố',
  levelCode: 'mã cấp học',
  learner: 'thông tin học sinh',
  learnerNumber: 'mã học sinh',
  personalId: 'số định danh cá nhân',
  passport: 'số hộ chiếu',
  name: 'họ và tên',
  sex: 'giới tính',
  birthDate: 'ngày sinh',
  birthPlace: 'nơi sinh',
  homeTown: 'quê quán',
  currentAddress: 'nơi ở hiện nay',
  ethnic: 'dân tộc',
  nationality: 'quốc tịch',
  policyBeneficiary: 'đối tượng chính sách',
  notAssessed: 'ghi chú học sinh khuyết tật không đánh giá',
  registerNumber: 'số sổ đăng bộ',
  father: 'thông tin cha',
  mother: 'thông tin mẹ',
  guardian: 'thông tin người giám hộ',
  job: 'nghề nghiệp',
  studies: 'quá trình học tập',
  studyPeriod: 'dòng quá trình học tập',
  year: 'năm học',
  grade: 'khối lớp',
  className: 'tên lớp',
  arrivedOn: 'ngày chuyển đến',
  homeroomPerson: 'giáo viên chủ nhiệm',
  subjectCode: 'mã môn học',
  subjectName: 'tên môn học',
  subjectKind: 'hình thức đánh giá',
  markTerm1: 'kết quả học kì I',
  markTerm2: 'kết quả học kì II',
  markYear: 'kết quả cả năm',
  markReassessed: 'kết quả sau đánh giá lại',
  subjectComment: 'nhận xét môn học',
  teachers: 'danh sách giáo viên của môn học',
  teacher: 'giáo viên môn học',
  result: 'kết quả năm học',
  studyTerm1: 'kết quả học tập học kì I',
  studyTerm2: 'kết quả học tập học kì II',
  studyYear: 'kết quả học tập cả năm',
  studyAfter: 'kết quả học tập sau đánh giá lại',
  conductTerm1: 'kết quả rèn luyện học kì I',
  conductTerm2: 'kết quả rèn luyện học kì II',
  conductYear: 'kết quả rèn luyện cả năm',
  conductAfter: 'kết quả rèn luyện sau kì nghỉ hè',
  absences: 'tổng số buổi nghỉ học',
  promoted: 'kết quả lên lớp',
  promotionText: 'nội dung lên lớp',
  completionText: 'nội dung hoàn thành chương trình',
  award: 'nội dung khen thưởng',
  certificate: 'chứng chỉ',
  competition: 'kết quả các cuộc thi',
  summerComment: 'nhận xét rèn luyện trong kì nghỉ hè',
  homeroomComment: 'nhận xét của giáo viên chủ nhiệm',
  primary: 'kết quả năm học cấp tiểu học',
  levelReached: 'mức đạt được',
  test: 'điểm kiểm tra định kì',
  supplement: 'kết quả đánh giá bổ sung',
  levelAfter: 'mức đạt được sau đánh giá bổ sung',
  qualities: 'bảng phẩm chất chủ yếu',
  generalCompetences: 'bảng năng lực chung',
  specialCompetences: 'bảng năng lực đặc thù',
  traitComment: 'nhận xét phẩm chất, năng lực',
  yeuNuoc: 'phẩm chất yêu nước',
  nhanAi: 'phẩm chất nhân ái',
  chamChi: 'phẩm chất chăm chỉ',
  trungThuc: 'phẩm chất trung thực',
  trachNhiem: 'phẩm chất trách nhiệm',
  tuChu: 'năng lực tự chủ và tự học',
  giaoTiep: 'năng lực giao tiếp và hợp tác',
  giaiQuyet: 'năng lực giải quyết vấn đề và sáng tạo',
  ngonNgu: 'năng lực ngôn ngữ',
  tinhToan: 'năng lực tính toán',
  khoaHoc: 'năng lực khoa học',
  congNghe: 'năng lực công nghệ',
  tinHoc: 'năng lực tin học',
  thamMi: 'năng lực thẩm mĩ',
  theChat: 'năng lực thể chất',
  height: 'chiều cao',
  weight: 'cân nặng',
  absencesWithLeave: 'số ngày nghỉ có phép',
  absencesWithoutLeave: 'số ngày nghỉ không phép',
  outcome: 'đánh giá kết quả giáo dục',
  gradeCompleted: 'hoàn thành chương trình lớp học',
  programmeCompleted: 'hoàn thành chương trình tiểu học',
  suddenAward: 'nội dung khen thưởng đột xuất',
};

const labels: ReadonlyMap<string, string> = new Map(
  Object.entries(fieldText).map(([key, text]) => [element[key as ElementKey], text]),
);

/** How a value of each simple type must look; the keys are the names of the types in format/xml/types.ts. */
const typeText: Readonly<Record<string, string>> = {
  profile: 'hocba-1',
  environment: 'THAT hoặc THU_NGHIEM',
  version: 'số nguyên từ 1 đến 9999',
  flag: '0 hoặc 1',
  date: 'ngày có thật, viết theo dạng năm-tháng-ngày (2026-05-31)',
  birthDate: 'năm, năm-tháng hoặc năm-tháng-ngày (2013-09-05)',
  schoolYear: 'hai năm liền nhau (2025-2026)',
  recordCode: '32 chữ số thập lục phân viết thường',
  personalId: '12 chữ số',
  learnerNumber: 'tối đa 20 chữ cái, chữ số, dấu chấm hoặc gạch nối',
  schoolCode: 'tối đa 20 chữ cái, chữ số, dấu chấm hoặc gạch nối',
  subjectCode: 'tối đa 10 chữ cái in hoa hoặc chữ số',
  taxCode: '10 chữ số, có thể thêm gạch nối và 3 chữ số',
  passport: 'tối đa 20 chữ cái in hoa hoặc chữ số',
  twoDigits: '2 chữ số',
  communeCode: '5 chữ số',
  nationality: '2 chữ cái in hoa',
  sex: '1 (nam) hoặc 2 (nữ)',
  grade: 'số nguyên từ 1 đến 12',
  absences: 'số nguyên từ 0 đến 366',
  circular: 'một dòng, tối đa 30 kí tự',
  className: 'một dòng, tối đa 20 kí tự',
  name: 'một dòng, tối đa 150 kí tự, không có dấu cách ở đầu và cuối',
  place: 'một dòng, tối đa 250 kí tự, không có dấu cách ở đầu và cuối',
  shortText: 'một dòng, tối đa 150 kí tự, không có dấu cách ở đầu và cuối',
  text: 'một đoạn, tối đa 2000 kí tự, không có dấu cách ở đầu và cuối',
  registerNumber: 'một dòng, tối đa 50 kí tự',
  studyLevel: 'T, K, Đ hoặc CĐ',
  subjectKind: 'DIEM_SO hoặc NHAN_XET',
  primaryLevel: 'T, H hoặc C',
  primaryLevelOrExempt: 'T, H, C hoặc M',
  qualityLevel: 'T, Đ hoặc C',
  outcome: 'HTXS, HTT, HT hoặc CHT',
  test: 'số nguyên từ 1 đến 10',
  daysOff: 'số nguyên từ 0 đến 200',
  weight: 'số từ 1 đến 300, tối đa hai chữ số thập phân',
  height: 'số từ 10 đến 300, tối đa hai chữ số thập phân',
  note: 'một đoạn, tối đa 500 kí tự, không có dấu cách ở đầu và cuối',
  mark: 'điểm từ 0.0 đến 10.0 với một chữ số thập phân, hoặc Đ, CĐ, M',
};

/** What readRecord expects beyond the types of single values. */
const ruleText: Readonly<Record<string, string>> = {
  score: 'điểm số, vì môn học được đánh giá bằng điểm số',
  comment: 'Đ, CĐ hoặc M, vì môn học được đánh giá bằng nhận xét',
  'once each': 'mỗi giáo viên một lần',
  'exempt alone': 'M một mình, không kèm điểm hay đánh giá bổ sung',
  '1-5': 'lớp 1 đến lớp 5, vì đây là mẫu học bạ tiểu học',
  '6-12': 'lớp 6 đến lớp 12, vì đây là mẫu học bạ trung học',
};

/** The form that a value must have, in words; what the grammar says itself where it is no named type. */
export const expectedText = (expected: string): string =>
  typeText[expected] ?? ruleText[expected] ?? labels.get(expected) ?? expected;

/** True when a simple type of the profile has a description here. */
export const describesType = (name: string): boolean => Object.hasOwn(typeText, name);

/** What stands at a path of the file: «kết quả học kì I (dòng kết quả môn học thứ 3)». */
export function placeText(path: string): string {
  const steps = path.split('/').filter((step) => step !== '');
  const named = steps.map(stepText).filter((text) => text !== undefined);
  const last = named.at(-1);
  if (last === undefined) return `chỗ ${path}`;
  const within = named.slice(0, -1).findLast((text) => / thứ \d+$/.test(text));
  return within === undefined ? last : `${last} (${within})`;
}

function stepText(step: string): string | undefined {
  const match = /^([A-Z0-9_]+)(?:\[(\d+)\])?$/.exec(step);
  const label = match?.[1] === undefined ? undefined : labels.get(match[1]);
  if (label === undefined) return undefined;
  return match?.[2] === undefined ? label : `${label} thứ ${match[2]}`;
}
