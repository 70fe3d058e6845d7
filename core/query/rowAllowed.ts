import type { Grant } from '../access/types.ts';
import type { Entity, Right } from '../model/types.ts';
import { grantsSql, type SharedFor } from './grantsSql.ts';
import type { SqlBuilder } from './SqlBuilder.ts';

/**
 * SQL for "the actor may do this with the row that `alias` names", without a look at the recycle bin: undefined when
 * nothing limits it, `false` when no role gives it. With `fields` (names), also that the actor may write each of them
 * there. `shared: false`: by their roles alone, whatever was shared with them.
 */
export function rowAllowed(
  builder: SqlBuilder,
  entity: Entity,
  right: Right,
  alias: string,
  { fields = [], shared = true }: { readonly fields?: readonly string[]; readonly shared?: boolean } = {},
): string | undefined {
  if (!builder.access) return undefined;
  const grants = builder.access.entity(entity.name).grants(right);
  // Fields that the same roles may write share one condition.
  const ways = new Map<string, readonly Grant[]>(fields.length === 0 ? [['', grants]] : []);
  for (const name of fields) {
    const field = entity.fields.get(name);
    const those = field ? grants.filter((grant) => grant.writable(field)) : [];
    ways.set(those.map(({ role }) => role).join(), those);
  }
  // Before any condition is made: its parameters would be missing in the text.
  if ([...ways.values()].some((each) => each.length === 0)) return 'false';
  const conditions = [...ways.values()].flatMap(
    (each) => grantsSql(builder, entity, alias, each, shared ? sharedFor[right] : undefined) ?? [],
  );
  return conditions.length === 0 ? undefined : conditions.join(' and ');
}

/** What a share widens. */
const sharedFor: Readonly<Partial<Record<Right, SharedFor>>> = { read: 'read', update: 'write' };
