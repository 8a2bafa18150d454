import type { StaffMember } from '../school/yearbook.ts';

/** Chức vụ as the workbooks give it: the position, else the group of positions. */
export const positionOf = ({ position, group }: StaffMember): string | null => position ?? group;

/** Cấp phó của người đứng đầu: «Phó hiệu trưởng», «Phó giám đốc». Deputies of other bodies do not sign for the head. */
export const isDeputy = (member: StaffMember): boolean =>
  /^phó (hiệu trưởng|giám đốc)/iu.test(positionOf(member)?.trim() ?? '');
