import type { CheckResult, ConformanceKit, WireAnswer } from './ports.ts';

type Members = Readonly<Record<string, unknown>>;

/** The members of a JSON answer; none where it is not an object. */
export function membersOf({ bytes }: WireAnswer): Members {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

/** «422 count-differs», «202», for comparison and for people. */
export function told(answer: WireAnswer): string {
  if (answer.status < 400) return String(answer.status);
  const { code } = membersOf(answer);
  return typeof code === 'string' ? `${answer.status} ${code}` : String(answer.status);
}

/** Compares what came with what the protocol wants; several may be right. */
export function check(name: string, found: string, ...expected: readonly string[]): CheckResult {
  const outcome = expected.includes(found) ? 'passed' : 'failed';
  return { check: name, outcome, expected: expected.join(' | '), found };
}

export const postXml = (
  { exchange }: ConformanceKit,
  path: string,
  body: Uint8Array,
): Promise<WireAnswer> => exchange({ method: 'POST', path, contentType: 'application/xml', body });

export const get = ({ exchange }: ConformanceKit, path: string): Promise<WireAnswer> =>
  exchange({ method: 'GET', path });
