import type { Queryable } from '../db/types.ts';
import type { Definition } from '../definitions/types.ts';
import type { StoredDefinitions } from './definitionStore.ts';
import { pastLayers } from './pastLayers.ts';

/** The documents of all packages at a version of the model, the last time there was it; undefined: it is not known. */
export async function layersAt(
  db: Queryable,
  stored: StoredDefinitions,
  version: string,
): Promise<readonly Definition[] | undefined> {
  if (version === stored.version) return stored.layers;
  // A revert makes an old version again.
  const [row] = await db.query({
    text: 'select max(seq) from kiln.changeset where version = $1 and seq <= $2',
    values: [version, stored.seq],
  });
  const seq = row?.[0];
  return seq === null || seq === undefined ? undefined : pastLayers(db, stored, Number(seq));
}
