import { fault } from '../../../core/errors/fault.ts';
import type { Fault } from '../../../core/errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import type { ActorLike } from '../../../core/model/actorVariable.ts';
import type { BrowserEntity, BrowserModel } from '../../../core/model/browserModel.ts';
import { explainValues, type FieldPlace } from '../../../core/model/explainValues.ts';
import { changedRules, checkRules, type Ruled } from '../../../core/model/rules.ts';
import { checkMove } from '../../../core/model/transitions.ts';
import type { Transitions } from '../../../core/model/types.ts';
import type { Validators } from '../api/validators.ts';
import { findEntity, findField } from '../store/model.ts';

export interface CheckInput {
  readonly model: BrowserModel;
  readonly entity: BrowserEntity;
  readonly mode: 'create' | 'update';
  /** The whole record as it would be. */
  readonly values: JsonObject;
  /** What would be sent. */
  readonly changes: JsonObject;
  /** undefined while they are being loaded: then the server alone checks. */
  readonly validators: Validators | undefined;
  readonly ruled: Ruled;
  readonly transitions: ReadonlyMap<string, Transitions>;
  /** As the server has it. */
  readonly saved: JsonObject;
  /** Who works here, as expressions know them. */
  readonly actor: ActorLike;
}

/** Everything that is wrong with values, before they are sent: found and explained by the server's own code. */
export function checkValues(input: CheckInput): Fault[] {
  const { model, entity, mode, values, changes, validators, ruled, actor } = input;
  const emptied = entity.fields.filter(({ name, required }) => mode === 'update' && required && changes[name] === null);
  const findings = validators?.[mode](present(changes)) ?? [];
  const rules = mode === 'update' ? changedRules(ruled, Object.keys(changes)) : ruled.rules;
  return [
    ...emptied.map(({ name, title }) => fault(`/${name}`, 'emptied', { title })),
    ...explainValues(findings, (path) => fieldAt(model, entity, path)),
    ...checkRules(ruled, values, { actor, now: new Date() }, rules),
    ...checkMoves(input),
  ];
}

function checkMoves({ entity, mode, values, saved, changes, ruled, transitions, actor }: CheckInput): Fault[] {
  const before = mode === 'create' ? undefined : saved;
  const circumstances = { before, record: values, roles: undefined, actor, now: new Date() };
  return entity.fields.flatMap(({ name, title, required }) => {
    const states = transitions.get(name);
    const change = changes[name];
    // That a required one is emptied is told already.
    if (!states || change === undefined || (required && change === null)) return [];
    return checkMove(ruled, { name, title, transitions: states }, circumstances);
  });
}

/** Without nulls, which the validators do not know; in line items as well. */
function present(values: JsonObject): JsonObject {
  const filled = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries(
    filled.map(([name, value]) => [name, Array.isArray(value) ? value.map(presentItem) : value]),
  );
}

function presentItem(item: Json): Json {
  return isObject(item) ? present(item) : item;
}

/** The field of the record, or of the line, at a path. */
function fieldAt(
  model: BrowserModel,
  entity: BrowserEntity,
  [name = '', ...inside]: readonly string[],
): FieldPlace | undefined {
  const field = findField(entity, name);
  const child = field?.children && findEntity(model, field.children.entity);
  if (child && inside.length > 1) return fieldAt(model, child, inside.slice(1));
  return field && { type: field.type, title: field.title, inside };
}
