import type { SigningTitles } from '../../app/signing/sign-items.ts';
import { type Slot, teacherOf } from '../../domain/record/slot.ts';

/** What a slot signs as, in a word or two. */
export const slotRoleText = (slot: Slot): string => {
  if (teacherOf(slot) !== undefined) return 'giáo viên môn học';
  if (slot === 'homeroom') return 'giáo viên chủ nhiệm';
  return slot === 'head' ? 'người đứng đầu' : 'dấu của trường';
};

/** Titles on the device that approves: classes, learner numbers and counts, no names or marks. */
export const signingTitles: SigningTitles = {
  batch(items) {
    const classes = [...new Set(items.map(({ className }) => className))].join(', ');
    return `Kí ${items.length} học bạ lớp ${classes}`;
  },
  item: ({ className, learner, slot }) =>
    `Học bạ lớp ${className}, học sinh ${learner}, ${slotRoleText(slot)}`,
};

export const sealTitle = (count: number): string => `Đóng dấu ${count} học bạ`;
