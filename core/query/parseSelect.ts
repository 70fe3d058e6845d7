import { wordedFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import { userEntity } from '../model/actorFields.ts';
import type { Entity, Field, Inverse, Model } from '../model/types.ts';

/** What a read returns of one entity. Items keep the order in which they were asked for. */
export interface Selection {
  readonly entity: Entity;
  readonly items: readonly SelectItem[];
}

export type SelectItem =
  | { readonly kind: 'field'; readonly field: Field }
  /** A relation followed to its target (or targets, when polymorphic), by entity name. */
  | { readonly kind: 'relation'; readonly field: Field; readonly targets: ReadonlyMap<string, Selection> }
  | { readonly kind: 'children'; readonly field: Field; readonly selection: Selection }
  | { readonly kind: 'inverse'; readonly inverse: Inverse; readonly selection: Selection };

/** Bounds that keep one request from asking for the whole database. */
const selectLimits = { length: 8_000, depth: 6, items: 400 } as const;

/** Every field but line items and the other ends of relations: what a read returns when nothing is selected. */
export function defaultSelection(entity: Entity): Selection {
  const items = [...entity.fields.values()]
    .filter((field) => !field.children)
    .map((field): SelectItem => ({ kind: 'field', field }));
  return { entity, items };
}

/**
 * Parses `id,name,account(name),contacts(name,email)`. `*` stands for the default selection.
 * Throws KILN_BAD_QUERY naming each place that is wrong.
 */
export function parseSelect(model: Model, entity: Entity, source: string): Selection {
  if (source.length > selectLimits.length) fail(`select is longer than ${selectLimits.length} characters.`);
  const parser = new SelectParser(model, source);
  const selection = parser.list(entity, 1);
  parser.end();
  return selection;
}

/** A recursive descent over the text: list := item (',' item)*; item := name ['(' list ')']. */
class SelectParser {
  readonly #model: Model;
  readonly #source: string;
  #at = 0;
  #count = 0;

  constructor(model: Model, source: string) {
    this.#model = model;
    this.#source = source;
  }

  list(entity: Entity, depth: number): Selection {
    if (depth > selectLimits.depth) fail(`select goes deeper than ${selectLimits.depth} levels.`);
    const items = new Map<string, SelectItem>();
    do {
      if (++this.#count > selectLimits.items) fail(`select names more than ${selectLimits.items} fields.`);
      const name = this.#name();
      if (name === '*') {
        for (const item of defaultSelection(entity).items) items.set(itemName(item), item);
      } else {
        items.set(name, this.#item(entity, name, depth));
      }
    } while (this.#take(','));
    return { entity, items: [...items.values()] };
  }

  end(): void {
    if (this.#at < this.#source.length)
      fail(`select has an unexpected '${this.#source[this.#at]}' at ${this.#at + 1}.`);
  }

  #item(entity: Entity, name: string, depth: number): SelectItem {
    const field = entity.fields.get(name);
    const inverse = entity.inverses.get(name);
    const nested = this.#take('(');
    const item = field
      ? this.#fieldItem(field, nested, depth)
      : inverse
        ? this.#inverseItem(entity, inverse, nested, depth)
        : fail(`${entity.name} has no field '${name}'.`);
    if (nested && !this.#take(')')) fail(`select lacks a ')' at ${this.#at + 1}.`);
    return item;
  }

  #fieldItem(field: Field, nested: boolean, depth: number): SelectItem {
    if (field.children) {
      const child = this.#entity(field.children.entity);
      return {
        kind: 'children',
        field,
        selection: nested ? this.list(child, depth + 1) : defaultSelection(child),
      };
    }
    if (!nested) return { kind: 'field', field };
    const ends = this.#endsOf(field);
    if (ends.length === 0) fail(`'${field.name}' is not a relation, so nothing can be selected inside it.`);
    const start = this.#at;
    const targets = new Map<string, Selection>();
    for (const target of ends) {
      this.#at = start;
      targets.set(target, this.#polymorphicList(this.#entity(target), depth + 1, ends.length > 1));
    }
    return { kind: 'relation', field, targets };
  }

  /** Entities that the field leads to: a user is a record, too. */
  #endsOf({ relation, type }: Field): readonly string[] {
    if (type.name === 'user' && this.#model.entities.has(userEntity)) return [userEntity];
    return relation?.targets ?? [];
  }

  /** Of several possible targets each takes the fields that it has; a name that none has is the caller's mistake. */
  #polymorphicList(entity: Entity, depth: number, several: boolean): Selection {
    if (!several) return this.list(entity, depth);
    const items: SelectItem[] = [];
    do {
      if (++this.#count > selectLimits.items) fail(`select names more than ${selectLimits.items} fields.`);
      const name = this.#name();
      const field = name === 'display' ? entity.fields.get(entity.display) : entity.fields.get(name);
      if (field && !field.children) items.push({ kind: 'field', field });
    } while (this.#take(','));
    return { entity, items };
  }

  #inverseItem(entity: Entity, inverse: Inverse, nested: boolean, depth: number): SelectItem {
    const other = this.#entity(inverse.entity);
    if (!nested) fail(`Say what to select of ${entity.name}.${inverse.name}, e.g. ${inverse.name}(${other.display}).`);
    return { kind: 'inverse', inverse, selection: this.list(other, depth + 1) };
  }

  #entity(name: string): Entity {
    const entity = this.#model.entities.get(name);
    if (!entity) fail(`There is no entity '${name}'.`);
    return entity;
  }

  #name(): string {
    this.#skipBlanks();
    const match = /^(?:\*|[A-Za-z][A-Za-z0-9]*)/.exec(this.#source.slice(this.#at, this.#at + 64));
    if (!match) fail(`select needs a field name at ${this.#at + 1}.`);
    this.#at += match[0].length;
    return match[0];
  }

  #take(character: string): boolean {
    this.#skipBlanks();
    if (this.#source[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #skipBlanks(): void {
    while (this.#source[this.#at] === ' ') this.#at += 1;
  }
}

export function itemName(item: SelectItem): string {
  return item.kind === 'inverse' ? item.inverse.name : item.field.name;
}

function fail(message: string): never {
  throw new KilnError('KILN_BAD_QUERY', { detail: message, errors: [wordedFault('select', 'other', message)] });
}
