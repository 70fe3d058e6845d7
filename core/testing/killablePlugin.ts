import { pino } from 'pino';
import { systemActor } from '../context/systemActor.ts';
import { createWorkspace } from '../workspace/createWorkspace.ts';
import { changeVersion } from '../workspace/plugins/changeVersion.ts';
import { openSource } from '../workspace/plugins/openSource.ts';

/**
 * A Kiln that dies as if it were killed when it reaches a named point of a plugin's upgrade:
 * `node killablePlugin.ts <database> <data folder> <point> <folder of the plugin>`.
 */
const [databaseUrl = '', data = '', fatal, path = ''] = process.argv.slice(2);

const workspace = await createWorkspace(
  { databaseUrl, data, poolSize: 4, secret: 's'.repeat(32), definitions: [] },
  {
    log: pino({ level: 'silent' }),
    reached: (point) => {
      if (point === fatal) process.kill(process.pid, 'SIGKILL');
    },
  },
);
const candidate = await openSource(workspace, { path }, systemActor);
const sha256 = candidate.version.digest;
await changeVersion(workspace, candidate, { way: 'upgrade', grant: true, sha256 }, systemActor);
await workspace.close();
