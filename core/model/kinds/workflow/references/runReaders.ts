import type { Scope } from '../../../../expressions/types.ts';
import { celIn } from '../../../references/readers.ts';
import type { Name, Reads, Words } from '../../../references/types.ts';
import { entityScope } from '../../../scope.ts';
import { parseCondition } from '../../../templates/parseCondition.ts';
import { type EmbeddedSource, parseTemplate, type TemplatePart } from '../../../templates/parseTemplate.ts';

export type ScopeOf = (words: Words) => Scope;

/** CEL over variables of a run. */
export function expression(scopeOf: ScopeOf): Reads {
  return celIn('', scopeOf);
}

/** A text with `${…}`. */
export function template(scopeOf: ScopeOf): Reads {
  return (text, words) => embeddedNames(parseTemplate(text).parts, scopeOf, words);
}

/** A condition over records of the entity, with `${…}`. */
export function conditionOver(entity: string, scopeOf: ScopeOf): Reads {
  const outside = celIn(entity, (words) => withGiven(entityScope(words, entity)));
  return (text, words) => {
    const { cel, values, place } = parseCondition(text);
    const own = outside(cel, words).map((name) => ({
      ...name,
      start: place(name.start),
      end: place(name.end - 1) + 1,
    }));
    const inside = values.flatMap(({ parts }) => embeddedNames(parts, scopeOf, words));
    return [...own, ...inside].sort((a, b) => a.start - b.start);
  };
}

/** A text with which a value is compared. */
export function comparedValue(source: string, scopeOf: ScopeOf): Reads {
  const start = source.length + 6;
  const read = expression(scopeOf);
  return (text, words) =>
    read(`(${source}) == ${JSON.stringify(text)}`, words)
      .filter((name) => name.start === start)
      .map(({ isCompared: _, ...name }) => ({ ...name, start: 0, end: text.length, write: (value: string) => value }));
}

function embeddedNames(parts: readonly TemplatePart[], scopeOf: ScopeOf, words: Words): Name[] {
  const read = expression(scopeOf);
  return parts
    .filter((part): part is EmbeddedSource => typeof part === 'object')
    .flatMap(({ source, start: by }) =>
      read(source, words).map((name) => ({ ...name, start: name.start + by, end: name.end + by })),
    );
}

/** What stands beside a condition is no name of its own. */
function withGiven(scope: Scope): Scope {
  return Object.assign((name: string) => (/^_\d+$/.test(name) ? { kind: 'dyn' as const } : scope(name)), {
    names: () => scope.names?.() ?? [],
  });
}
