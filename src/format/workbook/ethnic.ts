import { fold } from './fold.ts';

/** Dân tộc: the Statistics Office's list, whose two-digit codes QCVN 109 uses. Position + 1 is the code. */
const names: readonly string[] = [
  'Kinh',
  'Tày',
  'Thái',
  'Hoa',
  'Khơ-me',
  'Mường',
  'Nùng',
  'Hmông',
  'Dao',
  'Gia-rai',
  'Ngái',
  'Ê-đê',
  'Ba-na',
  'Xơ-đăng',
  'Sán Chay',
  'Cơ-ho',
  'Chăm',
  'Sán Dìu',
  'Hrê',
  'Mnông',
  'Ra-glai',
  'Xtiêng',
  'Bru-Vân Kiều',
  'Thổ',
  'Giáy',
  'Cơ-tu',
  'Gié-Triêng',
  'Mạ',
  'Khơ-mú',
  'Co',
  'Ta-ôi',
  'Chơ-ro',
  'Kháng',
  'Xinh-mun',
  'Hà Nhì',
  'Chu-ru',
  'Lào',
  'La Chí',
  'La Ha',
  'Phù Lá',
  'La Hủ',
  'Lự',
  'Lô Lô',
  'Chứt',
  'Mảng',
  'Pà Thẻn',
  'Cơ Lao',
  'Cống',
  'Bố Y',
  'Si La',
  'Pu Péo',
  'Brâu',
  'Ơ Đu',
  'Rơ-măm',
  'Người nước ngoài',
];

/** Other spellings, by the name in the list. */
const aliases: Readonly<Record<string, string>> = {
  Khmer: 'Khơ-me',
  'Khơ me': 'Khơ-me',
  Mông: 'Hmông',
  "H'Mông": 'Hmông',
  Stiêng: 'Xtiêng',
  'Tà-ôi': 'Ta-ôi',
  Jrai: 'Gia-rai',
  'Gia Lai': 'Gia-rai',
  Bahnar: 'Ba-na',
  'Kơ Ho': 'Cơ-ho',
  'Xê-đăng': 'Xơ-đăng',
  'Cao Lan': 'Sán Chay',
  'Nước ngoài': 'Người nước ngoài',
};

/** Letters only: hyphens, apostrophes and spaces differ from list to list. Tones stay: Thái is not Thai. */
const key = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '');

const codes = new Map<string, string>();
const folded = new Map<string, string | null>();
const codeOf = (name: string): string => String(names.indexOf(name) + 1).padStart(2, '0');
for (const [spelling, name] of [...names.map((n) => [n, n] as const), ...Object.entries(aliases)]) {
  codes.set(key(spelling), codeOf(name));
  const plain = fold(key(spelling));
  const before = folded.get(plain);
  folded.set(plain, before === undefined || before === codeOf(name) ? codeOf(name) : null);
}

/** The two-digit code of an ethnic group by its name in any spelling; undefined where none fits only one. */
export const ethnicCodeOf = (text: string): string | undefined =>
  codes.get(key(text)) ?? folded.get(fold(key(text))) ?? undefined;

export const ethnicName = (code: string): string | undefined => names[Number(code) - 1];

/** Người nước ngoài. */
export const foreignEthnicCode = '55';
