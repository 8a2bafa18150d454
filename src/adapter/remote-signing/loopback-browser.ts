import { createServer, type Server } from 'node:http';
import { Outage } from '../../app/outage.ts';
import type { Browser } from './csc-token.ts';
import type { Pace } from './pace.ts';

export interface LoopbackSettings {
  /** `http://127.0.0.1:PORT/PATH`, registered with the service (RFC 8252, 7.3). */
  readonly redirectUri: URL;
  /** Shows the address to the person, who opens it in a browser of this machine. */
  show(url: URL): void;
  /** HTML that the person sees after the redirect. */
  readonly page: string;
  /** Milliseconds that the person has. */
  readonly approvalMs: number;
}

/** Waits on the loopback address for the redirect that bears the state; everything else is answered by 404. */
export function createLoopbackBrowser(settings: LoopbackSettings, pace: Pace): Browser {
  const { redirectUri, page, approvalMs } = settings;
  return {
    redirectUri: redirectUri.href,
    async visit(url, state, signal) {
      const done = new AbortController();
      const ends = AbortSignal.any([signal, done.signal]);
      let server: Server | undefined;
      try {
        const came = new Promise<URLSearchParams>((resolve, reject) => {
          server = createServer((request, response) => {
            const asked = new URL(request.url ?? '/', redirectUri);
            const isOurs =
              asked.pathname === redirectUri.pathname && asked.searchParams.get('state') === state;
            if (!isOurs) return void response.writeHead(404).end();
            response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
            resolve(asked.searchParams);
          });
          server.once('error', (cause) => {
            const fact = redirectUri.host;
            reject(new Outage('signing-redirect-unavailable', { fact, cause }));
          });
          server.listen(Number(redirectUri.port), redirectUri.hostname, () => settings.show(url));
        });
        const late = pace.sleep(approvalMs, ends).then(() => undefined);
        return await Promise.race([came, late]);
      } finally {
        server?.close();
        server?.closeIdleConnections();
        done.abort();
      }
    },
  };
}
