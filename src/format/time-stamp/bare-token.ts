import {
  anyTag,
  type DerNode,
  derOf,
  elementsOf,
  explicitTag,
  fieldsOf,
  innerOf,
  optional,
  parseDer,
  required,
  tag,
} from '../certificate/der.ts';
import { writeExplicit, writeSequence, writeSetOf } from '../certificate/der-write.ts';
import type { TimeStampToken } from './token.ts';

/**
 * The token without what nobody signed: its certificates, lists and unsigned attributes (RFC 5652, 5.1 and 5.3). It
 * verifies as before by certificates kept elsewhere.
 */
export function bareToken({ der, unsigned }: Pick<TimeStampToken, 'der' | 'unsigned'>): Uint8Array {
  if (unsigned.length === 0) return der;
  const outer = fieldsOf(parseDer(der), [required(tag.oid), required(explicitTag(0))]);
  const inner = outer && innerOf(outer[1]);
  const data =
    inner &&
    fieldsOf(inner, [
      required(tag.integer),
      required(tag.set),
      required(tag.sequence),
      optional(explicitTag(0)),
      optional(explicitTag(1)),
      required(tag.set),
    ]);
  if (outer === undefined || data === undefined) throw new Error('a token that was read before');
  const [version, digests, content, , , signers] = data;
  const signer = (elementsOf(signers, tag.set) ?? []).map(bareSigner);
  return writeSequence(
    derOf(outer[0]),
    writeExplicit(
      0,
      writeSequence(derOf(version), derOf(digests), derOf(content), writeSetOf(...signer)),
    ),
  );
}

function bareSigner(node: DerNode): Buffer {
  const fields = fieldsOf(node, [
    required(tag.integer),
    required(anyTag),
    required(tag.sequence),
    required(explicitTag(0)),
    required(tag.sequence),
    required(tag.octetString),
    optional(explicitTag(1)),
  ]);
  if (fields === undefined) throw new Error('a signer that was read before');
  const [version, id, digest, attributes, algorithm, signature] = fields;
  return writeSequence(
    ...[version, id, digest, attributes, algorithm, signature].map((each) => derOf(each)),
  );
}
