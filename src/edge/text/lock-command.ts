/** Sentences of `hocba calendar` and `hocba lock`. */
export const calendarText = {
  summary:
    'Lịch khóa của Sở: xem, hoặc đặt ngày cuối mà các trường còn nộp, thay thế, thu hồi học bạ. Hết ngày đó (giờ Việt Nam) cửa tự đóng.',
  usage:
    'calendar [set --year NĂM-HỌC --cohort completed|supplementary --last-day NĂM-THÁNG-NGÀY --officer TÊN --decision SỐ-VĂN-BẢN] [--config TỆP] [--json]',
  empty: 'Chưa đặt ngày khóa nào. Khi chưa có ngày, các đợt để mở cho tới khi Sở khóa bằng tay.',
  head: ['Năm học', 'Đợt', 'Ngày cuối', 'Văn bản', 'Người đặt'],
  cohorts: { completed: 'hoàn thành', supplementary: 'đánh giá bổ sung' },
  set: (year: string, cohort: string, lastDay: string, closesAt: string): string =>
    `Đã đặt: năm học ${year}, đợt ${cohort}, hết ngày ${lastDay} là đóng (${closesAt}).`,
} as const;

export const lockText = {
  summary:
    'Khóa một đợt của năm học cho cả sổ gốc. --dry-run chỉ cho xem sẽ khóa những gì, còn thiếu ai; không đổi gì cả.',
  usage:
    'lock --year NĂM-HỌC --cohort completed|supplementary [--dry-run] [--without-missing --officer TÊN --reason LÝ-DO] [--config TỆP] [--json]',
  would: 'Nếu khóa bây giờ:',
  locked: 'Đã khóa.',
  totals: (t: {
    readonly schools: number;
    readonly classes: number;
    readonly enrolled: number;
    readonly inForce: number;
    readonly excused: number;
  }): string =>
    `${t.schools} trường, ${t.classes} lớp; sĩ số ${t.enrolled}: ${t.inForce} học bạ có hiệu lực, ${t.excused} em không có học bạ (có lý do).`,
  leaf: (index: number): string => `Sự kiện khóa là lá số ${index} của nhật ký.`,
  gaps: ['Trường', 'Lớp', 'Sĩ số', 'Học bạ', 'Có lý do', 'Chưa rõ'],
  contradiction: (count: number): string =>
    `Trong đó có lớp khai lý do cho ${count} em mà vẫn có học bạ: trường phải gửi lại báo cáo sĩ số.`,
  officerMissing:
    'Khóa thiếu (--without-missing) phải ghi rõ ai cho phép và vì sao: --officer TÊN --reason LÝ-DO.',
} as const;
