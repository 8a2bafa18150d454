import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { BatchToSign } from '../../app/signing/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { parseSignedInfo } from '../../format/signature/signed-info.ts';
import type { AgentOptions } from './create-agent.ts';
import {
  type AgentRefusal,
  type BatchBody,
  batchBody,
  batchParameter,
  fromQuery,
  holderQuery,
} from './protocol.ts';
import { type RunningBatch, startBatch } from './running-batch.ts';

/** Ended batches that can still be read. */
const keptBatches = 4;

/** The certificates of the tokens at hand. */
export const certificateRoutes =
  ({ service }: AgentOptions): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/certificates', { schema: { querystring: holderQuery } }, async (request, reply) => {
      const { holder = null } = request.query;
      const left = new AbortController();
      reply.raw.once('close', () => left.abort());
      const listed = await service(askerOf(request)).certificates(holder, left.signal);
      return listed.ok ? { certificates: listed.value } : { refusal: listed.refusal };
    });
  };

/** Batches: one at a time, since there is one person at one keyboard. */
export const batchRoutes =
  ({ service, events }: AgentOptions): FastifyPluginAsyncTypebox =>
  async (app) => {
    const batches = new Map<string, RunningBatch>();
    app.post('/batches', { schema: { body: batchBody } }, async (request, reply) => {
      if ([...batches.values()].some(({ end }) => end === undefined)) {
        return reply.code(409).send({ code: 'batch-busy' satisfies AgentRefusal });
      }
      const batch = checkedBatch(request.body);
      if (!batch.ok) return reply.code(422).send(batch.refusal);
      const started = startBatch(service(askerOf(request)), batch.value);
      batches.set(started.id, started);
      for (const id of [...batches.keys()].slice(0, -keptBatches)) batches.delete(id);
      void started.ended.then((end) => {
        const { signed, items } = started;
        events.batchEnded({ signed, items, end });
      });
      return reply.code(201).send({ batch: started.id, items: started.items });
    });
    const route = '/batches/:batch';
    app.get(
      `${route}/answers`,
      { schema: { params: batchParameter, querystring: fromQuery } },
      async ({ params, query }, reply) => {
        const batch = batches.get(params.batch);
        if (batch === undefined) return reply.code(404).send(unknown);
        return reply
          .type('application/x-ndjson')
          .send(Readable.from(batch.read(query.from ?? 0), { objectMode: false }));
      },
    );
    app.delete(route, { schema: { params: batchParameter } }, async ({ params }, reply) => {
      const batch = batches.get(params.batch);
      if (batch === undefined) return reply.code(404).send(unknown);
      batch.cancel();
      await batch.ended;
      return reply.code(204).send();
    });
    app.addHook('onClose', async () => {
      for (const batch of batches.values()) batch.cancel();
    });
  };

const unknown = { code: 'batch-unknown' satisfies AgentRefusal };

interface AskedBy {
  readonly headers: { readonly origin?: string | undefined };
}

/** The guard let no request pass without it. */
const askerOf = ({ headers }: AskedBy): string => headers.origin ?? '';

interface BatchFault {
  readonly code: AgentRefusal;
  /** The item's id. */
  readonly item: string;
}

/** A batch of distinct items, each a SignedInfo for the batch's algorithm. Nothing else reaches a key. */
function checkedBatch(body: BatchBody): Result<BatchToSign, BatchFault> {
  const ids = new Set<string>();
  const items = [];
  for (const { id, title, toBeSigned } of body.items) {
    if (ids.has(id)) return refuse({ code: 'item-id-twice', item: id });
    ids.add(id);
    const bytes = Buffer.from(toBeSigned, 'base64');
    const read = parseSignedInfo(bytes);
    if (!read.ok) return refuse({ code: 'item-not-signed-info', item: id });
    if (read.value.algorithm !== body.algorithm) {
      return refuse({ code: 'item-algorithm-differs', item: id });
    }
    items.push({ id, title, toBeSigned: bytes });
  }
  const { certificate, algorithm, title } = body;
  return ok({ certificate, algorithm, title, items });
}
