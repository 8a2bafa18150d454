import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { SigningService } from '../../app/signing/ports.ts';
import { batchRoutes, certificateRoutes } from './batch-routes.ts';
import { createGuard } from './guard.ts';
import type { PairingDesk } from './pairing.ts';
import { type AgentRefusal, agentLimits, agentPrefix, pairBody } from './protocol.ts';
import { type BatchEnd, outageOf } from './running-batch.ts';

/** What the person at the agent is told as it happens. */
export interface AgentEvents {
  paired(origin: string): void;
  batchEnded(batch: {
    readonly signed: number;
    readonly items: number;
    readonly end: BatchEnd;
  }): void;
}

export interface AgentOptions {
  readonly desk: PairingDesk;
  /** The service that signs for one asker, who is shown to the holder by this name. */
  service(asker: string): SigningService;
  readonly events: AgentEvents;
}

/** The local signing agent's HTTP interface. Nothing listens until `listen`, which must be on 127.0.0.1. */
export async function createAgent(options: AgentOptions): Promise<FastifyInstance> {
  const { desk, events } = options;
  const app = Fastify({
    logger: false,
    bodyLimit: agentLimits.bodyBytes,
    requestTimeout: 60_000,
    forceCloseConnections: true,
    ajv: { customOptions: { removeAdditional: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.removeContentTypeParser('text/plain');
  const guard = createGuard(desk, (url) => (url === `${agentPrefix}/pair` ? 'pair' : 'act'));
  // Also of requests that no route takes.
  app.addHook('onRequest', async (request, reply) => guard.check(request, reply));
  answerErrors(app);
  app.post(`${agentPrefix}/pair`, { schema: { body: pairBody } }, async (request, reply) => {
    const { origin = '' } = request.headers;
    const paired = await desk.pair(origin, request.body.code);
    if (!paired.ok) return reply.code(403).send({ code: paired.refusal });
    events.paired(origin);
    return { token: paired.value };
  });
  await app.register(certificateRoutes(options), { prefix: agentPrefix });
  await app.register(batchRoutes(options), { prefix: agentPrefix });
  return app;
}

const refusals: ReadonlyMap<string, readonly [number, AgentRefusal]> = new Map([
  ['FST_ERR_CTP_BODY_TOO_LARGE', [413, 'request-too-large']],
]);

function answerErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ code: 'not-found' satisfies AgentRefusal }),
  );
  app.setErrorHandler((error: FastifyError | Error, _request, reply) => {
    const [status, code] = ('code' in error ? refusals.get(error.code) : undefined) ?? [];
    if (status !== undefined) return reply.code(status).send({ code });
    const wrong = 'statusCode' in error ? (error.statusCode ?? 500) : 500;
    if (wrong < 500) {
      return reply.code(wrong).send({ code: 'request-malformed' satisfies AgentRefusal });
    }
    return reply.code(503).header('retry-after', '5').send(outageOf(error));
  });
}
