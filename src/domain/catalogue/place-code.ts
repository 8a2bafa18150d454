import type { CivilDate } from '../time/civil-date.ts';
import { allCommunes, communeAsOf } from './communes.ts';
import { inForce } from './entry.ts';
import { fullNameOf, provinces } from './provinces.ts';

/** Mã tỉnh, mã xã of a place (Decision 19/2025/QĐ-TTg). */
export interface PlaceCode {
  readonly province: string;
  readonly commune: string | null;
}

const key = (text: string): string =>
  text.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();

/** Communes of all time known here, by province and full name; each is judged by its day when it is found. */
let communeCodes: ReadonlyMap<string, readonly string[]> | undefined;

function communesNamed(): ReadonlyMap<string, readonly string[]> {
  if (communeCodes !== undefined) return communeCodes;
  const codes = new Map<string, string[]>();
  for (const { code, kind, name, provinceCode } of allCommunes()) {
    const full = `${provinceCode} ${key(`${kind} ${name}`)}`;
    codes.set(full, [...(codes.get(full) ?? []), code]);
  }
  communeCodes = codes;
  return codes;
}

const named = provinces.map((one) => ({ one, full: key(fullNameOf(one)), bare: key(one.name) }));

/** A province by its name of that day, with or without «Tỉnh», «Thành phố». */
const provinceNamed = (text: string, on: CivilDate): string | undefined =>
  named.find(({ one, full, bare }) => (full === text || bare === text) && inForce(one, on))?.one
    .code;

/**
 * The codes of a place written as «…, Xã Trường Tân, Thành phố Hải Phòng» or as a province alone, by the names in force on
 * a day. Null for anything else: a commune that the province does not have then, two of one name, three levels. Nothing
 * is guessed, because the code is signed with the text; old names keep their text alone.
 */
export function placeCodeOf(text: string, on: CivilDate): PlaceCode | null {
  const parts = text.split(',').map(key);
  const last = parts.at(-1);
  const province = last === undefined ? undefined : provinceNamed(last, on);
  if (province === undefined) return null;
  if (parts.length === 1) return { province, commune: null };
  const codes = communesNamed().get(`${province} ${parts.at(-2)}`) ?? [];
  const [commune, ...others] = codes.filter((code) => {
    const found = communeAsOf(code, on);
    return found !== undefined && inForce(found, on) && found.kind !== null;
  });
  return commune === undefined || others.length > 0 ? null : { province, commune };
}
