import { allCommunes } from '../../domain/catalogue/communes.ts';
import { nationalities } from '../../domain/catalogue/nationalities.ts';
import { provinces } from '../../domain/catalogue/provinces.ts';
import { cleanText, fold, foldName } from './fold.ts';

/** Kinds of units that stand before a name; fold of «Thành phố Hải Phòng» and «TP. Hải Phòng» meet. */
const kindBefore = /^(tỉnh|thành phố|t\.?p\.?|xã|phường|đặc khu|thị trấn)\s+/iu;

const bare = (text: string): string => foldName(cleanText(text).replace(kindBefore, ''));

const provinceCodes = new Map<string, string>();
for (const { name, code, validTo } of provinces) {
  if (validTo === null) provinceCodes.set(foldName(name), code);
}

const communeCodes = new Map<string, string | null>();
const provinceOfCommune = new Map<string, string>();
for (const { code, name, kind, provinceCode: province } of allCommunes()) {
  provinceOfCommune.set(code, province);
  communeCodes.set(`${province} ${foldName(`${kind} ${name}`)}`, code);
  const key = `${province} ${foldName(name)}`;
  communeCodes.set(key, communeCodes.has(key) ? null : code);
}

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

const nationalityCodes = new Map(
  nationalities.flatMap(({ code, name, aliases }) =>
    [name, ...aliases].map((spelling) => [fold(spelling), code] as const),
  ),
);

/** Quốc tịch as a two-letter code (ISO 3166-1). */
export const nationalityCodeOf = (text: string): string | undefined =>
  nationalityCodes.get(fold(text));
