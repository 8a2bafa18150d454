import type { RecallRefusal } from '../../app/school/recall-record.ts';
import { schoolActText } from './school-acts.ts';

/** Why a record was not recalled or replaced. */
export function recallRefusalText(refusal: RecallRefusal): string {
  if (refusal.code === 'record-unknown') return 'Lớp này không có học bạ mang mã đó.';
  if (refusal.code === 'recall-refused') {
    return `Sở không nhận việc thu hồi: ${refusal.refusal.sentence}`;
  }
  return schoolActText(refusal);
}
