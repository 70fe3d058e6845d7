import type { Queryable } from '../db/types.ts';
import { mergeLayers } from '../definitions/layers.ts';
import { KilnError } from '../errors/KilnError.ts';
import { kinds } from '../model/kinds.ts';
import { changedDefinitions } from './changedDocuments.ts';
import { readDefinitions } from './definitionStore.ts';
import { summarySql } from './listChangeSets.ts';
import { pastLayers } from './pastLayers.ts';

/**
 * JSON of a ChangeSetSummary with `plan` (that of a ChangePlan, but for `changes` and `ms`) and `changes`
 * (DocumentChange[], all packages merged). Throws KILN_NOT_FOUND.
 */
export async function readChangeSet(db: Queryable, id: string): Promise<string> {
  const [row] = await db.query({ text: readSql, values: [id], readOnly: true });
  const [seq, summary, plan] = row ?? [];
  if (!seq || !summary || !plan) throw new KilnError('KILN_NOT_FOUND', { detail: 'There is no such change-set.' });
  const stored = await readDefinitions(db);
  const [before, after] = await Promise.all([
    pastLayers(db, stored, Number(seq) - 1),
    pastLayers(db, stored, Number(seq)),
  ]);
  const changes = changedDefinitions(mergeLayers(before, kinds).definitions, mergeLayers(after, kinds).definitions);
  return `${summary.slice(0, -1)},"plan":${plan},"changes":${JSON.stringify(changes)}}`;
}

const readSql = `
select c.seq, ${summarySql},
  jsonb_build_object('dependants', '[]'::jsonb, 'warnings', '[]'::jsonb, 'conflicts', '[]'::jsonb) || c.plan
from kiln.changeset as c
where c.id::text = $1`;
