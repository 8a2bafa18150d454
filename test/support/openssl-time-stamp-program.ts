// A time-stamp authority over HTTP for tests: `openssl ts -reply` behind a port, none of our code in between.
// node openssl-time-stamp-program.ts FOLDER SECTION: FOLDER holds tsa.cnf; prints «listening PORT».
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import path from 'node:path';
import process from 'node:process';

const [, , folder = '.', section = 'tsa'] = process.argv;

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

function reply(query: Buffer): Buffer {
  const own = mkdtempSync(path.join(folder, 'query-'));
  const [queryFile, replyFile] = [path.join(own, 'query.tsq'), path.join(own, 'reply.tsr')];
  writeFileSync(queryFile, query);
  const run = (...args: readonly string[]): Buffer =>
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  // openssl must be able to read the query by itself, and the query must ask for what RFC 3161 says.
  const text = run('ts', '-query', '-in', queryFile, '-text').toString();
  if (!text.includes('Version: 1') || !/Nonce: 0x[0-9A-F]{16,}/.test(text)) throw new Error(text);
  const files = ['-queryfile', queryFile, '-out', replyFile];
  run('ts', '-reply', '-config', 'tsa.cnf', '-section', section, ...files);
  return readFileSync(replyFile);
}

/** What is wrong with the request as RFC 3161, 3.4 wants it; undefined when nothing is. */
function faultOf({ method, url, headers }: IncomingMessage): number | undefined {
  if (url !== '/tsa') return 404;
  if (method !== 'POST') return 405;
  return headers['content-type'] === 'application/timestamp-query' ? undefined : 415;
}

const server = createServer(async (request, response) => {
  const body = await bodyOf(request);
  const fault = faultOf(request);
  if (fault !== undefined) {
    response.writeHead(fault).end();
    return;
  }
  try {
    const answer = reply(body);
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answer);
  } catch (cause) {
    response.writeHead(400).end(String(cause));
  }
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(`listening ${typeof address === 'object' ? address?.port : ''}`);
});
