import type { FastifyReply, FastifyRequest } from 'fastify';
import { isOrigin, type PairingDesk } from './pairing.ts';
import type { AgentRefusal } from './protocol.ts';

/** What stands between the agent and every page of the web that this machine opens. */
export interface Guard {
  /** Runs before anything of a request is read; an answer means that it ends there. */
  check(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined;
}

type Door = 'pair' | 'act';

/**
 * Host first: a name that leads here by DNS (rebinding) is not ours. Then the origin: only the paired one, or any
 * pairable one at the pairing door while it is open. Then, except there, the token. Preflights are answered by the same
 * rules, private network access included.
 */
export function createGuard(desk: PairingDesk, doorOf: (url: string) => Door): Guard {
  return {
    check(request, reply) {
      reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
      const stop = (refusal: AgentRefusal): FastifyReply => reply.code(403).send({ code: refusal });
      if (!isLoopback(request)) return stop('host-not-expected');
      const door = doorOf(request.url);
      const { origin } = request.headers;
      const mayAsk =
        origin !== undefined &&
        isOrigin(origin) &&
        (origin === desk.origin || (door === 'pair' && desk.isOpen));
      if (!mayAsk) return stop('origin-not-paired');
      reply.header('access-control-allow-origin', origin).header('vary', 'Origin');
      if (request.method === 'OPTIONS') return answerPreflight(request, reply);
      if (door === 'pair') return undefined;
      const [, token] = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '') ?? [];
      if (token !== undefined && desk.holds(origin, token)) return undefined;
      return reply.code(401).send({ code: 'token-not-valid' satisfies AgentRefusal });
    },
  };
}

/** The address that pages know: the loopback address or its one name, and the port on which the request came. */
function isLoopback({ headers, socket }: FastifyRequest): boolean {
  const { host } = headers;
  return host === `127.0.0.1:${socket.localPort}` || host === `localhost:${socket.localPort}`;
}

function answerPreflight({ headers }: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (headers['access-control-request-private-network'] === 'true') {
    reply.header('access-control-allow-private-network', 'true');
  }
  return reply
    .header('access-control-allow-methods', 'GET, POST, DELETE')
    .header('access-control-allow-headers', 'authorization, content-type')
    .header('access-control-max-age', '600')
    .code(204)
    .send();
}
