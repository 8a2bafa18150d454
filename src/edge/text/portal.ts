import type { RecordStanding } from '../../app/register/look-up-record.ts';
import type { StudyLevel } from '../../domain/assessment/level.ts';
import type { Sex } from '../../domain/person/identity.ts';

/** Cấp học, by the codes of the sector. */
const levels: Readonly<Record<string, string>> = {
  '02': 'Tiểu học',
  '03': 'Trung học cơ sở',
  '04': 'Trung học phổ thông',
  '05': 'Giáo dục thường xuyên',
};
export const levelText = (code: string): string => levels[code] ?? `Cấp học mã ${code}`;

/** A centre for continuing education calls its learners «học viên» (Circular 43/2021). */
export const learnerLabels = (levelCode: string) =>
  levelCode === '05'
    ? {
        number: 'Mã học viên',
        notAssessed: 'Học viên khuyết tật không đánh giá, xếp loại',
      }
    : {};

export const sexText: { readonly [S in Sex]: string } = { M: 'Nam', F: 'Nữ' };

export const studyText: { readonly [L in StudyLevel]: string } = {
  T: 'Tốt',
  K: 'Khá',
  D: 'Đạt',
  CD: 'Chưa đạt',
};

/** What the state of a record is called, and what it means for whoever relies on it. */
export interface StandingText {
  readonly name: string;
  readonly meaning: string;
}

export const standingText: { readonly [S in RecordStanding]: StandingText } = {
  registered: {
    name: 'Đã tiếp nhận, chưa khóa',
    meaning:
      'Học bạ có thật trong sổ đăng ký của Sở. Đến ngày khóa, nhà trường còn có thể thu hồi hoặc thay thế, nên hãy tra cứu lại trước khi dùng làm căn cứ.',
  },
  'in-force': {
    name: 'Đang có hiệu lực',
    meaning:
      'Học bạ có thật trong sổ đăng ký của Sở và đã được khóa: không ai sửa, thu hồi hay thay thế được nữa.',
  },
  replaced: {
    name: 'Đã được thay thế',
    meaning: 'Phiên bản này không còn giá trị; hãy dùng phiên bản mới nhất.',
  },
  recalled: {
    name: 'Đã thu hồi',
    meaning:
      'Nhà trường đã thu hồi học bạ này. Không được dùng làm căn cứ. Liên hệ nhà trường để biết học bạ nào thay thế.',
  },
};

export const standingWord: { readonly [S in RecordStanding]: string } = {
  registered: 'đã tiếp nhận',
  'in-force': 'đang có hiệu lực',
  replaced: 'đã được thay thế',
  recalled: 'đã thu hồi',
};

export const portalText = {
  site: 'Cổng tra cứu học bạ số',
  skip: 'Đến nội dung chính',
  footer:
    'Cổng tra cứu không lưu ngày sinh đã nhập. Mỗi lần tra cứu chỉ cho kết quả tại thời điểm đó.',
  search: {
    title: 'Tra cứu học bạ',
    intro:
      'Nhập mã số tra cứu in trên học bạ để biết học bạ có thật và còn hiệu lực hay không. Nhập thêm ngày sinh của học sinh để xem toàn bộ học bạ.',
    code: 'Mã số tra cứu',
    codeHint: '32 chữ số và chữ cái từ a đến f; có thể có dấu cách hoặc gạch nối.',
    birthDate: 'Ngày sinh của học sinh',
    optional: '(không bắt buộc)',
    birthDateHint: 'Ghi như trong học bạ. Ví dụ: 05/09/2013.',
    submit: 'Tra cứu',
    again: 'Tra cứu học bạ khác',
    retry: 'Tra cứu lại',
  },
  faults: {
    title: 'Chưa tra cứu được',
    code: 'Mã số tra cứu phải có đúng 32 chữ số hoặc chữ cái từ a đến f. Hãy kiểm tra xem có gõ thiếu, thừa hoặc nhầm chữ «o» với số 0 không.',
    birthDate:
      'Ngày sinh phải là ngày có thật, ghi theo thứ tự ngày, tháng, năm. Ví dụ: 05/09/2013.',
  },
  notFound: {
    title: 'Không tìm thấy học bạ',
    text: 'Không có học bạ nào khớp với thông tin đã nhập. Vì lí do bảo mật, cổng không cho biết mã số tra cứu hay ngày sinh chưa đúng.',
    advice: [
      'Kiểm tra lại từng chữ của mã số tra cứu in trên học bạ.',
      'Ngày sinh phải đúng như trong học bạ, kể cả khi học bạ chỉ ghi năm sinh.',
      'Nếu vẫn không tìm thấy, liên hệ nhà trường đã cấp học bạ.',
    ],
  },
  tooMany: {
    title: 'Tra cứu quá nhiều lần',
    text: (minutes: number): string =>
      `Để bảo vệ thông tin học sinh, cổng giới hạn số lần tra cứu. Hãy thử lại sau khoảng ${minutes} phút.`,
  },
  outage: {
    title: 'Tạm thời chưa tra cứu được',
    text: 'Hệ thống đang gián đoạn. Học bạ không bị ảnh hưởng. Hãy thử lại sau vài phút.',
  },
  wrongRequest: {
    title: 'Yêu cầu không hợp lệ',
    text: 'Cổng không hiểu yêu cầu này. Hãy bắt đầu lại từ trang tra cứu.',
  },
  summary: {
    title: 'Kết quả tra cứu',
    status: 'Tình trạng trong sổ đăng ký của Sở',
    notice: 'Lưu ý',
    asOf: 'Kết quả lúc',
    trial: 'Học bạ thử nghiệm',
    trialMeaning: 'Học bạ này chỉ để tập huấn, kiểm thử; không có giá trị sử dụng.',
    code: 'Mã số tra cứu',
    initials: 'Chữ cái đầu của họ tên học sinh',
    school: 'Trường',
    level: 'Cấp học',
    grade: 'Khối lớp',
    year: 'Năm học',
    version: 'Phiên bản',
    registeredAt: 'Sở tiếp nhận lúc',
    lockedAt: 'Khóa lúc',
    notLocked: 'Chưa khóa',
    digest: 'Mã băm SHA-256 của tệp',
    history: 'Các phiên bản đã đăng ký',
    historyColumns: {
      version: 'Phiên bản',
      standing: 'Tình trạng',
      registeredAt: 'Tiếp nhận',
      endedAt: 'Hết giá trị',
    },
    endedAt: 'Thu hồi lúc',
    reason: 'Lí do:',
    whole: 'Xem toàn bộ học bạ',
    wholeIntro: 'Nhập ngày sinh của học sinh ghi trong học bạ.',
    wholeSubmit: 'Xem học bạ',
    held: 'Bản bạn đang giữ',
    heldCurrent: 'Mã băm của bản này khớp với phiên bản hiện tại.',
    heldOld: (version: number, standing: RecordStanding): string =>
      `Đây là phiên bản ${version}, ${standingWord[standing]}.`,
    heldUnknown:
      'Mã băm của bản này không khớp với phiên bản nào đã đăng ký. Không dùng bản này làm căn cứ.',
  },
  record: {
    title: 'Học bạ',
    titleOf: (level: string): string => `Học bạ ${level.toLowerCase()}`,
    subtitle: (school: string, className: string, year: string): string =>
      `${school}, lớp ${className}, năm học ${year}`,
    yes: 'Có',
    headings: {
      learner: 'Sơ yếu lí lịch',
      studies: 'Quá trình học tập',
      subjects: 'Kết quả các môn học, hoạt động giáo dục',
      result: 'Kết quả rèn luyện, học tập',
      other: 'Chứng chỉ, cuộc thi, khen thưởng',
      comments: 'Nhận xét',
      approval: (title: string): string => `Phê duyệt của ${title.toLowerCase()}`,
      signatures: 'Chữ ký số',
      verification: 'Kết quả kiểm tra',
      file: 'Tệp học bạ gốc',
    },
    learner: {
      name: 'Họ và tên',
      sex: 'Giới tính',
      birthDate: 'Ngày, tháng, năm sinh',
      birthPlace: 'Nơi sinh',
      homeTown: 'Quê quán',
      ethnic: 'Dân tộc',
      nationality: 'Quốc tịch',
      policy: 'Đối tượng chính sách',
      address: 'Chỗ ở hiện tại',
      father: 'Họ và tên cha',
      mother: 'Họ và tên mẹ',
      guardian: 'Họ và tên người giám hộ',
      job: 'Nghề nghiệp:',
      number: 'Mã học sinh',
      personalId: 'Số định danh cá nhân',
      passport: 'Số hộ chiếu',
      register: 'Số sổ đăng bộ',
      notAssessed: 'Học sinh khuyết tật không đánh giá, xếp loại',
      vietnamese: 'Việt Nam',
      otherNationality: (code: string): string => `Mã nước ${code}`,
    },
    studies: { year: 'Năm học', class: 'Lớp', school: 'Tên trường, tỉnh', arrived: 'Ngày đến' },
    subjects: {
      caption: 'ĐTBmhk hoặc mức đánh giá từng học kì; ĐTBmcn hoặc mức đánh giá cả năm',
      subject: 'Môn học, hoạt động giáo dục',
      term1: 'Học kì I',
      term2: 'Học kì II',
      year: 'Cả năm',
      reassessed: 'Sau đánh giá lại',
      comment: 'Nhận xét, giáo viên ký',
      exempt: 'Miễn',
      specialTopic: '– Chuyên đề học tập',
      topicCounts: 'Đã tính vào điểm môn học như một điểm thường xuyên',
      teacher: (name: string): string => `GV ${name}`,
      signedOn: (date: string): string => `ký ngày ${date}`,
      notSigned: 'chưa có chữ ký hợp lệ',
    },
    result: {
      period: 'Học kì',
      conduct: 'Kết quả rèn luyện',
      study: 'Kết quả học tập',
      term1: 'Học kì I',
      term2: 'Học kì II',
      year: 'Cả năm',
      after: 'Sau đánh giá lại, rèn luyện trong hè',
      absences: 'Tổng số buổi nghỉ học cả năm học',
      promoted: 'Được lên lớp',
      notPromoted: 'Không được lên lớp',
      promotion: 'Lên lớp',
      completion: 'Hoàn thành chương trình',
    },
    other: {
      certificate: 'Chứng chỉ (nếu có)',
      competition: 'Kết quả tham gia các cuộc thi (nếu có)',
      award: 'Khen thưởng (nếu có)',
    },
    comments: {
      homeroom: 'Nhận xét của giáo viên chủ nhiệm',
      summer: 'Nhận xét kết quả rèn luyện trong kì nghỉ hè (nếu có)',
      homeroomTeacher: 'Giáo viên chủ nhiệm',
    },
    approval: {
      place: (place: string, date: string): string => `${place}, ngày ${date}`,
      inForce: 'Ngày hiệu lực',
      circular: 'Đánh giá theo Thông tư',
      extracted: 'Trích lục từ học bạ giấy',
    },
    signatures: { signer: 'Người ký', role: 'Vai trò', at: 'Ký lúc', outcome: 'Kết quả' },
    outcomes: { passed: 'Đạt', failed: 'Sai', undetermined: 'Chưa rõ' },
    verification: {
      asOf: 'Kiểm tra lúc',
      wrong: 'Điều chưa đạt hoặc chưa rõ',
      todo: 'Cần làm',
    },
    file: {
      intro:
        'Tệp XML dưới đây mới là học bạ gốc có giá trị; trang này là bản thể hiện. Ai cũng có thể tự kiểm tra tệp bằng lệnh «hocba verify».',
      download: 'Tải tệp XML',
    },
    none: '—',
  },
} as const;
