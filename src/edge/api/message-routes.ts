import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RegisterContext } from '../../app/register/ports.ts';
import { recallRecord } from '../../app/register/recall-record.ts';
import { receivePackage } from '../../app/register/receive-package.ts';
import { stateEnrolment } from '../../app/register/state-enrolment.ts';
import { parsePackageId } from '../../format/package/message.ts';
import { maxPackageBytes } from '../../format/package/message-schema.ts';
import type { RegisterApi } from './api-context.ts';
import type { IntakeGate } from './intake-gate.ts';
import { problemOf, sendDoorRefusal, sendRuleRefusal } from './problem.ts';
import * as schema from './schema.ts';

const xmlOnly = (reply: FastifyReply): FastifyReply =>
  reply.code(415).send(problemOf('content-type-not-accepted'));

/** Packages, recalls and statements of schools. */
export const messageRoutes =
  (api: RegisterApi): FastifyPluginAsyncTypebox =>
  async (app) => {
    for (const routes of [submission, answers, recalls, enrolments])
      await app.register(routes(api));
  };

/** Packages come in. */
const submission =
  ({ context, received, intake }: RegisterApi): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store } = context;
    app.post(
      '/packages',
      {
        onRequest: (request, reply) => letIn(request, reply, intake),
        schema: {
          operationId: 'submitPackage',
          summary: 'Gửi gói tin học bạ của một lớp (XML, đóng dấu)',
          consumes: ['application/xml'],
          response: {
            200: schema.acknowledgement,
            202: schema.acknowledgement,
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
        if (!Buffer.isBuffer(body)) return xmlOnly(reply);
        const answer = await receivePackage(body, context);
        if (!answer.ok) return sendDoorRefusal(reply, answer.refusal);
        if (!answer.value.repeated) received();
        const { message, repeated } = answer.value;
        const status = (await store.status(message))?.status ?? 'received';
        return reply.code(repeated ? 200 : 202).send({ message, status, repeated });
      },
    );
  };

/** Where a sender that was asked to wait finds the name of its turn, and shows it when it comes again. */
const turnHeader = 'hocba-turn';

/** Asks the gate before the body is read, so that a register that has enough to do holds no more of it. */
async function letIn(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  intake: IntakeGate,
): Promise<FastifyReply | undefined> {
  const length = Number(headers['content-length'] ?? maxPackageBytes);
  const shown = headers[turnHeader];
  const admission = await intake.enter(length, typeof shown === 'string' ? shown : undefined);
  if (admission.admitted) {
    reply.raw.once('close', admission.leave);
    return undefined;
  }
  const { retryAfterSeconds, turn } = admission;
  reply.code(503).header('retry-after', String(retryAfterSeconds));
  if (turn !== undefined) reply.header(turnHeader, turn);
  return reply.send(problemOf('intake-full'));
}

/** What became of a package. */
const answers =
  ({ context }: RegisterApi): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store } = context;
    app.get(
      '/packages/:message',
      {
        schema: {
          operationId: 'packageStatus',
          summary: 'Tình trạng xử lý của một gói tin',
          params: schema.messageParameter,
          querystring: schema.packageIdQuery,
          response: {
            200: schema.messageStatus,
            400: schema.problem,
            404: schema.problem,
            503: schema.problem,
          },
        },
      },
      async ({ params: { message }, query: { packageId } }, reply) => {
        const status = await statusOf(message, packageId, context);
        if (status === undefined) return reply.code(404).send(problemOf('not-found'));
        return reply.send(status);
      },
    );
    app.get(
      '/packages/:message/reply',
      {
        schema: {
          operationId: 'packageReply',
          summary: 'Bản tin trả lời có chữ ký của Sở (XML)',
          params: schema.messageParameter,
          querystring: schema.packageIdQuery,
          response: {
            200: schema.raw('application/xml'),
            400: schema.problem,
            404: schema.problem,
            425: schema.problem,
            503: schema.problem,
          },
        },
      },
      async ({ params: { message }, query: { packageId } }, reply) => {
        const status = await statusOf(message, packageId, context);
        if (status === undefined) return reply.code(404).send(problemOf('not-found'));
        const bytes = await store.reply(message);
        if (bytes === undefined) {
          return reply.code(425).header('retry-after', '1').send(problemOf('reply-not-ready'));
        }
        return reply.type('application/xml').send(bytes);
      },
    );
  };

const recalls =
  ({ context, grown }: RegisterApi): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/recalls',
      {
        schema: {
          operationId: 'recallRecord',
          summary: 'Thu hồi một học bạ trước ngày khóa (XML, đóng dấu)',
          consumes: ['application/xml'],
          response: {
            200: schema.recallAnswer,
            400: schema.problem,
            404: schema.problem,
            409: schema.problem,
            413: schema.problem,
            415: schema.problem,
            422: schema.problem,
            503: schema.problem,
          },
        },
      },
      async ({ body }, reply) => {
        if (!Buffer.isBuffer(body)) return xmlOnly(reply);
        const answer = await recallRecord(body, context);
        if (answer.ok) {
          grown();
          return reply.send(answer.value);
        }
        const { refusal } = answer;
        return refusal.kind === 'door'
          ? sendDoorRefusal(reply, refusal.refusal)
          : sendRuleRefusal(reply, refusal.refusal);
      },
    );
  };

const enrolments =
  ({ context }: RegisterApi): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/enrolments',
      {
        schema: {
          operationId: 'stateEnrolment',
          summary: 'Báo cáo sĩ số của trường (XML, đóng dấu)',
          consumes: ['application/xml'],
          response: {
            200: schema.acknowledgement,
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
        if (!Buffer.isBuffer(body)) return xmlOnly(reply);
        const answer = await stateEnrolment(body, context);
        if (answer.ok) return reply.send({ ...answer.value, status: 'answered' });
        const { refusal } = answer;
        return refusal.kind === 'door'
          ? sendDoorRefusal(reply, refusal.refusal)
          : sendRuleRefusal(reply, refusal.refusal);
      },
    );
  };

async function statusOf(message: number, packageId: string, { store }: RegisterContext) {
  const id = parsePackageId(packageId);
  const known = id === undefined ? undefined : await store.messageById(id);
  return known?.number === message ? store.status(message) : undefined;
}
