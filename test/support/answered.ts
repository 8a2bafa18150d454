import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RegisterClient } from '../../src/adapter/http/register-client.ts';
import type { Reply } from '../../src/format/package/message.ts';
import { readReply } from '../../src/format/package/package.ts';
import { packageId } from './records.ts';

/** Submits a package that was made with this seed, waits for the signed reply, and reads it. */
export async function submitAndWait(
  client: RegisterClient,
  bytes: Uint8Array,
  seed: string,
): Promise<Reply> {
  const submitted = await client.submit(bytes);
  assert(submitted.ok, JSON.stringify(submitted));
  return replyTo(client, submitted.value.message, seed);
}

export async function replyTo(
  client: RegisterClient,
  message: number,
  seed: string,
): Promise<Reply> {
  for (let attempt = 0; attempt < 1500; attempt += 1) {
    const reply = await client.reply({ message, packageId: packageId(seed) });
    if (reply.ok) {
      const read = readReply(reply.value);
      assert(read.ok);
      return read.value.message;
    }
    assert.equal(reply.refusal.code, 'reply-not-ready');
    await sleep(20);
  }
  throw new Error(`no reply to message ${message}`);
}

/** «registered, refused(signature-value)»: what a reply says of each record. */
export const told = ({ items }: Reply): readonly string[] =>
  items.map(({ status, errors }) =>
    errors.length === 0 ? status : `${status}(${errors.map(({ code }) => code).join(' ')})`,
  );
