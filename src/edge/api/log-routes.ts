import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { proveConsistency, readTile } from '../../app/register/read-log.ts';
import type { RegisterApi } from './api-context.ts';
import { problemOf } from './problem.ts';
import * as schema from './schema.ts';

const problems = { 400: schema.problem, 404: schema.problem, 503: schema.problem };
const base64Of = (hash: Uint8Array): string => Buffer.from(hash).toString('base64');

/** The log as C2SP tlog-tiles publishes it. Tiles never change, so anyone may keep them. */
export const logRoutes =
  ({ log }: RegisterApi): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/log/checkpoint',
      {
        schema: {
          operationId: 'checkpoint',
          summary: 'Điểm kiểm mới nhất',
          response: { 200: schema.raw('text/plain'), ...problems },
        },
      },
      async (_request, reply) => {
        const note = await log.latestCheckpoint();
        if (note === undefined) return reply.code(404).send(problemOf('not-found'));
        return reply
          .type('text/plain; charset=utf-8')
          .header('cache-control', 'no-cache')
          .send(note);
      },
    );
    app.get(
      '/log/checkpoint.:size',
      {
        schema: {
          operationId: 'olderCheckpoint',
          summary: 'Điểm kiểm ở một kích thước trước đây',
          params: Type.Object({ size: Type.Integer({ minimum: 0 }) }),
          response: { 200: schema.raw('text/plain'), ...problems },
        },
      },
      async ({ params }, reply) => {
        const note = await log.checkpoint(params.size);
        if (note === undefined) return reply.code(404).send(problemOf('not-found'));
        return reply.type('text/plain; charset=utf-8').send(note);
      },
    );
    app.get(
      '/log/tile/*',
      {
        schema: {
          operationId: 'tile',
          summary: 'Mảnh của nhật ký (C2SP tlog-tiles)',
          params: Type.Object({ '*': Type.String({ maxLength: 100 }) }),
          response: { 200: schema.raw('application/octet-stream'), ...problems },
        },
      },
      async ({ params }, reply) => {
        const tile = await readTile(`tile/${params['*']}`, log);
        if (tile === undefined) return reply.code(404).send(problemOf('not-found'));
        return reply
          .type('application/octet-stream')
          .header('cache-control', 'public, max-age=31536000, immutable')
          .send(tile);
      },
    );
    app.get(
      '/log/consistency',
      {
        schema: {
          operationId: 'consistency',
          summary: 'Chứng minh nhật ký chỉ được nối thêm giữa hai kích thước',
          querystring: schema.sizesQuery,
          response: { 200: schema.consistencyAnswer, ...problems },
        },
      },
      async ({ query: { from, to } }, reply) => {
        const proof = await proveConsistency({ from, to }, log);
        if (proof === undefined) return reply.code(404).send(problemOf('not-found'));
        return reply.send({ proof: proof.map(base64Of) });
      },
    );
  };
