import type { CelType, Scope } from '../../../../core/expressions/types.ts';
import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import { browserScope } from '../../../../core/model/browserScope.ts';
import type { ScopeWorld } from '../../../../core/model/kinds/workflow/scopes/ScopeWorld.ts';

/** What the variables of a run depend on, as far as the browser knows the model. */
export function browserWorld(model: BrowserModel): ScopeWorld {
  return {
    own: (entity) => withoutActor(browserScope(model, entity, 'record')),
    everything: (entity) => withoutActor(browserScope(model, entity, 'everything')),
    actor: actorType(model),
    // What plugins give is the server's to know: here it counts as anything.
    pluginOutput: () => ({}),
  };
}

function withoutActor(scope: Scope): Scope {
  return Object.assign((name: string) => (name === 'actor' ? undefined : scope(name)), {
    names: () => [...(scope.names?.() ?? [])].filter((name) => name !== 'actor'),
  });
}

function actorType(model: BrowserModel): CelType {
  return browserScope(model, '', 'record')('actor') ?? { kind: 'dyn' };
}
