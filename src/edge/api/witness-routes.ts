import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type WitnessContext, witnessCheckpoint } from '../../app/register/witness-checkpoint.ts';
import { parseHash } from '../../format/log/base64.ts';
import { logSentence } from '../text/log.ts';
import { problemOf } from './problem.ts';
import * as schema from './schema.ts';

/** The ministry's door for registers: head in, cosignature out; rewritten history is refused. */
export const witnessRoutes =
  (context: WitnessContext): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/witness/checkpoints',
      {
        schema: {
          operationId: 'witnessedSize',
          summary: 'Kích thước nhật ký mà Bộ đã đồng chứng gần nhất',
          querystring: schema.originQuery,
          response: { 200: schema.witnessedSize, 400: schema.problem, 503: schema.problem },
        },
      },
      async ({ query }) => ({ size: await context.store.lastSize(query.origin) }),
    );
    app.post(
      '/witness/checkpoints',
      {
        schema: {
          operationId: 'witnessCheckpoint',
          summary: 'Bộ đồng chứng điểm kiểm của một Sở',
          body: schema.witnessRequest,
          response: {
            200: schema.witnessAnswer,
            400: schema.problem,
            409: schema.problem,
            503: schema.problem,
          },
        },
      },
      async ({ body }, reply) => {
        const proof = body.proof.flatMap((text) => parseHash(text) ?? []);
        if (proof.length !== body.proof.length) {
          return reply.code(400).send(problemOf('request-malformed'));
        }
        const { origin, checkpoint } = body;
        const witnessed = await witnessCheckpoint({ origin, note: checkpoint, proof }, context);
        if (witnessed.ok) {
          const { size, line } = witnessed.value;
          return reply.send({ size, cosignature: line });
        }
        const { refusal } = witnessed;
        const sentence =
          refusal.code === 'origin-unknown'
            ? `Bộ chưa theo dõi nhật ký «${refusal.origin}».`
            : logSentence(refusal);
        return reply.code(409).send({ code: refusal.code, sentence, remedy: null, faults: [] });
      },
    );
  };
