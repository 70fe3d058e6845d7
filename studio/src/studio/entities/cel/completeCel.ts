import type { Completion } from '@codemirror/autocomplete';
import type { Scope } from '../../../../../core/expressions/types.ts';
import type { BrowserModel } from '../../../../../core/model/browserModel.ts';
import { findEntity } from '../../../store/model.ts';
import { type CelCompletion, celCompletions } from './celCompletions.ts';
import { describeIn } from './describeIn.ts';

export interface CelWorld {
  readonly scope: Scope;
  /** Whose fields the variables are; '' where they are no fields. */
  readonly entity: string;
  readonly model: BrowserModel;
  readonly language: string;
}

/** What may stand at a place of an expression, for the editor's list. `isAsked`: also where nothing has been typed yet. */
export function completeCel(text: string, at: number, isAsked: boolean, world: CelWorld) {
  const found = celCompletions(text, at, world.scope, world.entity);
  if (!found || (!isAsked && found.from === at && !/\.\s*$/.test(text.slice(0, at)))) return null;
  return { from: found.from, options: found.options.map((each) => toCompletion(each, world)), validFor: /^\w*$/ };
}

function toCompletion({ label, kind, insert, usage, description, entity }: CelCompletion, world: CelWorld): Completion {
  if (kind === 'function') {
    return {
      label,
      type: 'function',
      boost: -1,
      ...(usage === undefined ? {} : { detail: usage }),
      ...(description === undefined ? {} : { info: describeIn(world.language, description) }),
      apply: (view, _completion, from, to) => {
        const hasArguments = !usage?.endsWith('()');
        view.dispatch({
          changes: { from, to, insert },
          selection: { anchor: from + insert.length - (hasArguments ? 1 : 0) },
          userEvent: 'input.complete',
        });
      },
    };
  }
  const field = findEntity(world.model, entity ?? '')?.fields.find(({ name }) => name === label);
  const inverse = findEntity(world.model, entity ?? '')?.inverses.find(({ name }) => name === label);
  const title = field?.title ?? inverse?.title;
  return {
    label,
    type: kind === 'relation' ? 'class' : 'property',
    boost: field?.system ? 0 : 1,
    ...(title === undefined ? {} : { detail: title }),
  };
}
