import type { CivilDate } from '../time/civil-date.ts';
import { type CatalogueEntry, catalogueDay, inForce } from './entry.ts';
import { provincesMerged } from './provinces.ts';
import snapshot from './reference/communes.json' with { type: 'json' };

/** Xã, phường, đặc khu. */
export interface Commune extends CatalogueEntry {
  readonly provinceCode: string;
  /** Null where nobody here knows which kind it was on the day that was asked for. */
  readonly kind: 'Xã' | 'Phường' | 'Đặc khu' | null;
}

/** 237/NQ-UBTVQH16: ten communes of Đồng Nai become phường. The list at hand does not say which. */
const dongNaiKinds = catalogueDay('2026-04-30');

const kindOf = (kind: string): Commune['kind'] =>
  kind === 'Xã' || kind === 'Phường' || kind === 'Đặc khu' ? kind : null;

const communes: ReadonlyMap<string, Commune> = new Map(
  snapshot.map(({ code, name, kind, province }) => [
    code,
    {
      code,
      name,
      kind: kindOf(kind),
      provinceCode: province,
      validFrom: provincesMerged,
      validTo: null,
    },
  ]),
);

/**
 * What a commune's code means on a day. Before 1 July 2025 nothing is known here: records of then keep their text. The
 * list is the state of 25 July 2026; a change between the two days that its source does not date is not seen.
 */
export function communeAsOf(code: string, on: CivilDate): Commune | undefined {
  const commune = communes.get(code);
  if (commune === undefined || !inForce(commune, on)) return undefined;
  return commune.provinceCode === '75' && on < dongNaiKinds ? { ...commune, kind: null } : commune;
}

/** All communes of the list, for look-ups by name. */
export const allCommunes = (): Iterable<Commune> => communes.values();
