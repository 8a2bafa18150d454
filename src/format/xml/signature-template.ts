import type { XmlElement } from './element.ts';
import { namespace } from './names.ts';
import {
  base64Type,
  type ClaimedRole,
  claimedRoleType,
  identifierType,
  referenceType,
  type SignatureXml,
  signatureSchema,
  signingTimeType,
} from './signature-schema.ts';

/**
 * A quicker way through signatures that our own writer spelled. The writer's output for a signature, split at its
 * variable places, is a template; a signature whose bytes match it is read without building its thirty elements. Every
 * other spelling takes the ordinary way. The template comes from the grammar's table, so there is no second grammar;
 * a test holds both ways against each other.
 */
export interface TemplateMatch {
  readonly xml: SignatureXml;
  readonly end: number;
}

/** A character that no value of a signature holds. */
const hole = '\u0001';
const marked = (key: string): string => `${hole}${key}${hole}`;

/** Literal bytes, the value that follows them (none after the last), and the byte at which that value ends. */
interface Piece {
  readonly literal: Buffer;
  readonly key: string | null;
  readonly stop: number;
}

interface Template {
  readonly references: number;
  readonly pieces: readonly Piece[];
}

const sha256 = { algorithm: 'sha256' } as const;
const exclusive = { algorithm: 'exclusive' } as const;
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
    pieces.push({ literal: Buffer.from(split[index] ?? ''), key: split[index + 1] ?? null, stop });
  }
  return { references, pieces };
}

const templates = [2, 4, 3, 5, 6].map(templateOf);
const opening = Buffer.from(`<Signature xmlns="${namespace.dsig}" Id="`);

/** True when the bytes at `at` begin as a signature of our own spelling does. */
export const mayBeTemplate = (bytes: Buffer, at: number): boolean =>
  bytes[at + 1] === 0x53 && startsWith(bytes, at, opening);

const startsWith = (bytes: Buffer, at: number, literal: Buffer): boolean =>
  at + literal.length <= bytes.length &&
  bytes.compare(literal, 0, literal.length, at, at + literal.length) === 0;

/** Reads the signature at `at` if its bytes match a template and all its values are well formed. */
export function matchTemplate(
  bytes: Buffer,
  at: number,
  parent: XmlElement,
): TemplateMatch | undefined {
  for (const template of templates) {
    const match = matchOne(bytes, at, template, parent);
    if (match !== undefined) return match;
  }
  return undefined;
}

function matchOne(
  bytes: Buffer,
  start: number,
  template: Template,
  parent: XmlElement,
): TemplateMatch | undefined {
  const values: string[] = [];
  const starts: number[] = [];
  let at = start;
  for (const { literal, key, stop } of template.pieces) {
    if (!startsWith(bytes, at, literal)) return undefined;
    at += literal.length;
    if (key === null) break;
    const from = at;
    at = bytes.indexOf(stop, from);
    if (at < 0) return undefined;
    starts.push(from);
    values.push(bytes.toString('latin1', from, at));
  }
  const xml = readValues(values, template.references);
  return xml === undefined
    ? undefined
    : { xml: placed(xml, bytes, start, at, starts, parent), end: at };
}

/** The values in the order of the template's places: id, (uri, digest)…, value, certificate, target, properties …. */
function readValues(values: readonly string[], references: number): SignatureXml | undefined {
  let next = 0;
  const take = (): string => values[next++] ?? '';
  const id = identifierType.parse(take());
  const refs: { uri: string; digest: string }[] = [];
  for (let index = 0; index < references; index++) {
    const uri = referenceType.parse(take());
    const digest = base64Type.parse(take());
    if (uri === undefined || digest === undefined) return undefined;
    refs.push({ uri, digest });
  }
  const value = base64Type.parse(take());
  const certificate = parseCertificateText(take());
  const target = referenceType.parse(take());
  const propertiesId = identifierType.parse(take());
  const signingTime = signingTimeType.parse(take());
  const certDigest = base64Type.parse(take());
  const issuerSerial = base64Type.parse(take());
  const role: ClaimedRole | undefined = claimedRoleType.parse(take());
  if (id === undefined || value === undefined || certificate === undefined) return undefined;
  if (target === undefined || propertiesId === undefined || signingTime === undefined)
    return undefined;
  if (certDigest === undefined || issuerSerial === undefined || role === undefined)
    return undefined;
  return {
    element: null,
    id,
    signedInfo: {
      element: null,
      canonicalization: exclusive,
      signatureMethod: rsa,
      references: refs.map(({ uri, digest }, index) => ({
        type: index === references - 1 ? 'properties' : null,
        uri,
        transforms: { transform: exclusive },
        digestMethod: sha256,
        digestValue: digest,
      })),
    },
    value,
    keyInfo: { x509: { certificate } },
    object: {
      qualifying: {
        target,
        properties: {
          element: null,
          id: propertiesId,
          signature: {
            signingTime,
            certificate: { cert: { digest: { method: sha256, value: certDigest }, issuerSerial } },
            role: { claimed: { role } },
          },
        },
      },
    },
  };
}

const knownCertificates = new Set<string>();

/** Certificates recur in every record of a school: each is checked letter by letter once. */
function parseCertificateText(text: string): string | undefined {
  if (knownCertificates.has(text)) return text;
  const value = base64Type.parse(text);
  if (value === undefined) return undefined;
  if (knownCertificates.size >= 4096) knownCertificates.clear();
  knownCertificates.add(value);
  return value;
}

const signedInfoOpen = Buffer.from('<SignedInfo>');
const signedInfoClose = Buffer.from('</SignedInfo>');
const propertiesOpen = Buffer.from('<SignedProperties Id="');
const propertiesClose = Buffer.from('</SignedProperties>');

/** Fills in the elements whose bytes are hashed: the signature, SignedInfo and SignedProperties. */
function placed(
  xml: SignatureXml,
  bytes: Buffer,
  start: number,
  end: number,
  starts: readonly number[],
  parent: XmlElement,
): SignatureXml {
  const references = xml.signedInfo.references.length;
  const valueAt = starts[1 + 2 * references] ?? end;
  const propertiesAt = starts[4 + 2 * references] ?? end;
  const infoStart = bytes.indexOf(signedInfoOpen, start);
  const infoEnd = bytes.lastIndexOf(signedInfoClose, valueAt) + signedInfoClose.length;
  const propertiesStart = propertiesAt - propertiesOpen.length;
  const propertiesEnd = bytes.indexOf(propertiesClose, propertiesAt) + propertiesClose.length;
  const signature = elementAt('Signature', namespace.dsig, start, end, parent);
  const info = elementAt('SignedInfo', namespace.dsig, infoStart, infoEnd, signature);
  const properties = elementAt(
    'SignedProperties',
    namespace.xades,
    propertiesStart,
    propertiesEnd,
    signature,
  );
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
