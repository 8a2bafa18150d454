// Starts a server, commits one row and keeps running until it is killed; for the tests of kill -9.
import process from 'node:process';
import { startPostgres } from '../../src/adapter/embedded-postgres/start-postgres.ts';
import { execute, openPool } from '../../src/adapter/postgres/database.ts';

const server = await startPostgres({ directory: process.argv[2] ?? '' });
const pool = openPool(server.url('postgres'), { max: 1 });
await execute(pool, 'CREATE TABLE IF NOT EXISTS kept (x integer)');
await execute(pool, 'INSERT INTO kept VALUES (42)');
process.stdout.write('ready\n');
setInterval(() => {}, 1000);
