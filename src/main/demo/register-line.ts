import type { RegisterClient } from '../../adapter/http/register-client.ts';
import { Outage } from '../../app/outage.ts';
import type { RegisterLine, RegisterRefusal } from '../../app/school/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';

/** The client of the register as the school's acts ask for it. */
export const registerLineOf = (client: RegisterClient): RegisterLine => ({
  submit: async (bytes) => numberOf(await client.submit(bytes)),
  async progress({ id, message }) {
    const status = await client.status({ message, packageId: id });
    // A number that the register gave and does not know is its failure, not ours.
    if (!status.ok) throw new Outage('register-lost-message', { fact: status.refusal.code });
    return status.value;
  },
  async reply({ id, message }) {
    const reply = await client.reply({ message, packageId: id });
    if (reply.ok) return reply.value;
    if (reply.refusal.code === 'reply-not-ready') return undefined;
    throw new Outage('register-lost-message', { fact: reply.refusal.code });
  },
  stateEnrolment: async (bytes) => numberOf(await client.stateEnrolment(bytes)),
  stateSigners: async (bytes) => numberOf(await client.stateSigners(bytes)),
  recall: async (bytes) => numberOf(await client.recall(bytes)),
});

const numberOf = (
  answer: Result<{ readonly message: number }, RegisterRefusal>,
): Result<number, RegisterRefusal> => {
  if (answer.ok) return ok(answer.value.message);
  const { code, sentence } = answer.refusal;
  return refuse({ code, sentence });
};
