import { Outage } from '../../app/outage.ts';
import type {
  ItemAnswer,
  ServiceCertificate,
  ServiceRefusal,
  ServiceRefusalCode,
} from '../../app/signing/ports.ts';
import type { SignatureAlgorithm } from '../../format/xml/signature-schema.ts';
import { type Members, membersOf, textIn } from './exchange.ts';

const refusalCodes: { readonly [C in ServiceRefusalCode]: true } = {
  'token-absent': true,
  'token-removed': true,
  'pin-wrong': true,
  'pin-locked': true,
  'pin-cancelled': true,
  'certificate-not-found': true,
  'certificate-not-usable': true,
  'key-not-usable': true,
  'approval-declined': true,
  'approval-expired': true,
  'credential-refused': true,
  'too-many-items': true,
  'item-refused': true,
};

const isRefusalCode = (code: string): code is ServiceRefusalCode => code in refusalCodes;

export function refusalIn(value: unknown): ServiceRefusal {
  const members = membersOf(value);
  const code = textIn(members, 'code');
  if (!isRefusalCode(code)) throw new Outage('agent-unintelligible', { fact: code });
  const facts = Object.entries(membersOf(members['facts'])).flatMap(([name, fact]) =>
    typeof fact === 'string' ? [[name, fact] as const] : [],
  );
  return { code, facts: Object.fromEntries(facts) };
}

const algorithms: readonly SignatureAlgorithm[] = ['rsa-sha256', 'ecdsa-sha256', 'ecdsa-sha384'];

export function certificateIn(value: unknown): ServiceCertificate {
  const members = membersOf(value);
  const certificate = membersOf(members['certificate']);
  const named = textIn(members, 'algorithm');
  const algorithm = algorithms.find((one) => one === named);
  const issuers = members['issuers'];
  if (algorithm === undefined || !Array.isArray(issuers)) {
    throw new Outage('agent-unintelligible', { fact: 'certificates' });
  }
  return {
    id: textIn(members, 'id'),
    certificate: {
      base64: textIn(certificate, 'base64'),
      sha256: textIn(certificate, 'sha256'),
      issuerSerial: textIn(certificate, 'issuerSerial'),
    },
    issuers: issuers.map(String),
    algorithm,
    place: textIn(members, 'place'),
  };
}

/** One line of a batch's answers: an item's, or how the batch ended. */
export type AnswerLine =
  | { readonly kind: 'item'; readonly answer: ItemAnswer }
  | { readonly kind: 'end'; readonly refusal: ServiceRefusal | undefined };

/** Reads a line. A batch that the agent could not carry on is an Outage. */
export function parseLine(line: string): AnswerLine {
  const members = parseJson(line);
  if ('end' in members) return endOf(membersOf(members['end']));
  const id = textIn(members, 'id');
  if ('refusal' in members) {
    return { kind: 'item', answer: { id, refusal: refusalIn(members['refusal']) } };
  }
  const value = Buffer.from(textIn(members, 'value'), 'base64');
  return { kind: 'item', answer: { id, value } };
}

function endOf(end: Members): AnswerLine {
  const kind = textIn(end, 'kind');
  switch (kind) {
    case 'done':
      return { kind: 'end', refusal: undefined };
    case 'refused':
      return { kind: 'end', refusal: refusalIn(end['refusal']) };
    case 'outage':
      throw new Outage(textIn(end, 'code'), { fact: textIn(end, 'fact') });
    default:
      // Cancelled at the agent, by its closing or for want of a reader.
      throw new Outage('agent-connection-lost', { fact: kind });
  }
}

function parseJson(line: string): Members {
  try {
    return membersOf(JSON.parse(line));
  } catch (error) {
    throw new Outage('agent-unintelligible', { fact: 'answers', cause: error });
  }
}
