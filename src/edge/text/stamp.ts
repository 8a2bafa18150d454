import type { RenewalAnswer, RenewalRefusal } from '../../app/register/stamp/renew-evidence.ts';
import type { Stamped, StampingRefusal } from '../../app/register/stamp/stamp-checkpoint.ts';
import { timeText } from './time.ts';

type Refusal = StampingRefusal | RenewalRefusal | { readonly code: 'no-authority' };
type ByCode = { readonly [C in Refusal['code']]: Extract<Refusal, { readonly code: C }> };

const sentences: { readonly [C in keyof ByCode]: (refusal: ByCode[C]) => string } = {
  'no-authority': () =>
    'Cấu hình của Sở chưa có dịch vụ dấu thời gian. Thêm mục timeStamp {"url": …} rồi chạy lại.',
  'nothing-to-stamp': () => 'Nhật ký chưa có điểm kiểm nào để đóng dấu thời gian.',
  'nothing-to-renew': () =>
    'Không có bằng chứng thời gian nào còn chứng minh được để gia hạn. Xem hocba fsck, rồi đóng dấu mới.',
  'head-already-stamped': ({ size }) =>
    `Điểm kiểm mới nhất (${size} lá) đã có dấu thời gian; chưa có gì mới.`,
  'stamped-today': ({ at }) => `Hôm nay đã đóng dấu thời gian (${timeText(at)}).`,
  'stamp-rejected': ({ failure }) =>
    `Dịch vụ dấu thời gian từ chối (${failure}). Hỏi đơn vị cung cấp dịch vụ, rồi chạy lại.`,
  'stamp-not-accepted': ({ codes }) =>
    `Dấu thời gian nhận được chưa chứng minh được thời điểm nên không cất (${[...new Set(codes)].join(', ')}). Kiểm tra chứng thư gốc và danh sách thu hồi (CRL) của dịch vụ trong thư mục tin cậy.`,
};

function sentenceOf<C extends keyof ByCode>(code: C, refusal: ByCode[C]): string {
  return sentences[code](refusal);
}

/** Why no time-stamp was taken. */
export const stampRefusalSentence = (refusal: Refusal): string => sentenceOf(refusal.code, refusal);

/** Sentences of `hocba log stamp` and `hocba log renew`. */
export const stampText = {
  usage:
    'log stamp [--config TỆP] [--json]\n      hocba log renew [--config TỆP] [--digest sha256|sha384|sha512] [--rehash] [--json]',
  stamped: ({ size, provenTime }: Stamped): string =>
    `Điểm kiểm ${size} lá đã được đóng dấu thời gian: mọi lá của nó có trước ${timeText(provenTime)}.`,
  renewed: ({ renewed, provenTime, left }: RenewalAnswer): string =>
    [
      `Đã gia hạn bằng chứng của ${renewed} điểm kiểm bằng một dấu thời gian, lúc ${timeText(provenTime)}.`,
      ...left.map(
        ({ size, codes }) =>
          `  - Điểm kiểm ${size} lá: bằng chứng cũ không còn chứng minh được (${codes.join(', ')}), không gia hạn được.`,
      ),
    ].join('\n'),
} as const;
