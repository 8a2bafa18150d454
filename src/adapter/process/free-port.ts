import { createServer } from 'node:net';

/** The preferred port of this machine if nobody has it, else any free one. */
export async function freePort(preferred: number): Promise<number> {
  if (preferred > 0) {
    const port = await listenOnce(preferred);
    if (port !== undefined) return port;
  }
  const port = await listenOnce(0);
  if (port === undefined) throw new Error('this machine gives no port');
  return port;
}

const listenOnce = (port: number): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      const inUse = 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
      if (inUse) resolve(undefined);
      else reject(error);
    });
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address();
      const got = address !== null && typeof address === 'object' ? address.port : undefined;
      server.close(() => resolve(got));
    });
  });
