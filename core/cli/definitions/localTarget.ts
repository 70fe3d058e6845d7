import type { Config } from '../../config/readConfig.ts';
import { changedDocuments } from '../../workspace/changedDocuments.ts';
import { readDefinitions } from '../../workspace/definitionStore.ts';
import { describePlan } from '../../workspace/describePlan.ts';
import { layersAt } from '../../workspace/layersAt.ts';
import { openDatabase } from '../../workspace/openDatabase.ts';
import type { Progress } from '../../workspace/progress.ts';
import { isChange, planFiles, syncDefinitions } from '../../workspace/syncDefinitions.ts';
import type { Target } from './Target.ts';

/**
 * The database of this configuration, whether a server runs on it or not: what is pushed, a server that runs takes
 * over. The files of packages are part of every plan.
 */
export async function localTarget(config: Config, progress: Progress): Promise<Target> {
  const { definitions, ...rest } = config;
  const { db, close } = await openDatabase(rest, progress);
  return {
    name: 'the database',
    close,
    async read(version) {
      const stored = await readDefinitions(db);
      if (version === undefined) return stored;
      const layers = await layersAt(db, stored, version);
      return layers && { version, layers };
    },
    async plan(local) {
      const change = await planFiles(db, definitions, local);
      const changes = changedDocuments(change.stored.layers, change.next.layers);
      return { plan: { ...describePlan(change), changes }, isChange: isChange(change) };
    },
    async push(local, { acceptDataLoss, message }) {
      const consent = acceptDataLoss ? 'all' : 'keeps data';
      await syncDefinitions(db, definitions, { consent, message, ...(local ? { local } : {}) });
    },
  };
}
