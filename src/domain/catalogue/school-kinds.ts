import type { CivilDate } from '../time/civil-date.ts';
import { type CatalogueEntry, catalogueDay, entryAsOf } from './entry.ts';

/** Loại hình nhà trường (Law on Education 2019, art. 47.1). */
export type SchoolKind = CatalogueEntry;

/** Luật Giáo dục 43/2019/QH14; the day of its force is common knowledge, not read in it. */
const educationLaw = catalogueDay('2020-07-01');

/** Danh mục loại hình trường, by the field dictionary's `maloaihinhtruong`. */
export const schoolKinds: readonly SchoolKind[] = [
  { code: '1', name: 'Trường công lập', validFrom: educationLaw, validTo: null },
  { code: '2', name: 'Trường dân lập', validFrom: educationLaw, validTo: null },
  { code: '3', name: 'Trường tư thục', validFrom: educationLaw, validTo: null },
];

export const schoolKindAsOf = (code: string, on: CivilDate): SchoolKind | undefined =>
  entryAsOf(schoolKinds, code, on);
