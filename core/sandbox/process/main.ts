import { Socket } from 'node:net';
import { env } from 'node:process';
import type ivm from 'isolated-vm';
import { createFrames } from '../frames.ts';
import { largestMessage, toChildShape } from '../protocol.ts';
import { createHost } from './createHost.ts';
import { leavePrivileges } from './leavePrivileges.ts';

/**
 * A child process: it holds isolates, and has nothing but a pipe to the server (descriptor 3). What it needs of files
 * it has read before anything else; then it gives up what privileges it has. It ends when the pipe does, so with the
 * server.
 */
const [addon = '', uid, gid] = process.argv.slice(2);
const loaded: { exports: { ivm?: typeof ivm } } = { exports: {} };
process.dlopen(loaded, addon);
const isolatedVm = loaded.exports.ivm;
if (!isolatedVm) throw new Error(`${addon} is not isolated-vm.`);
if (uid !== undefined && gid !== undefined) leavePrivileges(Number(uid), Number(gid));
// All isolates count in UTC: what a plugin means by a day it says by a time zone.
env.TZ = 'UTC';

const pipe = new Socket({ fd: 3, readable: true, writable: true });
const frames = createFrames(
  pipe,
  largestMessage,
  (message) => host.receive(toChildShape(message, '')),
  // Not by exit(), which waits for threads that may spin.
  () => process.kill(process.pid, 'SIGKILL'),
);
const host = createHost(isolatedVm, (message) => frames.send(message));
frames.send({ type: 'ready', uid: process.getuid?.() ?? null });
