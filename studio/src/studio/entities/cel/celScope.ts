import type { Scope } from '../../../../../core/expressions/types.ts';
import type { BrowserModel } from '../../../../../core/model/browserModel.ts';
import { browserScope } from '../../../../../core/model/browserScope.ts';

/** Where an expression of a definition stands. */
export type CelPlace = 'formula' | 'where' | 'default';

/** The variables of an expression: a formula is the same for everybody, and a default comes before there is a record. */
export function celScope(model: Pick<BrowserModel, 'entities'>, entity: string, on: CelPlace, self?: string): Scope {
  const all = browserScope(model, entity, 'everything');
  const isIn = (name: string): boolean => {
    if (on === 'default') return name === 'actor';
    return name !== 'actor' && name !== self;
  };
  return Object.assign((name: string) => (isIn(name) ? all(name) : undefined), {
    names: () => [...(all.names?.() ?? [])].filter(isIn),
  });
}
