import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/**
 * What the test servers of signing services have in common: a program that reads its configuration from a file, prints
 * its address, checks what it is sent, goes wrong when told to, and ends with its parent. None of it is our adapters'.
 */
export interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly bearer: string | undefined;
  /** The body of a JSON request; empty for others. */
  readonly json: Readonly<Record<string, unknown>>;
  /** The body of a form. */
  readonly form: URLSearchParams;
}

export interface Reply {
  readonly status: number;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Route = (asked: Asked) => Reply | Promise<Reply>;

/** How an answer goes wrong. All but the first three come after the request was carried out. */
export type Fault =
  | 'rate-limit'
  | 'error-500'
  | 'cut'
  | 'cut-after'
  | 'garbage'
  | 'other-shape'
  | 'one-missing'
  | 'huge'
  | 'redirect'
  | 'silence';

/** What a holder does with the request on their device. */
export interface Decision {
  /** Times that the state is asked for before it is decided. */
  readonly polls: number;
  readonly decision: 'approve' | 'decline' | 'never';
}

/** Sent to /control. */
export interface Control {
  readonly faults?: Readonly<Record<string, readonly Fault[]>>;
  readonly decision?: Decision;
  /** Digests in hexadecimal that are not signed. */
  readonly refusedDigests?: readonly string[];
  readonly credentialStatus?: string;
}

export interface Watch {
  /** Requests by path, in order. */
  readonly paths: string[];
  /** Signatures made, and what was approved by the holder. */
  signatures: number;
  approvals: number;
  readonly control: {
    faults: Record<string, Fault[]>;
    decision: Decision;
    refusedDigests: ReadonlySet<string>;
    credentialStatus: string | undefined;
  };
}

export const newWatch = (): Watch => ({
  paths: [],
  signatures: 0,
  approvals: 0,
  control: {
    faults: {},
    decision: { polls: 1, decision: 'approve' },
    refusedDigests: new Set(),
    credentialStatus: undefined,
  },
});

export function applyControl(watch: Watch, asked: Control): void {
  for (const [path, list] of Object.entries(asked.faults ?? {})) {
    watch.control.faults[path] = [...list];
  }
  if (asked.decision !== undefined) watch.control.decision = asked.decision;
  if (asked.refusedDigests !== undefined) {
    watch.control.refusedDigests = new Set(asked.refusedDigests);
  }
  if (asked.credentialStatus !== undefined) {
    watch.control.credentialStatus = asked.credentialStatus || undefined;
  }
}

/** The configuration that the parent wrote. */
export const readConfig = <T>(): T => JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));

/** Serves the routes on a free port of the loopback address and prints where. */
export function serveRoutes(
  routes: Readonly<Record<string, Route>>,
  watch: Watch,
  routeOf: (path: string) => string = (path) => path,
): Server {
  const server = createServer((request, response) => {
    answer(request, response, routes, watch, routeOf).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  });
  server.listen(0, '127.0.0.1', () => announce(server));
  return server;
}

export function announce(server: Pick<Server, 'address'>): void {
  const address = server.address();
  if (typeof address === 'object' && address !== null) console.log(`listening ${address.port}`);
  // Without its parent it has no reason to live.
  process.stdin.on('end', () => process.exit()).resume();
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  routes: Readonly<Record<string, Route>>,
  watch: Watch,
  routeOf: (path: string) => string,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const asked = await readAsked(request, url);
  if (url.pathname === '/control') {
    applyControl(watch, asked.json as Control);
    const { paths, signatures, approvals } = watch;
    return send(response, { status: 200, json: { paths, signatures, approvals } });
  }
  const path = routeOf(url.pathname);
  watch.paths.push(path);
  const fault = watch.control.faults[path]?.shift();
  if (fault === 'rate-limit') {
    return send(response, { status: 429, json: {}, headers: { 'retry-after': '1' } });
  }
  if (fault === 'error-500')
    return send(response, { status: 500, json: { error: 'server_error' } });
  if (fault === 'silence') return;
  if (fault === 'cut') return void response.destroy();
  if (fault === 'redirect') return send(response, { status: 307, headers: { location: '/' } });
  const route = routes[path];
  const reply = route === undefined ? { status: 404, json: {} } : await route(asked);
  sendWith(fault, response, reply);
}

function sendWith(fault: Fault | undefined, response: ServerResponse, reply: Reply): void {
  if (fault === 'cut-after') {
    response.destroy();
  } else if (fault === 'garbage') {
    response.writeHead(reply.status).end('<html>access_token=leaked-secret</html>');
  } else if (fault === 'other-shape') {
    send(response, { ...reply, json: { answer: 42 } });
  } else if (fault === 'one-missing') {
    send(response, { ...reply, json: shortened(reply.json) });
  } else if (fault === 'huge') {
    sendHuge(response);
  } else {
    send(response, reply);
  }
}

function sendHuge(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = (): void => {
    while (!response.destroyed && response.write(Buffer.alloc(65_536, ' '))) {}
  };
  response.on('drain', more);
  more();
}

/** The same answer with the last of its signatures left out, wherever they are. */
function shortened(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(shortened);
  const entries = Object.entries(json).map(([name, value]) =>
    (name === 'signatures' || name === 'documents') && Array.isArray(value)
      ? [name, value.slice(0, -1)]
      : [name, shortened(value)],
  );
  return Object.fromEntries(entries);
}

function send(response: ServerResponse, { status, json, headers = {} }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(json === undefined ? undefined : JSON.stringify(json));
}

async function readAsked(request: IncomingMessage, url: URL): Promise<Asked> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts).toString('utf8');
  const type = (request.headers['content-type'] ?? '').split(';')[0];
  const read: unknown = type === 'application/json' && body !== '' ? JSON.parse(body) : {};
  return {
    path: url.pathname,
    query: url.searchParams,
    bearer: /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1],
    json: typeof read === 'object' && read !== null ? { ...read } : {},
    form: new URLSearchParams(type === 'application/x-www-form-urlencoded' ? body : ''),
  };
}
