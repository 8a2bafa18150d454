import Fastify, { type FastifyInstance } from 'fastify';

/** Where the figures come from. */
export interface MetricsSource {
  readonly contentType: string;
  text(): Promise<string>;
}

/** `GET /metrics` behind a door of its own, which operators keep inside: it tells how much work there is, and when. */
export async function createMetricsDoor(source: MetricsSource): Promise<FastifyInstance> {
  const app = Fastify({ logger: false, bodyLimit: 1, forceCloseConnections: true });
  app.get('/metrics', async (_request, reply) =>
    reply.type(source.contentType).send(await source.text()),
  );
  return app;
}
