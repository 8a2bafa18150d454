import type { CheckTexts } from './check-text.ts';

/** «1,25»: marks are written with a comma. */
const comma = (text: string): string => text.replace('.', ',');

/** The year: comments, marks, conduct, absences, status, and who must sign. */
export const yearTexts = {
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
} satisfies Partial<CheckTexts>;
