import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { createTranslator, type Translator } from '../model/references/createTranslator.ts';
import { type Identities, identitiesOf } from '../model/references/identities.ts';
import { nameAsGrouped } from '../model/references/nameAsAsked.ts';
import type { OldName } from '../model/references/oldNames.ts';
import { entityName } from '../model/references/readers.ts';
import { requestReaders } from '../model/references/requestReaders.ts';
import type { Target } from '../model/references/types.ts';
import { wordsWith } from '../model/references/wordsWith.ts';
import type { Model } from '../model/types.ts';

/** Texts of a request for records. */
type RequestTexts = Readonly<Partial<Record<'select' | 'where' | 'sort' | 'group' | 'measure', string>>>;

/**
 * What plugins call things: by their x-ids, so that a rename leaves their code alone. Names of today are understood as
 * well, where no x-id is the same.
 */
export interface PluginWords {
  /** The name of today of an entity. */
  entity(called: string): string;
  texts<T extends RequestTexts>(entity: string, texts: T, isAggregate?: boolean): T;
  /** Values of a record in today's names. */
  values(entity: string, values: JsonObject): JsonObject;
  /** A place in a record, such as `/lines/0/quantity`, in today's names. */
  pointer(entity: string, pointer: string): string;
  /** A record, or a list of them, in the plugin's words. */
  answer(entity: string, answer: Json): Json;
  /** Groups under the texts that were asked for. */
  groups(asked: RequestTexts, today: RequestTexts, data: Json): Json;
}

export function createWords(): (model: Model) => PluginWords {
  const models = new WeakMap<Model, PluginWords>();
  return (model) => {
    const known = models.get(model) ?? wordsOf(model);
    models.set(model, known);
    return known;
  };
}

function wordsOf(model: Model): PluginWords {
  const identities = identitiesOf(model.definitions);
  const names = idsAsNames(identities);
  if (names.length === 0) return sameWords;
  const known = wordsWith(model.entities, names);
  // One for each request: it keeps what it met.
  const translator = (): Translator => createTranslator(known, names);
  const byName = new Map([...identities.entities.values()].map((entity) => [entity.name, entity.members]));
  const answer: PluginWords['answer'] = (entity, value) => {
    if (Array.isArray(value)) return value.map((item) => answer(entity, item));
    const of = model.entities.get(entity);
    if (!of || !isObject(value)) return value;
    const entries = Object.entries(value).map(([key, member]): [string, Json] => {
      const field = of.fields.get(key);
      const inverse = of.inverses.get(key);
      const target = field?.relation?.targets[0] ?? field?.children?.entity ?? inverse?.entity;
      const options = field && byName.get(entity)?.get(field.id)?.options;
      const named = options ? optionIds(options, member ?? null) : (member ?? null);
      return [field?.id ?? key, target === undefined ? named : answer(target, named)];
    });
    return Object.fromEntries(entries);
  };
  const values: PluginWords['values'] = (entity, given) => {
    const changed = translator().values(entity, given);
    return isObject(changed) ? changed : given;
  };
  const pointer: PluginWords['pointer'] = (entity, called) => {
    const [, first, row, ...inner] = called.split('/');
    if (first === undefined) return called;
    const [name = first] = Object.keys(values(entity, { [first]: null }));
    const lines = model.entities.get(entity)?.fields.get(name)?.children?.entity;
    const rest =
      lines && inner.length > 0 ? pointer(lines, `/${inner.join('/')}`) : inner.map((each) => `/${each}`).join('');
    return `/${name}${row === undefined ? '' : `/${row}`}${rest}`;
  };
  return {
    entity: (called) => translator().text(called, entityName),
    texts: (entity, texts, isAggregate = false) => {
      const readers = requestReaders(entity, isAggregate);
      const { text } = translator();
      const changed: Record<string, string> = {};
      for (const name of ['select', 'where', 'sort', 'group', 'measure'] as const) {
        const [source, reads] = [texts[name], readers[name]];
        if (source !== undefined && reads) changed[name] = text(source, reads);
      }
      return { ...texts, ...changed };
    },
    values,
    pointer,
    answer,
    groups: (asked, today, data) => {
      const [given, now] = [items(asked), items(today)];
      return nameAsGrouped(data, new Map(now.map((item, index) => [item, given[index] ?? item])));
    },
  };
}

/** Nothing was ever renamed. */
const sameWords: PluginWords = {
  entity: (called) => called,
  texts: (_entity, texts) => texts,
  values: (_entity, values) => values,
  pointer: (_entity, pointer) => pointer,
  answer: (_entity, answer) => answer,
  groups: (_asked, _today, data) => data,
};

/** x-ids as if they were former names. */
function idsAsNames({ entities }: Identities): OldName[] {
  const always = { renamedAt: 0, until: Number.POSITIVE_INFINITY };
  const old = (name: string, target: Target): OldName => ({ name, target, ...always });
  return [...entities].flatMap(([id, { name: entity, members }]) => [
    ...(id === entity ? [] : [old(id, { what: 'entity', entity })]),
    ...[...members].flatMap(([member, { name: field, options }]) => [
      ...(member === field || !/^[a-z]\w*$/i.test(member) ? [] : [old(member, { what: 'field', entity, field })]),
      ...[...options].flatMap(([option, value]) =>
        option === value ? [] : [old(option, { what: 'option', entity, field, value })],
      ),
    ]),
  ]);
}

function optionIds(options: ReadonlyMap<string, string>, value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => optionIds(options, item));
  return [...options].find(([, name]) => name === value)?.[0] ?? value;
}

function items({ group, measure }: RequestTexts): string[] {
  return [group, measure].flatMap((text) => text?.split(',').map((item) => item.trim()) ?? []);
}
