import { ethnicAliases, ethnicGroups } from '../../domain/catalogue/ethnic-groups.ts';
import { fold } from './fold.ts';

/** Letters only: hyphens, apostrophes and spaces differ from list to list. Tones stay: Thái is not Thai. */
const key = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '');

const codes = new Map<string, string>();
const folded = new Map<string, string | null>();
for (const { code, name } of ethnicGroups) {
  const aliases = Object.entries(ethnicAliases).filter(([, of]) => of === name);
  for (const spelling of [name, ...aliases.map(([alias]) => alias)]) {
    codes.set(key(spelling), code);
    const plain = fold(key(spelling));
    const before = folded.get(plain);
    folded.set(plain, before === undefined || before === code ? code : null);
  }
}

/** The two-digit code of an ethnic group by its name in any spelling; undefined where none fits only one. */
export const ethnicCodeOf = (text: string): string | undefined =>
  codes.get(key(text)) ?? folded.get(fold(key(text))) ?? undefined;

export const ethnicName = (code: string): string | undefined =>
  ethnicGroups.find((group) => group.code === code)?.name;
