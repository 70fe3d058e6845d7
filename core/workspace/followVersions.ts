import type { Tx } from '../db/types.ts';
import { mergeLayers } from '../definitions/layers.ts';
import type { Definition } from '../definitions/types.ts';
import type { JsonObject } from '../lib/json.ts';
import { kinds } from '../model/kinds.ts';
import { editDocument } from '../model/references/editDocument.ts';
import { followChanges } from '../model/references/followChanges.ts';
import type { Model } from '../model/types.ts';
import { createFollow } from './createFollow.ts';

/**
 * Versions of workflows that have open runs say the names that a change makes of those that they knew. What is gone
 * stays in them: such a run fails when it comes to it.
 */
export async function followVersions(tx: Tx, before: Model, layers: readonly Definition[]): Promise<void> {
  const kind = kinds.find(({ name }) => name === 'workflow');
  const rows = await tx.query({ text: openSql, values: [] });
  if (!kind || rows.length === 0) return;
  const then = createFollow(before, mergeLayers(layers, kinds).definitions);
  const renames = new Map([...then.changes].filter(([, to]) => to !== null));
  for (const [workflow, hash, text] of rows) {
    const document: JsonObject = JSON.parse(text ?? '{}');
    const definition: Definition = { kind: 'workflow', name: String(document.$id), package: 'local', document };
    const { document: written, references } = then.placesOf(kind, definition);
    const follow = { ...then.followOf(definition), changes: renames, isKnown: () => true };
    const { edits } = followChanges(written, references, follow);
    if (edits.length === 0) continue;
    const followed = editDocument(written, edits);
    await tx.query({ text: followSql, values: [workflow, hash, JSON.stringify(followed ?? document)] });
  }
}

const openSql = `
select workflow, hash, coalesce(followed, document) from kiln.workflow_version as v
where exists (
  select from kiln.run as r where r.workflow = v.workflow and r.version = v.hash
    and r.state in ('queued', 'running', 'waiting')
)`;

const followSql = 'update kiln.workflow_version set followed = $3::json where workflow = $1 and hash = $2';
