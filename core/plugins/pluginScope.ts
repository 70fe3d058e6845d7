import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { isGiven, restrictAccess } from '../access/restrictAccess.ts';
import type { Access } from '../access/types.ts';
import type { Actor, Ctx } from '../context/types.ts';
import { adminRole } from '../model/adminRole.ts';
import type { PluginModel, RecordRight } from '../model/pluginTypes.ts';
import type { Model } from '../model/types.ts';

/** In whose name a plugin uses records: the actor's, within what it was granted, or its own. */
export type As = 'actor' | 'plugin';

export interface Scopes {
  /** The context in which a plugin uses records. Without what it was not granted, as if that did not exist. */
  of(ctx: Ctx, plugin: PluginModel, as: As): Ctx;
  /** Whether the manifest was granted this, whatever the actor may do. */
  gives(ctx: Ctx, plugin: PluginModel, as: As, entity: string, right: RecordRight): boolean;
}

const most = 1_000;

/** Accesses of plugins, made once per model and set of roles. */
export function createScopes(): Scopes {
  const models = new WeakMap<Model, LRUCache<string, Access>>();
  return {
    of(ctx, plugin, as) {
      const known = models.get(ctx.model) ?? new LRUCache<string, Access>({ max: most });
      models.set(ctx.model, known);
      const own = as === 'plugin' || isPlugin(ctx.actor, plugin);
      // The actor's whole rights: a hook of one plugin does not get less because another plugin caused it.
      const base = ctx.accessOf(own ? [adminRole] : ctx.actor.roles);
      const key = `${own ? 'own ' : ''}${plugin.id}`;
      const place = `${key} ${base.key}`;
      const rights = own ? plugin.granted.own : plugin.granted.records;
      const access = known.get(place) ?? restrictAccess(ctx.model, base, rights, { key, serves: own });
      known.set(place, access);
      return ctx.within(access);
    },
    gives(ctx, plugin, as, entity, right) {
      const found = ctx.model.entities.get(entity);
      const rights = as === 'plugin' || isPlugin(ctx.actor, plugin) ? plugin.granted.own : plugin.granted.records;
      return found !== undefined && isGiven(ctx.model, rights, found, right);
    },
  };
}

/** The plugin itself: what its events and jobs do, and nobody asked for. */
export function pluginActor({ id, title }: Pick<PluginModel, 'id' | 'title'>): Actor {
  return { kind: 'plugin', id: actorId(id), name: title, roles: [], facts: {} };
}

function isPlugin(actor: Actor, { id }: PluginModel): boolean {
  return actor.kind === 'plugin' && actor.id === actorId(id);
}

/** The same uuid (version 8) for the same plugin in every installation. */
function actorId(plugin: string): string {
  const hex = createHash('sha256').update(`kiln plugin ${plugin}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
