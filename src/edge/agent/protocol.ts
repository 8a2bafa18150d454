import { type Static, Type } from '@fastify/type-provider-typebox';
import { largestSignedInfo } from '../../format/signature/signed-info.ts';

/** Every address of the agent begins with the date of its version; docs/agent.md tells the protocol. */
export const agentPrefix = '/agent/2026-11-22';
export const usualAgentPort = 9427;

/** Bounds of one batch: a school of several thousand learners passes, a page that floods does not. */
export const agentLimits = { items: 5000, bodyBytes: 48 << 20, title: 300, id: 120 } as const;

const base64 = Type.String({
  minLength: 4,
  maxLength: Math.ceil(largestSignedInfo / 3) * 4,
  pattern: '^[A-Za-z0-9+/]+={0,2}$',
});
const closed = { additionalProperties: false };
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });

export const pairBody = Type.Object({ code: text(20) }, closed);
export const holderQuery = Type.Object({ holder: Type.Optional(text(80)) }, closed);
export const batchBody = Type.Object(
  {
    certificate: text(200),
    algorithm: Type.Union([
      Type.Literal('rsa-sha256'),
      Type.Literal('ecdsa-sha256'),
      Type.Literal('ecdsa-sha384'),
    ]),
    title: text(agentLimits.title),
    items: Type.Array(
      Type.Object(
        { id: text(agentLimits.id), title: text(agentLimits.title), toBeSigned: base64 },
        closed,
      ),
      { minItems: 1, maxItems: agentLimits.items },
    ),
  },
  closed,
);
export const batchParameter = Type.Object({ batch: Type.String({ pattern: '^[0-9a-f]{32}$' }) });
export const fromQuery = Type.Object(
  { from: Type.Optional(Type.Integer({ minimum: 0, maximum: agentLimits.items })) },
  closed,
);

export type BatchBody = Static<typeof batchBody>;

/** Why the agent itself answers no; `facts` says which item or what limit. */
export type AgentRefusal =
  | 'host-not-expected'
  | 'origin-not-paired'
  | 'token-not-valid'
  | 'pairing-closed'
  | 'pairing-code-wrong'
  | 'request-malformed'
  | 'request-too-large'
  | 'item-not-signed-info'
  | 'item-algorithm-differs'
  | 'item-id-twice'
  | 'batch-busy'
  | 'batch-unknown'
  | 'not-found';
