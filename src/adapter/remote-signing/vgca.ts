import { randomBytes, verify } from 'node:crypto';
import type {
  ItemAnswer,
  ServiceRefusal,
  ServiceRefusalCode,
  SigningService,
} from '../../app/signing/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { parseCertificate } from '../../format/certificate/certificate.ts';
import { digestOf, usableOf } from './certificate.ts';
import { fieldsOf, plainCode, signatureValue, unintelligible } from './fields.ts';
import { type Pace, untilAborted } from './pace.ts';
import { askOverWebSocket } from './web-socket.ts';

export interface VgcaSettings {
  readonly name: string;
  /** wss://127.0.0.1:8987 */
  readonly base: URL;
  /** PEM: who may vouch for the service's TLS certificate. */
  readonly trusted: readonly string[];
  /** Milliseconds for the holder to enter the PIN. */
  readonly approvalMs: number;
  readonly mostOctets: number;
}

/** Statuses other than 0 as one public integration explains them; not confirmed by VGCA. */
export const vgcaStatuses: Readonly<Record<number, ServiceRefusalCode>> = {
  1: 'pin-cancelled',
  2: 'token-absent',
  3: 'pin-wrong',
  4: 'certificate-not-found',
};

interface VgcaSignature {
  readonly value: Uint8Array;
  readonly certificate: string;
}

/**
 * VGCA Sign Service (Ban Cơ yếu Chính phủ) on the holder's own machine: one digest a message, SignMsg. It tells its
 * certificate with a signature alone, so `certificates` has it sign random octets: the holder is asked for the PIN.
 */
export function createVgca(settings: VgcaSettings, pace: Pace): SigningService {
  const { name: place } = settings;
  return {
    async certificates(holder, signal) {
      const probe = randomBytes(32);
      const signed = await signDigest(settings, digestOf('rsa-sha256', probe), signal);
      if (!signed.ok) return signed;
      const { certificate, value } = signed.value;
      const read = parseCertificate(Buffer.from(certificate, 'base64'));
      if (read.ok && !verify('sha256', probe, read.value.publicKey, value)) {
        throw unintelligible('vgca.Signature of another key');
      }
      const id = read.ok ? read.value.sha256 : '';
      const offered = { id, place, chain: [certificate], status: undefined };
      return usableOf([offered], holder, pace.now());
    },
    async *sign(batch, signal) {
      if (batch.algorithm !== 'rsa-sha256') {
        return { code: 'key-not-usable', facts: { place, code: batch.algorithm } };
      }
      for (const { id, toBeSigned } of batch.items) {
        if (signal.aborted) return undefined;
        const digest = digestOf(batch.algorithm, toBeSigned);
        const signed = await untilAborted(signDigest(settings, digest, signal), signal);
        if (signed === undefined) return undefined;
        if (!signed.ok && signed.refusal.code !== 'item-refused') return signed.refusal;
        const answer: ItemAnswer = signed.ok
          ? { id, value: signed.value.value }
          : { id, refusal: signed.refusal };
        if (signed.ok && !isBy(signed.value, batch.certificate)) {
          return { code: 'certificate-not-found', facts: { place } };
        }
        yield answer;
      }
      return undefined;
    },
  };
}

async function signDigest(
  { name: place, base, trusted, mostOctets, approvalMs }: VgcaSettings,
  digest: Buffer,
  signal: AbortSignal,
): Promise<Result<VgcaSignature, ServiceRefusal>> {
  const late = AbortSignal.timeout(approvalMs);
  const url = new URL('SignMsg', `${base.href.replace(/\/$/, '')}/`);
  const asked = { HashAlg: 'SHA256', HashValue: digest.toString('base64'), Encode: 'RSA' };
  const question = { url, trusted, mostOctets, message: JSON.stringify(asked) };
  try {
    return answerOf(await askOverWebSocket(question, AbortSignal.any([signal, late])), place);
  } catch (error) {
    if (!late.aborted || signal.aborted) throw error;
    return refuse({ code: 'approval-expired', facts: { place } });
  }
}

/** Whether the token that signed is the one that was chosen. */
function isBy({ certificate }: VgcaSignature, id: string): boolean {
  const read = parseCertificate(Buffer.from(certificate, 'base64'));
  return read.ok && read.value.sha256 === id;
}

/** `{Status: 0, Signature, CertBase64}`; another status is a refusal. */
function answerOf(text: string, place: string): Result<VgcaSignature, ServiceRefusal> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw unintelligible('vgca no JSON');
  }
  const fields = fieldsOf(json, 'vgca');
  const status = fields.number('Status');
  if (status !== 0) {
    const code = vgcaStatuses[status] ?? 'item-refused';
    return refuse({ code, facts: { place, code: plainCode(status) } });
  }
  return ok({
    value: signatureValue(fields.text('Signature'), 'vgca.Signature'),
    certificate: fields.text('CertBase64').replace(/\s+/g, ''),
  });
}
