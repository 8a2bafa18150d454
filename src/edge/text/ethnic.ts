/**
 * Dân tộc: the list of the Statistics Office, two digits, as QCVN 109 takes it over; 55 is «người nước ngoài». Names by
 * position, from 01.
 */
const names = [
  ['Kinh', 'Tày', 'Thái', 'Hoa', 'Khơ-me', 'Mường', 'Nùng', 'Hmông', 'Dao', 'Gia-rai', 'Ngái'],
  ['Ê-đê', 'Ba-na', 'Xơ-đăng', 'Sán Chay', 'Cơ-ho', 'Chăm', 'Sán Dìu', 'Hrê', 'Mnông', 'Ra-glai'],
  ['Xtiêng', 'Bru-Vân Kiều', 'Thổ', 'Giáy', 'Cơ-tu', 'Gié-Triêng', 'Mạ', 'Khơ-mú', 'Co', 'Ta-ôi'],
  ['Chơ-ro', 'Kháng', 'Xinh-mun', 'Hà Nhì', 'Chu-ru', 'Lào', 'La Chí', 'La Ha', 'Phù Lá', 'La Hủ'],
  ['Lự', 'Lô Lô', 'Chứt', 'Mảng', 'Pà Thẻn', 'Cơ Lao', 'Cống', 'Bố Y', 'Si La', 'Pu Péo', 'Brâu'],
  ['Ơ Đu', 'Rơ-măm', 'Người nước ngoài'],
].flat();

/** The name of a two-digit code; the code itself where the list has no such number. */
export const ethnicText = (code: string): string => names[Number(code) - 1] ?? `mã ${code}`;
