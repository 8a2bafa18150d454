import { parseInstant } from '../../domain/time/instant.ts';
import type { EvidenceCode, EvidenceFinding } from '../../format/evidence/finding.ts';
import { timeText } from './time.ts';
import type { FindingText } from './xml.ts';

type ByCode = { readonly [C in EvidenceCode]: Extract<EvidenceFinding, { readonly code: C }> };
type Texts = { readonly [C in EvidenceCode]: (finding: ByCode[C]) => FindingText };

const text = (sentence: string, remedy: string | null): FindingText => ({ sentence, remedy });
const passed = (sentence: string): FindingText => text(sentence, null);

const when = (written: string): string => {
  const instant = parseInstant(written);
  return instant === undefined ? written : timeText(instant);
};

const remedy = {
  fetchAgain:
    'Tải lại bằng chứng của đúng học bạ này từ cổng tra cứu; nếu vẫn sai, báo cho Sở quản lý sổ gốc.',
  giveTrust:
    'Đặt chứng thư gốc, danh sách thu hồi (CRL) của tổ chức cấp dấu thời gian và khóa của sổ gốc vào thư mục tin cậy (--trust), rồi kiểm tra lại.',
  renewed:
    'Hỏi Sở bằng chứng mới nhất: dấu thời gian được gia hạn trước khi tổ chức cấp hết hạn thì vẫn còn giá trị.',
  rehash:
    'Hỏi Sở bằng chứng đã băm lại bằng hàm băm mới; nếu sổ gốc chưa băm lại trước thời điểm đó, thời gian không còn chứng minh được bằng cách này.',
} as const;

/** What most often leaves a token open or refutes it, in words; the codes themselves are in the facts. */
const causes: ReadonlyMap<string, string> = new Map([
  ['certificate-revoked-later', 'chứng thư của tổ chức cấp đã bị thu hồi sau đó'],
  ['certificate-revoked', 'chứng thư của tổ chức cấp đã bị thu hồi'],
  ['certificate-expired-later', 'chứng thư của tổ chức cấp đã hết hạn sau đó'],
  ['certificate-expired', 'chứng thư của tổ chức cấp đã hết hạn khi đóng dấu'],
  ['issuer-not-found', 'chưa tin cậy tổ chức cấp'],
  ['crl-missing', 'thiếu danh sách thu hồi'],
  ['crl-out-of-date', 'danh sách thu hồi đã cũ'],
  ['time-stamp-imprint-differs', 'dấu không phải của dữ liệu này'],
  ['time-stamp-signature-wrong', 'chữ ký trên dấu sai'],
  ['time-stamp-from-future', 'thời điểm trên dấu ở tương lai'],
]);

const causeText = (codes: string): string =>
  codes
    .split(' ')
    .map((code) => causes.get(code) ?? code)
    .join('; ');

const texts: Texts = {
  'evidence-head-signed': ({ facts }) =>
    passed(`Điểm kiểm ${facts.size} lá được đóng dấu thời gian là của sổ gốc ${facts.origin}.`),
  'evidence-head-refused': () =>
    text(
      'Điểm kiểm được đóng dấu thời gian không có chữ ký đúng của sổ gốc đã biết.',
      remedy.fetchAgain,
    ),
  'evidence-head-keys-missing': () =>
    text(
      'Chưa có khóa của sổ gốc để kiểm tra điểm kiểm được đóng dấu thời gian.',
      remedy.giveTrust,
    ),
  'evidence-token-unreadable': ({ facts }) =>
    text(`Không đọc được dấu thời gian thứ ${facts.stamp}.`, remedy.fetchAgain),
  'evidence-place-impossible': ({ facts }) =>
    text(
      `Đường dẫn từ hồ sơ bằng chứng tới dấu thời gian thứ ${facts.stamp} không đúng dạng.`,
      remedy.fetchAgain,
    ),
  'evidence-digest-differs': ({ facts }) =>
    text(
      `Dấu thời gian thứ ${facts.stamp} dùng hàm băm ${facts.found}, khác với ${facts.stated} đã ghi.`,
      remedy.fetchAgain,
    ),
  'evidence-stamp-holds': ({ facts }) =>
    passed(
      `Dấu thời gian thứ ${facts.stamp} của ${facts.authority} chứng minh thời điểm ${when(facts.time)}.`,
    ),
  'evidence-stamp-wrong': ({ facts }) =>
    text(
      `Dấu thời gian thứ ${facts.stamp} không hợp lệ: ${causeText(facts.codes)}.`,
      remedy.fetchAgain,
    ),
  'evidence-stamp-open': ({ facts }) =>
    text(
      `Dấu thời gian thứ ${facts.stamp} chưa xác định được tại ${when(facts.until)}: ${causeText(facts.codes)}.`,
      /expired-later|revoked-later/.test(facts.codes) ? remedy.renewed : remedy.giveTrust,
    ),
  'evidence-digest-retired': ({ facts }) =>
    text(
      `Hàm băm ${facts.algorithm} của dấu thời gian thứ ${facts.stamp} không còn được tin từ ${when(facts.since)}, mà trước đó chưa có dấu mới hơn che phủ.`,
      remedy.renewed,
    ),
  'evidence-tree-retired': ({ facts }) =>
    text(
      `Cây nhật ký dùng hàm băm ${facts.algorithm}, không còn được tin từ ${when(facts.since)}, và chưa được băm lại trước đó.`,
      remedy.rehash,
    ),
  'evidence-time-proven': ({ facts }) =>
    passed(`${facts.size} lá đầu của nhật ký đã có trước ${when(facts.time)}.`),
  'evidence-of-other-head': () =>
    text(
      'Điểm kiểm được đóng dấu thời gian không phải là điểm kiểm nào trong bằng chứng này.',
      remedy.fetchAgain,
    ),
  'evidence-head-without-record': ({ facts }) =>
    text(
      `Điểm kiểm được đóng dấu thời gian có ${facts.size} lá, chưa chứa lá ${facts.leafIndex} của học bạ này.`,
      remedy.fetchAgain,
    ),
  'evidence-record-not-rehashed': ({ facts }) =>
    text(
      `Chưa có đường dẫn từ học bạ này tới cây đã băm lại, trong khi SHA-256 không còn được tin từ ${when(facts.since)}.`,
      remedy.rehash,
    ),
  'evidence-record-time': ({ facts }) =>
    passed(
      `Học bạ đã được ghi vào sổ gốc trước ${when(facts.time)}, theo dấu thời gian trên điểm kiểm ${facts.size} lá.`,
    ),
};

function textOf<C extends EvidenceCode>(code: C, finding: ByCode[C]): FindingText {
  return texts[code](finding);
}

/** The sentence and the remedy for one check of an evidence record. */
export const evidenceText = (finding: EvidenceFinding): FindingText =>
  textOf(finding.code, finding);
