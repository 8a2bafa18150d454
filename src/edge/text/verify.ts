import type { RecordContent } from '../../domain/record/content.ts';
import { type Slot, signingTeachers, teacherOf } from '../../domain/record/slot.ts';
import { type Instant, parseInstant } from '../../domain/time/instant.ts';
import type { Finding, Outcome, Verdict } from '../../format/signature/report.ts';
import { type XmlFaultCode, xmlFaultCodes } from '../../format/xml/fault.ts';
import { id } from '../../format/xml/names.ts';
import { chainFindingText } from './certificate.ts';
import { timeText } from './time.ts';
import { timeStampFindingText } from './time-stamp.ts';
import { timeRows } from './verify-time.ts';
import { type FindingText, xmlFaultText } from './xml.ts';

export type { FindingText } from './xml.ts';

export const verdictText: { readonly [V in Verdict]: string } = {
  valid: 'HỢP LỆ',
  invalid: 'KHÔNG HỢP LỆ',
  undetermined: 'CHƯA XÁC ĐỊNH',
};

/** What a verdict means for whoever holds the record, in one sentence. */
export const verdictMeaning: { readonly [V in Verdict]: string } = {
  valid: 'Nội dung còn nguyên như khi ký; đủ chữ ký, đúng người, đúng thứ tự.',
  invalid: 'Không được dùng tệp này làm căn cứ. Lí do ghi ở phía dưới.',
  undetermined: 'Chưa thấy sai, nhưng chưa đủ căn cứ để khẳng định là hợp lệ.',
};

/** What the content of the record adds to a sentence: the subjects and names. Null while it could not be read. */
export type Known = RecordContent | null;

/** «Ngữ văn, Toán»: the subjects for which a teacher answers in this record. */
const subjectsOf = (slot: Slot, content: Known): string =>
  (content?.kind === 'secondary' ? content.subjects : [])
    .filter((row) => row.teachers.some(({ personalId }) => personalId === teacherOf(slot)))
    .map(({ name }) => name)
    .join(', ');

function teacherName(slot: Slot, content: Known): string {
  const teachers = content === null ? [] : signingTeachers(content);
  const teacher = teachers.find(({ personalId }) => personalId === teacherOf(slot));
  return teacher?.name ?? teacherOf(slot) ?? '';
}

/** The capacity in which a slot is signed: «Giáo viên Ngữ văn», «Giáo viên chủ nhiệm», «Hiệu trưởng», «Nhà trường (đóng dấu)». */
export function slotRoleText(slot: Slot, content: Known): string {
  if (slot === 'homeroom') return 'Giáo viên chủ nhiệm';
  if (slot === 'head') {
    const { title = 'Hiệu trưởng', onBehalf = null } = content?.head ?? {};
    return onBehalf === null ? title : `${title} (KT. ${onBehalf})`;
  }
  if (slot === 'seal') return 'Nhà trường (đóng dấu)';
  const subjects = subjectsOf(slot, content);
  return subjects === '' ? 'Giáo viên môn học' : `Giáo viên ${subjects}`;
}

/** Whoever signs a slot, by name, as a sentence continues: «giáo viên Lê Thị Hoa (Ngữ văn)». */
export function slotSignerText(slot: Slot, content: Known): string {
  if (slot === 'homeroom') {
    const homeroom = content === null || content.kind === 'extracted' ? null : content.homeroom;
    return `giáo viên chủ nhiệm ${homeroom?.name ?? ''}`.trimEnd();
  }
  if (slot === 'head') {
    const { title = 'Hiệu trưởng', name = '', onBehalf = null } = content?.head ?? {};
    const signer = `${title.toLowerCase()} ${name}`.trimEnd();
    return onBehalf === null ? signer : `${signer} (ký thay ${onBehalf.toLowerCase()})`;
  }
  if (slot === 'seal') return content ? `nhà trường (${content.school.name})` : 'nhà trường';
  const subjects = subjectsOf(slot, content);
  const name = `giáo viên ${teacherName(slot, content)}`;
  return subjects === '' ? name : `${name} (${subjects})`;
}

const signedWord = (slot: Slot): string => (slot === 'seal' ? 'đóng dấu' : 'ký');
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const remedy = {
  askSchool:
    'Không dùng tệp này. Lấy lại tệp gốc từ cổng tra cứu bằng mã số tra cứu; nếu tệp ở đó cũng báo như vậy, đề nghị nhà trường thu hồi và phát hành lại.',
  signAgain:
    'Báo cho nhà trường: người có trách nhiệm phải ký lại bằng chứng thư số của chính mình, rồi nhà trường phát hành lại học bạ.',
  complete:
    'Học bạ chưa ký xong hoặc đã bị gỡ chữ ký. Nhà trường phải ký đủ rồi mới phát hành; lấy lại tệp đã phát hành từ cổng tra cứu.',
  signingTool:
    'Báo cho đơn vị cung cấp phần mềm ký số: chữ ký phải theo đúng quy cách của định dạng hocba-1. Sau đó nhà trường ký và phát hành lại.',
  clock:
    'Kiểm tra ngày giờ của máy đang dùng và tham số --at. Nếu đều đúng thì đồng hồ máy ký đã sai: báo cho nhà trường ký lại.',
} as const;

interface Context {
  readonly slot: Slot;
  readonly facts: Readonly<Record<string, string>>;
  readonly content: Known;
}

/** What was changed, by the part of the file that the signature's reference names. */
function partText(part: string, { slot, content }: Context): string {
  const who = slotSignerText(slot, content);
  const after = `sau khi ${who} ${signedWord(slot)}`;
  if (part.startsWith(id.subject)) {
    const code = part.slice(id.subject.length);
    const name = content?.subjects.find(({ subject }) => subject === code)?.name ?? code;
    return `Môn ${name} đã bị thay đổi ${after}`;
  }
  if (part === id.signatures)
    return `Danh sách chữ ký của các giáo viên đã bị thêm, bớt hoặc thay ${after}`;
  if (part === id.head) return `Chữ ký của người đứng đầu nhà trường đã bị thay ${after}`;
  if (part === id.record) return `Thông tin học bạ đã bị thay đổi ${after}`;
  return `Dữ liệu của học bạ đã bị thay đổi ${after}`;
}

const roleWanted = ({ facts }: Context): string =>
  (facts['expected'] ?? '') === '' ? '' : ` (học bạ ghi «${facts['expected']}»)`;

const instantText = (text: string | undefined): string => {
  const instant: Instant | undefined = text === undefined ? undefined : parseInstant(text);
  return instant === undefined ? '' : timeText(instant);
};

type Row = readonly [sentence: (context: Context) => string, remedy: string | null];

const of = ({ slot, content }: Context): string => `Chữ ký của ${slotSignerText(slot, content)}`;

/** One row for every code that `verifyRecord` itself gives; verify.test.ts walks its sources for the codes. */
const rows: Readonly<Record<string, Row>> = {
  'canonical-text': [() => 'Tệp là văn bản đúng quy cách, không có phần ẩn.', null],
  schema: [() => 'Nội dung đúng định dạng hocba-1.', null],
  signature: [(c) => `${of(c)} hợp lệ.`, null],
  'environment-not-expected': [
    ({ facts }) =>
      facts['environment'] === 'trial'
        ? 'Đây là học bạ thử nghiệm, không có giá trị như học bạ thật.'
        : 'Đây là học bạ thật, không dùng được trong môi trường thử nghiệm.',
    'Dùng học bạ do nhà trường phát hành chính thức; học bạ thử nghiệm chỉ dùng để tập huấn và kiểm thử.',
  ],
  'signature-missing': [
    ({ slot, content }) => `Thiếu chữ ký của ${slotSignerText(slot, content)}.`,
    remedy.complete,
  ],
  'reference-not-prescribed': [
    (c) => `${of(c)} không ký đúng phần học bạ thuộc trách nhiệm của người ký.`,
    remedy.signingTool,
  ],
  'reference-type': [(c) => `${of(c)} ghi sai loại của phần được ký.`, remedy.signingTool],
  'properties-of-another-signature': [
    (c) => `${of(c)} mang thông tin ký của một chữ ký khác.`,
    remedy.askSchool,
  ],
  'content-changed': [(c) => `${partText(c.facts['part'] ?? '', c)}.`, remedy.askSchool],
  'properties-changed': [
    (c) => `Thông tin ký (thời điểm, vai trò, chứng thư số) trong ${lower(of(c))} đã bị sửa.`,
    remedy.askSchool,
  ],
  'signature-value': [
    (c) => `${of(c)} không khớp với chứng thư số đi kèm: chữ ký đã bị sửa hoặc bị làm giả.`,
    remedy.askSchool,
  ],
  'key-not-accepted': [
    (c) =>
      `${of(c)} dùng loại khóa hoặc độ dài khóa không được chấp nhận (${c.facts['key'] ?? ''}).`,
    'Người ký phải dùng chứng thư số có khóa RSA từ 2048 bit hoặc ECDSA P-256, P-384, rồi ký lại.',
  ],
  'signing-certificate-other': [
    (c) => `${of(c)} kèm một chứng thư số khác với chứng thư đã dùng khi ký.`,
    remedy.askSchool,
  ],
  'certificate-unreadable': [
    (c) => `Không đọc được chứng thư số trong ${lower(of(c))}.`,
    remedy.askSchool,
  ],
  'signer-not-expected': [
    ({ slot, facts, content }) =>
      `Ô chữ ký của ${slotSignerText(slot, content)} lại được ký bằng chứng thư số của ${facts['signer'] ?? 'người khác'}.`,
    remedy.signAgain,
  ],
  'role-not-expected': [
    (c) =>
      `${of(c)} khai vai trò «${c.facts['role'] ?? ''}», không đúng với vị trí ký này${roleWanted(c)}.`,
    remedy.signAgain,
  ],
  'signing-time-unreadable': [
    (c) => `${of(c)} không ghi rõ thời điểm ký (thiếu múi giờ hoặc sai dạng).`,
    remedy.signingTool,
  ],
  'signing-time-in-future': [
    (c) =>
      `${of(c)} ghi thời điểm ký ${instantText(c.facts['signedAt'])}, muộn hơn thời điểm kiểm tra ${instantText(c.facts['asOf'])}.`,
    remedy.clock,
  ],
  'trust-not-given': [
    () =>
      'Chưa biết tổ chức chứng thực nào được tin cậy, nên chưa xét được chứng thư số của người ký.',
    'Thêm «--trust THƯ-MỤC» với thư mục chứa chứng thư gốc, chứng thư trung gian và danh sách thu hồi (CRL).',
  ],
  'signed-too-early': [
    (c) =>
      `${of(c)} ghi lúc ${instantText(c.facts['signedAt'])}, sớm hơn chữ ký của người phải ký trước.`,
    'Thứ tự ký là: giáo viên môn học, giáo viên chủ nhiệm, người đứng đầu, rồi nhà trường đóng dấu. Nhà trường phải ký lại đúng thứ tự.',
  ],
};

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const isXmlFault = (code: string): code is XmlFaultCode =>
  (xmlFaultCodes as readonly string[]).includes(code);

/** What a finding says to a reader. Undefined for a code of another table (certificate.ts, log.ts). */
export function recordFindingText(finding: Finding, content: Known): FindingText | undefined {
  const { code, slot, facts = {} } = finding;
  const fault = code.slice(4);
  if (code.startsWith('xml-') && isXmlFault(fault)) return xmlFaultText(fault, facts);
  const context = { slot: slot ?? 'seal', facts, content };
  const row = Object.hasOwn(rows, code) ? rows[code] : undefined;
  if (row !== undefined) return { sentence: capital(row[0](context)), remedy: row[1] };
  const timed = Object.hasOwn(timeRows, code) ? timeRows[code] : undefined;
  if (timed === undefined) return undefined;
  return { sentence: capital(timed[0](facts, lower(of(context)))), remedy: timed[1] };
}

/** What any finding of a report says. A code without a sentence is shown as it is: nothing found is ever hidden. */
export function findingText(finding: Finding, content: Known): FindingText {
  const known =
    recordFindingText(finding, content) ??
    chainFindingText(finding) ??
    timeStampFindingText(finding);
  if (known !== undefined) return known;
  const whose =
    finding.slot === undefined ? '' : ` (chữ ký của ${slotSignerText(finding.slot, content)})`;
  return { sentence: `Kết quả kiểm tra «${finding.code}»${whose}.`, remedy: null };
}

/** An open check that concerns every signer need not be told sixteen times. */
const toldPerCode = 3;

interface Told {
  readonly code: string;
  readonly outcome: Outcome;
  readonly sentence: string;
}

/**
 * The sentences of several findings, each once. Whatever failed is told in full; of open checks of one kind the first
 * three, and how many more there are.
 */
export function distinctSentences(findings: readonly Told[]): readonly string[] {
  const byCode = new Map<string, Set<string>>();
  for (const { code, outcome, sentence } of findings) {
    const key = outcome === 'undetermined' ? code : `${outcome} ${sentence}`;
    byCode.set(key, (byCode.get(key) ?? new Set()).add(sentence));
  }
  return [...byCode.values()].flatMap((sentences) => {
    const all = [...sentences];
    if (all.length <= toldPerCode + 1) return all;
    return [...all.slice(0, toldPerCode), `Còn ${all.length - toldPerCode} điều cùng loại.`];
  });
}
