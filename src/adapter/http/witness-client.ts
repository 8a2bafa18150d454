import type { WitnessClient } from '../../app/register/seek-cosignature.ts';
import { ok, refuse } from '../../domain/result.ts';
import { isOk, membersOf, numberIn, refusalOf, textIn } from './answer.ts';
import { jsonOf, request } from './request.ts';

/** The ministry at `baseUrl` as witness of a province's log. */
export function createWitnessClient(baseUrl: string, timeoutMs = 30_000): WitnessClient {
  const address = (origin?: string): URL => {
    const url = new URL('/api/2026-11-22/witness/checkpoints', baseUrl);
    if (origin !== undefined) url.searchParams.set('origin', origin);
    return url;
  };
  return {
    async lastSize(origin) {
      const answer = await request(address(origin), {}, { timeoutMs });
      return numberIn(membersOf(jsonOf(answer)), 'size');
    },
    async submit({ origin, note, proof }) {
      const body = JSON.stringify({
        origin,
        checkpoint: note,
        proof: proof.map((hash) => Buffer.from(hash).toString('base64')),
      });
      const sent = { method: 'POST' as const, contentType: 'application/json', body };
      const answer = await request(address(), sent, { timeoutMs });
      if (isOk(answer)) return ok({ line: textIn(membersOf(jsonOf(answer)), 'cosignature') });
      const refusal = refusalOf<never>(answer);
      return refusal.ok ? refusal : refuse({ code: refusal.refusal.code });
    },
  };
}
