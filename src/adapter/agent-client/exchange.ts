import { Outage } from '../../app/outage.ts';

/** Where the agent is, and how it knows us. */
export interface AgentAddress {
  /** «http://127.0.0.1:9427». */
  readonly address: string;
  /** The origin that was paired. */
  readonly origin: string;
}

export interface AgentRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly token: string | null;
  readonly body?: unknown;
}

const prefix = '/agent/2026-11-22';

/** One request to the agent. No answer is an Outage; what it says is the caller's to read. */
export async function askAgent(
  { address, origin }: AgentAddress,
  { method, path, token, body }: AgentRequest,
  signal: AbortSignal,
): Promise<Response> {
  const headers: Record<string, string> = { origin };
  if (token !== null) headers['authorization'] = `Bearer ${token}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  try {
    return await fetch(new URL(`${prefix}${path}`, address), {
      method,
      headers,
      signal,
      redirect: 'error',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    signal.throwIfAborted();
    throw new Outage('agent-unreachable', { fact: address, retryAfterMs: 2000, cause: error });
  }
}

/** The JSON of an answer. */
export async function jsonOf(response: Response): Promise<Members> {
  try {
    return membersOf(await response.json());
  } catch (error) {
    throw new Outage('agent-unintelligible', { fact: String(response.status), cause: error });
  }
}

export type Members = Readonly<Record<string, unknown>>;

export const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null ? { ...value } : {};

export function textIn(members: Members, name: string): string {
  const value = members[name];
  if (typeof value !== 'string') throw new Outage('agent-unintelligible', { fact: name });
  return value;
}
