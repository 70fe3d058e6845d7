import type { DefinitionSet } from '../../../definitions/kind.ts';
import { compileInput, inputName } from '../../inputEntity.ts';
import type { Action } from '../../types.ts';
import { askedFor } from './askedFor.ts';
import { type ActionDocument, actionDocument } from './document.ts';

/** All actions of checked definitions, by name. */
export function compileActions(set: DefinitionSet): ReadonlyMap<string, Action> {
  return new Map(
    set.of('action').map((definition) => [definition.name, compileAction(actionDocument(definition), set)]),
  );
}

function compileAction(document: ActionDocument, set: DefinitionSet): Action {
  const { $id: name, title, description, icon, entity, on, call, when, confirm, success, result } = document;
  const input = 'workflow' in call ? askedFor(call, set) : document.input;
  return {
    name,
    title,
    ...(description === undefined ? {} : { description }),
    ...(icon === undefined ? {} : { icon }),
    ...(entity === undefined ? {} : { entity }),
    on: entity === undefined ? [] : (on ?? ['record']),
    call,
    ...(when === undefined ? {} : { when }),
    ...(confirm === undefined ? {} : { confirm }),
    danger: document.danger ?? false,
    ...(input === undefined ? {} : { input: compileInput(inputName('action', name), title, input, set) }),
    bulk: document.bulk ?? 'each',
    ...(success === undefined ? {} : { success }),
    ...(result === undefined ? {} : { result }),
    roles: document.roles ?? [],
  };
}
