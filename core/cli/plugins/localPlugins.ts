import { pino } from 'pino';
import type { Config } from '../../config/readConfig.ts';
import { systemActor } from '../../context/systemActor.ts';
import { createWorkspace } from '../../workspace/createWorkspace.ts';
import type { Candidate } from '../../workspace/plugins/candidate.ts';
import { changeVersion } from '../../workspace/plugins/changeVersion.ts';
import { listPlugins } from '../../workspace/plugins/listPlugins.ts';
import { openSource } from '../../workspace/plugins/openSource.ts';
import { uninstallPlugin } from '../../workspace/plugins/uninstallPlugin.ts';
import type { Progress } from '../../workspace/progress.ts';
import type { PluginTarget } from './PluginTarget.ts';

interface LogLine {
  readonly id: string;
  readonly level: string;
  readonly entry: string;
  readonly message: string;
}

export interface LocalPlugins extends PluginTarget {
  /** Lines of all plugins' logs after the one with this id, in their order; without it the last one. */
  lines(after: string | undefined): Promise<readonly LogLine[]>;
}

/**
 * The database of this configuration, whether a server runs on it or not: one that runs takes over what is changed
 * here.
 */
export async function localPlugins(config: Config, progress: Progress): Promise<LocalPlugins> {
  // The administrator and the token that the environment names are the server's: this one's may name none.
  const { admin: _admin, ...rest } = config;
  const workspace = await createWorkspace(rest, { log: pino({ level: 'silent' }), progress });
  /** What was shown last is what is granted. */
  let last: Candidate | undefined;
  return {
    name: 'the database',
    list: () => listPlugins(workspace, workspace.model(), 'en'),
    async change(source, sha256) {
      const from = 'folder' in source ? { path: source.folder } : source;
      const isKnown = sha256 !== undefined && last?.version.digest === sha256;
      const candidate = last && isKnown ? last : await openSource(workspace, from, systemActor);
      last = candidate;
      const way = workspace.model().plugins.has(candidate.version.manifest.id) ? 'upgrade' : 'install';
      const grant = sha256 === undefined ? { grant: false } : { grant: true, sha256 };
      return changeVersion(workspace, candidate, { way, ...grant }, systemActor);
    },
    uninstall: (id, data) => uninstallPlugin(workspace, id, { data }, systemActor),
    async lines(after) {
      const [order, values] = after === undefined ? ['desc limit 1', ['0']] : ['asc limit 100', [after]];
      const text = `select id, level, entry, message from kiln.plugin_log where id > $1::bigint order by id ${order}`;
      const rows = await workspace.db.query({ text, values, readOnly: true });
      return rows.map(([id, level, entry, message]) => ({
        id: id ?? '',
        level: level ?? '',
        entry: entry ?? '',
        message: message ?? '',
      }));
    },
    close: () => workspace.close(),
  };
}
