import assert from 'node:assert/strict';

/** Changes a document's text; a test that changes nothing would prove nothing. */
export function edit(bytes: Uint8Array, from: string | RegExp, to: string): Buffer {
  const text = Buffer.from(bytes).toString();
  const edited = text.replace(from, to);
  assert.notEqual(edited, text, `the test edits something: ${from}`);
  return Buffer.from(edited);
}

/** The Signature element in the named place. */
export function signatureIn(bytes: Uint8Array, place: string): string {
  const pattern = new RegExp(`<${place}[^>]*>(<Signature.*?</Signature>)</${place}>`);
  const found = pattern.exec(Buffer.from(bytes).toString());
  assert(found?.[1] !== undefined, place);
  return found[1];
}

/** What the API answers instead of an answer. */
export interface ProblemJson {
  readonly code: string;
  readonly sentence: string;
  readonly faults: readonly { readonly code: string }[];
}

export async function problemIn(answer: Response): Promise<ProblemJson> {
  const value: unknown = await answer.json();
  assert(typeof value === 'object' && value !== null && 'code' in value && 'faults' in value);
  return value as ProblemJson;
}
