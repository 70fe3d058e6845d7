import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { cel } from './readers.ts';
import type { Condition, Path, Reads, Reference, Remedy, RemedyCode } from './types.ts';

/** Collects the references of a document. */
export interface Collector {
  readonly references: readonly Reference[];
  /** A value of whatever type. */
  place(path: Path, reads: Reads, code: RemedyCode, whenGone?: Remedy, condition?: Condition): void;
  /** A value, if it is a text. */
  text(path: Path, value: Json | undefined, reads: Reads, code: RemedyCode, whenGone?: Remedy): void;
  /** The key of a member, which goes with it unless something else is said. */
  key(path: Path, reads: Reads, code: RemedyCode, whenGone?: Remedy): void;
  /** Each text of a list. */
  list(path: Path, values: Json | undefined, reads: Reads, code: RemedyCode, whenGone?: Remedy): void;
  /** A condition over the entity, which goes when it cannot be asked any more, or says nothing more (`goesAs`). */
  condition(path: Path, value: Json | undefined, entity: string, gone?: GoneCondition): void;
}

interface GoneCondition {
  readonly goesAs?: boolean;
  /** `conditionRemoved` when nothing is said. */
  readonly code?: RemedyCode;
  readonly whenGone?: Remedy;
}

export function collector(): Collector {
  const references: Reference[] = [];
  const place: Collector['place'] = (path, reads, code, whenGone = { do: 'remove', path }, condition) => {
    references.push({ path, reads, code, whenGone, ...(condition ? { condition } : {}) });
  };
  const text: Collector['text'] = (path, value, reads, code, whenGone) => {
    if (typeof value === 'string') place(path, reads, code, whenGone);
  };
  return {
    references,
    place,
    text,
    key: (path, reads, code, whenGone = { do: 'remove', path }) => {
      references.push({ path, isKey: true, reads, code, whenGone });
    },
    list: (path, values, reads, code, whenGone) => {
      for (const [index, value] of items(values)) text([...path, index], value, reads, code, whenGone);
    },
    condition: (path, value, entity, { goesAs, code = 'conditionRemoved', whenGone } = {}) => {
      if (typeof value !== 'string') return;
      place(path, cel(entity), code, whenGone, goesAs === undefined ? {} : { goesAs });
    },
  };
}

/** Indexes and items of a list; nothing of what is none. */
export function items(value: Json | undefined): readonly (readonly [number, Json])[] {
  return Array.isArray(value) ? [...value.entries()] : [];
}

/** Keys and values of an object; nothing of what is none. */
export function members(value: Json | undefined): readonly (readonly [string, Json])[] {
  return isObject(value) ? Object.entries(value) : [];
}

/** The value as an object; an empty one where it is none. */
export function object(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The value as a text; an empty one where it is none. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
