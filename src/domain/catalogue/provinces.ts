import type { CivilDate } from '../time/civil-date.ts';
import { type CatalogueEntry, catalogueDay, entryAsOf } from './entry.ts';
import today from './reference/provinces.json' with { type: 'json' };

/** Tỉnh, thành phố trực thuộc trung ương. A code can mean another province before and after 1 July 2025. */
export interface Province extends CatalogueEntry {
  readonly kind: 'Tỉnh' | 'Thành phố';
}

/** Nghị quyết 202/2025/QH15: 63 provinces become 34. */
export const provincesMerged = catalogueDay('2025-07-01');
/** Nghị quyết 15/2008/QH12: the boundaries that held until 2025. Earlier ones are not in this catalogue. */
const boundariesOf2008 = catalogueDay('2008-08-01');
/** Nghị quyết 175/2024/QH15: Thừa Thiên Huế becomes thành phố Huế. */
const hueIsACity = catalogueDay('2025-01-01');
/** Nghị quyết 30/2026/QH16: Đồng Nai becomes a thành phố. */
const dongNaiIsACity = catalogueDay('2026-04-30');

/** The 63, by the codes of Thông tư 07/2016/TT-BCA, appendix I, less their leading zero. */
const before = `01 Hà Nội, 02 Hà Giang, 04 Cao Bằng, 06 Bắc Kạn, 08 Tuyên Quang, 10 Lào Cai, 11 Điện Biên,
12 Lai Châu, 14 Sơn La, 15 Yên Bái, 17 Hòa Bình, 19 Thái Nguyên, 20 Lạng Sơn, 22 Quảng Ninh, 24 Bắc Giang,
25 Phú Thọ, 26 Vĩnh Phúc, 27 Bắc Ninh, 30 Hải Dương, 31 Hải Phòng, 33 Hưng Yên, 34 Thái Bình, 35 Hà Nam,
36 Nam Định, 37 Ninh Bình, 38 Thanh Hóa, 40 Nghệ An, 42 Hà Tĩnh, 44 Quảng Bình, 45 Quảng Trị,
46 Thừa Thiên Huế, 48 Đà Nẵng, 49 Quảng Nam, 51 Quảng Ngãi, 52 Bình Định, 54 Phú Yên, 56 Khánh Hòa,
58 Ninh Thuận, 60 Bình Thuận, 62 Kon Tum, 64 Gia Lai, 66 Đắk Lắk, 67 Đắk Nông, 68 Lâm Đồng, 70 Bình Phước,
72 Tây Ninh, 74 Bình Dương, 75 Đồng Nai, 77 Bà Rịa - Vũng Tàu, 79 Hồ Chí Minh, 80 Long An, 82 Tiền Giang,
83 Bến Tre, 84 Trà Vinh, 86 Vĩnh Long, 87 Đồng Tháp, 89 An Giang, 91 Kiên Giang, 92 Cần Thơ, 93 Hậu Giang,
94 Sóc Trăng, 95 Bạc Liêu, 96 Cà Mau`;

const citiesBefore = new Set(['01', '31', '48', '79', '92']);

const formerProvinces: readonly Province[] = before.split(/,\s+/).flatMap((line): Province[] => {
  const entry = {
    code: line.slice(0, 2),
    name: line.slice(3),
    validFrom: boundariesOf2008,
    validTo: provincesMerged,
  };
  if (entry.code !== '46') {
    return [{ ...entry, kind: citiesBefore.has(entry.code) ? 'Thành phố' : 'Tỉnh' }];
  }
  const city = { ...entry, name: 'Huế', validFrom: hueIsACity, kind: 'Thành phố' as const };
  return [{ ...entry, validTo: hueIsACity, kind: 'Tỉnh' }, city];
});

const currentProvinces: readonly Province[] = today.flatMap(({ code, name, kind }): Province[] => {
  const city = kind === 'Thành phố';
  const entry = { code, name, validFrom: provincesMerged, validTo: null };
  if (code !== '75') return [{ ...entry, kind: city ? 'Thành phố' : 'Tỉnh' }];
  const since = { ...entry, validFrom: dongNaiIsACity, kind: 'Thành phố' as const };
  return [{ ...entry, validTo: dongNaiIsACity, kind: 'Tỉnh' }, since];
});

/** Danh mục tỉnh, thành phố, from 1 August 2008. */
export const provinces: readonly Province[] = [...formerProvinces, ...currentProvinces];

export const provinceAsOf = (code: string, on: CivilDate): Province | undefined =>
  entryAsOf(provinces, code, on);

/** The name in full: «Tỉnh Bắc Kạn», «Thành phố Huế». */
export const fullNameOf = ({ kind, name }: Province): string => `${kind} ${name}`;

const personalIdPrefixes = new Set(formerProvinces.map(({ code }) => `0${code}`));

/**
 * Whether a số định danh can begin so: with the code of the province of the birth's registration. The codes of 2016 stay
 * in the numbers given by them; all codes in use since 2025 are among them.
 */
export const isProvincePrefix = (prefix: string): boolean => personalIdPrefixes.has(prefix);
