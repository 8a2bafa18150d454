import type { PersonalId, Sex } from './identity.ts';

/** Ý nghĩa các chữ số của số định danh: place of registration, sex and year of birth (Decree 137/2015, art. 13). */
export interface PersonalIdFacts {
  /** Three digits: the province, or from 100 the country, where the birth was registered. */
  readonly prefix: string;
  readonly sex: Sex;
  readonly birthYear: number;
}

/** What the first six digits of a number say; the other six are random. */
export function personalIdFacts(id: PersonalId): PersonalIdFacts {
  const century = Number(id[3]);
  return {
    prefix: id.slice(0, 3),
    sex: century % 2 === 0 ? 'M' : 'F',
    birthYear: 1900 + 100 * Math.floor(century / 2) + Number(id.slice(4, 6)),
  };
}
