import type { BrowserAction, BrowserModel } from '../../../core/model/browserModel.ts';
import type { ActionPlace } from '../../../core/model/pageTypes.ts';
import type { Draft } from './createDraft.ts';

/** With what an action is done. */
export type ActionTarget =
  | { readonly on: 'nothing' }
  | { readonly on: 'record'; readonly entity: string; readonly id: string }
  | {
      readonly on: 'list';
      readonly entity: string;
      /** Of the chosen records; they are read when it begins. */
      readonly ids: () => Promise<readonly string[]>;
      readonly count: number;
      /** All went well. */
      readonly onDone: () => void;
    }
  /** `id`: absent while the record is new. */
  | { readonly on: 'form'; readonly entity: string; readonly id?: string; readonly draft: Draft };

export interface StartedAction {
  readonly action: BrowserAction;
  readonly target: ActionTarget;
}

/** The same for the same action with the same record. */
export function startedKey({ action, target }: StartedAction): string {
  const id = 'id' in target ? target.id : undefined;
  return [action.name, target.on, id ?? ''].join(' ');
}

/** The actions of an entity whose buttons stand at a place, whatever their conditions say. */
export function actionsAt(model: BrowserModel, entity: string, place: ActionPlace): BrowserAction[] {
  return model.actions.filter((action) => action.entity === entity && action.on.includes(place));
}

/** The actions that are done with no record. */
export function freeActions(model: BrowserModel): BrowserAction[] {
  return model.actions.filter(({ entity }) => entity === undefined);
}
