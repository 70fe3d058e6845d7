import type { CelType, Scope } from '../../../../expressions/types.ts';
import type { JsonObject } from '../../../../lib/json.ts';
import { actorType, ownRecordScope, recordScope, type ScopeEntities } from '../../../scope.ts';

/** What the variables of a run depend on, of whatever model. */
export interface ScopeWorld {
  /** Members of a record itself: a relation to one is its id. */
  readonly own: (entity: string) => Scope;
  /** Members of a record and of what it leads to. */
  readonly everything: (entity: string) => Scope;
  readonly actor: CelType;
  /** JSON Schema of what a function or a step of a plugin gives; empty where nothing is known. */
  readonly pluginOutput: (plugin: string, part: 'functions' | 'steps', name: string) => JsonObject;
}

/** The world of these entities. */
export function worldOf(entities: ScopeEntities, pluginOutput: ScopeWorld['pluginOutput']): ScopeWorld {
  return {
    own: (entity) => ownRecordScope(entities, entity),
    everything: (entity) => recordScope(entities, entity),
    actor: actorType(entities),
    pluginOutput,
  };
}
