import { base64End, base64Type } from './base64.ts';
import type { XmlElement } from './element.ts';
import type { XmlFault } from './fault.ts';
import { QUOTE } from './letters.ts';
import { Literal } from './literal.ts';
import { namespace } from './names.ts';
import { notPlain, type PlainText, plainElement } from './plain-text.ts';
import { scanElement } from './scan.ts';
import type { ElementSpec } from './schema.ts';
import {
  type ClaimedRole,
  claimedRoleType,
  identifierType,
  referenceType,
  type SealSignatureXml,
  type SignatureXml,
  sealSignatureSchema,
  signatureSchema,
  signingTimeType,
} from './signature-schema.ts';
import type { SimpleType } from './simple-type.ts';

/**
 * A quick way through signatures that our own writer spelled. The writer's output for a signature, split at its
 * variable places, is a template; a signature whose bytes match it is read without building its thirty elements. Every
 * other spelling takes the ordinary way. The template comes from the grammar's table, so there is no second grammar;
 * a test holds both ways against each other.
 */
interface TemplateMatch {
  readonly xml: SignatureXml;
  readonly values: Values;
  readonly end: number;
}

/** A character that no value of a signature holds. */
const hole = '\u0001';
const marked = (key: string): string => `${hole}${key}${hole}`;

/** Literal bytes, the value that follows them (none after the last), and the byte at which that value ends. */
interface Piece {
  readonly literal: Literal;
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
  readonly fixed: Fixed;
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
  return { references, pieces: piecesOf(text), fixed: fixedOf(text), known: null };
}

function piecesOf(text: string): readonly Piece[] {
  const split = text.split(hole);
  const pieces: Piece[] = [];
  for (let index = 0; index < split.length; index += 2) {
    const stop = (split[index + 2] ?? '<').charCodeAt(0);
    const key = split[index + 1];
    pieces.push({
      literal: new Literal(split[index] ?? ''),
      place: key === undefined ? null : index / 2,
      type: typeOf(key ?? ''),
      stop,
    });
  }
  return pieces;
}

/** Letters of the fixed text around the elements whose bytes are hashed. */
interface Fixed {
  /** From the end of the signature's Id to «<SignedInfo>». */
  readonly beforeInfo: number;
  /** From the end of «</SignedInfo>» to the value. */
  readonly beforeValue: number;
  /** From «<SignedProperties» to its Id, and from there to the time. */
  readonly beforePropertiesId: number;
  readonly beforeTime: number;
  /** From the end of «</SignedProperties>» to the end. */
  readonly afterProperties: number;
}

function fixedOf(text: string): Fixed {
  const from = (key: string): number => text.indexOf(marked(key));
  const after = (key: string): number => from(key) + marked(key).length;
  const end = (tag: string): number => text.indexOf(tag) + tag.length;
  return {
    beforeInfo: text.indexOf('<SignedInfo>') - after('id'),
    beforeValue: from('value') - end('</SignedInfo>'),
    beforePropertiesId: from('propertiesId') - text.indexOf('<SignedProperties '),
    beforeTime: from('signingTime') - after('propertiesId'),
    afterProperties: text.length - end('</SignedProperties>'),
  };
}

const templates = [2, 4, 3, 5, 6].map(templateOf);
const opening = new Literal(`<Signature xmlns="${namespace.dsig}" Id="`);

/** A kind of signature as the grammar has it, with the quick way for files in our own spelling. */
const templated = <T>(schema: ElementSpec<T>, from: (xml: SignatureXml) => T): ElementSpec<T> => ({
  ...schema,
  plain(source) {
    const match = matchTemplate(source);
    if (match === undefined) return scanned(source, schema);
    source.at = match.end;
    return from(match.xml);
  },
});

export const templatedSignature = templated(signatureSchema, (xml) => xml);

/** The templates know no unsigned properties: what was read by one of them has none. */
export const templatedSeal = templated(
  sealSignatureSchema,
  (xml): SealSignatureXml => ({
    ...xml,
    object: { qualifying: { ...xml.object.qualifying, unsigned: null } },
  }),
);

/**
 * A signature that no template has, ECDSA's for one: it alone goes the ordinary way. Its bytes must be canonical all the
 * same, for those of the elements around it are taken for canonical.
 */
function scanned<T>(source: PlainText, schema: ElementSpec<T>): T {
  const element = scanElement(source.bytes, source.at);
  if (!element?.verbatim || element.local !== schema.name) return notPlain();
  if (element.namespace !== schema.namespace) return notPlain();
  const faults: XmlFault[] = [];
  const xml = schema.decode({ document: source, faults }, element);
  if (faults.length > 0) return notPlain();
  source.at = element.end;
  return xml;
}

/**
 * Reads the signature at `at` if its bytes match a template and all its values are well formed. A signer's next
 * signature of the same place repeats all but digests, time and value: such a template is kept ready.
 */
function matchTemplate(source: PlainText): TemplateMatch | undefined {
  if (!source.sees(opening)) return undefined;
  const { bytes, at } = source;
  const idStart = at + opening.length;
  const id = source.ascii(idStart, bytes.indexOf(QUOTE, idStart), nearValues);
  const ready = readyTemplates.get(id);
  if (ready !== undefined) {
    const match = matchOne(source, ready);
    if (match !== undefined) return match;
  }
  for (const template of templates) {
    const match = matchOne(source, template);
    if (match === undefined) continue;
    if (match.end - at > longestKept) return match;
    if (readyTemplates.size >= 8192) readyTemplates.clear();
    readyTemplates.set(copied(id), specialised(template, match));
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

/** Id, digests and value of a usual signature lie within so many bytes; the time stands alone. */
const nearValues = 2048;

/** A string of its own: one that was cut from a file would keep a part of that file in memory. */
const copied = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');

/** The template with the constant values made literal. */
function specialised({ references, pieces, fixed }: Template, known: TemplateMatch): Template {
  const merged: Piece[] = [];
  let literal: Buffer[] = [];
  for (const piece of pieces) {
    literal.push(piece.literal.bytes);
    if (piece.place !== null && !isVariable(piece.place, references)) {
      literal.push(Buffer.from(known.values[piece.place] ?? '', 'latin1'));
      continue;
    }
    merged.push({ ...piece, literal: new Literal(Buffer.concat(literal)) });
    literal = [];
  }
  const values = known.values.map(copied);
  return {
    references,
    pieces: merged,
    fixed,
    known: { values, xml: xmlOf(values, references, nowhere, null) },
  };
}

function matchOne(source: PlainText, template: Template): TemplateMatch | undefined {
  const { bytes, view, at: start } = source;
  const { references, known } = template;
  const first = 1 + 2 * references;
  const values = known === null ? [] : known.values.slice();
  let at = start;
  let valueAt = start;
  let timeAt = start;
  for (const { literal, place, type, stop } of template.pieces) {
    if (!literal.standsIn(bytes, view, at)) return undefined;
    at += literal.length;
    if (place === null) break;
    const from = at;
    at = type === base64Type ? base64End(bytes, from) : bytes.indexOf(stop, from);
    if (at < 0 || bytes[at] !== stop) return undefined;
    if (place === first + tail.value) valueAt = from;
    else if (place === first + tail.signingTime) timeAt = from;
    const text = source.ascii(from, at, place < first + tail.certificate ? nearValues : 0);
    if (type !== base64Type && type.parse(text) !== text) return undefined;
    values[place] = text;
  }
  const { fixed } = template;
  const idLength = (values[0] ?? '').length;
  const propertiesIdLength = (values[first + tail.propertiesId] ?? '').length;
  const where = {
    signature: plainElement('Signature', namespace.dsig, start, at),
    info: plainElement(
      'SignedInfo',
      namespace.dsig,
      start + opening.length + idLength + fixed.beforeInfo,
      valueAt - fixed.beforeValue,
    ),
    properties: plainElement(
      'SignedProperties',
      namespace.xades,
      timeAt - fixed.beforeTime - propertiesIdLength - fixed.beforePropertiesId,
      at - fixed.afterProperties,
    ),
  };
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

/** The signature as the ordinary way would read it; `known` lends the parts that its signer's signatures share. */
function xmlOf(
  values: Values,
  count: number,
  where: Places | typeof nowhere,
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
