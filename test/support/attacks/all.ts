import type { Attack } from './attack.ts';
import { contentAttacks } from './content.ts';
import { keyAttacks } from './key.ts';
import { referenceAttacks } from './reference.ts';
import { textAttacks } from './text.ts';
import { wrappingAttacks } from './wrapping.ts';

export const allAttacks: readonly Attack[] = [
  ...contentAttacks,
  ...wrappingAttacks,
  ...referenceAttacks,
  ...keyAttacks,
  ...textAttacks,
];
