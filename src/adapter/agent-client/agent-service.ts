import { Outage } from '../../app/outage.ts';
import type {
  BatchToSign,
  ItemAnswer,
  ServiceCertificate,
  ServiceRefusal,
  SigningService,
} from '../../app/signing/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { type AgentAddress, askAgent, jsonOf, type Members, textIn } from './exchange.ts';
import { certificateIn, parseLine, refusalIn } from './read-answer.ts';

export interface PairedAgent extends AgentAddress {
  /** What pairing answered; a secret of this program. */
  readonly token: string;
}

/** As the agent bounds a batch. */
const mostItems = 5000;

/** The local signing agent as a signing service. */
export function createAgentService(agent: PairedAgent): SigningService {
  return {
    certificates: (holder, signal) => certificates(agent, holder, signal),
    sign: (batch, signal) => sign(agent, batch, signal),
  };
}

async function certificates(
  agent: PairedAgent,
  holder: string | null,
  signal: AbortSignal,
): Promise<Result<readonly ServiceCertificate[], ServiceRefusal>> {
  const query = holder === null ? '' : `?${new URLSearchParams({ holder })}`;
  const { token } = agent;
  const response = await askAgent(
    agent,
    { method: 'GET', path: `/certificates${query}`, token },
    signal,
  );
  const members = await jsonOf(response);
  if (!response.ok) return refuse(refusedAs(agent, response.status, members));
  if ('refusal' in members) return refuse(refusalIn(members['refusal']));
  const listed = members['certificates'];
  if (!Array.isArray(listed)) throw new Outage('agent-unintelligible', { fact: 'certificates' });
  return ok(listed.map(certificateIn));
}

async function* sign(
  agent: PairedAgent,
  batch: BatchToSign,
  signal: AbortSignal,
): AsyncGenerator<ItemAnswer, ServiceRefusal | undefined, undefined> {
  const { token } = agent;
  if (batch.items.length === 0) return undefined;
  if (batch.items.length > mostItems) {
    return { code: 'too-many-items', facts: { limit: String(mostItems) } };
  }
  const body = {
    ...batch,
    items: batch.items.map(({ id, title, toBeSigned }) => ({
      id,
      title,
      toBeSigned: Buffer.from(toBeSigned).toString('base64'),
    })),
  };
  const started = await askAgent(agent, { method: 'POST', path: '/batches', token, body }, signal);
  const members = await jsonOf(started);
  if (!started.ok) return refusedAs(agent, started.status, members);
  const path = `/batches/${textIn(members, 'batch')}`;
  let isOver = false;
  try {
    const answers = await askAgent(
      agent,
      { method: 'GET', path: `${path}/answers`, token },
      signal,
    );
    if (!answers.ok) return refusedAs(agent, answers.status, await jsonOf(answers));
    for await (const line of linesOf(answers, agent, signal)) {
      const read = parseLine(line);
      isOver = read.kind === 'end';
      if (read.kind === 'end') return read.refusal;
      yield read.answer;
    }
    throw new Outage('agent-connection-lost', { fact: agent.address });
  } finally {
    if (!isOver) await cancel(agent, path);
  }
}

/** Tells the agent that nobody waits any more; when it cannot hear that, it has nothing to stop either. */
async function cancel(agent: PairedAgent, path: string): Promise<void> {
  const { token } = agent;
  const limit = AbortSignal.timeout(5000);
  await askAgent(agent, { method: 'DELETE', path, token }, limit).catch(() => undefined);
}

/** Lines as they arrive. A stream that breaks is an Outage; what came before it stands. */
async function* linesOf(
  { body }: Response,
  { address }: PairedAgent,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  if (body === null) return;
  let rest = '';
  try {
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      // Blank lines only keep the connection while the PIN is awaited.
      yield* lines.filter((line) => line !== '');
    }
  } catch (error) {
    signal.throwIfAborted();
    throw new Outage('agent-connection-lost', { fact: address, retryAfterMs: 2000, cause: error });
  }
}

/** What the agent itself answered no to, as the port knows it. */
function refusedAs({ address }: PairedAgent, status: number, members: Members): ServiceRefusal {
  const code = textIn(members, 'code');
  if (status >= 500) throw new Outage(code, { fact: textIn(members, 'fact'), retryAfterMs: 5000 });
  if (code === 'batch-busy') throw new Outage('agent-busy', { retryAfterMs: 10_000 });
  if (code === 'request-too-large') return { code: 'too-many-items', facts: {} };
  if (status === 422)
    return { code: 'item-refused', facts: { code, item: textIn(members, 'item') } };
  const isOurCredential = code === 'origin-not-paired' || code === 'token-not-valid';
  if (isOurCredential) return { code: 'credential-refused', facts: { code, place: address } };
  throw new Outage('agent-unintelligible', { fact: code });
}
