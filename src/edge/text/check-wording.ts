import type { CheckTexts } from './check-text.ts';

const retype = 'Gõ lại bằng bộ gõ tiếng Việt Unicode dựng sẵn rồi nạp lại.';

/** The first words of a long text. */
const brief = (text: string): string =>
  [...text].length <= 60 ? text : `${[...text].slice(0, 57).join('')}…`;

/** Class, names and the letters of texts. */
export const wordingTexts = {
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
} satisfies Partial<CheckTexts>;
