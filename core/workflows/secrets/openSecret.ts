import type { Vault } from '../../context/types.ts';
import type { Queryable } from '../../db/types.ts';

export interface OpenedSecret {
  readonly text: string;
  /** To which it may be sent, as in manifests of plugins. */
  readonly hosts: readonly string[];
}

/**
 * A secret of workflows; undefined: none was set under this name. Whoever opens it keeps it out of logs and answers.
 */
export async function openSecret(run: Queryable, vault: Vault, name: string): Promise<OpenedSecret | undefined> {
  const [row] = await run.query({
    name: 'open_secret',
    text: 'select sealed, to_json(hosts) from kiln.workflow_secret where name = $1',
    values: [name],
  });
  if (!row?.[0]) return undefined;
  return { text: vault.open(row[0]), hosts: JSON.parse(row[1] ?? '[]') };
}
