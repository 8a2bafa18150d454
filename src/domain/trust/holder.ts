import type { Brand } from '../brand.ts';
import type { PersonalId } from '../person/identity.ts';

/** Người giữ chứng thư số, as Vietnamese certificates name them: «CCCD:<số định danh>» or «MST:<mã số thuế>». */
export type HolderId = Brand<string, 'HolderId'>;

export const holderIdPattern = '(CCCD:[0-9]{12}|MST:[0-9]{10}(-[0-9]{3})?)';
const pattern = new RegExp(`^${holderIdPattern}$`);

export const parseHolderId = (text: string): HolderId | undefined =>
  pattern.test(text) ? (text as HolderId) : undefined;

export const holderOfPerson = (person: PersonalId): HolderId => `CCCD:${person}` as HolderId;
export const holderOfSchool = (taxCode: string): HolderId => `MST:${taxCode}` as HolderId;
