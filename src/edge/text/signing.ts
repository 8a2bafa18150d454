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

/** Words around a signing service. */
export const signingText = {
  approveAt: (url: string): string => `Mở địa chỉ sau trong trình duyệt và xác nhận kí: ${url}`,
} as const;

/** Sentences of `hocba pair`. */
export const pairText = {
  summary: 'Ghép chương trình này với chương trình kí (hocba agent) trên máy có USB token.',
  usage: 'pair --code MÃ-GHÉP [--config TỆP] [--json]',
  paired: 'Đã ghép. Từ nay lệnh sign và seal của cấu hình này kí bằng USB token trên máy đó.',
  refusals: {
    'signing-not-by-agent':
      'Cấu hình không kí bằng USB token: mục signing phải có kind là agent. Xin sửa cấu hình.',
    'pairing-closed':
      'Chương trình kí không mở ghép. Xin chạy lại hocba agent --pair rồi dùng mã mới hiện ra.',
    'pairing-code-wrong': 'Mã ghép không đúng. Xin nhìn lại mã trên cửa sổ của hocba agent.',
  },
} as const;
