import type { CheckpointFault } from '../../format/log/checkpoint.ts';
import type { CosigningRefusal } from '../../format/log/cosignature.ts';
import type { FollowRefusal } from '../../format/log/follow.ts';
import type { FrontierFault } from '../../format/log/frontier.ts';
import type { KeyFault } from '../../format/log/key.ts';
import type { LeafFault, LogLeaf } from '../../format/log/leaf.ts';
import type { LockRefusal } from '../../format/log/lock-set.ts';
import type { ProofFault } from '../../format/log/proof.ts';
import type { ProofCheck, ProofFinding, ProofReason } from '../../format/log/proof-finding.ts';
import type { TileFault } from '../../format/log/tiles.ts';
import type { TreeProofRefusal } from '../../format/log/tree-proof.ts';

/** Everything that the log's formats refuse. */
export type LogRefusal =
  | KeyFault
  | CheckpointFault
  | { readonly code: 'key-not-for-notes' }
  | CosigningRefusal
  | FollowRefusal
  | FrontierFault
  | LeafFault
  | LockRefusal
  | ProofReason
  | TileFault
  | TreeProofRefusal;

type RefusalByCode = {
  readonly [C in LogRefusal['code']]: Extract<LogRefusal, { readonly code: C }>;
};

const sentences: {
  readonly [C in keyof RefusalByCode]: (refusal: RefusalByCode[C]) => string;
} = {
  // Keys and notes
  'key-malformed': () => 'Khóa không đúng dạng TÊN+MÃ+BASE64.',
  'key-name-impossible': () => 'Tên khóa trống, có khoảng trắng hoặc có dấu cộng.',
  'key-type-unknown': ({ type }) => `Loại khóa số ${type} không được hỗ trợ.`,
  'key-id-differs': ({ stated, computed }) =>
    `Mã khóa ghi là ${stated} nhưng tính ra ${computed}: khóa hoặc tên khóa đã bị sửa.`,
  'key-not-for-notes': () => 'Khóa của bên làm chứng không được dùng để ký nhật ký.',
  'key-not-for-cosigning': () => 'Khóa này không phải khóa của bên làm chứng.',
  'time-before-epoch': () => 'Thời điểm làm chứng trước năm 1970.',
  'note-too-large': () => 'Văn bản ký quá dài.',
  'note-not-utf8': () => 'Văn bản ký không phải UTF-8 hợp lệ.',
  'note-control-character': () => 'Văn bản ký có kí tự điều khiển.',
  'note-unfinished': () => 'Văn bản ký không kết thúc bằng dấu xuống dòng.',
  'note-without-signatures': () => 'Văn bản không có chữ ký nào.',
  'note-too-many-signatures': () => 'Văn bản có quá nhiều chữ ký.',
  'note-signature-malformed': ({ line }) => `Dòng chữ ký thứ ${line} không đúng dạng.`,
  'no-known-signature': () => 'Không có chữ ký nào của khóa sổ đăng ký đã biết.',
  'signature-invalid': ({ name }) => `Chữ ký của ${name} sai: nội dung đã bị sửa sau khi ký.`,
  // Tree heads and witnesses
  'checkpoint-lines-missing': () => 'Đầu nhật ký thiếu dòng: cần tên, số mục và mã gốc.',
  'checkpoint-line-empty': ({ line }) => `Dòng ${line} của đầu nhật ký bị trống.`,
  'checkpoint-size-malformed': () => 'Số mục trong đầu nhật ký không phải số nguyên hợp lệ.',
  'checkpoint-root-malformed': () =>
    'Mã gốc trong đầu nhật ký không phải 32 byte viết bằng base64.',
  'checkpoint-unreadable': () => 'Không đọc được đầu nhật ký nên chưa kiểm tra được mục này.',
  'no-register-keys': () => 'Chưa có khóa của sổ đăng ký để đối chiếu chữ ký.',
  'cosignature-missing': ({ name }) => `Không có xác nhận của bên làm chứng ${name}.`,
  'cosignature-malformed': ({ name }) => `Xác nhận của bên làm chứng ${name} không đúng dạng.`,
  'cosignature-invalid': ({ name }) => `Xác nhận của bên làm chứng ${name} sai.`,
  'witnesses-too-few': ({ expected, found }) =>
    `Cần ${expected} bên làm chứng xác nhận, mới có ${found}.`,
  // Following a log
  'other-origin': ({ expected, found }) => `Đây là nhật ký ${found}, không phải ${expected}.`,
  'smaller-tree': ({ known, found }) =>
    `Nhật ký đã biết có ${known} mục, bản này chỉ có ${found}: bản cũ hoặc đã bị cắt bớt.`,
  'same-size-other-root': ({ size }) =>
    `Có hai nhật ký khác nhau cùng ${size} mục: sổ đăng ký đã đưa ra hai sự thật.`,
  'proof-not-empty': () => 'Có đường chứng minh ở nơi không cần chứng minh.',
  inconsistent: ({ because }) => `Nhật ký mới không chứa trọn nhật ký cũ. ${logSentence(because)}`,
  // Proofs in the tree
  'index-outside-tree': () => 'Vị trí nằm ngoài nhật ký.',
  'sizes-out-of-order': () => 'Nhật ký cũ lớn hơn nhật ký mới.',
  'empty-tree-proves-nothing': () => 'Nhật ký trống không chứng minh được điều gì.',
  'subtree-impossible': () => 'Khoảng mục này không tạo thành một nhánh của cây.',
  'hash-missing': ({ level, index }) =>
    `Thiếu mã băm ở tầng ${level}, vị trí ${index} trong kho lưu của nhật ký.`,
  'hash-not-32-bytes': () => 'Mã băm không dài 32 byte.',
  'proof-length': () => 'Đường chứng minh có số mã băm không đúng.',
  'root-differs': () => 'Mã gốc tính ra khác mã gốc của nhật ký.',
  'older-root-differs': () => 'Mã gốc tính ra khác mã gốc của nhật ký cũ.',
  'frontier-malformed': ({ line }) => `Trạng thái lưu của nhật ký hỏng ở dòng ${line}.`,
  'frontier-node-count': ({ expected, found }) =>
    `Trạng thái lưu của nhật ký cần ${expected} mã băm, có ${found}.`,
  // Tiles
  'tile-length': ({ expected, found }) => `Tệp mã băm cần ${expected} byte, có ${found}.`,
  'entry-too-long': ({ index, length }) => `Mục thứ ${index + 1} dài ${length} byte, quá 65.535.`,
  'entries-truncated': ({ index }) => `Tệp mục nhật ký bị cắt ở mục thứ ${index + 1}.`,
  'entries-count': ({ expected, found }) => `Tệp mục nhật ký cần ${expected} mục, có ${found}.`,
  // Leaves
  'not-canonical-json': () => 'Mục nhật ký không viết đúng dạng chuẩn.',
  'leaf-too-long': ({ length }) => `Mục nhật ký dài ${length} byte, quá 65.535.`,
  'leaf-version-unknown': () => 'Phiên bản dạng mục nhật ký không được hỗ trợ.',
  'leaf-type-unknown': () => 'Loại mục nhật ký không được hỗ trợ.',
  'leaf-field-missing': ({ field }) => `Mục nhật ký thiếu trường ${field}.`,
  'leaf-field-unknown': ({ field }) => `Mục nhật ký có trường lạ ${field}.`,
  'leaf-field-malformed': ({ field }) => `Trường ${field} của mục nhật ký không hợp lệ.`,
  'leaf-not-shown': () =>
    'Bằng chứng chỉ có mã băm của mục nhật ký nên chưa đối chiếu được học bạ.',
  'leaf-hash-differs': () => 'Mã băm ghi kèm không phải của mục nhật ký này.',
  'leaf-of-other-type': ({ type }) =>
    `Mục nhật ký này là «${leafTypes[type]}», không đúng loại cần có.`,
  'leaf-of-other-record': () => 'Mục nhật ký này là của học bạ khác.',
  'record-differs': () => 'Bằng chứng này không phải của tệp học bạ này, hoặc tệp đã bị sửa.',
  // Locks
  'class-twice': ({ class: name, school }) => `Lớp ${name} của trường ${school} có hai lần.`,
  'record-twice': ({ record }) => `Học bạ ${record.slice(0, 12)}… có ở hai chỗ.`,
  'class-counts-differ': ({ class: name, school }) =>
    `Lớp ${name} của trường ${school}: số học sinh khác tổng số học bạ có hiệu lực và số được miễn.`,
  'school-code-impossible': ({ school }) => `Mã trường «${school}» không dùng được trong nhật ký.`,
  'excuse-not-a-code': ({ class: name, school }) =>
    `Lớp ${name} của trường ${school}: lí do không có học bạ phải là mã, không phải lời văn.`,
  'lock-before-registration': () => 'Mục khóa sổ đứng trước mục đăng ký học bạ.',
  'lock-of-other-year': () => 'Mục khóa sổ là của năm học khác.',
  'lock-of-other-school': () => 'Lớp trong mục khóa sổ là của trường khác.',
  'lock-leaf-unreadable': () => 'Không đọc được mục khóa sổ nên chưa kiểm tra được điều này.',
  'class-not-in-lock': ({ because }) =>
    `Số liệu của lớp không nằm trong tập đã khóa. ${logSentence(because)}`,
  'record-not-in-class': ({ because }) =>
    `Học bạ không nằm trong tập đã khóa của lớp. ${logSentence(because)}`,
  'lock-counts-differ': () => 'Số học sinh, số học bạ có hiệu lực và số được miễn không khớp nhau.',
};

const leafTypes: { readonly [T in LogLeaf['type']]: string } = {
  'record-registered': 'đăng ký học bạ',
  'record-recalled': 'thu hồi học bạ',
  'record-replaced': 'thay thế học bạ',
  'record-reported': 'báo cáo Bộ',
  'custody-accepted': 'nhận quyền quản lý',
  'period-locked': 'khóa sổ',
};

function sentenceOf<C extends keyof RefusalByCode>(code: C, refusal: RefusalByCode[C]): string {
  return sentences[code](refusal);
}

/** The sentence for anything that the log's formats refuse. */
export const logSentence = (refusal: LogRefusal): string => sentenceOf(refusal.code, refusal);

/** What each check of a record's proof is called. */
export const proofCheckNames: { readonly [C in ProofCheck]: string } = {
  'record-digest': 'Tệp học bạ đúng là tệp được chứng minh',
  'checkpoint-signature': 'Chữ ký của sổ đăng ký trên đầu nhật ký',
  witnesses: 'Xác nhận của bên làm chứng',
  leaf: 'Mục nhật ký ghi nhận học bạ này',
  inclusion: 'Mục nằm trong nhật ký',
  consistency: 'Nhật ký nối tiếp bản cũ, không bị sửa',
  'lock-leaf': 'Mục khóa sổ',
  'lock-inclusion': 'Mục khóa sổ nằm trong nhật ký',
  'lock-membership': 'Học bạ nằm trong tập đã khóa',
  'lock-counts': 'Số liệu khóa sổ khớp nhau',
};

const outcomes = { passed: 'đạt', failed: 'KHÔNG đạt', undetermined: 'chưa xác định' } as const;

/** One line of a proof's report. */
export function proofFindingSentence(finding: ProofFinding): string {
  const line = `${proofCheckNames[finding.check]}: ${outcomes[finding.outcome]}`;
  return finding.outcome === 'passed' ? `${line}.` : `${line}. ${logSentence(finding.reason)}`;
}

const proofFaults: { readonly [F in ProofFault['fault']]: string } = {
  missing: 'thiếu',
  unknown: 'không được phép có',
  'not-an-object': 'phải là một đối tượng',
  'not-a-list': 'phải là một danh sách',
  'too-many': 'có quá nhiều phần tử',
  'not-a-text': 'phải là văn bản',
  'not-a-count': 'phải là số nguyên không âm',
  'not-a-hash': 'phải là 32 byte viết bằng base64',
  'not-base64': 'phải viết bằng base64',
  'not-a-digest': 'phải là 64 chữ số thập lục phân viết thường',
  malformed: 'không đúng dạng',
};

/** What is wrong where in a proof's file. */
export const proofFaultSentence = ({ path, fault }: ProofFault): string =>
  `Bằng chứng: ${path === '' ? 'toàn tệp' : `trường ${path}`} ${proofFaults[fault]}.`;
