import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { writeEvidence } from '../../format/evidence/evidence-record.ts';
import type { RegisterApi } from './api-context.ts';
import { problemOf } from './problem.ts';
import * as schema from './schema.ts';

const problems = { 400: schema.problem, 404: schema.problem, 503: schema.problem };
const sizesAnswer = Type.Object({ sizes: Type.Array(Type.Integer()) });

/** Evidence records of stamped heads. They grow when they are renewed, so nobody may keep them for ever. */
export const evidenceRoutes =
  ({ evidence }: RegisterApi): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/log/checkpoint-stamps',
      {
        schema: {
          operationId: 'checkpointStamps',
          summary: 'Các điểm kiểm có dấu thời gian, theo kích thước',
          response: { 200: sizesAnswer, ...problems },
        },
      },
      async () => ({ sizes: [...(await evidence.sizes())] }),
    );
    app.get(
      '/log/checkpoint-stamps/:size',
      {
        schema: {
          operationId: 'checkpointStamp',
          summary: 'Hồ sơ bằng chứng thời gian của một điểm kiểm',
          params: Type.Object({ size: Type.Integer({ minimum: 0 }) }),
          response: { 200: schema.proofAnswer, ...problems },
        },
      },
      async ({ params }, reply) => {
        const record = await evidence.record(params.size);
        if (record === undefined) return reply.code(404).send(problemOf('not-found'));
        return reply.header('cache-control', 'no-cache').send(writeEvidence(record));
      },
    );
  };
