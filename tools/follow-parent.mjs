// Preloaded by pinned-node.mjs: asks this program to stop when the process that started it is gone,
// even by kill -9. The descriptor is a pipe that only that process holds open.
import net from 'node:net';
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';

const descriptor = Number(process.env['HOCBA_FOLLOW_FD'] ?? Number.NaN);
// Programs that this one starts must not read their own descriptor 3.
delete process.env['HOCBA_FOLLOW_FD'];

if (isMainThread && Number.isInteger(descriptor)) {
  const pipe = new net.Socket({ fd: descriptor, readable: true, writable: false });
  const stop = () => process.kill(process.pid, 'SIGTERM');
  pipe.on('end', stop).on('error', stop).resume();
  pipe.unref();
}
