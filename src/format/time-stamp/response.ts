import { type Result, refuse } from '../../domain/result.ts';
import { type DerNode, elementsOf, fieldsOf, optional, required, tag } from '../certificate/der.ts';
import { namedBitsOf, smallIntegerOf, textOf } from '../certificate/der-value.ts';
import { allOf } from '../certificate/general-name.ts';
import { rootOf, type TimeStampFault, type TimeStampToken, tokenOf } from './token.ts';

/** Why the authority gave no token, by bit (PKIFailureInfo of RFC 3161, 2.4.2). */
const failures: ReadonlyMap<number, TimeStampFailure> = new Map([
  [0, 'badAlg'],
  [2, 'badRequest'],
  [5, 'badDataFormat'],
  [14, 'timeNotAvailable'],
  [15, 'unacceptedPolicy'],
  [16, 'unacceptedExtension'],
  [17, 'addInfoNotAvailable'],
  [25, 'systemFailure'],
]);
export type TimeStampFailure =
  | 'badAlg'
  | 'badRequest'
  | 'badDataFormat'
  | 'timeNotAvailable'
  | 'unacceptedPolicy'
  | 'unacceptedExtension'
  | 'addInfoNotAvailable'
  | 'systemFailure'
  /** A bit that RFC 3161 does not name, or none at all. */
  | 'notStated';

/** The authority's «no»; `text` is in its own words and language. */
export interface TimeStampRejection {
  readonly code: 'time-stamp-rejected';
  readonly failure: TimeStampFailure;
  readonly text: string;
}

/** Reads TimeStampResp (RFC 3161, 2.4.2): the token, or the authority's refusal. */
export function parseTimeStampResponse(
  source: Uint8Array,
): Result<TimeStampToken, TimeStampFault | TimeStampRejection> {
  const root = rootOf(source);
  if (!root.ok) return root;
  const fields = fieldsOf(root.value, [required(tag.sequence), optional(tag.sequence)]);
  if (fields === undefined) return refuse({ code: 'time-stamp-malformed', part: 'structure' });
  const status = statusOf(fields[0]);
  if (status === undefined) return refuse({ code: 'time-stamp-malformed', part: 'status' });
  if (status === 'granted') {
    const [, token] = fields;
    return token === undefined
      ? refuse({ code: 'time-stamp-malformed', part: 'structure' })
      : tokenOf(token);
  }
  return refuse(status);
}

/** PKIStatusInfo. 0 and 1 grant, the second with changes that the verification will see; the rest refuses. */
function statusOf(node: DerNode): TimeStampRejection | 'granted' | undefined {
  const fields = fieldsOf(node, [
    required(tag.integer),
    optional(tag.sequence),
    optional(tag.bitString),
  ]);
  const status = fields && smallIntegerOf(fields[0]);
  if (fields === undefined || status === undefined) return undefined;
  if (status <= 1) return 'granted';
  const [, textNode, failureNode] = fields;
  const texts = textNode === undefined ? [] : allOf(elementsOf(textNode, tag.sequence), textOf);
  const bits = failureNode === undefined ? new Set<number>() : namedBitsOf(failureNode);
  if (texts === undefined || bits === undefined) return undefined;
  const [failure = 'notStated'] = [...bits].map((bit) => failures.get(bit) ?? 'notStated');
  return { code: 'time-stamp-rejected', failure, text: texts.join(' ').slice(0, 500) };
}
