import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { parseBirthDate } from '../../domain/person/identity.ts';
import { parseRecordCode } from '../../domain/record/content.ts';
import { writeRecordProof } from '../../format/log/proof.ts';
import { courseJson } from '../course-json.ts';
import type { RegisterApi } from './api-context.ts';
import { problemOf } from './problem.ts';
import * as schema from './schema.ts';

const problems = {
  400: schema.problem,
  404: schema.problem,
  429: schema.problem,
  503: schema.problem,
};

const tooMany = (reply: FastifyReply, seconds: number): FastifyReply =>
  reply.code(429).header('retry-after', String(seconds)).send(problemOf('too-many-attempts'));

/** Look-up and proofs. Unknown codes and wrong birth dates are answered alike. */
export const recordRoutes =
  ({ lookUp, courseOfStudy, prover, attempts }: RegisterApi): FastifyPluginAsyncTypebox =>
  async (app) => {
    const summary = async (codeText: string) => {
      const code = parseRecordCode(codeText);
      const answer = code === undefined ? undefined : await lookUp({ code });
      return answer?.ok ? answer.value : undefined;
    };
    /** The whole record; a permit is spent on each wrong birth date, by code, so that dates cannot be tried out. */
    const whole = async (codeText: string, birthDateText: string) => {
      const code = parseRecordCode(codeText);
      const birthDate = parseBirthDate(birthDateText);
      if (code === undefined || birthDate === undefined) return { answer: undefined };
      const permit = await attempts.take(code);
      if (!permit.allowed) return { retryAfterSeconds: permit.retryAfterSeconds };
      const answer = await lookUp({ code, birthDate });
      if (answer.ok) await attempts.giveBack(code);
      return { answer: answer.ok ? answer.value : undefined };
    };
    app.get(
      '/records/:code',
      {
        schema: {
          operationId: 'lookUpRecord',
          summary: 'Tra cứu học bạ bằng mã số tra cứu',
          params: schema.codeParameter,
          response: { 200: schema.recordSummary, ...problems },
        },
      },
      async ({ params }, reply) => {
        const found = await summary(params.code);
        if (found === undefined) return reply.code(404).send(problemOf('record-not-found'));
        return reply
          .header('cache-control', 'no-store')
          .send({ ...found.summary, versions: [...found.summary.versions], state: found.state });
      },
    );
    app.post(
      '/records/:code',
      {
        schema: {
          operationId: 'readRecord',
          summary: 'Toàn bộ học bạ, với mã số tra cứu và ngày sinh',
          params: schema.codeParameter,
          body: schema.birthDateBody,
          response: { 200: schema.recordSummary, ...problems },
        },
      },
      async ({ params, body }, reply) => {
        const { answer, retryAfterSeconds } = await whole(params.code, body.birthDate);
        if (retryAfterSeconds !== undefined) return tooMany(reply, retryAfterSeconds);
        if (answer === undefined) return reply.code(404).send(problemOf('record-not-found'));
        const { state, summary: found, content } = answer;
        return reply.header('cache-control', 'no-store').send({
          ...found,
          versions: [...found.versions],
          state,
          ...(content === undefined ? {} : { content }),
        });
      },
    );
    app.post(
      '/records/:code/xml',
      {
        schema: {
          operationId: 'recordXml',
          summary: 'Tệp học bạ đúng từng byte như đã tiếp nhận (cần ngày sinh)',
          params: schema.codeParameter,
          body: schema.birthDateBody,
          response: { 200: schema.raw('application/xml'), ...problems },
        },
      },
      async ({ params, body }, reply) => {
        const { answer, retryAfterSeconds } = await whole(params.code, body.birthDate);
        if (retryAfterSeconds !== undefined) return tooMany(reply, retryAfterSeconds);
        if (answer?.bytes === undefined) {
          return reply.code(404).send(problemOf('record-not-found'));
        }
        return reply.header('cache-control', 'no-store').type('application/xml').send(answer.bytes);
      },
    );
    app.post(
      '/records/:code/course',
      {
        schema: {
          operationId: 'courseOfStudy',
          summary: 'Quá trình học tập của học sinh, với mã số tra cứu của một năm và ngày sinh',
          params: schema.codeParameter,
          body: schema.birthDateBody,
          response: { 200: schema.course, ...problems },
        },
      },
      async ({ params, body }, reply) => {
        const { answer, retryAfterSeconds } = await whole(params.code, body.birthDate);
        if (retryAfterSeconds !== undefined) return tooMany(reply, retryAfterSeconds);
        if (answer?.content === undefined) {
          return reply.code(404).send(problemOf('record-not-found'));
        }
        const { code, learner } = answer.content;
        const course = await courseOfStudy({ code, birthDate: learner.birthDate });
        if (!course.ok) return reply.code(404).send(problemOf('record-not-found'));
        return reply.header('cache-control', 'no-store').send(courseJson(course.value));
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
