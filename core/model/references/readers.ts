import { literalLike, namesIn } from '../../expressions/namesIn.ts';
import type { Scope } from '../../expressions/types.ts';
import { actorFields, userEntity } from '../actorFields.ts';
import { recordVariable, withRecord } from '../recordLiterals.ts';
import { entityScope, ownScope } from '../scope.ts';
import type { Name, Reads, Target, Words } from './types.ts';

/** A text that names nothing. */
export const nothing: Reads = () => [];

export const entityName: Reads = (text, words) => {
  const entity = words.get(text);
  return entity ? [whole(text, { what: 'entity', entity: entity.name })] : [];
};

/** Name of another kind of definition: a view, form or role. */
export function definitionName(kind: string): Reads {
  return (name) => [whole(name, { what: 'definition', kind, name })];
}

/** A field of the entity, or the other end of a relation to it. */
export function fieldName(entity: string): Reads {
  return (text, words) => {
    const target = memberOf(words, entity, text);
    return target ? [whole(text, target)] : [];
  };
}

/** `account.industry` */
export function fieldPath(entity: string): Reads {
  return (text, words) => pathNames(text, entity, words, 0);
}

/** `-createdAt,account.name` */
export function sortKeys(entity: string): Reads {
  return (text, words) => parts(text).flatMap(({ start, part }) => pathNames(part, entity, words, start));
}

/** The keys of an order, without sign and blanks, each with its offset. */
export function parts(text: string): { start: number; part: string }[] {
  return [...text.matchAll(/[^,]+/g)].flatMap(({ 0: key, index }) => {
    const match = /^\s*-?(?<name>.*?)\s*$/s.exec(key);
    const part = match?.groups?.name ?? '';
    return part === '' ? [] : [{ start: index + key.indexOf(part), part }];
  });
}

/** `opportunity.contact` */
export const entityField: Reads = (text, words) => {
  const [entity = '', field = ''] = text.split('.');
  return [
    ...entityName(entity, words),
    ...fieldName(entity)(field, words).map((name) => moved(name, entity.length + 1)),
  ];
};

/** `sum(amount)` */
export function measure(entity: string): Reads {
  return (text, words) => {
    const inside = /\(\s*([a-zA-Z0-9]+)\s*\)/d.exec(text);
    const [start] = inside?.indices?.[1] ?? [0];
    return inside?.[1] ? fieldName(entity)(inside[1], words).map((name) => moved(name, start)) : [];
  };
}

export function optionValue(entity: string, field: string): Reads {
  return (value, words) => {
    const of = memberOf(words, entity, field);
    return of ? [whole(value, { ...of, what: 'option', value })] : [];
  };
}

/** A path, alone or as what something is done with: `account.industry`, `month(closeDate)`, `sum(amount)`. */
export function insideCall(entity: string): Reads {
  return (text, words) => {
    const inside = /^\s*(?:[a-zA-Z]+\()?(?<path>[a-zA-Z0-9.]+)\)?\s*$/d.exec(text);
    const [start] = inside?.indices?.groups?.path ?? [0];
    return pathNames(inside?.groups?.path ?? '', entity, words, start);
  };
}

/** CEL over records of the entity. `result`: the name of the field that it computes. */
export function cel(entity: string, result?: string): Reads {
  return celIn(entity, (words) => entityScope(words, entity), result);
}

/** CEL over records of the entity on the page of a record of `around`, which is called `record`. */
export function celOn(entity: string, around: string): Reads {
  if (around === '') return cel(entity);
  const read = celIn(entity, (words) => withRecord(entityScope(words, entity), around, ownScope(words, around)));
  return (text, words) => read(text, words).filter(({ start, end }) => text.slice(start, end) !== recordVariable);
}

/** CEL over whatever variables; those that are no fields belong to the entity. */
export function celIn(entity: string, scopeOf: (words: Words) => Scope, result?: string): Reads {
  return (text, words) => {
    const scope = scopeOf(words);
    const used = namesIn(text, scope, result === undefined ? undefined : { of: entity, name: result });
    return used.flatMap(({ field, value, start, end, hidden }): Name[] => {
      const isActor = field.of === 'actor';
      if (isActor && !actorFields(words).has(field.name)) return [];
      const of = isActor ? userEntity : (field.of ?? entity);
      const target = memberOf(words, of, field.name);
      if (!target) return [];
      const written = text.slice(start, end);
      if (value !== undefined) {
        const write = (name: string) => literalLike(written, name);
        return [{ target: { ...target, what: 'option', value }, start, end, write, isCompared: true }];
      }
      const isQuoted = /^["'rR]/.test(written) && written !== field.name;
      const write = (name: string) => {
        if (field.of === undefined && hidden.includes(name)) return undefined;
        return isQuoted ? literalLike(written, name) : name;
      };
      return [{ target, start, end, write }];
    });
  };
}

/** CEL of the value that a new record of the entity gets in a field. */
export function computedDefault(entity: string, field: string): Reads {
  const read = cel(entity, field);
  return (text, words) => read(text, words).map(({ isCompared: _, ...name }) => name);
}

function pathNames(text: string, start: string, words: Words, offset: number): Name[] {
  const names: Name[] = [];
  let entity = start;
  let at = offset;
  for (const step of text.split('.')) {
    const target = memberOf(words, entity, step);
    if (!target) break;
    names.push(moved(whole(step, target), at));
    at += step.length + 1;
    const relation = words.get(entity)?.fields.get(step)?.relation;
    if (relation?.kind !== 'one') break;
    entity = relation.targets[0] ?? '';
  }
  return names;
}

function memberOf(words: Words, entity: string, name: string): (Target & { what: 'field' }) | undefined {
  const of = words.get(entity);
  const member = of?.fields.get(name) ?? of?.inverses.get(name);
  return of && member && { what: 'field', entity: of.name, field: member.name };
}

function whole(text: string, target: Target): Name {
  return { target, start: 0, end: text.length, write: (name) => name };
}

function moved(name: Name, by: number): Name {
  return { ...name, start: name.start + by, end: name.end + by };
}
