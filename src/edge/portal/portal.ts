import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Outage } from '../../app/outage.ts';
import type { LookUpAnswer } from '../../app/register/look-up-record.ts';
import type { BirthDate } from '../../domain/person/identity.ts';
import type { RecordCode } from '../../domain/record/content.ts';
import { epochMsOf } from '../../domain/time/instant.ts';
import { birthDateAttempts, clientKey, tokenBuckets } from '../rate-limit.ts';
import { fieldOf, maxFormBytes, readBirthDate, readCode } from './form.ts';
import { headersOf } from './headers.ts';
import { type Frame, type Page, renderPage } from './page.ts';
import type { PortalDeps, PortalLimits } from './ports.ts';
import { recordPage } from './record-page.ts';
import {
  notFoundPage,
  outagePage,
  searchPage,
  tooManyPage,
  wrongRequestPage,
} from './search-page.ts';
import { stylesheet } from './stylesheet.ts';
import { standingBox, summaryPage, trialBox } from './summary-page.ts';

/** 60 requests at once and 20 a minute for one client. */
const defaultLimits = (nowMs: () => number): PortalLimits => ({
  byAddress: tokenBuckets({ burst: 60, refillSeconds: 3 }, nowMs),
  byCode: birthDateAttempts(nowMs),
});

interface Portal extends PortalDeps {
  readonly frame: Frame;
  readonly limits: PortalLimits;
  readonly failureStepMs: number;
}

/**
 * The public look-up pages, as a Fastify plugin: `app.register(async (scope) => portal(scope, deps))`. They read and
 * never write; they work without script; nothing personal stands in an address.
 */
export async function portal(app: FastifyInstance, deps: PortalDeps): Promise<void> {
  const self: Portal = {
    ...deps,
    frame: { office: deps.office ?? null },
    limits: { ...defaultLimits(() => epochMsOf(deps.clock.now())), ...deps.limits },
    failureStepMs: deps.failureStepMs ?? 400,
  };
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: maxFormBytes },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  app.addHook('onSend', async (_request, reply, payload) => {
    for (const [name, value] of headersOf(reply)) reply.header(name, value);
    return payload;
  });
  app.setErrorHandler((error, request, reply) => answerError(self, error, request, reply));
  app.get(stylesheet.path, async (_request, reply) =>
    reply
      .type('text/css; charset=utf-8')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(stylesheet.css),
  );
  app.get('/robots.txt', async (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send('User-agent: *\nDisallow: /\n'),
  );
  app.get('/', async (_request, reply) => send(self, reply, 200, searchPage()));
  app.get('/tra-cuu', async (_request, reply) => reply.redirect('/', 303));
  app.post('/tra-cuu', async (request, reply) => answerForm(self, request, reply));
  app.get<{ Params: { code: string }; Querystring: { sha256?: unknown } }>(
    '/tra-cuu/:code',
    async (request, reply) => answerAddress(self, request, reply),
  );
  app.get('/tra-cuu/*', async (_request, reply) => send(self, reply, 404, wrongRequestPage()));
  app.post<{ Params: { code: string } }>('/tra-cuu/:code/xml', async (request, reply) =>
    answerFile(self, request, reply),
  );
}

const send = ({ frame }: Portal, reply: FastifyReply, status: number, page: Page): FastifyReply =>
  reply.status(status).type('text/html; charset=utf-8').send(renderPage(frame, page));

/** The form: a code alone leads to the code's own address; with a birth date the whole record answers the form itself. */
async function answerForm(
  self: Portal,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const typedCode = fieldOf(request.body, 'code').slice(0, 80);
  const typedDate = fieldOf(request.body, 'birthDate');
  const code = readCode(typedCode);
  const birthDate = typedDate === '' ? null : readBirthDate(typedDate);
  if (code === undefined || birthDate === undefined) {
    const state = {
      code: typedCode,
      codeFault: code === undefined,
      birthDateFault: birthDate === undefined,
    };
    return send(self, reply, 400, searchPage(state));
  }
  if (birthDate === null) return reply.redirect(`/tra-cuu/${code}`, 303);
  return withWholeRecord(self, { request, reply, code, birthDate }, async (answer) => {
    const { content, bytes, summary } = answer;
    const now = self.clock.now();
    if (content === undefined || bytes === undefined) {
      return send(self, reply, 200, summaryPage(answer, { now, heldSha256: null }));
    }
    const report = await self.verify(bytes, summary.registeredAt);
    // Green beside «KHÔNG HỢP LỆ» would say two things at once.
    const tone = report.verdict === 'invalid' ? 'plain' : undefined;
    const boxes = [trialBox(summary), standingBox(answer, now, tone)];
    return send(self, reply, 200, recordPage({ content, report, summary, boxes }));
  });
}

/** The address on a printed record: the public summary, and with `?sha256=` whether that print is the current version. */
async function answerAddress(
  self: Portal,
  request: FastifyRequest<{ Params: { code: string }; Querystring: { sha256?: unknown } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const startedMs = performance.now();
  const typed = request.params.code;
  const code = readCode(typed);
  if (code === undefined) {
    const state = { code: typed.slice(0, 80), codeFault: true, birthDateFault: false };
    return send(self, reply, 400, searchPage(state));
  }
  const permit = await self.limits.byAddress.take(clientKey(request.ip));
  if (!permit.allowed) return sendTooMany(self, reply, permit.retryAfterSeconds);
  const found = await self.lookUp({ code });
  if (!found.ok) return sendNotFound(self, reply, code, startedMs);
  const { sha256 } = request.query;
  const heldSha256 =
    typeof sha256 === 'string' && /^[0-9a-f]{64}$/i.test(sha256) ? sha256.toLowerCase() : null;
  return send(self, reply, 200, summaryPage(found.value, { now: self.clock.now(), heldSha256 }));
}

/** The record file exactly as the register holds it. */
async function answerFile(
  self: Portal,
  request: FastifyRequest<{ Params: { code: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const code = readCode(request.params.code);
  const birthDate = readBirthDate(fieldOf(request.body, 'birthDate'));
  if (code === undefined || birthDate === undefined) {
    return send(self, reply, 400, wrongRequestPage());
  }
  return withWholeRecord(self, { request, reply, code, birthDate }, async ({ bytes, summary }) => {
    if (bytes === undefined) return reply.redirect(`/tra-cuu/${code}`, 303);
    return reply
      .type('application/xml')
      .header(
        'content-disposition',
        `attachment; filename="hoc-ba-${code}-v${summary.version}.xml"`,
      )
      .send(Buffer.from(bytes));
  });
}

interface Attempt {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly code: RecordCode;
  readonly birthDate: BirthDate;
}

/** Looks up with a birth date, within both limits; only failures use up the code's attempts. */
async function withWholeRecord(
  self: Portal,
  { request, reply, code, birthDate }: Attempt,
  answer: (found: LookUpAnswer) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const startedMs = performance.now();
  const { byAddress, byCode } = self.limits;
  const byClient = await byAddress.take(clientKey(request.ip));
  if (!byClient.allowed) return sendTooMany(self, reply, byClient.retryAfterSeconds);
  const permit = await byCode.take(code);
  if (!permit.allowed) return sendTooMany(self, reply, permit.retryAfterSeconds);
  const found = await self.lookUp({ code, birthDate });
  if (!found.ok) return sendNotFound(self, reply, code, startedMs);
  await byCode.giveBack(code);
  return answer(found.value);
}

/** Unknown code and wrong birth date: the same page, status and class of time. */
async function sendNotFound(
  self: Portal,
  reply: FastifyReply,
  code: RecordCode,
  startedMs: number,
): Promise<FastifyReply> {
  const { failureStepMs } = self;
  if (failureStepMs > 0) {
    const elapsed = performance.now() - startedMs;
    await pause(failureStepMs - (elapsed % failureStepMs));
  }
  return send(self, reply, 404, notFoundPage(code));
}

const sendTooMany = (self: Portal, reply: FastifyReply, seconds: number): FastifyReply =>
  send(self, reply.header('retry-after', String(seconds)), 429, tooManyPage(seconds));

/** An outage asks for patience; a wrong request is named; a bug says no more than that something is wrong. */
function answerError(
  self: Portal,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const status = statusOf(error);
  if (status < 500) return send(self, reply, status, wrongRequestPage());
  if (self.failed === undefined) request.log.error(error);
  else self.failed(error);
  if (error instanceof Outage) {
    reply.header('retry-after', String(Math.ceil((error.retryAfterMs ?? 60_000) / 1000)));
  }
  return send(self, reply, status, outagePage());
}

function statusOf(error: unknown): number {
  if (error instanceof Outage) return 503;
  const code = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof code === 'number' && code >= 400 && code < 500 ? code : 500;
}
