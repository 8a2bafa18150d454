import type { XmlFaultCode } from '../../format/xml/fault.ts';
import { expectedText, placeText } from './xml-field.ts';

type Facts = Readonly<Record<string, string>>;

/** What the reader of a report is told about one finding: what is wrong and where, and what to do about it. */
export interface FindingText {
  readonly sentence: string;
  /** Null where nothing needs to be done. */
  readonly remedy: string | null;
}

/** «tại kết quả học kì I», «tại byte thứ 1204», or nothing. */
function whereText({ path, at }: Facts): string {
  if (path !== undefined && path !== '') return ` tại ${placeText(path)}`;
  return at === undefined ? '' : ` tại byte thứ ${Number(at) + 1} của tệp`;
}

const quoted = (text: string | undefined): string => `«${text ?? ''}»`;

const remedy = {
  fetchAgain:
    'Tải lại tệp gốc từ cổng tra cứu hoặc xin lại tệp từ nhà trường. Không mở tệp bằng chương trình soạn thảo rồi lưu lại: làm như vậy chữ ký sẽ mất giá trị.',
  notRecord:
    'Chọn đúng tệp học bạ số (đuôi .xml) do nhà trường phát hành hoặc tải từ cổng tra cứu; tệp ảnh, tệp in hay tệp Excel không kiểm tra được bằng lệnh này.',
  issuer:
    'Không dùng tệp này. Báo cho nhà trường và đơn vị cung cấp phần mềm lập học bạ để lập và phát hành lại theo đúng định dạng hocba-1.',
} as const;

interface FaultText {
  readonly sentence: (facts: Facts) => string;
  readonly remedy: string;
}

const fault = (sentence: FaultText['sentence'], what: string): FaultText => ({
  sentence,
  remedy: what,
});

/** Complete by type: a new fault does not compile without its sentence. */
const faults: { readonly [Code in XmlFaultCode]: FaultText } = {
  'too-large': fault(
    () => 'Tệp lớn hơn mức tối đa của một học bạ (2 MB) nên không được đọc.',
    remedy.notRecord,
  ),
  'not-utf8': fault(
    () => 'Tệp không phải là văn bản UTF-8: đây không phải là học bạ số, hoặc tệp đã hỏng.',
    remedy.notRecord,
  ),
  'byte-order-mark': fault(
    () => 'Đầu tệp có thêm dấu BOM mà học bạ gốc không có: tệp đã bị một chương trình lưu lại.',
    remedy.fetchAgain,
  ),
  'not-nfc': fault(
    (f) => `Chữ tiếng Việt không ở dạng Unicode dựng sẵn (NFC)${whereText(f)}.`,
    remedy.fetchAgain,
  ),
  doctype: fault(
    () =>
      'Tệp có khai báo DOCTYPE. Học bạ số không được có: khai báo này có thể đổi nghĩa nội dung.',
    remedy.issuer,
  ),
  comment: fault(
    (f) => `Tệp có chú thích ẩn${whereText(f)}. Không chữ ký nào bảo vệ chú thích.`,
    remedy.issuer,
  ),
  'processing-instruction': fault(
    (f) => `Tệp có chỉ thị xử lí ẩn${whereText(f)}. Không chữ ký nào bảo vệ chỉ thị này.`,
    remedy.issuer,
  ),
  cdata: fault(
    (f) => `Tệp dùng khối CDATA${whereText(f)}, là cách viết không được phép trong học bạ số.`,
    remedy.issuer,
  ),
  'entity-reference': fault(
    (f) => `Tệp dùng kí hiệu thay thế không được phép${whereText(f)}.`,
    remedy.issuer,
  ),
  'character-reference': fault(
    (f) => `Tệp viết chữ bằng mã số thay cho chữ${whereText(f)}, là cách viết không được phép.`,
    remedy.issuer,
  ),
  'carriage-return': fault(
    (f) =>
      `Tệp có dấu xuống dòng kiểu Windows${whereText(f)}: tệp đã bị lưu lại sau khi phát hành.`,
    remedy.fetchAgain,
  ),
  'control-character': fault(
    (f) => `Tệp có kí tự điều khiển không nhìn thấy${whereText(f)}.`,
    remedy.fetchAgain,
  ),
  malformed: fault(
    (f) => `Tệp không phải là XML đúng cú pháp${whereText(f)}: không phải học bạ số, hoặc đã hỏng.`,
    remedy.fetchAgain,
  ),
  truncated: fault(
    () => 'Tệp bị cụt: phần cuối không còn, có thể do tải về hoặc sao chép dở dang.',
    remedy.fetchAgain,
  ),
  'trailing-content': fault(
    (f) => `Sau phần kết thúc của học bạ còn nội dung khác${whereText(f)}.`,
    remedy.fetchAgain,
  ),
  'too-deep': fault(
    (f) => `Tệp có quá nhiều tầng lồng nhau${whereText(f)} nên không được đọc tiếp.`,
    remedy.notRecord,
  ),
  'too-many-elements': fault(
    () => 'Tệp có quá nhiều mục so với một học bạ nên không được đọc tiếp.',
    remedy.notRecord,
  ),
  'too-many-attributes': fault(
    (f) => `Một mục có quá nhiều thuộc tính${whereText(f)} nên tệp không được đọc tiếp.`,
    remedy.notRecord,
  ),
  'duplicate-attribute': fault(
    (f) => `Một thuộc tính được viết hai lần${whereText(f)}.`,
    remedy.issuer,
  ),
  'undeclared-prefix': fault(
    (f) => `Tệp dùng tiền tố tên chưa được khai báo${whereText(f)}.`,
    remedy.issuer,
  ),
  'reserved-attribute': fault(
    (f) => `Tệp dùng thuộc tính «xml:…» không được phép${whereText(f)}.`,
    remedy.issuer,
  ),
  'mixed-content': fault(
    (f) => `Có chữ xen giữa các mục${whereText(f)}, nơi học bạ số không có chữ.`,
    remedy.issuer,
  ),
  'duplicate-id': fault(
    (f) =>
      `Mã đánh dấu ${quoted(f['found'])} xuất hiện nhiều lần, nên không rõ chữ ký thuộc về phần nào.`,
    remedy.issuer,
  ),
  'unknown-profile': fault(
    () => 'Tệp là XML nhưng không phải học bạ số theo định dạng hocba-1.',
    remedy.notRecord,
  ),
  'unexpected-element': fault((f) => `Có mục lạ hoặc sai thứ tự${whereText(f)}.`, remedy.issuer),
  'missing-element': fault(
    (f) => `Thiếu mục «${expectedText(f['expected'] ?? '')}»${whereText(f)}.`,
    remedy.issuer,
  ),
  'unexpected-attribute': fault(
    (f) => `Có thuộc tính lạ ${quoted(f['found'])}${whereText(f)}.`,
    remedy.issuer,
  ),
  'missing-attribute': fault(
    (f) => `Thiếu thuộc tính ${quoted(f['expected'])}${whereText(f)}.`,
    remedy.issuer,
  ),
  'unexpected-text': fault((f) => `Có chữ ở nơi không được có chữ${whereText(f)}.`, remedy.issuer),
  'invalid-value': fault(
    (f) =>
      `Giá trị ${quoted(f['found'])} không hợp lệ${whereText(f)}; phải là: ${expectedText(f['expected'] ?? '')}.`,
    remedy.issuer,
  ),
};

/** Why a file is not a record of the profile, for one fault of the scanner or the grammar. */
export function xmlFaultText(code: XmlFaultCode, facts: Facts): FindingText {
  const text = faults[code];
  return { sentence: text.sentence(facts), remedy: text.remedy };
}
