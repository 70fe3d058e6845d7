import { LRUCache } from 'lru-cache';
import type { Db, TextRow } from '../../db/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import type { JsonObject } from '../../lib/json.ts';
import { byId } from '../../model/byId.ts';
import { compileWorkflow } from '../../model/compileWorkflow.ts';
import type { Model, Workflow } from '../../model/types.ts';

/** The version of a workflow that a run is pinned to. */
interface Pinned {
  readonly workflow: Workflow;
  /** uuid of whoever published it; null: it came with files. */
  readonly publisher: string | null;
}

/** The versions of workflows that runs are pinned to, compiled on the current model. */
export interface Versions {
  /** Throws KILN_BAD_DEFINITION where the document does not fit the model any more. */
  find(model: Model, run: OfVersion): Promise<Pinned>;
  /** As it is stored; empty where it is not. */
  documentOf(run: OfVersion): Promise<JsonObject>;
}

/** x-id and hash. */
interface OfVersion {
  readonly workflow: string;
  readonly version: string;
}

const most = 500;

export function createVersions(db: Db): Versions {
  const models = new WeakMap<Model, LRUCache<string, Promise<Pinned>>>();
  return {
    find(model, { workflow, version }) {
      const known = models.get(model) ?? new LRUCache<string, Promise<Pinned>>({ max: most });
      models.set(model, known);
      const key = `${version} ${workflow}`;
      const pinned = known.get(key) ?? load(db, model, workflow, version);
      if (known.peek(key) !== pinned) {
        known.set(key, pinned);
        // What was not found may be there later.
        pinned.catch(() => known.delete(key));
      }
      return pinned;
    },
    async documentOf({ workflow, version }) {
      const row = await read(db, workflow, version);
      return JSON.parse(row?.[0] ?? '{}');
    },
  };
}

async function read(db: Db, id: string, version: string): Promise<TextRow | undefined> {
  const [row] = await db.query({
    name: 'workflow_version',
    text: 'select coalesce(followed, document), publisher from kiln.workflow_version where workflow = $1 and hash = $2',
    values: [id, version],
    readOnly: true,
  });
  return row;
}

async function load(db: Db, model: Model, id: string, version: string): Promise<Pinned> {
  const row = await read(db, id, version);
  if (!row?.[0]) {
    throw new KilnError('KILN_BAD_DEFINITION', {
      detail: 'The version of the workflow that the run began with is not stored.',
    });
  }
  const current = byId(model.workflows, id);
  const document: JsonObject = JSON.parse(row[0]);
  const workflow = current?.version === version ? current : compileWorkflow(document, model);
  return { workflow, publisher: row[1] ?? null };
}
