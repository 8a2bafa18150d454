import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

/** The port that the folder keeps, if it is still free; else a free one, kept from now on. */
export async function choosePort(directory: string): Promise<number> {
  const file = path.join(directory, 'port');
  const kept = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0;
  const valid = Number.isInteger(kept) && kept > 0 && kept < 65536;
  const port = (valid ? await bind(kept) : undefined) ?? (await bind(0));
  if (port === undefined) throw new Error('no free port on 127.0.0.1');
  fs.writeFileSync(file, `${port}\n`, { mode: 0o600 });
  return port;
}

/** Forgets the kept port: somebody took it between our look and the server's start. */
export const forgetPort = (directory: string): void =>
  fs.rmSync(path.join(directory, 'port'), { force: true });

/** Binds and frees a loopback port; undefined when it is taken. */
function bind(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.on('error', () => resolve(undefined));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address();
      const bound = address !== null && typeof address === 'object' ? address.port : undefined;
      probe.close(() => resolve(bound));
    });
  });
}
