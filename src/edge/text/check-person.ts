import { askFamily, byPapers, type CheckTexts, list } from './check-text.ts';

const sexWords = { M: 'nam', F: 'nữ' } as const;

/** Who the learner is: number, age, people, addresses. */
export const personTexts = {
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
} satisfies Partial<CheckTexts>;
