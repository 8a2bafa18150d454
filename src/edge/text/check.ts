import type { CheckCode, CheckFacts, CheckMender } from '../../domain/check/finding.ts';
import { checkFieldName } from './check-field.ts';

/** What the sentences need beside a finding's facts: names in place of codes. */
export interface CheckWords {
  /** « môn Toán học kì I», or nothing. */
  readonly where: string;
  /** The field as the forms call it. */
  readonly field: string;
  readonly className: string;
  readonly learner: (number: string) => string;
  readonly staff: (id: string) => string;
}

interface CheckText<C extends CheckCode> {
  readonly title: string;
  readonly what: (facts: CheckFacts[C], words: CheckWords) => string;
  readonly remedy: string;
}

const sexWords = { M: 'nam', F: 'nữ' } as const;

/** «1,25»: marks are written with a comma. */
const comma = (text: string): string => text.replace('.', ',');

const list = (names: readonly string[]): string => names.join('; ');

const byPapers = 'Đối chiếu giấy khai sinh, căn cước rồi sửa trong CSDL ngành.';
const retype = 'Gõ lại bằng bộ gõ tiếng Việt Unicode dựng sẵn rồi nạp lại.';
const askFamily = 'Đề nghị gia đình cung cấp, đối chiếu giấy tờ rồi bổ sung trong CSDL ngành.';

/** A sentence and a remedy for each code, complete by type. */
export const checkTexts: { readonly [C in CheckCode]: CheckText<C> } = {
  'personal-id-missing': {
    title: 'Thiếu số định danh cá nhân',
    what: () => 'chưa có số định danh cá nhân',
    remedy: askFamily,
  },
  'personal-id-malformed': {
    title: 'Số định danh không đúng dạng',
    what: ({ written }) => `số định danh «${written}» không phải 12 chữ số`,
    remedy: byPapers,
  },
  'personal-id-sex': {
    title: 'Số định danh không khớp giới tính',
    what: ({ written, says, sex }) =>
      `số định danh ${written} là của người giới tính ${sexWords[says]}, danh sách ghi ${sexWords[sex]}`,
    remedy: byPapers,
  },
  'personal-id-year': {
    title: 'Số định danh không khớp năm sinh',
    what: ({ written, says, year }) =>
      `số định danh ${written} là của người sinh năm ${says}, danh sách ghi năm ${year}`,
    remedy: byPapers,
  },
  'personal-id-prefix': {
    title: 'Ba số đầu của số định danh không phải mã tỉnh',
    what: ({ prefix }) => `số định danh bắt đầu bằng ${prefix}, không phải mã của tỉnh nào`,
    remedy: byPapers,
  },
  'personal-id-doubled': {
    title: 'Hai học sinh chung một số định danh',
    what: ({ written, others }, { learner }) =>
      `số định danh ${written} trùng với ${list(others.map(learner))}`,
    remedy: byPapers,
  },
  'passport-missing': {
    title: 'Học sinh nước ngoài chưa có số hộ chiếu',
    what: () => 'không có số định danh, cũng chưa có số hộ chiếu',
    remedy: askFamily,
  },
  'number-doubled': {
    title: 'Một mã học sinh ở hai dòng',
    what: () => 'có hai dòng trong danh sách của lớp',
    remedy: 'Xóa dòng thừa trong danh sách, giữ dòng đúng.',
  },
  'learner-in-two-classes': {
    title: 'Học sinh ở hai lớp',
    what: ({ classes }) => `có tên trong ${classes.length} lớp: ${classes.join(', ')}`,
    remedy: 'Xác định lớp em đang học, xóa em khỏi danh sách lớp kia.',
  },
  'name-and-birth-doubled': {
    title: 'Trùng cả họ tên và ngày sinh',
    what: ({ others }, { learner }) => `cùng họ tên và ngày sinh với ${list(others.map(learner))}`,
    remedy: 'Kiểm tra có phải một em được lập hai hồ sơ; nếu là hai em thì không cần sửa.',
  },
  'order-doubled': {
    title: 'Trùng số thứ tự trong lớp',
    what: ({ order, others }, { learner }) =>
      `số thứ tự ${order} trùng với ${list(others.map(learner))}`,
    remedy: 'Đánh lại số thứ tự của lớp.',
  },
  'sex-missing': {
    title: 'Thiếu giới tính',
    what: () => 'chưa có giới tính',
    remedy: byPapers,
  },
  'birth-date-missing': {
    title: 'Thiếu ngày sinh',
    what: () => 'chưa có ngày sinh',
    remedy: 'Bổ sung ngày sinh theo giấy khai sinh.',
  },
  'birth-date-malformed': {
    title: 'Ngày sinh không có thật',
    what: ({ written }) => `ngày sinh «${written}» không phải là một ngày`,
    remedy: 'Sửa ngày sinh theo giấy khai sinh.',
  },
  'birth-date-impossible': {
    title: 'Ngày sinh không thể có ở lớp này',
    what: ({ age, grade }) => `theo ngày sinh thì em ${age} tuổi, không thể đang học lớp ${grade}`,
    remedy: 'Đối chiếu giấy khai sinh; kiểm tra cả năm sinh và lớp.',
  },
  'age-outside-window': {
    title: 'Tuổi khác tuổi thường có của lớp',
    what: ({ age, grade }) =>
      `${age} tuổi, lớp ${grade} thường từ ${grade + 5} đến ${grade + 8} tuổi`,
    remedy: 'Đối chiếu giấy khai sinh; nếu em học sớm, học muộn hoặc lưu ban thì không cần sửa.',
  },
  'ethnic-missing': {
    title: 'Thiếu dân tộc',
    what: () => 'chưa có dân tộc',
    remedy: askFamily,
  },
  'ethnic-unknown': {
    title: 'Mã dân tộc không có trong danh mục',
    what: ({ written }) => `mã dân tộc «${written}» không có trong danh mục`,
    remedy: 'Chọn lại dân tộc theo danh mục 54 dân tộc, hoặc 55 cho người nước ngoài.',
  },
  'nationality-malformed': {
    title: 'Mã quốc tịch không đúng dạng',
    what: ({ written }) => `mã quốc tịch «${written}» không phải hai chữ cái`,
    remedy: 'Chọn lại quốc tịch theo danh mục (Việt Nam là VN).',
  },
  'nationality-unknown': {
    title: 'Quốc tịch lạ',
    what: ({ written }) => `mã quốc tịch «${written}» chưa có trong danh mục của phần mềm`,
    remedy: 'Kiểm tra lại quốc tịch; nếu đúng thì báo nhóm phát triển bổ sung danh mục.',
  },
  'foreigner-of-vietnam': {
    title: 'Dân tộc và quốc tịch không khớp',
    what: () => 'dân tộc ghi người nước ngoài, quốc tịch lại ghi Việt Nam',
    remedy: byPapers,
  },
  'birth-place-missing': {
    title: 'Thiếu nơi sinh',
    what: () => 'chưa có nơi sinh',
    remedy: askFamily,
  },
  'home-town-missing': {
    title: 'Thiếu quê quán',
    what: () => 'chưa có quê quán',
    remedy: askFamily,
  },
  'address-missing': {
    title: 'Thiếu nơi ở hiện nay',
    what: () => 'chưa có nơi ở hiện nay, cũng chưa có địa chỉ thường trú',
    remedy: askFamily,
  },
  'address-without-commune': {
    title: 'Địa chỉ chưa gắn với xã, phường hiện hành',
    what: ({ written }) =>
      written === ''
        ? 'địa chỉ thường trú chưa có xã, phường'
        : `địa chỉ thường trú «${written}» chưa gắn với xã, phường hiện hành`,
    remedy: 'Chọn tỉnh, xã hiện hành nếu biết; học bạ vẫn giữ địa chỉ như đã ghi.',
  },
  'commune-unknown': {
    title: 'Mã xã không có trong danh mục',
    what: ({ written }) => `mã xã ${written} không có trong danh mục của tỉnh`,
    remedy: 'Chọn lại tỉnh và xã hiện hành.',
  },
  'parents-missing': {
    title: 'Thiếu cha, mẹ, người giám hộ',
    what: () => 'chưa có tên cha, mẹ hay người giám hộ',
    remedy: askFamily,
  },
  'class-unknown': {
    title: 'Lớp không có trong danh sách lớp',
    what: ({ written }) => `lớp «${written}» không có trong danh sách lớp`,
    remedy: 'Sửa tên lớp của em, hoặc bổ sung lớp.',
  },
  'grade-contradicts-class': {
    title: 'Khối không khớp lớp',
    what: ({ grade, classGrade }) => `ghi khối ${grade}, lớp của em thuộc khối ${classGrade}`,
    remedy: 'Sửa khối hoặc lớp của em.',
  },
  'name-missing': {
    title: 'Thiếu họ tên',
    what: () => 'chưa có họ tên',
    remedy: 'Bổ sung họ tên theo giấy khai sinh.',
  },
  'name-one-word': {
    title: 'Họ tên chỉ có một tiếng',
    what: ({ written }, { field }) => `${field} «${written}» chỉ có một tiếng`,
    remedy: 'Ghi đủ họ và tên; nếu giấy khai sinh chỉ ghi như vậy thì không cần sửa.',
  },
  'name-with-digit': {
    title: 'Họ tên có chữ số',
    what: ({ written }, { field }) => `${field} «${written}» có chữ số`,
    remedy: 'Sửa họ tên theo giấy khai sinh (hay gặp: số 0 gõ thay chữ O, số 1 gõ thay chữ I).',
  },
  'look-alike-letter': {
    title: 'Chữ lạ trông giống chữ tiếng Việt',
    what: ({ written, letters }, { field, where }) =>
      `${field}${where} «${brief(written)}» có chữ của bảng chữ khác: ${letters}`,
    remedy: retype,
  },
  'not-nfc': {
    title: 'Chữ tiếng Việt ở dạng tổ hợp (NFD)',
    what: ({ written }, { field, where }) =>
      `${field}${where} «${brief(written)}» không ở dạng Unicode dựng sẵn (NFC)`,
    remedy: retype,
  },
  'control-character': {
    title: 'Kí tự điều khiển, kí tự ẩn',
    what: ({ letters }, { field, where }) => `${field}${where} có kí tự ẩn ${letters}`,
    remedy: 'Gõ lại nội dung, không chép từ trang web hay PDF.',
  },
  'text-too-long': {
    title: 'Nội dung dài quá quy định',
    what: ({ count, limit }, { field, where }) =>
      `${field}${where} dài ${count} kí tự, học bạ nhận nhiều nhất ${limit}`,
    remedy: 'Rút ngắn nội dung.',
  },
  'comment-missing': {
    title: 'Thiếu nhận xét',
    what: (_, { field, where }) => `chưa có ${field}${where}`,
    remedy: 'Bổ sung nhận xét.',
  },
  'mark-outside-scale': {
    title: 'Điểm ngoài thang điểm',
    what: ({ written }, { field, where }) =>
      `${field}${where} là ${comma(written)}, ngoài thang điểm 10`,
    remedy: 'Sửa điểm theo sổ: từ 0 đến 10; tiểu học là số nguyên từ 1 đến 10.',
  },
  'mark-two-decimals': {
    title: 'Điểm có quá nhiều chữ số lẻ',
    what: ({ written }, { field, where }) =>
      `${field}${where} là ${comma(written)}, nhiều chữ số lẻ hơn quy định`,
    remedy: 'Làm tròn theo thông tư: nhiều nhất một chữ số thập phân; tiểu học là số nguyên.',
  },
  'results-missing': {
    title: 'Chưa có điểm của môn học',
    what: (_, { where }) => `chưa có điểm hay mức đánh giá nào${where}`,
    remedy: 'Nhập điểm của môn; nếu em được miễn thì ghi M.',
  },
  'transferred-result-missing': {
    title: 'Chưa có kết quả ở trường cũ',
    what: (_, { where }) => `chuyển đến, chưa có kết quả${where} ở trường cũ`,
    remedy: 'Lấy kết quả từ trường cũ; nếu chưa học thì hiệu trưởng quyết định việc bổ sung.',
  },
  'test-missing': {
    title: 'Thiếu bài kiểm tra, đánh giá định kì',
    what: (_, { field, where }) => `thiếu ${field}${where}`,
    remedy: 'Cho kiểm tra bù hoặc nhập điểm còn thiếu.',
  },
  'regular-marks-few': {
    title: 'Thiếu điểm thường xuyên',
    what: ({ count, limit }, { where }) => `có ${count} điểm thường xuyên${where}, cần ${limit}`,
    remedy: 'Bổ sung đủ số lần đánh giá thường xuyên của thông tư.',
  },
  'regular-marks-many': {
    title: 'Thừa điểm thường xuyên',
    what: ({ count, limit }, { where }) =>
      `có ${count} điểm thường xuyên${where}, thông tư chỉ cho ${limit}`,
    remedy: 'Giữ đúng số điểm thường xuyên của thông tư.',
  },
  'exempt-with-marks': {
    title: 'Được miễn mà vẫn có điểm',
    what: (_, { where }) => `được miễn mà vẫn có điểm${where}`,
    remedy: 'Bỏ điểm, hoặc bỏ chữ M nếu em không được miễn.',
  },
  'level-missing': {
    title: 'Thiếu mức đánh giá',
    what: (_, { field }) => `thiếu ${field}`,
    remedy: 'Bổ sung mức đánh giá.',
  },
  'conduct-missing': {
    title: 'Thiếu kết quả rèn luyện',
    what: (_, { where }) => `chưa có kết quả rèn luyện${where}`,
    remedy: 'Bổ sung kết quả rèn luyện.',
  },
  'absence-missing': {
    title: 'Thiếu số buổi nghỉ',
    what: (_, { where }) => `chưa có số buổi nghỉ học${where}`,
    remedy: 'Bổ sung số buổi nghỉ, kể cả khi bằng 0.',
  },
  'absence-negative': {
    title: 'Số buổi nghỉ âm',
    what: ({ count }, { where }) => `số buổi nghỉ${where} là ${count}`,
    remedy: 'Sửa số buổi nghỉ theo sổ theo dõi.',
  },
  'absence-over-term': {
    title: 'Số buổi nghỉ nhiều hơn số ngày học',
    what: ({ count, limit }, { where }) =>
      `nghỉ ${count} buổi${where}, nhiều hơn ${limit} buổi của kế hoạch`,
    remedy: 'Sửa số buổi nghỉ theo sổ theo dõi.',
  },
  'absence-over-limit': {
    title: 'Nghỉ quá 45 buổi',
    what: ({ count, limit }) =>
      `đủ điều kiện lên lớp, chỉ vướng nghỉ ${count} buổi, quá ${limit} buổi`,
    remedy: 'Kiểm tra lại số buổi nghỉ; nếu đúng thì em không được lên lớp.',
  },
  'status-unknown': {
    title: 'Trạng thái không có trong danh mục',
    what: ({ written }) => `trạng thái «${written}» không có trong danh mục`,
    remedy: 'Chọn trạng thái theo danh mục của CSDL ngành.',
  },
  'status-contradicts-presence': {
    title: 'Trạng thái không khớp thời gian học',
    what: ({ written }) => `trạng thái «${written}» không khớp những học kì em học ở trường`,
    remedy: 'Sửa trạng thái hoặc thời gian học của em.',
  },
  'status-date-outside': {
    title: 'Ngày đổi trạng thái ngoài năm học',
    what: ({ written }) => `ngày đổi trạng thái ${written} không thuộc năm học này`,
    remedy: 'Sửa ngày đổi trạng thái.',
  },
  'results-while-absent': {
    title: 'Có điểm khi không học ở trường',
    what: (_, { where }) => `có điểm${where} dù không học ở trường`,
    remedy: 'Kiểm tra trạng thái của em; điểm này không vào học bạ.',
  },
  'homeroom-missing': {
    title: 'Chưa có giáo viên chủ nhiệm',
    what: () => 'chưa có giáo viên chủ nhiệm',
    remedy: 'Phân công giáo viên chủ nhiệm.',
  },
  'teacher-missing': {
    title: 'Chưa phân công giáo viên',
    what: (_, { where }) => `chưa phân công giáo viên${where}`,
    remedy: 'Bổ sung phân công chuyên môn.',
  },
  'staff-unknown': {
    title: 'Người được phân công không có trong danh sách cán bộ',
    what: ({ staff }) => `${staff} được phân công nhưng không có trong danh sách cán bộ`,
    remedy: 'Bổ sung người này vào danh sách cán bộ, hoặc sửa phân công.',
  },
  'signer-without-personal-id': {
    title: 'Người ký chưa có số định danh',
    what: ({ staff }, words) => `${words.staff(staff)} chưa có số định danh nên không ký số được`,
    remedy: 'Bổ sung số định danh của cán bộ trong CSDL ngành.',
  },
  'head-missing': {
    title: 'Chưa biết người đứng đầu',
    what: () => 'chưa biết người đứng đầu nhà trường',
    remedy: 'Ghi nhóm chức vụ Hiệu trưởng (Giám đốc) trong danh sách cán bộ.',
  },
};

/** The first words of a long text. */
const brief = (text: string): string =>
  [...text].length <= 60 ? text : `${[...text].slice(0, 57).join('')}…`;

/** The sentence of a finding without its subject. */
export function checkWhat<C extends CheckCode>(
  code: C,
  facts: CheckFacts[C],
  words: Omit<CheckWords, 'field'> & { readonly fieldCode: string; readonly subjectName: string },
): string {
  const field = checkFieldName(words.fieldCode, words.subjectName);
  return checkTexts[code].what(facts, { ...words, field });
}

/** Mức độ, as users read it. */
export const severityWords = { must: 'PHẢI SỬA', look: 'CẦN XEM' } as const;

export const checkMenderNames: Readonly<Record<CheckMender, string>> = {
  'subject-teacher': 'giáo viên môn học',
  'homeroom-teacher': 'giáo viên chủ nhiệm',
  clerk: 'văn thư, người phụ trách CSDL ngành',
  principal: 'hiệu trưởng',
  family: 'gia đình học sinh',
};
