import type { CivilDate } from '../time/civil-date.ts';
import { type CatalogueEntry, catalogueDay, entryAsOf } from './entry.ts';

/** Dân tộc: the Statistics Office's order, whose two-digit codes QCVN 109 uses; 55 is «Người nước ngoài». */
const names = `Kinh, Tày, Thái, Hoa, Khơ-me, Mường, Nùng, Hmông, Dao, Gia-rai, Ngái, Ê-đê, Ba-na, Xơ-đăng, Sán Chay,
Cơ-ho, Chăm, Sán Dìu, Hrê, Mnông, Ra-glai, Xtiêng, Bru-Vân Kiều, Thổ, Giáy, Cơ-tu, Gié-Triêng, Mạ, Khơ-
mú, Co, Ta-ôi, Chơ-ro, Kháng, Xinh-mun, Hà Nhì, Chu-ru, Lào, La Chí, La Ha, Phù Lá, La Hủ, Lự, Lô Lô,
Chứt, Mảng, Pà Thẻn, Cơ Lao, Cống, Bố Y, Si La, Pu Péo, Brâu, Ơ Đu, Rơ-măm, Người nước ngoài`;

/** Quyết định 121-TCTK/PPCĐ, the list's first day. */
const listed = catalogueDay('1979-03-02');

/** Danh mục dân tộc: 54 groups and foreigners. */
export const ethnicGroups: readonly CatalogueEntry[] = names.split(/,\s+/).map((name, index) => ({
  code: String(index + 1).padStart(2, '0'),
  name,
  validFrom: listed,
  validTo: null,
}));

/** Other spellings that workbooks have, by the name in the list. */
export const ethnicAliases: Readonly<Record<string, string>> = {
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

/** Người nước ngoài. */
export const foreignEthnicCode = '55';

export const ethnicAsOf = (code: string, on: CivilDate): CatalogueEntry | undefined =>
  entryAsOf(ethnicGroups, code, on);
