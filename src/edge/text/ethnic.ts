import { ethnicGroups } from '../../domain/catalogue/ethnic-groups.ts';

/** The name of a two-digit code; the code itself where the list has no such number. */
export const ethnicText = (code: string): string =>
  ethnicGroups.find((group) => group.code === code)?.name ?? `mã ${code}`;
