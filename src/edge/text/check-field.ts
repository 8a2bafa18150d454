/** Fields of the data check, as the forms call them. */
const fieldNames: Readonly<Record<string, string>> = {
  name: 'họ tên',
  fatherName: 'họ tên cha',
  motherName: 'họ tên mẹ',
  guardianName: 'họ tên người giám hộ',
  birthPlace: 'nơi sinh',
  homeTown: 'quê quán',
  current: 'nơi ở hiện nay',
  address: 'địa chỉ thường trú',
  gk: 'điểm, mức đánh giá giữa kì (ĐĐGgk)',
  ck: 'điểm, mức đánh giá cuối kì (ĐĐGck)',
  avg: 'điểm trung bình của trường cũ',
  after: 'điểm đánh giá lại',
  comment: 'nhận xét',
  homeroomComment: 'nhận xét của giáo viên chủ nhiệm',
  summerComment: 'nhận xét rèn luyện trong hè',
  competition: 'thành tích trong các cuộc thi',
  certificate: 'chứng chỉ',
  cQualities: 'nhận xét phẩm chất chủ yếu',
  cGeneral: 'nhận xét năng lực chung',
  cSpecial: 'nhận xét năng lực đặc thù',
};

/** Phẩm chất, năng lực of Circular 27, by the names that workbooks are read under. */
export function checkFieldName(field: string, subjectName: string): string {
  const known = fieldNames[field];
  if (known !== undefined) return known;
  const regular = /^tx(\d)$/.exec(field)?.[1];
  if (regular !== undefined) return `điểm thường xuyên thứ ${Number(regular) + 1} (ĐĐGtx)`;
  const [kind, code = ''] = field.split(':');
  if (kind === 'diem') return `điểm kiểm tra định kì môn ${subjectName}`;
  if (kind === 'mon') return `mức đạt được môn ${subjectName}`;
  if (kind === 'comment') return `nhận xét môn ${subjectName}`;
  if (kind === 'pc') return `mức đánh giá phẩm chất ${code}`;
  return kind === 'nl' ? `mức đánh giá năng lực ${code}` : field;
}
