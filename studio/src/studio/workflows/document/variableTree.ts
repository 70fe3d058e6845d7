import type { CelType, Scope } from '../../../../../core/expressions/types.ts';
import { isObject, type Json } from '../../../../../core/lib/json.ts';

/** Something that an expression may read. */
export interface Variable {
  /** As it is written: `steps.find.output.data`. */
  readonly path: string;
  readonly name: string;
  readonly type: CelType;
  /** Of the last run that was tried out; undefined: none is known. */
  readonly sample: Json | undefined;
}

/** What a type has inside, as far as it has names. */
export function membersOf(type: CelType): Scope | undefined {
  return type.kind === 'object' ? type.fields : undefined;
}

/** The variables of a scope, or the members below one of them. */
export function variablesOf(scope: Scope, samples: Json | undefined, above = ''): Variable[] {
  return [...(scope.names?.() ?? [])].flatMap((name) => {
    const type = scope(name);
    if (!type) return [];
    const path = above === '' ? name : `${above}.${name}`;
    return { path, name, type, sample: isObject(samples) && Object.hasOwn(samples, name) ? samples[name] : undefined };
  });
}

/** How deep a search looks: what a record leads to leads on without end. */
const deepest = 4;
const most = 60;

/** Variables whose path has all words of the text in it, the shortest first. */
export function findVariables(scope: Scope, samples: Json | undefined, text: string): Variable[] {
  const words = text
    .toLowerCase()
    .split(/[\s.]+/)
    .filter(Boolean);
  const found: Variable[] = [];
  function visit(variables: readonly Variable[], depth: number): void {
    for (const variable of variables) {
      const path = variable.path.toLowerCase();
      if (words.every((word) => path.includes(word))) found.push(variable);
      const inner = depth < deepest ? membersOf(variable.type) : undefined;
      if (inner) visit(variablesOf(inner, variable.sample, variable.path), depth + 1);
    }
  }
  visit(variablesOf(scope, samples), 1);
  return found.sort((one, other) => one.path.length - other.path.length).slice(0, most);
}
