import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { signersOfMessage } from '../../app/register/signers-of-message.ts';
import { stateSigners } from '../../app/register/state-signers.ts';
import type { RegisterApi } from './api-context.ts';
import { problemOf, sendDoorRefusal } from './problem.ts';
import * as schema from './schema.ts';

/** Who signs at a school, and with which certificates: stated by the school, decided by the department. */
export const signerRoutes =
  ({ context }: RegisterApi): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/signers',
      {
        schema: {
          operationId: 'stateSigners',
          summary: 'Đề nghị đăng ký chứng thư số và phân công ký của trường (XML, đóng dấu)',
          consumes: ['application/xml'],
          response: {
            200: schema.signersAnswer,
            400: schema.problem,
            409: schema.problem,
            413: schema.problem,
            415: schema.problem,
            422: schema.problem,
            503: schema.problem,
          },
        },
      },
      async ({ body }, reply) => {
        if (!Buffer.isBuffer(body)) {
          return reply.code(415).send(problemOf('content-type-not-accepted'));
        }
        const answer = await stateSigners(body, context);
        if (answer.ok) return reply.send(answer.value);
        const { refusal } = answer;
        if (refusal.kind === 'door') return sendDoorRefusal(reply, refusal.refusal);
        return reply.code(409).send(problemOf('signers-refused', {}, refusal.faults));
      },
    );
    app.get(
      '/signers/:message',
      {
        schema: {
          operationId: 'signersStatus',
          summary: 'Tình trạng chứng thư số và phân công ký của trường đã gửi bản tin',
          params: schema.messageParameter,
          querystring: schema.packageIdQuery,
          response: {
            200: schema.signersStatus,
            400: schema.problem,
            404: schema.problem,
            503: schema.problem,
          },
        },
      },
      async ({ params: { message }, query: { packageId } }, reply) => {
        const found = await signersOfMessage(message, packageId, context);
        if (found === undefined) return reply.code(404).send(problemOf('not-found'));
        return reply.send(found);
      },
    );
  };
