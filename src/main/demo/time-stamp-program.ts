// The demo's time-stamp authority, a program of its own: node time-stamp-program.ts SETTINGS. It ends with its parent.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { readPkcs12 } from '../../adapter/authority/read-pkcs12.ts';
import { serveTimeStamps } from '../../adapter/authority/time-stamp-server.ts';
import type { TimeStampSettings } from './start-time-stamp.ts';

const [, , file = ''] = process.argv;
// Only start-time-stamp.ts writes this file.
const settings = JSON.parse(await readFile(file, 'utf8')) as TimeStampSettings;
const key = readPkcs12(await readFile(settings.pkcs12), settings.password);
if (!key.ok) throw new Error(key.refusal.code);
const server = await serveTimeStamps(key.value, settings);
process.send?.({ ready: true });
await Promise.race([
  once(process, 'disconnect'),
  once(process, 'SIGTERM'),
  once(process, 'SIGINT'),
]);
await server.close();
if (process.connected) process.disconnect();
