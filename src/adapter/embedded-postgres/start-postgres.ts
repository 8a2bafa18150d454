import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Outage } from '../../app/outage.ts';
import { claim } from './claim.ts';
import { createCluster, hasCluster, ownerRole, password } from './cluster.ts';
import { type Place, settle } from './place.ts';
import { choosePort, forgetPort } from './port.ts';
import { stopOrphan } from './postmaster.ts';
import { launch, type Server } from './server.ts';

/** What an operator may want to know while the server starts. */
export type PostgresEvent =
  | { readonly code: 'postgres-creating'; readonly data: string }
  | { readonly code: 'postgres-orphan-stopped'; readonly data: string }
  | { readonly code: 'postgres-ready'; readonly data: string; readonly port: number };

export interface PostgresOptions {
  /** A folder of its own, made when missing; `./.hocba/postgres` in a checkout. */
  readonly directory: string;
  readonly log?: (event: PostgresEvent) => void;
  /** false only for databases that nobody needs after a power cut: tests. Default true. */
  readonly durable?: boolean;
}

export interface RunningPostgres {
  readonly port: number;
  /** Connection address of a database, password included: never to be logged. */
  url(database: string): string;
  /** Closes the server in order; the second call waits for the first. */
  stop(): Promise<void>;
}

/**
 * Starts a real PostgreSQL server on 127.0.0.1, creating its data at the first start. The server ends
 * with this process however that ends; what was committed is there at the next start.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { durable = true, log = () => {} } = options;
  const directory = path.resolve(options.directory);
  const place = attempt(directory, () => settle(directory));
  const release = claim(directory);
  try {
    if (!hasCluster(place)) {
      log({ code: 'postgres-creating', data: place.data });
      await createCluster(place, { durable });
    }
    if (await stopOrphan(place)) log({ code: 'postgres-orphan-stopped', data: place.data });
    const { port, server } = await launchOnFreePort(place, durable);
    log({ code: 'postgres-ready', data: place.data, port });
    return running(place, port, server, release);
  } catch (cause) {
    release();
    throw cause;
  }
}

function running(place: Place, port: number, server: Server, release: () => void): RunningPostgres {
  const secret = password(place.directory);
  let stopped: Promise<void> | undefined;
  return {
    port,
    url: (database) =>
      `postgres://${ownerRole}:${secret}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
    stop: () => {
      stopped ??= server
        .stop()
        // A watchdog that was killed leaves the server to us.
        .then(() => stopOrphan(place))
        .then(release);
      return stopped;
    },
  };
}

/** Failures that pass: the port was taken meanwhile; sessions of a killed server are still ending. */
const passing =
  /could not bind|address already in use|shared memory block|lock file .* already exists/i;

async function launchOnFreePort(place: Place, durable: boolean) {
  for (let left = 40; ; left -= 1) {
    const port = await choosePort(place.directory);
    const answer = await launch(place, settings(port, durable));
    if ('stop' in answer) return { port, server: answer };
    if (left === 0 || !passing.test(answer.said)) {
      throw new Outage('postgres-does-not-start', { fact: answer.said });
    }
    if (/bind|in use/i.test(answer.said)) forgetPort(place.directory);
    await sleep(250);
  }
}

function settings(port: number, durable: boolean): Record<string, string> {
  const sync = durable ? 'on' : 'off';
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    fsync: sync,
    synchronous_commit: sync,
    full_page_writes: sync,
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_destination: 'stderr',
    logging_collector: 'off',
  };
}

/** A folder that we may not write in is an outage with its path, not a bug. */
function attempt<T>(directory: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof Outage) throw cause;
    const user = process.getuid?.() ?? 'this user';
    throw new Outage('postgres-directory-denied', { fact: `${directory} for ${user}`, cause });
  }
}
