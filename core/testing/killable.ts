import { pino } from 'pino';
import { applyChangeSet } from '../workspace/applyChangeSet.ts';
import { parseChangeSet } from '../workspace/changeSetInput.ts';
import { createWorkspace } from '../workspace/createWorkspace.ts';

/**
 * A Kiln that dies as if it were killed when it reaches a named point:
 * `node killable.ts <database> <data folder> <point> [change-set]`. It makes the change-set, does the jobs that are
 * open, and goes on until it is killed.
 */
const [databaseUrl = '', data = '', fatal, changeSet] = process.argv.slice(2);
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
if (changeSet) await applyChangeSet(workspace, parseChangeSet(JSON.parse(changeSet)), actor);
setInterval(() => undefined, 1_000);
