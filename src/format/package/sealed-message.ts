import { hash } from 'node:crypto';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import {
  type PreparedSignature,
  prepareSignature,
  type SigningCertificate,
} from '../signature/prepare.ts';
import type { Finding, SignatureFacts } from '../signature/report.ts';
import type { SignerTrust } from '../signature/signer-trust.ts';
import { usualPolicy } from '../signature/usual-policy.ts';
import { verifySignature } from '../signature/verify-signature.ts';
import { pathOf, type XmlDocument, type XmlElement } from '../xml/element.ts';
import type { XmlFault } from '../xml/fault.ts';
import { type ScanLimits, scanXml } from '../xml/scan.ts';
import type { ElementSpec, Reading } from '../xml/schema.ts';
import type { SignatureAlgorithm, SignatureXml } from '../xml/signature-schema.ts';
import { maxPackageBytes, type SealedXml } from './message-schema.ts';

const messageLimits: ScanLimits = {
  maxBytes: maxPackageBytes,
  maxDepth: 24,
  maxElements: 500_000,
};

interface Signed {
  readonly element: XmlElement | null;
  readonly id: string;
}

/** A message as read: its body, and what is needed to check the seal over exactly that body. */
export interface OpenedMessage<B> {
  readonly document: XmlDocument;
  readonly body: B;
  readonly signature: SignatureXml | null;
}

/** Reads bytes as one kind of message; refuses with every fault. Its seal is not judged yet. */
export function openMessage<B extends Signed>(
  schema: ElementSpec<SealedXml<B>>,
  bytes: Uint8Array,
): Result<OpenedMessage<B>, readonly XmlFault[]> {
  const scanned = scanXml(bytes, messageLimits);
  if (!scanned.ok) return refuse([scanned.refusal]);
  const document = scanned.value;
  const { root } = document;
  if (root.name !== schema.name || root.namespace !== schema.namespace) {
    return refuse([{ code: 'unknown-profile', path: pathOf(root), expected: schema.name }]);
  }
  const reading: Reading = { document, faults: [] };
  const { body, seal } = schema.decode(reading, root);
  if (reading.faults.length > 0) return refuse(reading.faults);
  return ok({ document, body, signature: seal.signature });
}

/** Who must have sealed a message: the organisation with this tax code. */
export interface Sealer {
  readonly name: string;
  readonly taxCode: string;
}

/**
 * Judges the seal by the rules of a record's seal (role KY_PHAT_HANH, certificate of the organisation, chain). The
 * signed element is the one that the grammar found, not one looked up by Id. No finding means that it holds.
 */
export const checkSeal = <B extends Signed>(
  opened: OpenedMessage<B>,
  sealer: Sealer,
  trust: SignerTrust,
  asOf: Instant,
): readonly Finding[] => judgeSeal(opened, sealer, trust, asOf).findings;

/** A judged seal: what is wrong with it, and who sealed when, if that can be read. */
export interface JudgedSeal {
  readonly findings: readonly Finding[];
  readonly signature: SignatureFacts | null;
}

/** As `checkSeal`, with the signature's facts. */
export function judgeSeal<B extends Signed>(
  { document, body, signature }: OpenedMessage<B>,
  sealer: Sealer,
  trust: SignerTrust,
  asOf: Instant,
): JudgedSeal {
  if (signature === null || body.element === null) {
    const missing: Finding = { code: 'signature-missing', outcome: 'failed', slot: 'seal' };
    return { findings: [missing], signature: null };
  }
  const parts = [{ id: body.id, element: body.element }];
  const expected = { kind: 'school' as const, taxCode: sealer.taxCode, name: sealer.name };
  const slot = { slot: 'seal' as const, signature, parts, expected };
  const judging = { asOf, provenBy: asOf, rules: usualPolicy };
  const { findings, facts } = verifySignature(document, slot, trust, judging, new Map());
  return { findings, signature: facts };
}

/** A message waiting for its seal: `toBeSigned` goes to the key, `complete` gives the finished document. */
export interface PreparedMessage {
  readonly toBeSigned: Buffer;
  complete(value: Uint8Array): Buffer;
}

export interface SealRequest {
  readonly certificate: SigningCertificate;
  readonly algorithm: SignatureAlgorithm;
  readonly signingTime: Instant;
}

/** Writes a message's body and prepares the seal over it. */
export function prepareMessage<B extends Signed>(
  schema: ElementSpec<SealedXml<B>>,
  body: B,
  { certificate, algorithm, signingTime }: SealRequest,
): PreparedMessage {
  const text = writeUnsealed(schema, body);
  const sealAt = text.lastIndexOf('</', text.lastIndexOf('</') - 1);
  const start = text.indexOf('<', text.indexOf('<') + 1);
  const end = text.lastIndexOf('<', sealAt - 1);
  const digest = hash('sha256', text.slice(start, end), 'base64');
  const prepared: PreparedSignature = prepareSignature({
    name: body.id,
    parts: [{ id: body.id, digest }],
    certificate,
    algorithm,
    signingTime,
    role: 'KY_PHAT_HANH',
  });
  return {
    toBeSigned: prepared.toBeSigned,
    complete: (value) =>
      Buffer.from(
        `${declaration}${text.slice(0, sealAt)}${prepared.complete(value)}${text.slice(sealAt)}\n`,
      ),
  };
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The root element with an empty seal, canonical text. */
function writeUnsealed<B extends Signed>(schema: ElementSpec<SealedXml<B>>, body: B): string {
  const out: string[] = [];
  schema.encode({ body, seal: { signature: null } }, out, '');
  return out.join('');
}
