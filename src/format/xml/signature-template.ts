import { base64Type } from './base64.ts';
import type { XmlElement } from './element.ts';
import { namespace } from './names.ts';
import {
  type ClaimedRole,
  claimedRoleType,
  identifierType,
  referenceType,
  type SignatureXml,
  signatureSchema,
  signingTimeType,
} from './signature-schema.ts';
import type { SimpleType } from './simple-type.ts';

/**
 * A quicker way through signatures that our own writer spelled. The writer's output for a signature, split at its
 * variable places, is a template; a signature whose bytes match it is read without building its thirty elements. Every
 * other spelling takes the ordinary way. The template comes from the grammar's table, so there is no second grammar;
 * a test holds both ways against each other.
 */
export interface TemplateMatch {
  readonly xml: SignatureXml;
  readonly values: Values;
  readonly end: number;
}

/** A character that no value of a signature holds. */
const hole = '\u0001';
const marked = (key: string): string => `${hole}${key}${hole}`;

/** Literal bytes, the value that follows them (none after the last), and the byte at which that value ends. */
interface Piece {
  readonly literal: Buffer;
  /** Where the value stands among the signature's values; null after the last piece. */
  readonly place: number | null;
  readonly type: SimpleType<string>;
  readonly stop: number;
}

/**
 * The values of a signature in document order: its Id, URI and digest of each reference, then those that `tail` counts.
 */
type Values = readonly string[];

const tail = {
  value: 0,
  certificate: 1,
  target: 2,
  propertiesId: 3,
  signingTime: 4,
  certDigest: 5,
  issuerSerial: 6,
  role: 7,
} as const;

interface Template {
  readonly references: number;
  /** A signature whose constant values are part of the literals. */
  readonly known: { readonly values: Values; readonly xml: SignatureXml } | null;
  readonly pieces: readonly Piece[];
}

const sha256 = { algorithm: 'sha256' } as const;
const exclusive = { algorithm: 'exclusive' } as const;
const transforms = { transform: exclusive } as const;
const rsa = { algorithm: 'rsa-sha256' } as const;

function templateOf(references: number): Template {
  const reference = (index: number) => ({
    type: index === references - 1 ? ('properties' as const) : null,
    uri: marked(`uri${index}`),
    transforms: { transform: exclusive },
    digestMethod: sha256,
    digestValue: marked(`digest${index}`),
  });
  const value: SignatureXml = {
    element: null,
    id: marked('id'),
    signedInfo: {
      element: null,
      canonicalization: exclusive,
      signatureMethod: rsa,
      references: Array.from({ length: references }, (_, index) => reference(index)),
    },
    value: marked('value'),
    keyInfo: { x509: { certificate: marked('certificate') } },
    object: {
      qualifying: {
        target: marked('target'),
        properties: {
          element: null,
          id: marked('propertiesId'),
          signature: {
            signingTime: marked('signingTime'),
            certificate: {
              cert: {
                digest: { method: sha256, value: marked('certDigest') },
                issuerSerial: marked('issuerSerial'),
              },
            },
            role: { claimed: { role: 'GVBM' } },
          },
        },
      },
    },
  };
  const out: string[] = [];
  signatureSchema.encode(value, out, '');
  const text = out.join('').replace('>GVBM<', `>${marked('role')}<`);
  const split = text.split(hole);
  const pieces: Piece[] = [];
  for (let index = 0; index < split.length; index += 2) {
    const stop = (split[index + 2] ?? '<').charCodeAt(0);
    const key = split[index + 1];
    pieces.push({
      literal: Buffer.from(split[index] ?? ''),
      place: key === undefined ? null : index / 2,
      type: typeOf(key ?? ''),
      stop,
    });
  }
  return { references, pieces, known: null };
}

const templates = [2, 4, 3, 5, 6].map(templateOf);
const opening = Buffer.from(`<Signature xmlns="${namespace.dsig}" Id="`);

/** True when the bytes at `at` begin as a signature of our own spelling does. */
export const mayBeTemplate = (bytes: Buffer, at: number): boolean =>
  bytes[at + 1] === 0x53 && startsWith(bytes, at, opening);

const startsWith = (bytes: Buffer, at: number, literal: Buffer): boolean =>
  at + literal.length <= bytes.length &&
  bytes.compare(literal, 0, literal.length, at, at + literal.length) === 0;

/**
 * Reads the signature at `at` if its bytes match a template and all its values are well formed. A signer's next
 * signature of the same place repeats all but digests, time and value: such a template is kept ready.
 */
export function matchTemplate(
  bytes: Buffer,
  at: number,
  parent: XmlElement,
): TemplateMatch | undefined {
  const idStart = at + opening.length;
  const id = bytes.toString('latin1', idStart, bytes.indexOf(0x22, idStart));
  const ready = readyTemplates.get(id);
  if (ready !== undefined) {
    const match = matchOne(bytes, at, ready, parent);
    if (match !== undefined) return match;
  }
  for (const template of templates) {
    const match = matchOne(bytes, at, template, parent);
    if (match === undefined) continue;
    if (match.end - at > longestKept) return match;
    if (readyTemplates.size >= 8192) readyTemplates.clear();
    readyTemplates.set(id, specialised(template, match));
    return match;
  }
  return undefined;
}

/** By signature Id, the template with all constant values of its last signature filled in. */
const readyTemplates = new Map<string, Template>();

/** Bytes of a signature. Real ones are shorter; whatever is longer must not fill the memory. */
const longestKept = 16_384;

/** Digests, value and time change from signature to signature; all else is the signer's and the slot's. */
const isVariable = (place: number, references: number): boolean => {
  const first = 1 + 2 * references;
  if (place >= first) return place === first + tail.value || place === first + tail.signingTime;
  return place > 0 && place % 2 === 0;
};

/** The template with the constant values made literal. */
function specialised({ references, pieces }: Template, known: TemplateMatch): Template {
  const merged: Piece[] = [];
  let literal: Buffer[] = [];
  for (const piece of pieces) {
    literal.push(piece.literal);
    if (piece.place !== null && !isVariable(piece.place, references)) {
      literal.push(Buffer.from(known.values[piece.place] ?? '', 'latin1'));
      continue;
    }
    merged.push({ ...piece, literal: Buffer.concat(literal) });
    literal = [];
  }
  // The elements of the known signature would keep its whole document in memory.
  const xml = withPlaces(known.xml, nowhere);
  return { references, pieces: merged, known: { values: known.values, xml } };
}

function matchOne(
  bytes: Buffer,
  start: number,
  template: Template,
  parent: XmlElement,
): TemplateMatch | undefined {
  const { references, known } = template;
  const values = known === null ? [] : known.values.slice();
  let at = start;
  let valueAt = start;
  for (const { literal, place, type, stop } of template.pieces) {
    if (!startsWith(bytes, at, literal)) return undefined;
    at += literal.length;
    if (place === null) break;
    const from = at;
    at = bytes.indexOf(stop, from);
    if (at < 0) return undefined;
    if (place === 1 + 2 * references) valueAt = from;
    const text = bytes.toString('latin1', from, at);
    if (type.parse(text) !== text) return undefined;
    values[place] = text;
  }
  const where = places(bytes, start, at, valueAt, parent);
  return { values, xml: xmlOf(values, references, where, known?.xml ?? null), end: at };
}

/** The kind of value that belongs in a place of the template. */
function typeOf(key: string): SimpleType<string> {
  if (key === 'id' || key === 'propertiesId') return identifierType;
  if (key === 'target' || key.startsWith('uri')) return referenceType;
  if (key === 'signingTime') return signingTimeType;
  return key === 'role' ? claimedRoleType : base64Type;
}

interface Places {
  readonly signature: XmlElement;
  readonly info: XmlElement;
  readonly properties: XmlElement;
}

const nowhere = { signature: null, info: null, properties: null };

function withPlaces(
  xml: SignatureXml,
  { signature, info, properties }: Places | typeof nowhere,
): SignatureXml {
  const { qualifying } = xml.object;
  return {
    ...xml,
    element: signature,
    signedInfo: { ...xml.signedInfo, element: info },
    object: {
      qualifying: { ...qualifying, properties: { ...qualifying.properties, element: properties } },
    },
  };
}

/** The signature as the ordinary way would read it; `known` lends the parts that its signer's signatures share. */
function xmlOf(
  values: Values,
  count: number,
  where: Places,
  known: SignatureXml | null,
): SignatureXml {
  const first = 1 + 2 * count;
  const value = (place: number): string => values[first + place] ?? '';
  const references = new Array<SignatureXml['signedInfo']['references'][number]>(count);
  for (let index = 0; index < count; index++) {
    references[index] = {
      type: index === count - 1 ? 'properties' : null,
      uri: values[1 + 2 * index] ?? '',
      transforms,
      digestMethod: sha256,
      digestValue: values[2 + 2 * index] ?? '',
    };
  }
  const qualifying = known?.object.qualifying;
  const kept = qualifying?.properties.signature;
  return {
    element: where.signature,
    id: values[0] ?? '',
    signedInfo: {
      element: where.info,
      canonicalization: exclusive,
      signatureMethod: rsa,
      references,
    },
    value: value(tail.value),
    keyInfo: known?.keyInfo ?? { x509: { certificate: value(tail.certificate) } },
    object: {
      qualifying: {
        target: value(tail.target),
        properties: {
          element: where.properties,
          id: value(tail.propertiesId),
          signature: {
            signingTime: value(tail.signingTime),
            certificate: kept?.certificate ?? {
              cert: {
                digest: { method: sha256, value: value(tail.certDigest) },
                issuerSerial: value(tail.issuerSerial),
              },
            },
            // typeOf has made sure that it is one of the roles.
            role: kept?.role ?? { claimed: { role: value(tail.role) as ClaimedRole } },
          },
        },
      },
    },
  };
}

const signedInfoOpen = Buffer.from('<SignedInfo>');
const signedInfoClose = Buffer.from('</SignedInfo>');
const propertiesOpen = Buffer.from('<SignedProperties Id="');
const propertiesClose = Buffer.from('</SignedProperties>');

/** The elements whose bytes are hashed: the signature, SignedInfo and SignedProperties. */
function places(
  bytes: Buffer,
  start: number,
  end: number,
  valueAt: number,
  parent: XmlElement,
): Places {
  const infoStart = bytes.indexOf(signedInfoOpen, start);
  const infoEnd = bytes.lastIndexOf(signedInfoClose, valueAt) + signedInfoClose.length;
  const from = bytes.indexOf(propertiesOpen, valueAt);
  const to = bytes.indexOf(propertiesClose, from) + propertiesClose.length;
  const signature = elementAt('Signature', namespace.dsig, start, end, parent);
  return {
    signature,
    info: elementAt('SignedInfo', namespace.dsig, infoStart, infoEnd, signature),
    properties: elementAt('SignedProperties', namespace.xades, from, to, signature),
  };
}

/** An element whose inside nobody needs to see: its bytes are canonical. */
const elementAt = (
  name: string,
  ns: string,
  start: number,
  end: number,
  parent: XmlElement,
): XmlElement => ({
  name,
  local: name,
  namespace: ns,
  attributes: [],
  parent,
  children: [],
  start,
  openEnd: start,
  closeStart: end,
  end,
  verbatim: true,
  hasText: false,
});
