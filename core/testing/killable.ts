import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { pino } from 'pino';
import { isObject } from '../lib/json.ts';
import { applyChangeSet } from '../workspace/applyChangeSet.ts';
import { parseChangeSet } from '../workspace/changeSetInput.ts';
import { createWorkspace } from '../workspace/createWorkspace.ts';

/**
 * A Kiln that dies as if it were killed when it reaches a named point: `node killable.ts <database> <data folder>`, which
 * begins when it is sent `{point, changeSet?}`. It makes the change-set, does the jobs that are open, and goes on until
 * it is killed or nobody is there any more.
 */
const [databaseUrl = '', data = ''] = process.argv.slice(2);
process.once('disconnect', () => process.exit());
// Who is killed writes nothing at the end.
flushCompileCache();
const [told]: unknown[] = await once(process, 'message');
const { point: fatal, changeSet } = isObject(told) ? told : {};
const actor = {
  kind: 'system',
  id: '00000000-0000-7000-8000-000000000001',
  name: 'Kiln',
  roles: ['admin'],
  facts: {},
} as const;

const workspace = await createWorkspace(
  { databaseUrl, data, poolSize: 4, secret: 's'.repeat(32), definitions: [] },
  {
    log: pino({ level: 'silent' }),
    reached: (point) => {
      if (point === fatal) process.kill(process.pid, 'SIGKILL');
    },
  },
);
if (changeSet) await applyChangeSet(workspace, parseChangeSet(changeSet), actor);
setInterval(() => undefined, 1_000);
