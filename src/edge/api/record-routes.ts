import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { parseBirthDate } from '../../domain/person/identity.ts';
import { parseRecordCode } from '../../domain/record/content.ts';
import { writeRecordProof } from '../../format/log/proof.ts';
import type { RegisterApi } from './api-context.ts';
import { problemOf } from './problem.ts';
import * as schema from './schema.ts';

const problems = { 400: schema.problem, 404: schema.problem, 503: schema.problem };

/** Look-up and proofs. Unknown codes and wrong birth dates are answered alike. */
export const recordRoutes =
  ({ lookUp, prover }: RegisterApi): FastifyPluginAsyncTypebox =>
  async (app) => {
    const find = async (codeText: string, birthDateText: string | undefined) => {
      const code = parseRecordCode(codeText);
      const birthDate = birthDateText === undefined ? undefined : parseBirthDate(birthDateText);
      if (code === undefined || (birthDateText !== undefined && birthDate === undefined)) {
        return undefined;
      }
      const answer = await lookUp(birthDate === undefined ? { code } : { code, birthDate });
      return answer.ok ? answer.value : undefined;
    };
    app.get(
      '/records/:code',
      {
        schema: {
          operationId: 'lookUpRecord',
          summary: 'Tra cứu học bạ bằng mã số tra cứu; thêm ngày sinh để xem toàn bộ',
          params: schema.codeParameter,
          querystring: schema.birthDateQuery,
          response: { 200: schema.recordSummary, ...problems },
        },
      },
      async ({ params, query }, reply) => {
        const found = await find(params.code, query.birthDate);
        if (found === undefined) return reply.code(404).send(problemOf('record-not-found'));
        const { state, summary, content } = found;
        const versions = [...summary.versions];
        return reply
          .header('cache-control', 'no-store')
          .send({ ...summary, versions, state, ...(content === undefined ? {} : { content }) });
      },
    );
    app.get(
      '/records/:code/xml',
      {
        schema: {
          operationId: 'recordXml',
          summary: 'Tệp học bạ đúng từng byte như đã tiếp nhận (cần ngày sinh)',
          params: schema.codeParameter,
          querystring: schema.birthDateQuery,
          response: { 200: schema.raw('application/xml'), ...problems },
        },
      },
      async ({ params, query }, reply) => {
        const found = await find(params.code, query.birthDate);
        if (found?.bytes === undefined) {
          return reply.code(404).send(problemOf('record-not-found'));
        }
        return reply.header('cache-control', 'no-store').type('application/xml').send(found.bytes);
      },
    );
    app.get(
      '/records/:code/proof',
      {
        schema: {
          operationId: 'recordProof',
          summary: 'Bằng chứng học bạ nằm trong nhật ký và trong tập đã khóa',
          params: schema.codeParameter,
          response: { 200: schema.proofAnswer, ...problems },
        },
      },
      async ({ params }, reply) => {
        const code = parseRecordCode(params.code);
        const proof = code === undefined ? undefined : await prover.prove(code);
        if (!proof?.ok) return reply.code(404).send(problemOf('record-not-found'));
        return reply.send({ ...writeRecordProof(proof.value) });
      },
    );
  };
