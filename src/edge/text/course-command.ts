/** Sentences of `hocba course`. */
export const courseCommandText = {
  summary:
    'Quá trình học tập của từng học sinh qua nhiều năm, nhiều trường, nhiều tỉnh: năm thiếu, năm trùng, chỗ mâu thuẫn. Đọc tệp học bạ (xác minh trước), hoặc hỏi sổ gốc bằng mã số tra cứu của một năm và ngày sinh.',
  usage:
    'course TỆP.xml|THƯ-MỤC… [--trust THƯ-MỤC] [--at THỜI-ĐIỂM] [--json]\n' +
    'hocba course --code MÃ --birth-date NĂM-THÁNG-NGÀY [--register ĐỊA-CHỈ] [--json]',
  noFiles: 'Không có tệp học bạ nào (.xml) trong những đường dẫn đã cho.',
  left: (file: string, verdict: string): string =>
    `${file}: ${verdict}; không dùng tệp này. Xem lí do bằng lệnh «hocba verify».`,
  open: (file: string): string =>
    `${file}: chưa đủ căn cứ để khẳng định là hợp lệ; vẫn dùng, xin xem lại bằng «hocba verify --trust».`,
  learner: (name: string, born: string): string => `${name}, sinh ngày ${born}`,
  columns: {
    year: 'Năm học',
    class: 'Lớp',
    school: 'Trường, tỉnh',
    promoted: 'Lên lớp',
    record: 'Học bạ',
  },
  promoted: { yes: 'được', no: 'không', unknown: '–' },
  extracted: 'trích lục',
  clean: 'Không thiếu, không trùng năm nào.',
  must: 'PHẢI SỬA',
  look: 'Cần xem',
  total: (learners: number, records: number): string =>
    `${learners} học sinh, ${records} học bạ đã dùng.`,
} as const;
