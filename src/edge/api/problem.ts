import type { Static } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import type { DoorRefusal, Fault } from '../../app/register/refuse-message.ts';
import { registerText } from '../text/register.ts';
import type { problem } from './schema.ts';

/** What the API answers instead of an answer. */
export type Problem = Static<typeof problem>;

/** A code with its sentence and remedy, and every single fault with its own. */
export function problemOf(
  code: string,
  facts: Readonly<Record<string, string>> = {},
  faults: readonly Fault[] = [],
): Problem {
  const { sentence, remedy } = registerText(code, facts);
  return {
    code,
    sentence,
    remedy,
    faults: faults.slice(0, 100).map((fault) => ({
      code: fault.code,
      sentence: registerText(fault.code, fault.facts).sentence,
      facts: { ...fault.facts },
    })),
  };
}

const doorStatus: { readonly [C in DoorRefusal['code']]: number } = {
  'message-unreadable': 400,
  'message-seal-missing': 422,
  'message-seal-invalid': 422,
  'message-seal-undetermined': 503,
  'school-unknown': 422,
  'tax-code-differs': 422,
  'environment-not-expected': 422,
  'count-differs': 422,
  'package-id-reused': 409,
};

/** Answers a message that was turned away. */
export function sendDoorRefusal(reply: FastifyReply, { code, faults }: DoorRefusal): FastifyReply {
  const [first] = faults;
  const facts = first?.code === code ? first.facts : {};
  return reply.code(doorStatus[code]).send(problemOf(code, facts, faults));
}

/** Answers what a rule of the register refused. */
export function sendRuleRefusal(
  reply: FastifyReply,
  { code, ...facts }: { readonly code: string },
): FastifyReply {
  const texts = Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, `${value}`]));
  const status = code === 'record-unknown' ? 404 : 409;
  return reply.code(status).send(problemOf(code, texts));
}
