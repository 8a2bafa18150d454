import { Outage } from '../../app/outage.ts';
import type { ServiceRefusal, ServiceRefusalCode } from '../../app/signing/ports.ts';
import type { ServiceAnswer } from './exchange.ts';
import { fieldsOf, plainCode } from './fields.ts';

type Meaning = readonly [code: ServiceRefusalCode, status?: string];

/** Error words of OAuth 2.0 (RFC 6749, 4.1.2.1 and 5.2) and CSC API v2 (section 10 and the methods' tables). */
const byError: Readonly<Record<string, Meaning>> = {
  invalid_client: ['credential-refused'],
  unauthorized_client: ['credential-refused'],
  invalid_grant: ['credential-refused'],
  invalid_token: ['credential-refused'],
  authentication_error: ['credential-refused'],
  access_denied: ['approval-declined'],
  invalid_authentication_data: ['pin-wrong'],
  invalid_pin: ['pin-wrong'],
  invalid_otp: ['pin-wrong'],
  expired_token: ['credential-refused'],
};

/** `invalid_request` is told apart by its description alone; these are the specification's own words. */
const byDescription: readonly (readonly [RegExp, Meaning])[] = [
  [/credential locked/i, ['pin-locked']],
  [/sad expired/i, ['approval-expired']],
  [/parameter handle/i, ['approval-expired']],
  [/certificate is expired/i, ['certificate-not-usable', 'expired']],
  [/is disabled/i, ['key-not-usable']],
  [/numbers? of signatures is too high/i, ['too-many-items']],
  [/parameter (credentialID|userID)/, ['certificate-not-found']],
  [/parameter client_(id|secret)/, ['credential-refused']],
];

/** What an error answer of a CSC service means; what has no meaning to the signer is thrown as an outage. */
export function cscRefusal(
  { status, json }: ServiceAnswer,
  place: string,
  method: string,
): ServiceRefusal {
  const rejected = (code: string): Outage =>
    new Outage('signing-service-rejected', { fact: `${method} ${status} ${plainCode(code)}` });
  if (json === undefined && status !== 401) throw rejected('');
  const fields = fieldsOf(json ?? {}, method);
  const error = fields.optionalText('error') ?? (status === 401 ? 'invalid_token' : '');
  const description = fields.optionalText('error_description') ?? '';
  const meaning = byError[error] ?? byDescription.find(([words]) => words.test(description))?.[1];
  if (meaning === undefined) {
    if (status === 401) return { code: 'credential-refused', facts: { place, code: '401' } };
    throw rejected(error);
  }
  const [code, certificateStatus] = meaning;
  const facts = { place, code: plainCode(error) };
  return {
    code,
    facts: certificateStatus === undefined ? facts : { ...facts, status: certificateStatus },
  };
}
