import { Outage } from '../../app/outage.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { type AgentAddress, askAgent, jsonOf, textIn } from './exchange.ts';

export type PairingRefusal = 'pairing-closed' | 'pairing-code-wrong';

/** Exchanges the code that the agent shows for the token that it will know us by. */
export async function pairAgent(
  agent: AgentAddress,
  code: string,
  signal: AbortSignal,
): Promise<Result<string, PairingRefusal>> {
  const response = await askAgent(
    agent,
    { method: 'POST', path: '/pair', token: null, body: { code } },
    signal,
  );
  const members = await jsonOf(response);
  if (response.ok) return ok(textIn(members, 'token'));
  const refused = textIn(members, 'code');
  // With no code open the agent knows no origin but the one that it is paired with.
  if (refused === 'pairing-closed' || refused === 'origin-not-paired')
    return refuse('pairing-closed');
  if (refused === 'pairing-code-wrong') return refuse(refused);
  throw new Outage('agent-unintelligible', { fact: refused });
}
