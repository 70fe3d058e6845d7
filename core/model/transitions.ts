import { toPointer } from '../definitions/pointer.ts';
import { fault } from '../errors/fault.ts';
import type { Fault } from '../errors/KilnError.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import type { Circumstances } from './applyDefaults.ts';
import { checkRules, type Ruled } from './rules.ts';
import type { Move, Transitions } from './types.ts';

export interface StateField {
  readonly name: string;
  readonly title: string;
  readonly transitions?: Transitions;
}

/** A change of a record, in API form. */
export interface StateChange extends Circumstances {
  /** Undefined for a new record. */
  readonly before: JsonObject | undefined;
  /** As it is to be, with what does not change. */
  readonly record: JsonObject;
  /** Names of the roles of whoever moves it; undefined: nothing limits them. */
  readonly roles: readonly string[] | undefined;
}

/** What the transitions of a field refuse. A fault `transitionRole` is about who moves the record. */
export function checkMove(entity: Ruled, { name, title, transitions }: StateField, change: StateChange): Fault[] {
  const { before, record, roles } = change;
  const from = before?.[name] ?? null;
  const to = record[name] ?? null;
  if (!transitions || from === to) return [];
  const titleOf = (value: Json): string => transitions.titles.get(String(value)) ?? String(value);
  const refused = (): Fault[] => {
    const params = { title, from: from === null ? null : titleOf(from), to: to === null ? null : titleOf(to) };
    return [fault(toPointer([name]), 'transition', params)];
  };
  if (from === null) return transitions.start?.every((value) => value !== to) ? refused() : [];
  const moves = movesFrom(transitions, from).filter((move) => move.to === to);
  if (moves.length === 0) return refused();
  const own = moves.filter(
    (move) => !roles || move.roles.length === 0 || move.roles.some((role) => roles.includes(role)),
  );
  if (own.length === 0) {
    return [fault(toPointer([name]), 'transitionRole', { title, from: titleOf(from), to: titleOf(to) })];
  }
  const broken = own.map(({ rule }) => checkRules(entity, record, change, [rule]));
  // One that is allowed is enough; else what the first lacks is told.
  return broken.some((faults) => faults.length === 0) ? [] : (broken[0] ?? []);
}

/** Values that may follow `from` (null: with which a record begins), whatever else has to hold, and `from` itself. */
export function possibleValues(transitions: Transitions, from: Json): readonly string[] {
  const values = [...transitions.titles.keys()];
  if (from === null) return values.filter((value) => transitions.start?.includes(value) ?? true);
  const moves = movesFrom(transitions, from);
  return values.filter((value) => value === from || moves.some(({ to }) => to === value));
}

function movesFrom({ moves }: Transitions, value: Json): readonly Move[] {
  return moves.filter(({ from }) => !from || from.some((each) => each === value));
}
