import { wordedFault } from '../../errors/fault.ts';
import { type Fault, KilnError } from '../../errors/KilnError.ts';
import type { CelType } from '../../expressions/types.ts';
import { isObject } from '../../lib/json.ts';
import { type DefinitionEdit, parseEdits } from '../changeSetInput.ts';

/** Where an expression is to stand, which decides what it sees and has to be able to do. */
export type Use = (typeof uses)[number];

/** An expression that somebody writes, for an entity of a draft. */
export interface Trial {
  /** The draft; empty: the definitions as they are. */
  readonly changes: readonly DefinitionEdit[];
  /** Name in the draft. */
  readonly entity: string;
  readonly expression: string;
  readonly expects?: CelType['kind'];
  /** Absent: anywhere, over the record, related ones and actor. */
  readonly on?: Use;
}

const uses = ['formula', 'where', 'rule', 'default'] as const;
const kinds: readonly CelType['kind'][] = [
  ...(['string', 'int', 'double', 'bool', 'date', 'timestamp', 'time', 'duration'] as const),
  ...(['list', 'object', 'dyn'] as const),
];

/** Throws KILN_INVALID with every fault. */
export function parseTry(body: unknown): Trial {
  const faults: Fault[] = [];
  const fault = (pointer: string, message: string): void => void faults.push(wordedFault(pointer, 'other', message));
  const { changes, entity, expression, expects, on, ...unknown } = isObject(body) ? body : {};
  if (!isObject(body)) fault('', 'Say {"entity", "expression", "expects", "on", "changes"}.');
  for (const key of Object.keys(unknown)) fault(`/${key}`, `"${key}" means nothing here.`);
  if (typeof entity !== 'string') fault('/entity', 'entity is the name of an entity.');
  if (typeof expression !== 'string') fault('/expression', 'expression is a text.');
  const kind = kinds.find((each) => each === expects);
  if (expects !== undefined && !kind) fault('/expects', `expects is one of ${kinds.join(', ')}.`);
  const use = uses.find((each) => each === on);
  if (on !== undefined && !use) fault('/on', `on is one of ${uses.join(', ')}.`);
  const edits =
    changes === undefined || (Array.isArray(changes) && changes.length === 0) ? [] : parseEdits(changes, fault);
  if (faults.length > 0 || typeof entity !== 'string' || typeof expression !== 'string') {
    throw new KilnError('KILN_INVALID', { errors: faults });
  }
  return { changes: edits, entity, expression, ...(kind ? { expects: kind } : {}), ...(use ? { on: use } : {}) };
}
