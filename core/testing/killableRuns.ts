import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { pino } from 'pino';
import { isObject } from '../lib/json.ts';
import { createWorkspace } from '../workspace/createWorkspace.ts';

/**
 * A Kiln that takes runs of workflows on and dies as if it were killed when it reaches a named point: `node
 * killableRuns.ts <database> <data folder> <private host>`, which begins when it is sent `{point}`, and goes on until
 * it is killed or nobody is there any more. Says `ready` when it takes jobs.
 */
const [databaseUrl = '', data = '', host = ''] = process.argv.slice(2);
process.once('disconnect', () => process.exit());
// Who is killed writes nothing at the end.
flushCompileCache();
const [told]: unknown[] = await once(process, 'message');
const fatal = isObject(told) ? told.point : undefined;
await createWorkspace(
  { databaseUrl, data, poolSize: 6, secret: 's'.repeat(32), definitions: [], pluginPrivateHosts: [host] },
  {
    log: pino({ level: 'silent' }),
    reached: (point) => {
      if (point === fatal) process.kill(process.pid, 'SIGKILL');
    },
  },
);
process.send?.('ready');
setInterval(() => undefined, 1_000);
