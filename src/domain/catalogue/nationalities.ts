/** Quốc tịch: a country by its two letters (ISO 3166-1), as Vietnamese workbooks call it. */
export interface Nationality {
  readonly code: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

/**
 * Danh mục quốc tịch, as far as the sources at hand give it: the countries met in workbooks. The full list of QCVN
 * 109:2017/BTTTT was not read, so a code that is not here is unknown to us, not wrong; nor does any source date it.
 */
export const nationalities: readonly Nationality[] = [
  { code: 'VN', name: 'Việt Nam', aliases: [] },
  { code: 'LA', name: 'Lào', aliases: [] },
  { code: 'KH', name: 'Campuchia', aliases: [] },
  { code: 'KR', name: 'Hàn Quốc', aliases: [] },
  { code: 'JP', name: 'Nhật Bản', aliases: [] },
  { code: 'CN', name: 'Trung Quốc', aliases: [] },
  { code: 'TW', name: 'Đài Loan', aliases: [] },
  { code: 'TH', name: 'Thái Lan', aliases: [] },
  { code: 'US', name: 'Hoa Kỳ', aliases: ['Mỹ'] },
  { code: 'FR', name: 'Pháp', aliases: [] },
  { code: 'RU', name: 'Nga', aliases: [] },
  { code: 'IN', name: 'Ấn Độ', aliases: [] },
  { code: 'AU', name: 'Úc', aliases: [] },
  { code: 'GB', name: 'Anh', aliases: [] },
  { code: 'DE', name: 'Đức', aliases: [] },
  { code: 'CA', name: 'Canada', aliases: [] },
  { code: 'SG', name: 'Singapore', aliases: [] },
  { code: 'MY', name: 'Malaysia', aliases: [] },
  { code: 'PH', name: 'Philippines', aliases: [] },
];

export const nationalityOf = (code: string): Nationality | undefined =>
  nationalities.find((nationality) => nationality.code === code);
