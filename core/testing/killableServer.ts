import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { pino } from 'pino';
import { createServer } from '../http/createServer.ts';
import { isObject } from '../lib/json.ts';
import { createWorkspace } from '../workspace/createWorkspace.ts';
import { adminToken } from './asAdmin.ts';

/**
 * A server that dies as if it were killed when it reaches the point that it was named last: `node killableServer.ts
 * <database> <data folder> <secret>`, which begins when it is sent the first `{point}`, and goes on until it is killed or
 * nobody is there any more. Says `{url}` when it is ready.
 */
const [databaseUrl = '', data = '', secret = ''] = process.argv.slice(2);
process.once('disconnect', () => process.exit());
// Who is killed writes nothing at the end.
flushCompileCache();
const [told]: unknown[] = await once(process, 'message');
let fatal = pointIn(told);
process.on('message', (next) => {
  fatal = pointIn(next);
});
const log = pino({ level: 'silent' });
const workspace = await createWorkspace(
  {
    ...{ databaseUrl, data, secret, poolSize: 6, definitions: [] },
    admin: { email: undefined, password: undefined, token: adminToken, mayBeWeak: true },
  },
  {
    log,
    reached: (point) => {
      if (point === fatal) process.kill(process.pid, 'SIGKILL');
    },
  },
);
const server = createServer(workspace, {
  log,
  limits: { jsonBytes: 1024 * 1024, fileBytes: 1024 * 1024 },
  studio: join(data, 'studio'),
});
const url = await server.listen({ host: '127.0.0.1', port: 0 });
await server.ready;
process.send?.({ url });

function pointIn(message: unknown) {
  return isObject(message) ? message.point : undefined;
}
