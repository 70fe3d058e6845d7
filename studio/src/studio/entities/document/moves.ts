import { isObject, type JsonObject } from '../../../../../core/lib/json.ts';
import { changeField } from './changeFields.ts';
import { withRenamedText } from './localeTexts.ts';
import { objectAt, textAt, textsAt, withMember, withPath } from './members.ts';
import { entityRules } from './rules.ts';

/** How a select goes from one value to another. What is empty says nothing. */
export interface StateMove {
  /** Empty: from any other value. */
  readonly from: readonly string[];
  readonly to: string;
  /** CEL */
  readonly when: string;
  readonly require: readonly string[];
  /** Empty: whoever may change the field. */
  readonly roles: readonly string[];
  /** Name of a workflow. */
  readonly run: string;
  /** In English. */
  readonly message: string;
}

export function stateMoves(schema: JsonObject): StateMove[] {
  return movesOf(schema).map((move) => ({
    from: textsAt(move, 'from'),
    to: textAt(move, 'to') ?? '',
    when: textAt(move, 'when') ?? '',
    require: textsAt(move, 'require'),
    roles: textsAt(move, 'roles'),
    run: textAt(move, 'run') ?? '',
    message: textAt(move, 'message') ?? '',
  }));
}

/** Values with which records begin; empty: any. */
export function firstStates(schema: JsonObject): string[] {
  return textsAt(objectAt(schema, 'x-transitions'), 'start');
}

export function setFirstStates(schema: JsonObject, start: readonly string[]): JsonObject {
  return withTransitions(schema, start, movesOf(schema));
}

/** With a move more, to the first value that none leads to yet. */
export function addMove(schema: JsonObject): JsonObject {
  const values = textsAt(schema, 'enum');
  const reached = new Set(stateMoves(schema).map(({ to }) => to));
  const to = values.slice(1).find((value) => !reached.has(value)) ?? values.at(-1) ?? '';
  return withTransitions(schema, firstStates(schema), [...movesOf(schema), { to }]);
}

export function changeMove(schema: JsonObject, at: number, change: Partial<StateMove>): JsonObject {
  const moves = movesOf(schema).map((move, index) => (index === at ? changed(move, change) : move));
  return withTransitions(schema, firstStates(schema), moves);
}

/** Without moves and first values it goes from any value to any other. */
export function removeMove(schema: JsonObject, at: number): JsonObject {
  return withTransitions(schema, firstStates(schema), movesOf(schema).toSpliced(at, 1));
}

/** A value is called otherwise, or (undefined) there is none any more. A move that would lead from anywhere without it goes. */
export function withOtherState(schema: JsonObject, value: string, now: string | undefined): JsonObject {
  if (schema['x-transitions'] === undefined) return schema;
  const replaced = (values: readonly string[]) => values.flatMap((each) => (each === value ? (now ?? []) : each));
  const moves = movesOf(schema).flatMap((move) => {
    const from = textsAt(move, 'from');
    const left = replaced(from);
    const to = textAt(move, 'to') === value ? now : textAt(move, 'to');
    if (to === undefined || (from.length > 0 && left.length === 0)) return [];
    return [{ ...withMember(move, 'from', left.length > 0 ? left : undefined), to }];
  });
  return withTransitions(schema, replaced(firstStates(schema)), moves);
}

/** Another message in English; what it is in the other language stays with it. */
export function setMoveMessage(
  { document, locale }: { readonly document: JsonObject; readonly locale: JsonObject },
  { entity, field, at }: { readonly entity: string; readonly field: string; readonly at: number },
  message: string,
): { document: JsonObject; locale: JsonObject } {
  const before = stateMoves(objectAt(document, 'properties', field))[at]?.message ?? '';
  const next = changeField(document, field, (schema) => changeMove(schema, at, { message }));
  if (before === '' || messagesOf(next).includes(before)) return { document: next, locale };
  const path = ['entities', entity, 'rules'];
  if (message === '') return { document: next, locale: withPath(locale, [...path, before], undefined) };
  return { document: next, locale: withRenamedText(locale, path, before, message) };
}

function messagesOf(document: JsonObject): string[] {
  const fields = Object.values(objectAt(document, 'properties')).filter(isObject);
  return [...entityRules(document), ...fields.flatMap(stateMoves)].map(({ message }) => message);
}

function changed(move: JsonObject, change: Partial<StateMove>): JsonObject {
  let next = move;
  for (const key of ['to', 'when', 'run', 'message'] as const) {
    const text = change[key];
    if (text !== undefined) next = withMember(next, key, text.trim() === '' ? undefined : text);
  }
  for (const key of ['from', 'require', 'roles'] as const) {
    const names = change[key];
    if (names) next = withMember(next, key, names.length > 0 ? [...names] : undefined);
  }
  return next;
}

function movesOf(schema: JsonObject): JsonObject[] {
  const { moves } = objectAt(schema, 'x-transitions');
  return Array.isArray(moves) ? moves.filter(isObject) : [];
}

function withTransitions(schema: JsonObject, start: readonly string[], moves: readonly JsonObject[]): JsonObject {
  if (start.length === 0 && moves.length === 0) return withMember(schema, 'x-transitions', undefined);
  const spec = { ...(start.length > 0 ? { start: [...start] } : {}), moves: [...moves] };
  return withMember(schema, 'x-transitions', spec);
}
