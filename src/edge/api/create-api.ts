import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { Outage } from '../../app/outage.ts';
import { maxPackageBytes } from '../../format/package/message-schema.ts';
import type { ApiOptions } from './api-context.ts';
import { evidenceRoutes } from './evidence-routes.ts';
import { logRoutes } from './log-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { type DeclaredRoute, declaredRoute, openApiDocument } from './openapi.ts';
import { problemOf } from './problem.ts';
import { recordRoutes } from './record-routes.ts';
import { apiPrefix, health, problem } from './schema.ts';
import { signerRoutes } from './signer-routes.ts';
import { witnessRoutes } from './witness-routes.ts';

/** The HTTP interface of a province's register or of the ministry. Nothing listens until `listen` is called. */
export async function createApi(options: ApiOptions): Promise<FastifyInstance> {
  const { write, register, witness, ready, requestTimeoutMs = 300_000 } = options;
  const app = Fastify({
    // Our own log: Fastify's would write addresses, and addresses hold look-up codes.
    logger: false,
    bodyLimit: maxPackageBytes,
    requestTimeout: requestTimeoutMs,
    // Node exchanges the two limits when that for the head is the longer one.
    http: {
      headersTimeout: Math.min(60_000, requestTimeoutMs),
      connectionsCheckingInterval: Math.min(30_000, requestTimeoutMs / 5),
    },
    forceCloseConnections: 'idle',
  }).withTypeProvider<TypeBoxTypeProvider>();
  const routes: DeclaredRoute[] = [];
  app.addHook('onRoute', (route) => {
    const declared = declaredRoute(route);
    if (declared !== undefined) routes.push(declared);
  });
  acceptBodies(app);
  answerErrors(app, options);
  app.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    write({
      level: 'info',
      event: 'request',
      facts: {
        method,
        route: routeOptions.url ?? '',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
    });
  });
  if (register !== undefined) {
    await app.register(messageRoutes(register), { prefix: apiPrefix });
    await app.register(signerRoutes(register), { prefix: apiPrefix });
    await app.register(recordRoutes(register), { prefix: apiPrefix });
    await app.register(logRoutes(register), { prefix: apiPrefix });
    await app.register(evidenceRoutes(register), { prefix: apiPrefix });
  }
  if (witness !== undefined) await app.register(witnessRoutes(witness), { prefix: apiPrefix });
  app.get(
    '/health',
    {
      schema: { operationId: 'health', summary: 'Tiến trình còn sống', response: { 200: health } },
    },
    async () => ({ status: 'ok' as const }),
  );
  app.get(
    '/ready',
    {
      schema: {
        operationId: 'ready',
        summary: 'Cơ sở dữ liệu, bộ xử lý và nhật ký sẵn sàng',
        response: { 200: health, 503: problem },
      },
    },
    async () => {
      await ready();
      return { status: 'ok' as const };
    },
  );
  app.get('/openapi.json', async () => openApiDocument(routes, 'Sổ gốc học bạ số'));
  return app;
}

/** XML stays bytes: nothing may be re-encoded before its signature is checked. */
function acceptBodies(app: FastifyInstance): void {
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser('application/xml', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
}

/** What Fastify itself refuses, by its code. */
const refusals: ReadonlyMap<string, readonly [number, string]> = new Map([
  ['FST_ERR_CTP_BODY_TOO_LARGE', [413, 'body-too-large']],
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', [415, 'content-type-not-accepted']],
]);

function answerErrors(app: FastifyInstance, { write }: ApiOptions): void {
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(problemOf('not-found')));
  app.setErrorHandler((error: FastifyError | Error, { routeOptions }, reply) => {
    const route = routeOptions.url ?? '';
    if (error instanceof Outage) {
      const { code, retryAfterMs = 5000 } = error;
      write({ level: 'error', event: 'outage', facts: { route, code }, error });
      const seconds = String(Math.ceil(retryAfterMs / 1000));
      return reply.code(503).header('retry-after', seconds).send(problemOf('try-later'));
    }
    const known = 'code' in error ? refusals.get(error.code) : undefined;
    if (known !== undefined) return reply.code(known[0]).send(problemOf(known[1]));
    const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500;
    if (status < 500) return reply.code(status).send(problemOf('request-malformed'));
    write({ level: 'error', event: 'bug', facts: { route }, error });
    return reply.code(500).send(problemOf('internal'));
  });
}
