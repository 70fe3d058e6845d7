import type { Ctx } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import type { JsonObject } from '../../lib/json.ts';
import type { Entity } from '../../model/types.ts';
import type { PluginParts } from '../PluginParts.ts';
import type { As } from '../pluginScope.ts';
import type { Listener } from './Listener.ts';

/** How a hook sees the records that it is about. */
export interface HookScope {
  readonly ctx: Ctx;
  readonly as: As;
}

/** With the plugin's own rights where it has some on the entity: what it decides is then the same for everybody. */
export function hookScope({ scopes }: PluginParts, ctx: Ctx, { plugin }: Listener, entity: string): HookScope {
  const as = scopes.gives(ctx, plugin, 'plugin', entity, 'read') ? 'plugin' : 'actor';
  return { ctx: scopes.of(ctx, plugin, as), as };
}

/** The fields of a record on its way in that the hook may see. */
export function seenValues({ ctx }: HookScope, entity: string, values: JsonObject): JsonObject {
  const seen = ctx.access.model.entities.get(entity);
  return Object.fromEntries(Object.entries(values).filter(([name]) => always.has(name) || seen?.fields.has(name)));
}

/** `deletedAt`: of a record that comes back from the recycle bin. */
const always: ReadonlySet<string> = new Set(['id', 'deletedAt']);

/** Records as the hook may see them; of one that it may not, the id. In the recycle bin too. */
export async function readRecords(
  { get }: Pick<PluginParts, 'get'>,
  { ctx }: HookScope,
  entity: string,
  ids: readonly string[],
): Promise<Map<string, JsonObject>> {
  const texts = await Promise.all(
    ids.map((id) =>
      get(ctx, entity, id, { deleted: true }).catch((error: unknown) => {
        if (error instanceof KilnError && error.code === 'KILN_NOT_FOUND') return JSON.stringify({ id });
        throw error;
      }),
    ),
  );
  return new Map(ids.map((id, index): [string, JsonObject] => [id, JSON.parse(texts[index] ?? '{}')]));
}

/** Whether a hook may set a field: by its own right, or only as far as the actor may. */
export function maySet(
  parts: PluginParts,
  ctx: Ctx,
  { plugin }: Listener,
  { name: entity, fields }: Entity,
  isNew: boolean,
  field: string,
): As | undefined {
  const found = fields.get(field);
  if (!found) return undefined;
  for (const as of ['plugin', 'actor'] as const) {
    const given = parts.scopes.gives(ctx, plugin, as, entity, 'update');
    if (!given && !(isNew && parts.scopes.gives(ctx, plugin, as, entity, 'create'))) continue;
    const { access } = parts.scopes.of(ctx, plugin, as);
    if (as === 'plugin' || access.model.entities.get(entity)?.fields.has(field)) return as;
  }
  return undefined;
}
