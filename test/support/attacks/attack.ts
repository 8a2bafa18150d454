import type { Slot } from '../../../src/domain/record/slot.ts';
import { signSample, slotOf } from '../signed-sample.ts';

/** An attack on a valid record: what is done to it, and every complaint that the verifier must raise; none but these. */
export interface Attack {
  readonly name: string;
  readonly make: () => string;
  /** `slot code part`, sorted; teachers by the name of their holder in pki.json. */
  readonly complaints: readonly string[];
}

let made: string | undefined;

/** The valid record that all attacks start from. */
export function goodRecord(): string {
  made ??= signSample();
  return made;
}

/** Fails when there is nothing to replace: an attack that changes nothing proves nothing. */
export function replaced(text: string, from: string | RegExp, to: string): string {
  const found = typeof from === 'string' ? text.includes(from) : from.test(text);
  if (!found) throw new Error(`nothing to replace: ${from}`);
  const result = text.replace(from, () => to);
  if (result === text) throw new Error(`nothing changed: ${from}`);
  return result;
}

const opening = (slot: Slot): string => {
  if (slot === 'homeroom') return '<GVCN>';
  if (slot === 'head') return '<CBQL Id="cbql">';
  return slot === 'seal' ? '<KY_PHAT_HANH>' : `<GVBM Id="gvbm-${slot.slice(8)}">`;
};

export function signatureIn(text: string, slot: Slot): string {
  const from = text.indexOf(opening(slot)) + opening(slot).length;
  return text.slice(from, text.indexOf('</Signature>', from) + 12);
}

export const withSignature = (text: string, slot: Slot, signature: string): string =>
  replaced(text, signatureIn(text, slot), signature);

/** Changes the signature in one slot only. */
export const inSignature = (text: string, slot: Slot, from: string | RegExp, to: string): string =>
  withSignature(text, slot, replaced(signatureIn(text, slot), from, to));

/** One row of BANG_DIEM. */
export function rowIn(text: string, subject: string): string {
  const from = text.indexOf(`<DIEM_TONG_KET Id="mon-${subject}">`);
  return text.slice(from, text.indexOf('</DIEM_TONG_KET>', from) + 16);
}

export const dataIn = (text: string): string =>
  text.slice(text.indexOf('<DU_LIEU_HOC_BA'), text.indexOf('</DU_LIEU_HOC_BA>') + 17);

export const betterMark = (text: string): string =>
  replaced(text, '<DIEM_CA_NAM>7.9</DIEM_CA_NAM>', '<DIEM_CA_NAM>9.9</DIEM_CA_NAM>');

export const toan = slotOf('toan');
export const lsdl = slotOf('lsdl');
export const khtn = slotOf('khtn');

/** Everything that a change in one row of the first teacher breaks. */
export const rowComplaints = (subject: string): readonly string[] => [
  'head content-changed data',
  'homeroom content-changed thongtinhocba',
  'seal content-changed data',
  `toan content-changed mon-${subject}`,
];
