import { cleanText, fold, foldName } from './fold.ts';
import communes from './reference/communes.json' with { type: 'json' };
import provinces from './reference/provinces.json' with { type: 'json' };

/** Kinds of units that stand before a name; fold of «Thành phố Hải Phòng» and «TP. Hải Phòng» meet. */
const kindBefore = /^(tỉnh|thành phố|t\.?p\.?|xã|phường|đặc khu|thị trấn)\s+/iu;

const bare = (text: string): string => foldName(cleanText(text).replace(kindBefore, ''));

const provinceCodes = new Map<string, string>();
for (const province of provinces) provinceCodes.set(foldName(province.name), province.code);

const communeCodes = new Map<string, string | null>();
for (const { code, name, kind, province } of communes) {
  communeCodes.set(`${province} ${foldName(`${kind} ${name}`)}`, code);
  const key = `${province} ${foldName(name)}`;
  communeCodes.set(key, communeCodes.has(key) ? null : code);
}

const provinceOfCommune = new Map(communes.map(({ code, province }) => [code, province]));

/** The code of one of today's 34 provinces by its name, with or without Tỉnh or Thành phố. */
export const provinceCodeOf = (text: string): string | undefined => provinceCodes.get(bare(text));

/** The code of a commune within a province; with its kind where two bear one name. */
export const communeCodeOf = (text: string, provinceCode: string): string | undefined =>
  communeCodes.get(`${provinceCode} ${foldName(text)}`) ??
  communeCodes.get(`${provinceCode} ${bare(text)}`) ??
  undefined;

/** The province in which a commune lies, by the commune's code. */
export const provinceOf = (communeCode: string): string | undefined =>
  provinceOfCommune.get(communeCode);

const nationalities: Readonly<Record<string, string>> = {
  'viet nam': 'VN',
  lao: 'LA',
  campuchia: 'KH',
  'han quoc': 'KR',
  'nhat ban': 'JP',
  'trung quoc': 'CN',
  'dai loan': 'TW',
  'thai lan': 'TH',
  'hoa ky': 'US',
  my: 'US',
  phap: 'FR',
  nga: 'RU',
  'an do': 'IN',
  uc: 'AU',
  anh: 'GB',
  duc: 'DE',
  canada: 'CA',
  singapore: 'SG',
  malaysia: 'MY',
  philippines: 'PH',
};

/** Quốc tịch as a two-letter code (ISO 3166-1). */
export const nationalityCodeOf = (text: string): string | undefined => nationalities[fold(text)];
