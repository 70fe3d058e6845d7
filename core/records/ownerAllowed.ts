import type { Entity } from '../model/types.ts';
import { rowAllowed } from '../query/rowAllowed.ts';
import type { SqlBuilder } from '../query/SqlBuilder.ts';

/**
 * SQL for "the actor may make somebody else the owner of the row that `alias` names": undefined when nothing limits it.
 * A share lets one change a record, not take it over, nor with it the rights of its owner.
 */
export function ownerAllowed(builder: SqlBuilder, entity: Entity, alias: string): string | undefined {
  const byRole = rowAllowed(builder, entity, 'update', alias, { fields: ['ownerId'], shared: false });
  const transfer = byRole === undefined ? undefined : rowAllowed(builder, entity, 'transfer', alias);
  return transfer === undefined ? undefined : `(${byRole} or ${transfer})`;
}
