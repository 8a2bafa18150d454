import { hash } from 'node:crypto';
import { ok, type Result } from '../../domain/result.ts';
import type { ApiRefusal } from './answer.ts';
import { isOk, membersOf, numberIn, refusalOf, textIn } from './answer.ts';
import { type HttpAnswer, type HttpLimits, jsonOf, request } from './request.ts';

/** The register's acknowledgement of a message. */
export interface Acknowledged {
  readonly message: number;
  readonly repeated: boolean;
}

export interface PackageStatus {
  readonly message: number;
  readonly status: 'received' | 'processing' | 'answered';
  readonly done: number;
  readonly total: number;
}

/** Names a sent package: the register's number, and the id that only its sender knows. */
export interface SentPackage {
  readonly message: number;
  readonly packageId: string;
}

/** A province's register over HTTP (docs/protocol.md). Outages are thrown, refusals are answers. */
export interface RegisterClient {
  /** The same bytes may be sent again after an outage: they are never received twice. */
  submit(packageBytes: Uint8Array): Promise<Result<Acknowledged, ApiRefusal>>;
  status(sent: SentPackage): Promise<Result<PackageStatus, ApiRefusal>>;
  /** The signed reply's exact bytes; refused with `reply-not-ready` while there is none. */
  reply(sent: SentPackage): Promise<Result<Uint8Array, ApiRefusal>>;
  recall(
    requestBytes: Uint8Array,
  ): Promise<
    Result<
      { readonly message: number; readonly recalledAt: string; readonly leafIndex: number },
      ApiRefusal
    >
  >;
  stateEnrolment(statementBytes: Uint8Array): Promise<Result<Acknowledged, ApiRefusal>>;
  /** Who signs at the school and with which certificates; 409 with every fault. */
  stateSigners(statementBytes: Uint8Array): Promise<Result<Acknowledged, ApiRefusal>>;
  /** The newest signed note of the register's log. */
  checkpoint(): Promise<Result<string, ApiRefusal>>;
  /** The summary as JSON; the whole record with the birth date. */
  lookUp(code: string, birthDate?: string): Promise<Result<unknown, ApiRefusal>>;
  /** The learner's course of study as JSON, by the code of one of its years. */
  courseOfStudy(code: string, birthDate: string): Promise<Result<unknown, ApiRefusal>>;
  recordXml(code: string, birthDate: string): Promise<Result<Uint8Array, ApiRefusal>>;
  /** The proof as JSON (contract/proof.md). */
  proof(code: string): Promise<Result<unknown, ApiRefusal>>;
}

/** Where the protocol's version that we speak begins. */
export const apiPath = '/api/2026-11-22';
const usualLimits: HttpLimits = { timeoutMs: 60_000 };

/** A client of the register at `baseUrl`, as «http://127.0.0.1:8420». */
export function createRegisterClient(baseUrl: string, limits = usualLimits): RegisterClient {
  const at = (path: string, query: Readonly<Record<string, string>> = {}): URL => {
    const url = new URL(`${apiPath}${path}`, baseUrl);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  };
  const get = (path: string, query?: Readonly<Record<string, string>>) =>
    request(at(path, query), {}, limits);
  const post = (path: string, body: Uint8Array) =>
    request(at(path), { method: 'POST', contentType: 'application/xml', body }, limits);
  const turns = new Map<string, string>();
  const inTurn = async (body: Uint8Array): Promise<HttpAnswer> => {
    const name = hash('sha256', body);
    const turn = turns.get(name);
    const promised = (given: string) => void turns.set(name, given);
    const order = { method: 'POST', contentType: 'application/xml', body, turn, promised } as const;
    const answer = await request(at('/packages'), order, limits);
    turns.delete(name);
    return answer;
  };
  const ask = (path: string, body: unknown) =>
    request(
      at(path),
      { method: 'POST', contentType: 'application/json', body: JSON.stringify(body) },
      limits,
    );
  const recordPath = (code: string): string => `/records/${encodeURIComponent(code)}`;
  return {
    submit: async (bytes) => answerOf(await inTurn(bytes), acknowledged),
    status: async ({ message, packageId }) =>
      answerOf(await get(`/packages/${message}`, { packageId }), statusOf),
    reply: async ({ message, packageId }) =>
      answerOf(await get(`/packages/${message}/reply`, { packageId }), ({ bytes }) => bytes),
    recall: async (bytes) =>
      answerOf(await post('/recalls', bytes), (answer) => {
        const members = membersOf(jsonOf(answer));
        return {
          message: numberIn(members, 'message'),
          recalledAt: textIn(members, 'recalledAt'),
          leafIndex: numberIn(members, 'leafIndex'),
        };
      }),
    stateEnrolment: async (bytes) => answerOf(await post('/enrolments', bytes), acknowledged),
    stateSigners: async (bytes) => answerOf(await post('/signers', bytes), acknowledged),
    checkpoint: async () =>
      answerOf(await get('/log/checkpoint'), ({ bytes }) => Buffer.from(bytes).toString()),
    lookUp: async (code, birthDate) => {
      const path = recordPath(code);
      const answer = birthDate === undefined ? get(path) : ask(path, { birthDate });
      return answerOf(await answer, jsonOf);
    },
    courseOfStudy: async (code, birthDate) =>
      answerOf(await ask(`${recordPath(code)}/course`, { birthDate }), jsonOf),
    recordXml: async (code, birthDate) =>
      answerOf(await ask(`${recordPath(code)}/xml`, { birthDate }), ({ bytes }) => bytes),
    proof: async (code) =>
      answerOf(await get(`/records/${encodeURIComponent(code)}/proof`), jsonOf),
  };
}

const answerOf = <T>(answer: HttpAnswer, read: (answer: HttpAnswer) => T): Result<T, ApiRefusal> =>
  isOk(answer) ? ok(read(answer)) : refusalOf(answer);

function acknowledged(answer: HttpAnswer): Acknowledged {
  const members = membersOf(jsonOf(answer));
  return { message: numberIn(members, 'message'), repeated: members['repeated'] === true };
}

function statusOf(answer: HttpAnswer): PackageStatus {
  const members = membersOf(jsonOf(answer));
  const status = textIn(members, 'status');
  return {
    message: numberIn(members, 'message'),
    status: status === 'answered' || status === 'processing' ? status : 'received',
    done: numberIn(members, 'done'),
    total: numberIn(members, 'total'),
  };
}
